import Changes
import DequeModule

/// The batches that wait for the disk, those who wait for them, and how the writing goes: what ``WriteQueue`` shares with
/// its callers, under its lock.
struct WaitingBatches {
  /// Somebody who waits for a batch.
  struct Waiter: Sendable {
    let number: UInt64
    let action: @Sendable (_ isWritten: Bool) -> Void
  }

  /// Those that the thread has not taken into its hand yet.
  var batches: [Batch] = []
  /// How many are not written; with those in the thread's hand.
  private(set) var count = 0
  /// In the order of their numbers.
  private var waiters: Deque<Waiter> = []
  private(set) var accepted: UInt64 = 0
  private(set) var written: UInt64 = 0
  /// The written borders whose state archives are not whole yet, in their order.
  var archiving: [UInt64] = []
  /// Whether archives have left work to be done between groups.
  var hasWork = false
  var isFailing = false
  /// Whether something has come since the last failure.
  var isWorthATry = false
  /// Whether a disk that failed for too long has ended the record.
  private var hasEnded = false
  var isClosing = false
  /// Whether the thread has ended.
  var isFinished = false
  var probe: (@Sendable () throws -> Void)?

  /// Whether waiting for a batch is in vain, at least for now.
  var isStuck: Bool { isFailing || isFinished }

  /// Takes a batch; nil where too many wait. Answers whether the record ends with it.
  mutating func accept(_ batch: Batch, _ limits: WriteQueue.Limits) -> Bool? {
    if count >= limits.waiting, !isFailing, !isClosing { return nil }
    guard !hasEnded, !isClosing else { return false }
    guard count < limits.failing else {
      hasEnded = true
      return true
    }
    batches.append(batch)
    count += 1
    accepted = batch.number
    isWorthATry = true
    return false
  }

  /// Answers whether a batch is written where that is decided; otherwise nil, and `action` is told later.
  mutating func wait(for number: UInt64, _ action: @escaping @Sendable (Bool) -> Void) -> Bool? {
    if number <= written { return true }
    if isFinished || (hasEnded && number > accepted) { return false }
    isWorthATry = true
    let place = waiters.lastIndex { $0.number <= number }.map { $0 + 1 } ?? 0
    waiters.insert(Waiter(number: number, action: action), at: place)
    return nil
  }

  /// Notes that batches are written, and takes out those who waited for them.
  mutating func settle(written count: Int, upTo number: UInt64) -> [Waiter] {
    self.count -= count
    written = number
    let told = Array(waiters.prefix { $0.number <= number })
    waiters.removeFirst(told.count)
    return told
  }

  /// Takes out all who wait.
  mutating func takeWaiters() -> [Waiter] {
    defer { waiters = [] }
    return Array(waiters)
  }
}
