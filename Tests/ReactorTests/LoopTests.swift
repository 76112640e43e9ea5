import CLinuxIO
import Determinism
import Glibc
import HTTPMessages
import Synchronization
import Testing

@testable import Reactor

@Suite("Event loops")
struct LoopTests {
  @Test("work given from one thread runs in its order, on the loop's thread")
  func order() throws {
    let group = try EventLoopGroup(count: 2)
    defer { group.stop() }
    let loop = group.loops[1]
    let seen = Monitor([Int]())
    for number in 0..<1000 {
      loop.execute {
        #expect(loop.isCurrent)
        seen.change { $0.append(number) }
      }
    }
    let result = seen.wait(seconds: 5) { $0.count == 1000 ? $0 : nil }
    #expect(result == Array(0..<1000))
    #expect(loop.index == 1 && !loop.isCurrent)
  }

  @Test("scheduled work runs in the order of its times, and cancelled work never")
  func schedules() throws {
    let group = try EventLoopGroup(count: 1)
    defer { group.stop() }
    let seen = Monitor([Int]())
    let loop = group.loops[0]
    _ = loop.schedule(afterNanoseconds: 30_000_000) { seen.change { $0.append(3) } }
    let cancelled = loop.schedule(afterNanoseconds: 20_000_000) { seen.change { $0.append(2) } }
    _ = loop.schedule(afterNanoseconds: 10_000_000) { seen.change { $0.append(1) } }
    cancelled.cancel()
    #expect(seen.wait(seconds: 5) { $0.last == 3 ? $0 : nil } == [1, 3])
  }

  @Test("an event for a descriptor that was closed and reused in the same turn reaches nobody")
  func generations() throws {
    final class Counter: ReadinessHandler {
      var count = 0
      func ready(_ readiness: Readiness) { count += 1 }
    }
    var poller = try Poller()
    var ends: [Int32] = [0, 0]
    var others: [Int32] = [0, 0]
    #expect(pipe(&ends) == 0 && pipe(&others) == 0)
    _ = write(others[1], "y", 1)
    let old = Counter()
    try poller.add(ends[0], .readable, old)
    _ = write(ends[1], "x", 1)
    #expect(poller.wait(milliseconds: 1000) == 1)
    // Between the wait and its handling the descriptor goes, and its number comes back with another meaning.
    poller.remove(ends[0])
    #expect(dup2(others[0], ends[0]) == ends[0])
    try poller.add(ends[0], .readable, Counter())
    #expect(poller.event(0) == nil)
    #expect(poller.wait(milliseconds: 1000) == 1)
    #expect(poller.event(0)?.handler !== old)
    for end in ends + others { close(end) }
  }
}

@Suite("Timers")
struct TimerHeapTests {
  @Test("timers fire by their deadlines, however they were moved")
  func firesInOrder() {
    var heap = TimerHeap()
    var generator = SeededGenerator(seed: 1, stream: "timers")
    let timers = (0..<200).map { _ in LoopTimer {} }
    for _ in 0..<2000 {
      let timer = timers.randomElement(using: &generator)!
      let isEnding = Int.random(in: 0..<5, using: &generator) == 0
      heap.set(timer, deadline: isEnding ? nil : Int64.random(in: 0..<1000, using: &generator))
    }
    let expected = timers.compactMap(\.deadline).sorted()
    var fired: [Int64] = []
    for now in 0..<Int64(1000) {
      while true {
        let due = timers.filter { $0.deadline == now }.count
        guard heap.popDue(now) != nil else {
          #expect(due == 0)
          break
        }
        fired.append(now)
      }
    }
    #expect(fired == expected)
    #expect(heap.earliest == nil)
  }
}

@Suite("Workers")
struct WorkerPoolTests {
  @Test("all that was taken is done before the pool is closed, and nothing is taken then")
  func closes() throws {
    let pool = try WorkerPool(threads: 2)
    let done = Atomic<Int>(0)
    for _ in 0..<100 { #expect(pool.submit { done.add(1, ordering: .sequentiallyConsistent) }) }
    pool.close(within: 5)
    #expect(done.load(ordering: .sequentiallyConsistent) == 100)
    #expect(!pool.submit {})
  }

  @Test("past its capacity a pool refuses work")
  func refuses() throws {
    let pool = try WorkerPool(threads: 1, capacity: 2)
    let hold = Monitor((isBusy: false, isReleased: false))
    #expect(
      pool.submit {
        hold.change { $0.isBusy = true }
        hold.wait { $0.isReleased ? true : nil }
      })
    #expect(hold.wait(seconds: 5) { $0.isBusy ? true : nil } == true)
    #expect(pool.submit {} && pool.submit {} && !pool.submit {})
    hold.change { $0.isReleased = true }
    pool.close(within: 5)
  }
}

@Suite("What comes from the system")
struct SystemTests {
  @Test("a reserved port refuses clients, is nobody else's, and can be listened on")
  func reserves() throws {
    let reserved = try ListeningSocket.reserve(host: "127.0.0.1")
    let other = try ListeningSocket.open(host: "127.0.0.1", port: 0, exclusively: true)
    #expect(other.port != reserved.port)
    let client = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    defer { close(client) }
    #expect(reach(client, reserved.port) == -1 && errno == ECONNREFUSED)
    let socket = try ListeningSocket.open(host: "127.0.0.1", port: reserved.port, exclusively: true)
    #expect(socket.port == reserved.port)
    #expect(reach(client, reserved.port) == 0)
    withExtendedLifetime(reserved) {}
  }

  private func reach(_ client: Int32, _ port: Int) -> Int32 {
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = in_port_t(port).bigEndian
    address.sin_addr.s_addr = in_addr_t(0x7F00_0001).bigEndian
    return withUnsafePointer(to: address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        connect(client, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
      }
    }
  }

  @Test("a port that is listened on is not shared with a stranger, and free ports are found")
  func exclusive() throws {
    let first = try ListeningSocket.open(host: "127.0.0.1", port: 0, exclusively: true)
    let port = first.port
    #expect(port > 0)
    #expect(throws: SystemFault.self) {
      _ = try ListeningSocket.open(host: "127.0.0.1", port: port, exclusively: true)
    }
    let second = try ListeningSocket.open(host: "127.0.0.1", port: port, exclusively: false)
    #expect(second.port == port)
    _ = consume first
  }

  @Test("a signal becomes a value")
  func signals() throws {
    let signals = try Signals()
    // To the process and not to this thread, which may have them blocked.
    kill(getpid(), SIGHUP)
    #expect(signals.next() == .hangUp)
    kill(getpid(), SIGTERM)
    #expect(signals.next() == .terminate)
  }

  @Test("entropy differs, time goes on")
  func sources() {
    #expect(SystemEntropy().bytes(16) != SystemEntropy().bytes(16))
    #expect(SystemEntropy().bytes(1000).count == 1000)
    let before = SystemTime().nanoseconds()
    #expect(SystemTime().nanoseconds() >= before)
    #expect(SystemTime.wallClock().seconds > 1_700_000_000)
  }
}
