/// A deadline on an event loop. Bound to the loop's thread.
///
/// Moving a deadline later, which every request does, only writes a number: the heap keeps the earlier time, and the
/// timer goes back into it when that time comes.
public final class LoopTimer {
  /// What happens at the deadline.
  let action: () -> Void
  /// When it is to fire, in nanoseconds of the loop's time; nil while it is off.
  fileprivate(set) var deadline: Int64?
  /// The time by which the heap sorts it: never later than the deadline.
  fileprivate var key: Int64 = 0
  /// Where it stands in the heap; -1 outside.
  fileprivate var position = -1

  /// A timer that is off. What `action` captures lives as long as the timer.
  public init(_ action: @escaping () -> Void) { self.action = action }
}

/// The timers of a loop: a binary heap, the earliest first.
struct TimerHeap {
  private var timers: [LoopTimer] = []

  /// When the earliest may fire; nil where none is set.
  var earliest: Int64? { timers.first?.key }

  /// Sets, moves or (nil) ends a deadline.
  mutating func set(_ timer: LoopTimer, deadline: Int64?) {
    timer.deadline = deadline
    guard let deadline else {
      if timer.position >= 0 { remove(timer) }
      return
    }
    if timer.position < 0 {
      timer.key = deadline
      timer.position = timers.count
      timers.append(timer)
      siftUp(timer.position)
    } else if deadline < timer.key {
      timer.key = deadline
      siftUp(timer.position)
    }
  }

  /// Takes the next timer whose deadline is not after `now`; it is off then.
  mutating func popDue(_ now: Int64) -> LoopTimer? {
    while let first = timers.first, first.key <= now {
      if let deadline = first.deadline, deadline > now {
        first.key = deadline
        siftDown(0)
        continue
      }
      remove(first)
      first.deadline = nil
      return first
    }
    return nil
  }

  private mutating func remove(_ timer: LoopTimer) {
    let position = timer.position
    timer.position = -1
    let last = timers.removeLast()
    guard last !== timer else { return }
    timers[position] = last
    last.position = position
    siftUp(position)
    siftDown(last.position)
  }

  private mutating func siftUp(_ start: Int) {
    var index = start
    while index > 0 {
      let parent = (index - 1) / 2
      guard timers[index].key < timers[parent].key else { return }
      exchange(index, parent)
      index = parent
    }
  }

  private mutating func siftDown(_ start: Int) {
    var index = start
    while true {
      var child = 2 * index + 1
      guard child < timers.count else { return }
      if child + 1 < timers.count && timers[child + 1].key < timers[child].key { child += 1 }
      guard timers[child].key < timers[index].key else { return }
      exchange(index, child)
      index = child
    }
  }

  private mutating func exchange(_ left: Int, _ right: Int) {
    timers.swapAt(left, right)
    timers[left].position = left
    timers[right].position = right
  }
}
