import Glibc
import HTTPMessages
import Locking
import Synchronization

/// Where a worker waits for the readers of the stream. Readers that move tell it; that costs them one look at a number
/// while nobody waits.
final class ReaderBarrier: Sendable {
  private let waits = Lock<[ReaderWait]>([])
  private let waiting = Atomic<Int>(0)

  /// A reader has moved on, or is gone.
  func moved() {
    guard waiting.load(ordering: .sequentiallyConsistent) > 0 else { return }
    for wait in waits.withLock({ $0 }) { wait.wake() }
  }

  /// Blocks until a condition holds, or until some nanoseconds have passed by the loop's clock; answers whether it
  /// holds. The condition is asked again whenever a reader has moved.
  func wait(within nanoseconds: Int64, on loop: any LoopExecutor, until condition: () -> Bool) -> Bool {
    let wait = ReaderWait()
    waits.withLock { $0.append(wait) }
    waiting.add(1, ordering: .sequentiallyConsistent)
    let bound = loop.schedule(afterNanoseconds: nanoseconds) { wait.expire() }
    defer {
      bound.cancel()
      waiting.subtract(1, ordering: .sequentiallyConsistent)
      waits.withLock { $0.removeAll { $0 === wait } }
    }
    while !condition() {
      if wait.isExpired { return false }
      wait.block()
    }
    return true
  }
}

/// One worker that waits. Holds a semaphore of POSIX, which stays at its address; only its own thread-safe calls touch
/// it, so it may be shared.
private final class ReaderWait: @unchecked Sendable {
  private let semaphore = UnsafeMutablePointer<sem_t>.allocate(capacity: 1)
  private let expired = Atomic<Bool>(false)

  init() { sem_init(semaphore, 0, 0) }

  deinit {
    sem_destroy(semaphore)
    semaphore.deallocate()
  }

  var isExpired: Bool { expired.load(ordering: .sequentiallyConsistent) }

  func wake() { sem_post(semaphore) }

  func expire() {
    expired.store(true, ordering: .sequentiallyConsistent)
    wake()
  }

  /// Returns after a wake, or earlier: a signal may interrupt it, and the caller looks again anyway.
  func block() { sem_wait(semaphore) }
}
