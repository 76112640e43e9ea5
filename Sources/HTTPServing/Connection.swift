internal import HTTPCodec
internal import HTTPMessages
internal import Logging
internal import Reactor

/// One client's connection. Bound to its loop.
///
/// Bytes come in by ``ready(_:)``, go through the decoder to the responder, and the answers leave in ``settle()``,
/// which ends every entry from outside: it writes what can be written and then derives from the phase and the queue
/// what the connection waits for. So no other place needs to keep interest or deadlines right.
final class Connection: ReadinessHandler, TurnEndHandler {
  let shared: ServerLoop
  let responder: any Responder
  let admission: Census.Admission
  /// Where the loop's list of connections holds this one.
  var slot = 0

  /// Gone when the connection is closed.
  var transport: Transport?
  var phases: ConnectionPhases
  var decoder: RequestDecoder
  /// Bytes read but not yet decoded: requests behind the one that is being answered.
  var leftover: [UInt8] = []
  var outbound = OutboundQueue()
  /// The answer that waits for its gate or is being streamed.
  var answer: PendingAnswer?
  var conversation: WebSocketConversation?

  /// What the socket is watched for.
  private var interest: Readiness = .readable
  /// Whether the socket refused bytes and has not been ready since.
  var isWriteBlocked = false
  /// Whether the last read found nothing, and the socket has not been ready since.
  var isReadEmpty = false
  /// Whether readable news came when nobody wanted them; only then is the socket no longer watched for them.
  private var isReadingPaused = false
  /// Whether a worker is making a piece of the body.
  var isPulling = false
  /// Whether the client may have sent what we did not read, so that an immediate close could destroy our answer.
  var needsLinger = false
  var lingered = 0
  private var isAwaitingTurnEnd = false
  private var timer: LoopTimer?
  private let number: Int32

  init(
    _ transport: consuming Transport, _ info: ConnectionInfo, _ responder: any Responder,
    _ shared: ServerLoop,
    _ admission: Census.Admission
  ) {
    self.shared = shared
    self.admission = admission
    self.responder = responder
    number = transport.number
    phases = ConnectionPhases(info.isSecure ? .handshaking : .idle, now: shared.loop.now)
    decoder = RequestDecoder(limits: shared.configuration.limits, connection: info)
    self.transport = consume transport
  }

  var phase: Phase { phases.phase }

  /// Takes the connection into service; the client's first bytes are often there already.
  func start() {
    shared.add(self)
    do throws(SystemFault) {
      try shared.loop.watch(number, for: .readable, self)
    } catch {
      shared.logger.warning("a connection could not begin: \(error)")
      close()
      return
    }
    ready(.readable)
  }

  func enter(_ phase: Phase) { phases.enter(phase, now: shared.loop.now) }

  // MARK: Entries from outside

  func ready(_ readiness: Readiness) {
    guard phase != .closed else { return }
    if readiness.contains(.writable) { isWriteBlocked = false }
    // TLS may wait for either direction to go on in the other.
    if transport?.isSecure == true { isWriteBlocked = false }
    isReadEmpty = false
    if phase == .handshaking {
      continueHandshake()
    } else if !readiness.isDisjoint(with: [.readable, .broken]) {
      if wantsInput {
        receive()
      } else if !readiness.isDisjoint(with: .broken) {
        // Both directions are over: nobody can get an answer.
        close()
      } else {
        isReadingPaused = true
      }
    }
    settle()
  }

  func turnEnded() {
    isAwaitingTurnEnd = false
    guard phase != .closed else { return }
    if wantsInput && !isReadEmpty && transport?.hasPending == true { receive() }
    settle()
  }

  private func expired() {
    let now = shared.loop.now
    guard let due = deadline() else { return }
    if due.at <= now { expire(due.expiry) }
    settle()
  }

  /// Has ``settle()`` run at the end of the turn: for what other connections' events put into this one's queue.
  func settleAtTurnEnd() {
    guard !isAwaitingTurnEnd, phase != .closed else { return }
    isAwaitingTurnEnd = true
    shared.loop.atTurnEnd(self)
  }

  // MARK: The common end of all entries

  /// Writes, goes on with what waited for that, and sets interest and deadline.
  func settle() {
    flush()
    while phase.takesRequests, !leftover.isEmpty, outbound.count <= shared.configuration.lowWatermark {
      let bytes = leftover
      leftover = []
      bytes.withUnsafeBytes { decode($0) }
      flush()
    }
    if phase == .finishing && outbound.isEmpty { finish() }
    if phase == .streaming { pull() }
    if phase == .webSocket { conversation?.noteWritten() }
    guard phase != .closed else { return }
    updateInterest()
    shared.loop.set(theTimer(), deadline: deadline()?.at)
  }

  /// Whether bytes from the client can be used now.
  var wantsInput: Bool {
    switch phase {
    case .handshaking, .lingering: true
    case .idle, .head, .body, .webSocket:
      leftover.isEmpty && outbound.count <= shared.configuration.highWatermark
    case .gated, .streaming, .finishing, .closed: false
    }
  }

  private func updateInterest() {
    let wantsInput = wantsInput
    if wantsInput { isReadingPaused = false }
    var wanted: Readiness = isReadingPaused ? [] : .readable
    if isWriteBlocked { wanted.insert(.writable) }
    if wanted != interest {
      interest = wanted
      shared.loop.rewatch(number, for: wanted)
    }
    // What waits inside the TLS session is not announced by the socket.
    if wantsInput && !isReadEmpty && phase != .handshaking && transport?.hasPending == true {
      settleAtTurnEnd()
    }
  }

  private func deadline() -> (at: Int64, expiry: Expiry)? {
    phases.deadline(
      isWaitingToWrite: !outbound.isEmpty, conversation: conversation?.deadline,
      admission == .surplus ? shared.surplusConfiguration : shared.configuration)
  }

  private func theTimer() -> LoopTimer {
    if let timer { return timer }
    let made = LoopTimer { [unowned self] in expired() }
    timer = made
    return made
  }

  // MARK: Ends

  /// Closes at once. The last thing that happens to a connection.
  func close() {
    guard phase != .closed else { return }
    enter(.closed)
    if let timer { shared.loop.set(timer, deadline: nil) }
    shared.loop.unwatch(number)
    transport = nil
    answer = nil
    leftover = []
    outbound.clear()
    conversation?.ended()
    conversation = nil
    shared.remove(self)
  }

  /// Cuts: the client sees a reset, not an end.
  func abort() {
    transport?.resetOnClose()
    close()
  }
}
