import Glibc
import HTTPMessages
import Locking
import Synchronization

/// A loop that runs when the test says so.
///
/// Handlers see its ``executor``. Work that waits there holds its readers, and they hold the executor; as a real loop
/// does, this one ends that circle by dropping what waits when it goes.
final class TestLoop: Sendable {
  let executor: TestExecutor

  init(_ index: Int = 0) { executor = TestExecutor(index) }

  deinit { executor.end() }

  /// How many pieces of work it was given.
  var executions: Int { executor.state.withLock { $0.executions } }

  /// Runs all that waits.
  func run() {
    while true {
      let work = executor.state.withLock { state in
        defer { state.work = [] }
        return state.work
      }
      if work.isEmpty { return }
      for work in work { work() }
    }
  }

  /// How many timers have been set and not fired.
  var timerCount: Int { executor.state.withLock { $0.timers.count { $0.isSet } } }

  /// Lets all timers' time come; answers how many there were.
  func fireTimers() -> Int {
    let timers = executor.state.withLock { state in
      defer { state.timers = [] }
      return state.timers.filter(\.isSet)
    }
    for timer in timers { timer.fire() }
    return timers.count
  }
}

/// What others see of a ``TestLoop``.
final class TestExecutor: LoopExecutor {
  fileprivate struct State {
    var work: [@Sendable () -> Void] = []
    var executions = 0
    var timers: [TestTimer] = []
    var isOver = false
  }

  let index: Int
  fileprivate let state = Lock(State())

  init(_ index: Int) { self.index = index }

  func execute(_ work: @escaping @Sendable () -> Void) {
    state.withLock { state in
      state.executions += 1
      if !state.isOver { state.work.append(work) }
    }
  }

  func schedule(
    afterNanoseconds delay: Int64, _ work: @escaping @Sendable () -> Void
  ) -> any ScheduledWork {
    let timer = TestTimer(work)
    let isOver = state.withLock { state in
      if !state.isOver { state.timers.append(timer) }
      return state.isOver
    }
    if isOver { timer.cancel() }
    return timer
  }

  fileprivate func end() {
    // Dropped outside the lock: what goes with it may have something to say to the loop.
    let dropped = state.withLock { state in
      let dropped = state
      state.isOver = true
      state.work = []
      state.timers = []
      return dropped
    }
    // Whoever set a timer holds it, and its work holds whoever set it.
    for timer in dropped.timers { timer.cancel() }
  }
}

final class TestTimer: ScheduledWork {
  private let work: Lock<(@Sendable () -> Void)?>

  init(_ work: @escaping @Sendable () -> Void) { self.work = Lock(work) }

  var isSet: Bool { work.withLock { $0 != nil } }

  func cancel() { work.withLock { $0 = nil } }

  func fire() {
    let due = work.withLock { work in
      defer { work = nil }
      return work
    }
    due?()
  }
}

/// A flag that several threads look at.
final class Flag: Sendable {
  private let value = Atomic<Bool>(false)

  var isRaised: Bool { value.load(ordering: .sequentiallyConsistent) }

  func raise() { value.store(true, ordering: .sequentiallyConsistent) }
}

/// A thread of its own, for what blocks: the threads of Swift's tasks are few.
final class TestThread {
  private final class Body {
    let run: @Sendable () -> Void
    init(_ run: @escaping @Sendable () -> Void) { self.run = run }
  }

  private var thread = pthread_t()

  init(_ run: @escaping @Sendable () -> Void) {
    let body = Unmanaged.passRetained(Body(run))
    pthread_create(
      &thread, nil,
      { body in
        body.map { Unmanaged<Body>.fromOpaque($0).takeRetainedValue().run() }
        return nil
      }, body.toOpaque())
  }

  func join() { pthread_join(thread, nil) }
}
