import Archives
import Changes
import Determinism
import Foundation
import GRDB
import Locking

/// The batches that wait for the disk, and the one thread that writes them: everything that waits goes into one
/// transaction, and then everybody who waited for it is told. Between two groups it does a few milliseconds of the work
/// that archives leave for then; where nothing waits, it does that work to its end.
///
/// What is kept is always a beginning of what happened, without gaps. Where a transaction fails, its batches stay and
/// are tried again with whatever comes next; so no clock is needed.
final class WriteQueue: @unchecked Sendable {
  struct Limits {
    /// How many batches may wait while the disk works. Past it, whoever brings one more waits.
    var waiting = 4096
    /// How many batches may wait while the disk fails. Past it the record ends: nothing later is ever kept.
    var failing = 65_536
    /// The most batches in one transaction; what more waits goes into the next one.
    var group = 1024
    /// How many state archives may be in the making. Past it batches wait until the oldest is whole, because each may
    /// hold a whole copy of the model; only a clock that is faster than the machine gets there.
    var snapshots = 2
    /// How often a failing group is tried again when the store closes. Past it what waits is lost, and said to be.
    var closingTries = 3
  }

  private let limits: Limits
  private let pool: DatabasePool
  private let report: @Sendable (String) -> Void

  private let state = Lock(WaitingBatches())
  /// The thread has something to do.
  private let isNeeded = Condition()
  /// The thread has done something, or given up.
  private let hasMoved = Condition()

  // On the thread only:
  private var recorder: Recorder
  /// Whether a group was the last thing that was done, so that the work of the archives has its turn.
  private var workIsDue = false
  /// The batches in hand; those before `firstTaken` are written.
  private var taken: [Batch] = []
  private var firstTaken = 0
  private var triesLeft: Int

  init(
    pool: DatabasePool, identity: ApplianceIdentity, archivesBegin: Timestamp? = nil,
    limits: Limits = Limits(),
    report: @escaping @Sendable (String) -> Void
  ) {
    recorder = Recorder(identity, archivesBegin: archivesBegin)
    self.limits = limits
    triesLeft = limits.closingTries
    self.pool = pool
    self.report = report
    Thread { [self] in
      Thread.current.name = "store"  // From inside, or process listings do not show it.
      Self.interruptNobody()
      run()
    }.start()
  }

  /// Lets the thread wait for its turn where all processors are busy: whoever wakes it with a batch goes on, and brings
  /// more for the same group.
  private static func interruptNobody() {
    let batch: Int32 = 3  // SCHED_BATCH, a macro that the importer cannot see.
    var parameters = sched_param()
    // Where it is refused, writing works all the same.
    _ = pthread_setschedparam(pthread_self(), batch, &parameters)
  }

  func accept(_ batch: Batch) {
    let ends = state.wait(for: hasMoved) { $0.accept(batch, limits) }
    isNeeded.signal()
    if ends { report("The record ends here: nothing that happens until the next start is kept any more") }
  }

  func whenDurable(_ number: UInt64, _ action: @escaping @Sendable (Bool) -> Void) {
    let (answer, isWorthATry) = state.withLock { ($0.wait(for: number, action), $0.isFailing) }
    if isWorthATry { isNeeded.signal() }
    if let answer { action(answer) }
  }

  /// Waits until a batch is written. A number that was never given out means everything so far.
  func waitUntilWritten(_ number: UInt64) throws(StoreError) {
    let number = state.withLock { min(number, $0.accepted) }
    let isWritten = state.wait(for: hasMoved) { state in
      state.written >= number ? true : state.isStuck ? false : nil
    }
    guard isWritten else { throw .notWritten }
  }

  /// Waits until a batch is written, and every state archive up to it is whole.
  func waitUntilArchived(_ number: UInt64) throws(StoreError) {
    try waitUntilWritten(number)
    let isWhole = state.wait(for: hasMoved) { state in
      state.archiving.first.map { $0 > number } ?? true ? true : state.isStuck ? false : nil
    }
    guard isWhole else { throw .notWritten }
  }

  /// Waits until nothing waits and nothing is left to be done: for tests.
  func waitUntilIdle() {
    state.wait(for: hasMoved) { state in
      (state.count == 0 && !state.hasWork) || state.isStuck ? () : nil
    }
  }

  /// The number of the last batch that is written.
  var writtenNumber: UInt64 { state.withLock { $0.written } }

  /// Writes what waits, and ends the thread. Nothing is accepted any more.
  func close() {
    state.withLock { state in
      state.isClosing = true
      state.isWorthATry = true
    }
    isNeeded.signal()
    hasMoved.broadcast()
    state.wait(for: hasMoved) { $0.isFinished ? () : nil }
  }

  /// Calls `probe` before each statement from now on: tests let one of them fail.
  func setProbe(_ probe: (@Sendable () throws -> Void)?) { state.withLock { $0.probe = probe } }

  // MARK: The thread

  private enum Turn {
    case group
    case work
    case end
  }

  private func run() {
    while true {
      let (turn, probe) = state.wait(for: isNeeded) { state in nextTurn(&state).map { ($0, state.probe) } }
      do {
        switch turn {
        case .group: try write(probe)
        case .work: try work(probe)
        case .end: return finish()
        }
      } catch {
        settle(failure: error)
      }
    }
  }

  /// What is to be done now; nil where there is nothing.
  private func nextTurn(_ state: inout WaitingBatches) -> Turn? {
    let snapshots = recorder.pendingSnapshots.count
    // What was forgotten may stay until the next start.
    let hasWork = state.isClosing ? snapshots > 0 : recorder.hasWork
    guard hasWork || state.count > 0 else { return state.isClosing ? .end : nil }
    if state.isFailing, !state.isWorthATry {
      guard state.isClosing else { return nil }
      guard triesLeft > 0 else { return .end }
      triesLeft -= 1
    }
    state.isWorthATry = false
    if hasWork, workIsDue || state.count == 0 || snapshots >= limits.snapshots { return .work }
    if taken.isEmpty { swap(&taken, &state.batches) }
    return .group
  }

  private func write(_ probe: (@Sendable () throws -> Void)?) throws {
    var copy = recorder
    let group = nextGroup()
    try pool.writeGroup { try copy.write(taken[group], Statements(database: $0, probe: probe)) }
    if copy.takeReset() { giveSpaceBack() }
    recorder = copy
    workIsDue = true
    let number = taken[group.upperBound - 1].number
    firstTaken = group.upperBound
    if firstTaken == taken.count {
      taken.removeAll(keepingCapacity: true)
      firstTaken = 0
    }
    settle { $0.settle(written: group.count, upTo: number) }
  }

  /// Makes the file as small as what is left in it after a reset, or every backup would carry the emptied pages.
  private func giveSpaceBack() {
    do {
      try pool.writeWithoutTransaction { database in
        try database.execute(sql: "VACUUM")
        // Where somebody reads, the log stays as it is until the next checkpoint.
        _ = try? database.checkpoint(.truncate)
      }
    } catch {
      report("The database keeps the room that it had before the reset: \(error)")
    }
  }

  /// The batches of the next transaction: as many as are taken, up to the limit and to a border, so that no more than
  /// one state archive begins in it.
  private func nextGroup() -> Range<Int> {
    let end = min(taken.count, firstTaken + limits.group)
    let border = taken[firstTaken..<end].firstIndex {
      if case .archiveBoundary = $0.content { true } else { false }
    }
    return firstTaken..<(border.map { $0 + 1 } ?? end)
  }

  private func work(_ probe: (@Sendable () throws -> Void)?) throws {
    workIsDue = false
    try recorder.work { body in try pool.write { try body(Statements(database: $0, probe: probe)) } }
    settle { _ in [] }
  }

  /// Notes what has been done, and tells those who waited for it.
  private func settle(_ change: (inout WaitingBatches) -> [WaitingBatches.Waiter]) {
    let (told, isBack) = state.withLock { state in
      let told = change(&state)
      state.archiving = recorder.pendingSnapshots
      state.hasWork = recorder.hasWork
      defer { state.isFailing = false }
      return (told, state.isFailing)
    }
    hasMoved.broadcast()
    if isBack { report("The record is written again, with everything that had to wait") }
    for waiter in told { waiter.action(true) }
  }

  private func settle(failure error: any Error) {
    let (told, isNew) = state.withLock { state in
      defer { state.isFailing = true }
      return (state.takeWaiters(), !state.isFailing)
    }
    hasMoved.broadcast()
    if isNew { report("Writing the record failed, and is tried again with the next change: \(error)") }
    for waiter in told { waiter.action(false) }
  }

  private func finish() {
    let lost = state.withLock { $0.count }
    if lost > 0 { report("The last \(lost) changes are lost: the disk failed until the end") }
    let left = state.withLock { state in
      state.isFinished = true
      return state.takeWaiters()
    }
    hasMoved.broadcast()
    for waiter in left { waiter.action(false) }
  }
}
