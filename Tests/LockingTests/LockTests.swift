import Glibc
import Locking
import Synchronization
import Testing

@Suite("the lock")
struct LockTests {
  @Test("changes of many threads are all kept")
  func exclusion() {
    let count = Lock(0)
    let threads = 4
    let turns = 300_000
    withThreads(threads) {
      for _ in 0..<turns { count.withLock { $0 += 1 } }
    }
    #expect(count.withLock { $0 } == threads * turns)
  }

  @Test("of so many places so many are taken, whoever asks at the same time")
  func places() {
    let taken = Atomic<Int>(0)
    let got = Lock(0)
    withThreads(4) {
      var own = 0
      for _ in 0..<100_000 where taken.takePlace(of: 150_000) { own += 1 }
      got.withLock { $0 += own }
    }
    #expect(got.withLock { $0 } == 150_000 && taken.load(ordering: .relaxed) == 150_000)
    #expect(!taken.takePlace(of: 150_000) && taken.takePlace(of: 150_001))
  }

  @Test("the lock is free again after a body that throws, and the error keeps its type")
  func failure() {
    struct Failure: Error {}
    let value = Lock(1)
    #expect(throws: Failure.self) {
      try value.withLock { value throws(Failure) in
        value = 2
        throw Failure()
      }
    }
    #expect(value.withLock { $0 } == 2)
  }

  @Test("two threads that wait for each other's turns have them one by one")
  func condition() {
    let started = Lock(0)
    let count = Lock(0)
    let moved = Condition()
    let turns = 1000
    withThreads(2) {
      let mine = started.withLock { number in
        defer { number += 1 }
        return number
      }
      for _ in 0..<turns {
        count.wait(for: moved) { count in
          guard count % 2 == mine else { return nil as Void? }
          count += 1
          return ()
        }
        moved.signal()
      }
    }
    #expect(count.withLock { $0 } == 2 * turns)
  }

  @Test("the value goes when the lock goes")
  func end() {
    final class Guest: Sendable {}
    weak var seen: Guest?
    do {
      let guest = Lock(Guest())
      guest.withLock { seen = $0 }
      #expect(seen != nil)
    }
    #expect(seen == nil)
  }

  @Test("a thread that takes a lock twice ends with a sentence instead of waiting for ever")
  func twice() async {
    await #expect(processExitsWith: .failure) {
      let lock = Lock(0)
      lock.withLock { _ in lock.withLock { $0 = 1 } }
    }
  }

  /// Runs `body` on so many threads at once and waits for all of them.
  private func withThreads(_ count: Int, _ body: @escaping @Sendable () -> Void) {
    final class Work: Sendable {
      let body: @Sendable () -> Void
      init(_ body: @escaping @Sendable () -> Void) { self.body = body }
    }
    let threads = (0..<count).map { _ in
      var thread = pthread_t()
      pthread_create(
        &thread, nil,
        { work in
          work.map { Unmanaged<Work>.fromOpaque($0).takeRetainedValue().body() }
          return nil
        }, Unmanaged.passRetained(Work(body)).toOpaque())
      return thread
    }
    for thread in threads { pthread_join(thread, nil) }
  }
}
