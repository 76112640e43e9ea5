import HTTPMessages

/// A connection whose other side reads when the test says so.
final class TestPeer: WebSocketPeer {
  let loop: any LoopExecutor
  let lowWatermark = 1024
  /// The payloads of the messages that were sent, in their order.
  private(set) var messages: [[UInt8]] = []
  /// Whether every message was a whole binary one.
  private(set) var isBinary = true
  private(set) var closed: (code: UInt16, reason: String)?
  /// The buffers of frames as they were handed over.
  private(set) var buffers: [[UInt8]] = []
  /// Whether the other side reads at once.
  var isReading = true
  private(set) var pendingBytes = 0

  init(_ loop: TestLoop) { self.loop = loop }

  func send(_ message: WebSocketMessage) {
    if case .text = message { isBinary = false }
    messages.append(message.bytes)
    note(message.bytes.count)
  }

  func send(encodedFrames: [UInt8]) -> Bool {
    buffers.append(encodedFrames)
    var rest = encodedFrames[...]
    while !rest.isEmpty {
      if rest.removeFirst() != 0x82 { isBinary = false }
      var count = Int(rest.removeFirst())
      let extended = count == 126 ? 2 : count == 127 ? 8 : 0
      if extended > 0 { count = rest.prefix(extended).reduce(0) { $0 << 8 | Int($1) } }
      rest = rest.dropFirst(extended)
      messages.append(Array(rest.prefix(count)))
      rest = rest.dropFirst(count)
    }
    note(encodedFrames.count)
    return pendingBytes == 0
  }

  private func note(_ count: Int) { if !isReading { pendingBytes += count } }

  /// The other side has read all that waited.
  func read() { pendingBytes = 0 }

  func close(code: UInt16, reason: String) {
    if closed == nil { closed = (code, reason) }
  }

  func abort() {}
}
