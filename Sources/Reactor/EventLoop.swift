internal import CLinuxIO
internal import Glibc
internal import Locking
internal import Synchronization

/// Work that a handler wants done once at the end of the loop's turn, after all events of the turn: writes that
/// several events have filled leave together then.
public protocol TurnEndHandler: AnyObject {
  /// The turn ends.
  func turnEnded()
}

/// One thread that waits for readiness, deadlines and mail, and runs who waited.
///
/// A turn is: events, timers, mail, turn-end work. Methods marked *on the loop* may be called from its thread only.
public final class EventLoop: @unchecked Sendable {
  /// The loop's index, from 0.
  public let index: Int
  /// The time at the start of this turn, in nanoseconds; *on the loop*.
  public private(set) var now: Int64

  private let mailbox: Mailbox
  private var poller: Poller
  private var timers = TimerHeap()
  private var turnEnd: [any TurnEndHandler] = []
  private var isStopping = false
  private let thread = Atomic<UInt>(0)
  private let ended = Monitor(false)

  /// Makes the loop and starts its thread.
  init(index: Int) throws(SystemFault) {
    self.index = index
    now = SystemTime().nanoseconds()
    mailbox = try Mailbox()
    poller = try Poller()
    try poller.add(mailbox.descriptor, .readable, mailbox)
    try Thread.start(named: "loop-\(index)") { [self] in run() }
  }

  /// Whether the caller is on the loop's thread.
  public var isCurrent: Bool { thread.load(ordering: .relaxed) == UInt(pthread_self()) }

  /// Watches a descriptor, level-triggered; *on the loop*.
  public func watch(_ descriptor: Int32, for interest: Readiness, _ handler: any ReadinessHandler)
    throws(SystemFault)
  {
    assert(isCurrent)
    try poller.add(descriptor, interest, handler)
  }

  /// Changes what a watched descriptor is watched for; *on the loop*.
  public func rewatch(_ descriptor: Int32, for interest: Readiness) {
    assert(isCurrent)
    poller.change(descriptor, interest)
  }

  /// Ends watching; the descriptor must be closed next, in the same turn. *On the loop*.
  public func unwatch(_ descriptor: Int32) {
    assert(isCurrent)
    poller.remove(descriptor)
  }

  /// Sets a timer to fire at some time of ``now``'s clock, moves it, or (nil) ends it; *on the loop*.
  public func set(_ timer: LoopTimer, deadline: Int64?) {
    assert(isCurrent)
    timers.set(timer, deadline: deadline)
  }

  /// Calls the handler once when this turn ends; asked for during that call, in the next turn. *On the loop*.
  public func atTurnEnd(_ handler: any TurnEndHandler) {
    assert(isCurrent)
    turnEnd.append(handler)
  }

  /// Ends the loop after this turn; blocks until it has ended. Not from the loop itself.
  func stop() {
    precondition(!isCurrent, "A loop cannot wait for its own end")
    execute { [self] in isStopping = true }
    ended.wait { $0 ? true : nil }
  }

  private func run() {
    thread.store(UInt(pthread_self()), ordering: .relaxed)
    while !isStopping {
      let count = poller.wait(milliseconds: patience())
      now = SystemTime().nanoseconds()
      for number in 0..<count {
        guard let (handler, readiness) = poller.event(number) else { continue }
        handler.ready(readiness)
      }
      while let timer = timers.popDue(now) { timer.action() }
      mailbox.deliver()
      let handlers = turnEnd
      turnEnd.removeAll(keepingCapacity: true)
      for handler in handlers { handler.turnEnded() }
    }
    ended.change { $0 = true }
  }

  /// How long to wait, in milliseconds, rounded up so that a timer is due when the wait is over.
  private func patience() -> Int32 {
    if !turnEnd.isEmpty || isStopping { return 0 }
    guard let earliest = timers.earliest else { return -1 }
    let left = earliest - SystemTime().nanoseconds()
    return left <= 0 ? 0 : Int32(min((left + 999_999) / 1_000_000, 3_600_000))
  }

  func post(_ work: @escaping @Sendable () -> Void) { mailbox.post(work) }
}

/// What other threads want done on a loop, in the order in which they wanted it. An eventfd wakes the loop.
final class Mailbox: ReadinessHandler, @unchecked Sendable {
  private let wake: Descriptor
  private let letters = Lock<[@Sendable () -> Void]>([])

  init() throws(SystemFault) {
    let number = eventfd(0, Int32(EFD_NONBLOCK | EFD_CLOEXEC))
    guard number >= 0 else { throw .last("make an eventfd") }
    wake = Descriptor(owning: number)
  }

  var descriptor: Int32 { wake.number }

  /// Leaves work. Only the first letter of a turn costs a system call.
  func post(_ work: @escaping @Sendable () -> Void) {
    let isFirst = letters.withLock { letters in
      letters.append(work)
      return letters.count == 1
    }
    guard isFirst else { return }
    var one: UInt64 = 1
    _ = write(wake.number, &one, MemoryLayout<UInt64>.size)
  }

  func ready(_ readiness: Readiness) {
    var count: UInt64 = 0
    _ = read(wake.number, &count, MemoryLayout<UInt64>.size)
  }

  /// Does what has been left so far.
  func deliver() {
    let delivered = letters.withLock { letters in
      let taken = letters
      letters = []
      return taken
    }
    for work in delivered { work() }
  }
}
