/// A few threads for work that may take long: body streams, reports. The queue is bounded.
public final class WorkerPool: Sendable {
  private struct Queue {
    var jobs: [@Sendable () -> Void] = []
    var next = 0
    var isClosed = false
    var running: Int

    var count: Int { jobs.count - next }

    /// Takes the oldest job; the space of taken jobs is reused when half of it is taken.
    mutating func take() -> (@Sendable () -> Void)? {
      guard next < jobs.count else { return nil }
      let job = jobs[next]
      next += 1
      if next * 2 >= jobs.count {
        jobs.removeFirst(next)
        next = 0
      }
      return job
    }
  }

  private let queue: Monitor<Queue>
  private let capacity: Int

  /// Starts so many threads. Past `capacity` waiting jobs, ``submit(_:)`` refuses.
  public init(threads: Int, capacity: Int = 16_384) throws(SystemFault) {
    precondition(threads > 0 && capacity > 0, "A worker pool needs threads and room for jobs")
    self.capacity = capacity
    let queue = Monitor(Queue(running: threads))
    self.queue = queue
    for index in 0..<threads {
      try Thread.start(named: "worker-\(index)") { WorkerPool.work(queue) }
    }
  }

  deinit { queue.change { $0.isClosed = true } }

  /// Has a thread do `job`, soon; false where too many jobs wait already or the pool has been closed.
  public func submit(_ job: @escaping @Sendable () -> Void) -> Bool {
    queue.change { queue in
      guard !queue.isClosed && queue.count < capacity else { return false }
      queue.jobs.append(job)
      return true
    }
  }

  /// Does what waits, then ends the threads; blocks until they have ended, but not past `seconds`.
  public func close(within seconds: Double) {
    queue.change { $0.isClosed = true }
    queue.wait(seconds: seconds) { $0.running == 0 ? true : nil }
  }

  private static func work(_ queue: Monitor<Queue>) {
    while true {
      let job: (@Sendable () -> Void)?? = queue.wait { queue in
        if let job = queue.take() { return .some(.some(job)) }
        return queue.isClosed ? .some(.none) : nil
      }
      guard let job = job ?? nil else { break }
      job()
    }
    queue.change { $0.running -= 1 }
  }
}
