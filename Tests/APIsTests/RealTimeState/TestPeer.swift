import HTTPMessages
import WebSocketCodec

/// A connection whose other side reads when the test says so.
final class TestPeer: WebSocketPeer {
  let loop: any LoopExecutor
  let lowWatermark = 1024
  let compression: PerMessageDeflate?
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

  init(_ loop: any LoopExecutor, compression: PerMessageDeflate? = nil) {
    self.loop = loop
    self.compression = compression
  }

  func send(_ message: WebSocketMessage) {
    if case .text = message { isBinary = false }
    messages.append(message.bytes)
    note(message.bytes.count)
  }

  func send(encodedFrames: [UInt8]) -> Bool {
    buffers.append(encodedFrames)
    var rest = encodedFrames[...]
    while !rest.isEmpty {
      let first = rest.removeFirst()
      if first & ~0x40 != 0x82 { isBinary = false }
      var count = Int(rest.removeFirst())
      let extended = count == 126 ? 2 : count == 127 ? 8 : 0
      if extended > 0 { count = rest.prefix(extended).reduce(0) { $0 << 8 | Int($1) } }
      rest = rest.dropFirst(extended)
      let payload = Array(rest.prefix(count))
      messages.append(first & 0x40 == 0 ? payload : inflated(payload))
      rest = rest.dropFirst(count)
    }
    note(encodedFrames.count)
    return pendingBytes == 0
  }

  /// What a client reads of a compressed message: each by itself, as `server_no_context_takeover` promises.
  private func inflated(_ payload: [UInt8]) -> [UInt8] {
    var result: [UInt8] = []
    let window = compression?.serverMaxWindowBits ?? 0
    guard window > 0 else { return [] }
    var decoder = WebSocketDecoder(
      messageLimit: 1 << 24, deflate: PerMessageDeflate(clientMaxWindowBits: window))
    // As a client's frame, whose mask of zeros changes nothing.
    var frame: [UInt8] = [0xC2, 0xFF]
    for shift in stride(from: 56, through: 0, by: -8) {
      frame.append(UInt8(truncatingIfNeeded: payload.count >> shift))
    }
    if payload.count < 126 {
      frame = [0xC2, 0x80 | UInt8(payload.count)]
    } else if payload.count < 65_536 {
      frame = [0xC2, 0xFE, UInt8(payload.count >> 8), UInt8(payload.count & 0xFF)]
    }
    frame += [0, 0, 0, 0] + payload
    try? frame.withUnsafeBytes { bytes in
      try decoder.decode(bytes) { if case .binary(let message) = $0 { result = message } }
    }
    return result
  }

  private func note(_ count: Int) { if !isReading { pendingBytes += count } }

  /// The other side has read all that waited.
  func read() { pendingBytes = 0 }

  func close(code: UInt16, reason: String) {
    if closed == nil { closed = (code, reason) }
  }

  func abort() {}
}
