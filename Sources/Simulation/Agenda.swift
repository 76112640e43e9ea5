import Determinism

/// What somebody has in mind, and when: a binary heap by time, and by the order of entry where times are equal.
struct Agenda: Sendable {
  /// What can be due. Numbers are places in the support centre's lists.
  enum Item: Sendable, Equatable {
    /// A customer may come; void where the rate has changed since (the number of the plan differs).
    case arrival(plan: UInt32)
    /// Customers come whom the scenario wants there at the start.
    case opening
    /// A burst of customers begins or ends.
    case burst
    /// A customer enters a session key that a representative made.
    case key(UInt32)
    /// A representative reconsiders being logged in.
    case attendance(UInt32)
    /// A representative turns idle, takes a break, or comes back.
    case idling(UInt32)
    /// A representative looks elsewhere.
    case focus(UInt32)
    /// A console loses its connection, or has it again.
    case link(UInt32)
    /// Something happens in a team besides sessions.
    case team(UInt32)
    /// Somebody begins a presentation.
    case presenting
    /// A session needs somebody's attention; void where the generation differs.
    case session(slot: UInt32, generation: UInt32)
    /// A presentation does; void where the generation differs.
    case presentation(slot: UInt32, generation: UInt32)

    /// Whether it was planned by what the scenario says and the clock shows, and not by what goes on.
    var isPlanned: Bool {
      switch self {
      case .arrival, .opening, .burst, .attendance, .idling, .focus, .link, .team, .presenting: true
      case .key, .session, .presentation: false
      }
    }
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
      for child in (2 * parent + 1)...(2 * parent + 2)
      where child < heap.count && heap[child].precedes(heap[least]) {
        least = child
      }
      guard least != parent else { return (first.item, first.time) }
      heap.swapAt(parent, least)
      parent = least
    }
  }

  /// Leaves out every item for which `isVoid` says so.
  mutating func removeAll(where isVoid: (Item) -> Bool) {
    heap.removeAll { isVoid($0.item) }
    heap.sort { $0.precedes($1) }  // What is sorted is a heap.
  }
}
