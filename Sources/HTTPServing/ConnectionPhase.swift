/// Where a connection stands.
enum Phase: Equatable {
  /// The TLS handshake is going on.
  case handshaking
  /// Nothing of a request has come.
  case idle
  /// Some of a head has come.
  case head
  /// Some of a content is missing.
  case body
  /// An answer waits for its gate.
  case gated
  /// An answer is being made piece by piece.
  case streaming
  /// The last answer is on its way out; then the connection ends.
  case finishing
  /// We have ended our direction and wait for the client to end its.
  case lingering
  /// HTTP is over, WebSocket frames go both ways.
  case webSocket
  /// Over.
  case closed

  /// Whether bytes from the client belong to a request.
  var takesRequests: Bool { self == .idle || self == .head || self == .body }
}

/// What is due when a connection's time is over.
enum Expiry: Equatable {
  /// Close: nobody waits for anything.
  case close
  /// Answer 408 and close.
  case requestTimeout
  /// Answer 500 and close: the gate did not open.
  case gateTimeout
  /// Cut: the client does not read, or never came so far as to be answered.
  case cut
  /// See what the WebSocket conversation wants.
  case conversation
}

/// The phase of a connection and its deadlines: a value without a clock and without I/O.
struct ConnectionPhases {
  /// The present phase.
  private(set) var phase: Phase
  /// When it began.
  private var since: Int64
  /// When bytes last left, or began to wait.
  private var writeProgress: Int64

  init(_ phase: Phase, now: Int64) {
    self.phase = phase
    since = now
    writeProgress = now
  }

  /// Goes into a phase; its time begins now, unless it is the present one. What is closed stays closed.
  mutating func enter(_ next: Phase, now: Int64) {
    guard phase != .closed, phase != next else { return }
    phase = next
    since = now
  }

  /// An answer is done: the time between requests begins, also where the next one follows at once.
  mutating func restartIdle(now: Int64) {
    guard phase != .closed else { return }
    phase = .idle
    since = now
  }

  /// Bytes have left, or the first ones have begun to wait.
  mutating func noteWriteProgress(now: Int64) { writeProgress = now }

  /// When something is due next, and what. `isWaitingToWrite`: whether bytes wait to leave.
  func deadline(isWaitingToWrite: Bool, conversation: Int64?, _ configuration: ServerConfiguration)
    -> (at: Int64, expiry: Expiry)?
  {
    let own = ownDeadline(conversation, configuration)
    guard isWaitingToWrite, phase != .closed else { return own }
    let stall = after(configuration.writeStallSeconds, from: writeProgress)
    if let own, own.at < stall, phase != .idle { return own }
    return (stall, .cut)
  }

  private func ownDeadline(_ conversation: Int64?, _ configuration: ServerConfiguration)
    -> (at: Int64, expiry: Expiry)?
  {
    switch phase {
    case .handshaking: (after(configuration.handshakeSeconds, from: since), .cut)
    case .idle: (after(configuration.idleSeconds, from: since), .close)
    case .head: (after(configuration.headSeconds, from: since), .requestTimeout)
    case .body: (after(configuration.bodySeconds, from: since), .requestTimeout)
    case .gated: (after(configuration.gateSeconds, from: since), .gateTimeout)
    case .lingering: (after(configuration.lingerSeconds, from: since), .close)
    // TLS's farewell may wait for room although no answer does.
    case .finishing: (after(configuration.writeStallSeconds, from: max(since, writeProgress)), .cut)
    case .webSocket: conversation.map { ($0, .conversation) }
    // A slow source is waited for; a client that does not read is the stall above.
    case .streaming, .closed: nil
    }
  }

  private func after(_ seconds: Double, from start: Int64) -> Int64 { start + Int64(seconds * 1e9) }
}
