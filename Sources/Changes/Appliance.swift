public import ApplianceDomain
public import Determinism
import Locking

/// The appliance: one value behind one lock, its clock, and the log of what happened to it.
///
/// This is the single writer. Whoever asks or acts first brings the appliance up to the clock: everything due by then
/// happens, second by second, and only then the question is answered or the intent performed. So the order of events
/// follows the appliance's time, however the calls interleave.
public final class Appliance: Sendable {
  /// The seconds between two ticks of the participants.
  public static let tickSeconds: Int64 = 1
  /// The seconds between two borders of the event archives (guide: "Download Reports with Archive").
  public static let archiveBoundarySeconds: Int64 = 600
  /// The real nanoseconds that one call spends on what a running clock has made due. A clock that is too fast for the
  /// machine falls behind then: it goes on from the time that has been reached, so that everybody gets a turn.
  static let longestCatchUp: Int64 = 500_000_000

  /// The most intents of a tick that are carried out at once. More are spread over the second until the next tick, so
  /// that neither callers nor readers of the stream meet a whole second's work in one piece.
  static let intentsAtOnce = 100
  /// The most parts that a second is divided into for that.
  static let mostParts = 20

  /// Intents of a tick that wait for their part of the second.
  struct Rest {
    var intents: ArraySlice<Intent>
    var due: Timestamp
    let atOnce: Int
    let interval: Int64
  }

  struct State {
    /// What is left of the last tick; nil where nothing is.
    var rest: Rest?
    var domain: ApplianceDomain
    var clock: ApplianceClock
    /// The time up to which everything due has happened.
    var reached: Timestamp
    var nextNumber: UInt64 = 1
  }

  private let state: Lock<State>
  private let monotonic: any MonotonicTime
  private let durability: any Durability
  private let participant: (any Participant)?

  /// What happened, for readers with a cursor.
  public let log = ChangeLog()

  /// An appliance around a domain that has not been started yet.
  ///
  /// - Parameters:
  ///   - domain: the value; its start is performed here, at the clock's time.
  ///   - clock: the appliance's clock.
  ///   - monotonic: the machine's time, which drives the clock.
  ///   - durability: where batches go.
  ///   - participant: who acts by themselves.
  public init(
    domain: ApplianceDomain, clock: ApplianceClock, monotonic: any MonotonicTime, durability: any Durability,
    participant: (any Participant)? = nil
  ) {
    self.monotonic = monotonic
    self.durability = durability
    self.participant = participant
    // Not the clock's reading of this moment: a fast clock would have left its start behind, and a border on it.
    let now = clock.origin
    state = Lock(State(domain: domain, clock: clock, reached: now))
    state.withLock { state in
      if now.floored(toSeconds: Self.archiveBoundarySeconds) == now {
        emit(.archiveBoundary(state.domain.model), at: now, in: &state)
      }
      state.domain.start(at: now)
      emitEntries(at: now, in: &state)
    }
  }

  /// The result of an intent: what the domain answered, and the number of the last batch that belongs to it.
  public struct Performed: Sendable {
    /// What the domain answered.
    public let outcome: Outcome
    /// The number to wait for before a caller is told.
    public let number: UInt64
  }

  /// The appliance's time; everything due by then has happened.
  public var now: Timestamp { state.withLock { catchUp(&$0) } }

  /// The clock's rate, in appliance seconds per real second.
  public var clockRate: Double { state.withLock { $0.clock.rate } }

  /// Carries out an intent at the appliance's time, or says why not.
  public func perform(_ intent: Intent) throws(Refusal) -> Performed {
    let result: Result<Performed, Refusal> = state.withLock { state in
      let now = catchUp(&state)
      do throws(Refusal) {
        let outcome = try state.domain.perform(intent, at: now)
        emitEntries(at: now, in: &state)
        return .success(Performed(outcome: outcome, number: state.nextNumber - 1))
      } catch {
        return .failure(error)
      }
    }
    return try result.get()
  }

  /// Asks the appliance something. `body` runs under the lock: take what is needed and render outside.
  @inlinable
  public func read<T: Sendable>(_ body: (borrowing ApplianceDomain, Timestamp) -> T) -> T {
    // Inlinable around what is not generic: every request reads, and unspecialised that would cost several times more.
    var answer: T?
    withDomain { domain, now in answer = body(domain, now) }
    guard let answer else { preconditionFailure("A reader is called once") }
    return answer
  }

  @usableFromInline
  func withDomain(_ body: (borrowing ApplianceDomain, Timestamp) -> Void) {
    state.withLock { state in
      let now = catchUp(&state)
      body(state.domain, now)
    }
  }

  /// A copy of the model, with the number of the last batch that is contained in it.
  public func snapshot() -> (model: StateModel, number: UInt64, time: Timestamp) {
    state.withLock { state in
      let now = catchUp(&state)
      return (state.domain.model, state.nextNumber - 1, now)
    }
  }

  /// Calls `action` once when everything up to a batch is durable, or cannot become so.
  public func whenDurable(_ number: UInt64, _ action: @escaping @Sendable (Bool) -> Void) {
    durability.whenDurable(number, action)
  }

  /// Lets everything happen that is due by now, and answers the real nanoseconds until something may be due again;
  /// nil while the clock is frozen.
  @discardableResult
  public func catchUp() -> Int64? {
    state.withLock { state in
      _ = catchUp(&state)
      return state.clock.delay(
        until: nextStop(in: state), monotonic: monotonic.nanoseconds())
    }
  }

  /// Leaves the appliance's time in the record although nothing happened: what clients have seen of the clock is then
  /// known at the next start. For the end of the process.
  public func recordTime() {
    state.withLock { state in
      let now = catchUp(&state)
      emit(.entries([]), at: now, in: &state)
    }
  }

  // MARK: The clock

  /// Sets the clock's time, rate or both. Going back is refused with `false`: causes would follow their effects.
  public func setClock(now: Timestamp? = nil, rate: Double? = nil) -> Bool {
    state.withLock { state in
      let current = catchUp(&state)
      if let now, now < current { return false }
      state.clock.set(now: now, rate: rate, monotonic: monotonic.nanoseconds())
      _ = catchUp(&state, isLeap: true)
      return true
    }
  }

  /// Moves the clock on, in steps between which others get their turn. `pause` is called between two steps without
  /// the lock, so that it can wait for readers of the log.
  public func advance(bySeconds seconds: Int64, pause: () -> Void) {
    let target = now.advanced(bySeconds: seconds)
    while true {
      let done = state.withLock { state in
        let current = catchUp(&state)
        guard current < target else { return true }
        let next = min(target, current.advanced(bySeconds: Self.advanceStepSeconds))
        state.clock.set(now: next, monotonic: monotonic.nanoseconds())
        _ = catchUp(&state, isLeap: true)
        return next == target
      }
      if done { return }
      pause()
    }
  }

  /// The seconds of one step of ``advance(bySeconds:pause:)``: short enough that a step's changes fit into the log
  /// many times over.
  static let advanceStepSeconds: Int64 = 60

  /// Starts over with a fresh domain, at a time of its own: what `POST /v1/reset` does.
  ///
  /// - Parameters:
  ///   - memory: what it remembers from now on, and what is kept in place of everything kept before.
  ///   - domain: made from the same memory.
  @discardableResult
  public func reset(to memory: Memory, domain: ApplianceDomain, clockStart: Timestamp, rate: Double) -> UInt64
  {
    state.withLock { state in
      state.clock = ApplianceClock(start: clockStart, rate: rate, monotonic: monotonic.nanoseconds())
      state.reached = clockStart
      state.domain = domain
      state.rest = nil
      participant?.reset(at: clockStart, lifetime: memory.lifetime)
      emit(.reset(memory), at: clockStart, in: &state)
      if clockStart.floored(toSeconds: Self.archiveBoundarySeconds) == clockStart {
        emit(.archiveBoundary(state.domain.model), at: clockStart, in: &state)
      }
      state.domain.start(at: clockStart)
      emitEntries(at: clockStart, in: &state)
      return state.nextNumber - 1
    }
  }

  // MARK: Under the lock

  /// Lets everything happen that is due by the clock's time, and answers that time. A leap is gone to its end, however
  /// long it takes; what only the running of the clock has made due is bounded by ``longestCatchUp``.
  private func catchUp(_ state: inout State, isLeap: Bool = false) -> Timestamp {
    let begun = monotonic.nanoseconds()
    var now = state.clock.now(monotonic: begun)
    while true {
      let stop = nextStop(in: state)
      guard stop <= now else { break }
      if stop.floored(toSeconds: Self.archiveBoundarySeconds) == stop {
        emit(.archiveBoundary(state.domain.model), at: stop, in: &state)
      }
      state.domain.settle(at: stop)
      carryOutRest(at: stop, in: &state)
      if let participant, participant.isActive, stop.floored(toSeconds: Self.tickSeconds) == stop {
        begin(participant.tick(at: stop, in: state.domain), at: stop, in: &state)
      }
      emitEntries(at: stop, in: &state)
      state.reached = stop
      let reading = monotonic.nanoseconds()
      if !isLeap, state.clock.rate > 0, reading - begun > Self.longestCatchUp {
        state.clock.set(now: stop, monotonic: reading)
        now = stop
      }
    }
    // Nothing more is due by now, and nothing may become due before it: a participant who turns active later begins
    // here, not at the last border, or its ticks would come after batches of a later time.
    state.reached = now
    return now
  }

  /// Carries out what comes first of a tick's intents, and leaves the rest for later in its second.
  private func begin(_ intents: [Intent], at time: Timestamp, in state: inout State) {
    let parts = min(Self.mostParts, (intents.count + Self.intentsAtOnce - 1) / Self.intentsAtOnce)
    guard parts > 1 else { return carryOut(intents[...], at: time, in: &state) }
    state.rest = Rest(
      intents: intents[...], due: time, atOnce: (intents.count + parts - 1) / parts,
      interval: Self.tickSeconds * 1000 / Int64(parts))
    carryOutRest(at: time, in: &state)
  }

  private func carryOutRest(at time: Timestamp, in state: inout State) {
    guard var rest = state.rest, rest.due <= time else { return }
    carryOut(rest.intents.prefix(rest.atOnce), at: time, in: &state)
    rest.intents = rest.intents.dropFirst(rest.atOnce)
    rest.due = rest.due.advanced(byMilliseconds: rest.interval)
    state.rest = rest.intents.isEmpty ? nil : rest
  }

  private func carryOut(_ intents: ArraySlice<Intent>, at time: Timestamp, in state: inout State) {
    for intent in intents {
      // A refusal means that the world changed since the participant decided; the intent is void then.
      _ = try? state.domain.perform(intent, at: time)
    }
  }

  /// The next time at which something is due.
  private func nextStop(in state: borrowing State) -> Timestamp {
    let step = participant?.isActive == true ? Self.tickSeconds : Self.archiveBoundarySeconds
    let border = state.reached.floored(toSeconds: step).advanced(bySeconds: step)
    var stop = border
    if let due = state.domain.nextDue { stop = min(stop, due) }
    if let due = state.rest?.due { stop = min(stop, due) }
    return stop
  }

  private func emitEntries(at time: Timestamp, in state: inout State) {
    let entries = state.domain.takeEntries()
    guard !entries.isEmpty else { return }
    emit(.entries(entries), at: time, in: &state)
  }

  private func emit(_ content: Batch.Content, at time: Timestamp, in state: inout State) {
    let batch = Batch(number: state.nextNumber, time: time, content: content)
    state.nextNumber += 1
    durability.accept(batch)
    log.append(batch.forReaders)
  }
}
