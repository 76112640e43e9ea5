public import HTTPMessages
internal import Synchronization

extension EventLoop: LoopExecutor {
  /// Runs `work` on the loop, in its next turn.
  public func execute(_ work: @escaping @Sendable () -> Void) { post(work) }

  /// Runs `work` on the loop after some real nanoseconds; the answer cancels it.
  public func schedule(afterNanoseconds delay: Int64, _ work: @escaping @Sendable () -> Void)
    -> any ScheduledWork
  {
    let scheduled = ScheduledTimer(loop: self, work: work)
    let deadline = SystemTime().nanoseconds() + max(0, delay)
    if isCurrent {
      scheduled.start(deadline: deadline)
    } else {
      execute { scheduled.start(deadline: deadline) }
    }
    return scheduled
  }
}

/// A timer that other threads may cancel.
private final class ScheduledTimer: ScheduledWork, @unchecked Sendable {
  private let loop: EventLoop
  private let isCancelled = Atomic(false)
  /// Touched on the loop only.
  private var timer: LoopTimer?
  private let work: @Sendable () -> Void

  init(loop: EventLoop, work: @escaping @Sendable () -> Void) {
    self.loop = loop
    self.work = work
  }

  func start(deadline: Int64) {
    guard !isCancelled.load(ordering: .relaxed) else { return }
    let timer = LoopTimer { [self] in
      self.timer = nil
      if !isCancelled.load(ordering: .relaxed) { work() }
    }
    self.timer = timer
    loop.set(timer, deadline: deadline)
  }

  func cancel() {
    guard !isCancelled.exchange(true, ordering: .relaxed) else { return }
    if loop.isCurrent { end() } else { loop.execute { [self] in end() } }
  }

  private func end() {
    guard let timer else { return }
    loop.set(timer, deadline: nil)
    self.timer = nil
  }
}
