internal import CLinuxIO
internal import Glibc

/// A value behind a lock, with a condition to wait for. For what may block: workers, starting and stopping; never for
/// what runs on an event loop.
public final class Monitor<Value>: @unchecked Sendable {
  private let mutex = UnsafeMutablePointer<pthread_mutex_t>.allocate(capacity: 1)
  private let condition = UnsafeMutablePointer<pthread_cond_t>.allocate(capacity: 1)
  private var value: Value

  /// A lock around a value.
  public init(_ value: sending Value) {
    self.value = value
    mutex.initialize(to: pthread_mutex_t())
    condition.initialize(to: pthread_cond_t())
    pthread_mutex_init(mutex, nil)
    linuxio_condition_init(condition)
  }

  deinit {
    pthread_cond_destroy(condition)
    pthread_mutex_destroy(mutex)
    condition.deallocate()
    mutex.deallocate()
  }

  /// Reads or changes the value, and wakes all who wait.
  public func change<Result>(_ body: (inout Value) -> Result) -> Result {
    pthread_mutex_lock(mutex)
    defer {
      pthread_cond_broadcast(condition)
      pthread_mutex_unlock(mutex)
    }
    return body(&value)
  }

  /// Waits until `body` gives a result; asks it again whenever the value was changed.
  @discardableResult
  public func wait<Result>(_ body: (inout Value) -> Result?) -> Result {
    pthread_mutex_lock(mutex)
    defer { pthread_mutex_unlock(mutex) }
    while true {
      if let result = body(&value) { return result }
      pthread_cond_wait(condition, mutex)
    }
  }

  /// As ``wait(_:)``, for so many seconds at most; nil when they are over.
  @discardableResult
  public func wait<Result>(seconds: Double, _ body: (inout Value) -> Result?) -> Result? {
    let end = SystemTime().nanoseconds() + Int64(seconds * 1e9)
    pthread_mutex_lock(mutex)
    defer { pthread_mutex_unlock(mutex) }
    while true {
      if let result = body(&value) { return result }
      let left = end - SystemTime().nanoseconds()
      if left <= 0 { return nil }
      linuxio_condition_wait(condition, mutex, left)
    }
  }
}
