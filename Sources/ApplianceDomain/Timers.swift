import Determinism
import HeapModule

/// What the appliance will do by itself, the earliest first; of what is due at the same time, what was set first.
struct Timers: Sendable {
  /// What can be due.
  enum Deed: Sendable {
    /// The model is told what a representative looks at; void where the console has another row by then.
    case recordSelection(representative: Int, row: RowID)
    /// A data synchronisation is over; void where it has another end by then.
    case endDataSync
    /// The licences in use are logged again, where that is still due.
    case logLicenses
  }

  private struct Timer: Sendable, Comparable {
    let due: Timestamp
    let number: UInt64
    let deed: Deed

    static func < (left: Timer, right: Timer) -> Bool { (left.due, left.number) < (right.due, right.number) }
    static func == (left: Timer, right: Timer) -> Bool { left.number == right.number }
  }

  private var heap = Heap<Timer>()
  private var lastNumber: UInt64 = 0

  /// When the next is due; nil where nothing will be.
  var next: Timestamp? { heap.min?.due }

  mutating func set(_ deed: Deed, at due: Timestamp) {
    lastNumber += 1
    heap.insert(Timer(due: due, number: lastNumber, deed: deed))
  }

  /// Takes out the earliest that is due by a time; nil where none is.
  mutating func take(dueBy now: Timestamp) -> Deed? {
    guard let first = heap.min, first.due <= now else { return nil }
    return heap.removeMin().deed
  }
}
