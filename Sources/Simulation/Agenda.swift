import Determinism

/// What somebody has in mind, and when: a binary heap by time, and by the order of entry where times are equal.
struct Agenda: Sendable {
  /// What can be due.
  enum Item: Sendable, Equatable {
    /// A customer arrives; void where the rates have changed since (the number of the plan differs).
    case arrival(plan: Int)
    /// A representative reconsiders being logged in.
    case attendance(Int)
    /// A representative turns idle, or comes back.
    case idling(Int)
    /// A session needs somebody's attention.
    case session(String)
  }

  private struct Entry: Sendable {
    let time: Timestamp
    let sequence: UInt64
    let item: Item

    func precedes(_ other: Entry) -> Bool { (time, sequence) < (other.time, other.sequence) }
  }

  private var heap: [Entry] = []
  private var sequence: UInt64 = 0

  /// How many items there are.
  var count: Int { heap.count }

  mutating func add(_ item: Item, at time: Timestamp) {
    heap.append(Entry(time: time, sequence: sequence, item: item))
    sequence += 1
    var child = heap.count - 1
    while child > 0 {
      let parent = (child - 1) / 2
      guard heap[child].precedes(heap[parent]) else { return }
      heap.swapAt(child, parent)
      child = parent
    }
  }

  /// Takes out the earliest item that is due by a time; nil where none is.
  mutating func take(dueBy now: Timestamp) -> (item: Item, time: Timestamp)? {
    guard let first = heap.first, first.time <= now else { return nil }
    let last = heap.removeLast()
    guard !heap.isEmpty else { return (first.item, first.time) }
    heap[0] = last
    var parent = 0
    while true {
      var least = parent
      for child in [2 * parent + 1, 2 * parent + 2]
      where child < heap.count && heap[child].precedes(heap[least]) {
        least = child
      }
      guard least != parent else { return (first.item, first.time) }
      heap.swapAt(parent, least)
      parent = least
    }
  }
}
