internal import HTTPCodec
internal import HTTPMessages
internal import Reactor
internal import WebSocketCodec

/// A connection after its upgrade: frames, ping and pong, the close handshake. What the handler sees as its peer.
final class WebSocketConversation: WebSocketPeer {
  private enum State {
    case open
    /// Our Close has been sent, the peer's has not come.
    case closing(since: Int64)
    case over
  }

  /// Holds the connection until it ends, which also ends the circle.
  private var connection: Connection?
  private var handler: (any WebSocketHandler)?
  private var decoder: WebSocketDecoder
  private var state = State.open
  private var lastHeard: Int64
  private var pingedAt: Int64?
  /// Whether more than the low watermark has been waiting since the handler last heard of a drained queue.
  private var hasBacklog = false
  /// Pongs put into the queue since it was last empty.
  private var pongsAhead = 0
  /// The newest ping that was not answered because too many pongs wait.
  private var unanswered: [UInt8]?
  /// Whether shared frames have been sent, and more will be.
  private var isStreaming = false
  private let configuration: ServerConfiguration

  let loop: any LoopExecutor
  let compression: PerMessageDeflate?
  private let deflater: MessageDeflater?

  init(_ connection: Connection, _ upgrade: WebSocketUpgrade, _ compression: PerMessageDeflate?) {
    self.connection = connection
    configuration = connection.shared.configuration
    loop = connection.shared.loop
    lastHeard = connection.shared.loop.now
    self.compression = compression
    deflater = compression.map { connection.shared.deflater(by: $0) }
    decoder = WebSocketDecoder(messageLimit: upgrade.messageLimit, deflate: compression)
    handler = upgrade.makeHandler()
  }

  func begin() { handler?.opened(self) }

  // MARK: The peer's bytes

  func take(_ bytes: UnsafeRawBufferPointer) {
    guard let connection else { return }
    lastHeard = connection.shared.loop.now
    pingedAt = nil
    do throws(WebSocketFault) {
      try decoder.decode(bytes) { [self] in handle($0) }
    } catch {
      sendClose(error.closeCode, error.reason)
      finish()
    }
  }

  private func handle(_ event: WebSocketEvent) {
    switch (event, state) {
    case (_, .over): break
    case (.text(let bytes), .open): handler?.received(.text(bytes), from: self)
    case (.binary(let bytes), .open): handler?.received(.binary(bytes), from: self)
    case (.ping(let payload), .open): answerPing(payload)
    case (.close(let code, let reason), .open):
      // The answer repeats the peer's status (RFC 6455 section 5.5.1); then the server ends the connection first.
      sendClose(code, reason)
      finish()
    case (.close, .closing): finish()
    // After our Close nobody waits for messages any more.
    case (.pong, _), (_, .closing): break
    }
  }

  private func answerPing(_ payload: [UInt8]) {
    guard pongsAhead < configuration.pongsAhead else {
      unanswered = payload
      return
    }
    pongsAhead += 1
    var frame: [UInt8] = []
    WebSocketEncoder.appendPong(payload, to: &frame)
    queue(frame)
  }

  private func sendClose(_ code: UInt16?, _ reason: String) {
    guard case .open = state else { return }
    var frame: [UInt8] = []
    WebSocketEncoder.appendClose(code: code, reason: reason, to: &frame)
    queue(frame)
  }

  /// The conversation is over; what is queued still leaves. Then the end lingers (RFC 6455 section 7.1.1), or bytes
  /// behind the peer's Close could destroy ours.
  private func finish() {
    guard let connection else { return }
    connection.needsLinger = true
    connection.enter(.finishing)
    connection.settleAtTurnEnd()
    ended()
  }

  /// The connection has ended, or is about to.
  func ended() {
    state = .over
    connection = nil
    let told = handler
    handler = nil
    told?.closed()
  }

  // MARK: Time and the queue

  /// When something is due next.
  var deadline: Int64? {
    switch state {
    case .open:
      if let pingedAt { return pingedAt + Int64(configuration.pongSeconds * 1e9) }
      return lastHeard + Int64(configuration.pingSeconds * 1e9)
    case .closing(let since): return since + Int64(configuration.webSocketCloseSeconds * 1e9)
    case .over: return nil
    }
  }

  /// The deadline has passed: pings a silent peer, and cuts one that stays silent or does not close.
  func expired() {
    guard let connection else { return }
    guard case .open = state, pingedAt == nil else {
      connection.abort()
      return
    }
    pingedAt = connection.shared.loop.now
    var frame: [UInt8] = []
    WebSocketEncoder.appendPing([], to: &frame)
    queue(frame)
  }

  /// Bytes may have left.
  func noteWritten() {
    if pendingBytes == 0 {
      pongsAhead = 0
      if let payload = unanswered, case .open = state {
        unanswered = nil
        answerPing(payload)
      }
    }
    guard hasBacklog, pendingBytes < lowWatermark else { return }
    hasBacklog = false
    handler?.drained(self)
  }

  private func queue(_ frames: [UInt8]) {
    guard let connection else { return }
    connection.queue(frames)
    noteQueued(connection)
  }

  /// Bytes have come to the queue.
  private func noteQueued(_ connection: Connection) {
    let pending = connection.outbound.count
    if pending >= lowWatermark { hasBacklog = true }
    if pending > configuration.webSocketQueueBytes {
      connection.abort()
    } else {
      connection.settleAtTurnEnd()
    }
  }

  // MARK: The handler's side

  func send(_ message: WebSocketMessage) {
    guard case .open = state else { return }
    var frame: [UInt8] = []
    if let deflater {
      deflater.append(message, to: &frame)
    } else {
      frame.reserveCapacity(message.bytes.count + WebSocketEncoder.headerLimit)
      WebSocketEncoder.append(message, to: &frame)
    }
    queue(frame)
  }

  @discardableResult
  func send(encodedFrames: [UInt8]) -> Bool {
    guard case .open = state, let connection else { return false }
    if !isStreaming {
      isStreaming = true
      connection.transport?.keepBuffers()
    }
    if connection.pass(encodedFrames) { return true }
    noteQueued(connection)
    return false
  }

  func close(code: UInt16, reason: String) {
    guard case .open = state, let connection else { return }
    sendClose(code, reason)
    state = .closing(since: connection.shared.loop.now)
  }

  func abort() { connection?.abort() }

  var pendingBytes: Int { connection?.outbound.count ?? 0 }

  var lowWatermark: Int { configuration.lowWatermark }
}
