import Archives
import Changes
import Determinism
import Foundation
import GRDB

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
  private let condition = NSCondition()

  // Under the condition's lock:
  private var batches: [Batch] = []
  private var waiters: [(number: UInt64, action: @Sendable (Bool) -> Void)] = []
  private var accepted: UInt64 = 0
  private var written: UInt64 = 0
  /// The written borders whose state archives are not whole yet, in their order.
  private var archiving: [UInt64] = []
  /// Whether archives have left work to be done between groups.
  private var hasWork = false
  private var isFailing = false
  private var isWorthATry = false
  private var hasEnded = false
  private var isClosing = false
  private var triesLeft: Int
  private var isFinished = false
  private var probe: (@Sendable () throws -> Void)?

  // On the thread only:
  private var recorder: Recorder
  /// Whether a group was the last thing that was done, so that the work of the archives has its turn.
  private var workIsDue = false

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
      run()
    }.start()
  }

  func accept(_ batch: Batch) {
    let ends = condition.withLock {
      while batches.count >= limits.waiting, !isFailing, !isClosing { condition.wait() }
      guard !hasEnded, !isClosing else { return false }
      guard batches.count < limits.failing else {
        hasEnded = true
        return true
      }
      batches.append(batch)
      accepted = batch.number
      isWorthATry = true
      condition.broadcast()
      return false
    }
    if ends { report("The record ends here: nothing that happens until the next start is kept any more") }
  }

  func whenDurable(_ number: UInt64, _ action: @escaping @Sendable (Bool) -> Void) {
    let answer: Bool? = condition.withLock {
      if number <= written { return true }
      if isFinished || (hasEnded && number > accepted) { return false }
      waiters.append((number, action))
      isWorthATry = true
      condition.broadcast()
      return nil
    }
    if let answer { action(answer) }
  }

  /// Waits until a batch is written. A number that was never given out means everything so far.
  func waitUntilWritten(_ number: UInt64) throws(StoreError) {
    let isWritten = condition.withLock {
      let number = min(number, accepted)
      while written < number, !isFailing, !isFinished { condition.wait() }
      return written >= number
    }
    guard isWritten else { throw .notWritten }
  }

  /// Waits until a batch is written, and every state archive up to it is whole.
  func waitUntilArchived(_ number: UInt64) throws(StoreError) {
    try waitUntilWritten(number)
    let isWhole = condition.withLock {
      while let first = archiving.first, first <= number, !isFailing, !isFinished { condition.wait() }
      return archiving.first.map { $0 > number } ?? true
    }
    guard isWhole else { throw .notWritten }
  }

  /// Waits until nothing waits and nothing is left to be done: for tests.
  func waitUntilIdle() {
    condition.withLock { while !batches.isEmpty || hasWork, !isFailing, !isFinished { condition.wait() } }
  }

  /// The number of the last batch that is written.
  var writtenNumber: UInt64 { condition.withLock { written } }

  /// Writes what waits, and ends the thread. Nothing is accepted any more.
  func close() {
    condition.withLock {
      isClosing = true
      isWorthATry = true
      condition.broadcast()
      while !isFinished { condition.wait() }
    }
  }

  /// Calls `probe` before each statement from now on: tests let one of them fail.
  func setProbe(_ probe: (@Sendable () throws -> Void)?) { condition.withLock { self.probe = probe } }

  // MARK: The thread

  private enum Turn {
    case group(ArraySlice<Batch>)
    case work
  }

  private func run() {
    while let (turn, probe) = nextTurn() {
      do {
        switch turn {
        case .group(let group): try write(group, probe)
        case .work: try work(probe)
        }
      } catch {
        settle(failure: error)
      }
    }
    let lost = condition.withLock { batches.count }
    if lost > 0 { report("The last \(lost) changes are lost: the disk failed until the end") }
    let left = condition.withLock {
      isFinished = true
      condition.broadcast()
      defer { waiters = [] }
      return waiters
    }
    for waiter in left { waiter.action(false) }
  }

  private func write(_ group: ArraySlice<Batch>, _ probe: (@Sendable () throws -> Void)?) throws {
    var copy = recorder
    try pool.write { try copy.write(group, Statements(database: $0, probe: probe)) }
    recorder = copy
    workIsDue = true
    settle(written: group)
  }

  private func work(_ probe: (@Sendable () throws -> Void)?) throws {
    workIsDue = false
    try recorder.work { body in try pool.write { try body(Statements(database: $0, probe: probe)) } }
    settleWork()
  }

  private func nextTurn() -> (Turn, probe: (@Sendable () throws -> Void)?)? {
    condition.withLock {
      while true {
        let snapshots = recorder.pendingSnapshots.count
        // What was forgotten may stay until the next start.
        let hasWork = isClosing ? snapshots > 0 : recorder.hasWork
        if isWorthATry || !isFailing {
          if hasWork, workIsDue || batches.isEmpty || snapshots >= limits.snapshots {
            isWorthATry = false
            return (.work, probe)
          }
          if !batches.isEmpty {
            isWorthATry = false
            return (.group(group()), probe)
          }
        }
        if isClosing {
          guard !batches.isEmpty || hasWork, triesLeft > 0 else { return nil }
          triesLeft -= 1
          isWorthATry = true
        } else {
          condition.wait()
        }
      }
    }
  }

  /// The batches of the next transaction: as many as wait, up to the limit and to a border, so that no more than one
  /// state archive begins in it.
  private func group() -> ArraySlice<Batch> {
    let group = batches.prefix(limits.group)
    let border = group.firstIndex { if case .archiveBoundary = $0.content { true } else { false } }
    return border.map { group[...$0] } ?? group
  }

  private func settle(written group: ArraySlice<Batch>) {
    let (told, isBack) = condition.withLock {
      batches.removeFirst(group.count)
      written = group.last?.number ?? written
      archiving = recorder.pendingSnapshots
      hasWork = recorder.hasWork
      defer { isFailing = false }
      let told = waiters.filter { $0.number <= written }
      waiters.removeAll { $0.number <= written }
      condition.broadcast()
      return (told, isFailing)
    }
    if isBack { report("The record is written again, with everything that had to wait") }
    for waiter in told { waiter.action(true) }
  }

  private func settleWork() {
    let isBack = condition.withLock {
      archiving = recorder.pendingSnapshots
      hasWork = recorder.hasWork
      condition.broadcast()
      defer { isFailing = false }
      return isFailing
    }
    if isBack { report("The record is written again, with everything that had to wait") }
  }

  private func settle(failure error: any Error) {
    let (told, isNew) = condition.withLock {
      defer { isFailing = true }
      let told = waiters
      waiters = []
      condition.broadcast()
      return (told, !isFailing)
    }
    if isNew { report("Writing the record failed, and is tried again with the next change: \(error)") }
    for waiter in told { waiter.action(false) }
  }
}
