public import Glibc

/// A value behind a lock, held for as long as a closure runs.
///
/// It has the shape of `Synchronization.Mutex`, over a POSIX mutex, because Thread Sanitizer sees what POSIX does:
/// under the other, which makes system calls of its own, it reports a race in every critical section. Who takes the
/// lock while holding it ends the process with a sentence; that is a bug, and the alternative is to wait for ever.
///
/// All of it can be inlined, so that another room's critical sections are compiled for their own value.
public struct Lock<Value: ~Copyable>: ~Copyable {
  // Both on the heap: a POSIX mutex must never move, and the value is changed through a lock that is a constant.
  @usableFromInline
  let mutex: UnsafeMutablePointer<pthread_mutex_t>
  @usableFromInline
  let value: UnsafeMutablePointer<Value>

  /// A free lock around a value.
  @inlinable
  public init(_ initialValue: consuming sending Value) {
    mutex = .allocate(capacity: 1)
    value = .allocate(capacity: 1)
    mutex.initialize(to: pthread_mutex_t())
    var attributes = pthread_mutexattr_t()
    pthread_mutexattr_init(&attributes)
    // The kind that knows its owner, and so answers EDEADLK instead of waiting for itself.
    pthread_mutexattr_settype(&attributes, Int32(PTHREAD_MUTEX_ERRORCHECK))
    pthread_mutex_init(mutex, &attributes)
    pthread_mutexattr_destroy(&attributes)
    value.initialize(to: initialValue)
  }

  @inlinable
  deinit {
    value.deinitialize(count: 1)
    value.deallocate()
    pthread_mutex_destroy(mutex)
    mutex.deallocate()
  }

  /// Waits until the lock is free, takes it, lets `body` read or change the value, and gives the lock back, also when
  /// `body` throws. `body` must not take the same lock.
  @inlinable
  public borrowing func withLock<Result: ~Copyable, Failure: Error>(
    _ body: (inout sending Value) throws(Failure) -> sending Result
  ) throws(Failure) -> sending Result {
    let code = pthread_mutex_lock(mutex)
    precondition(code == 0, "A lock is taken by the thread that holds it.")
    defer { pthread_mutex_unlock(mutex) }
    return try body(&value.pointee)
  }
}

/// The value is reached by one thread at a time, and entered and leaves as `sending`.
extension Lock: @unchecked Sendable where Value: ~Copyable {}
