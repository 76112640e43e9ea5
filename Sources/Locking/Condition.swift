public import Glibc

/// What threads wait for that hold a ``Lock`` while they look whether it has come.
public struct Condition: ~Copyable, @unchecked Sendable {
  // On the heap, because it must never move.
  fileprivate let condition: UnsafeMutablePointer<pthread_cond_t>

  /// A condition that nobody waits for.
  public init() {
    condition = .allocate(capacity: 1)
    condition.initialize(to: pthread_cond_t())
    pthread_cond_init(condition, nil)
  }

  deinit {
    pthread_cond_destroy(condition)
    condition.deallocate()
  }

  /// Lets one who waits look again. Best without the lock, or the woken thread begins by waiting for that.
  public func signal() { pthread_cond_signal(condition) }

  /// Lets all who wait look again; as ``signal()``.
  public func broadcast() { pthread_cond_broadcast(condition) }
}

extension Lock {
  /// Waits until `body` gives a result: it is asked at once, and under the lock again whenever `condition` is told. In
  /// between the lock is free.
  public borrowing func wait<Result>(
    for condition: borrowing Condition, until body: (inout sending Value) -> Result?
  ) -> Result {
    let code = pthread_mutex_lock(mutex)
    precondition(code == 0, "A lock is taken by the thread that holds it.")
    defer { pthread_mutex_unlock(mutex) }
    while true {
      if let result = body(&value.pointee) { return result }
      pthread_cond_wait(condition.condition, mutex)
    }
  }
}
