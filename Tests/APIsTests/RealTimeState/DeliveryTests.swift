import APIKit
import APIs
import ApplianceDomain
import Changes
import Documents
import DomainTesting
import Glibc
import Testing

/// How updates get to many integrations, fast and slow.
@Suite("The stream's delivery")
struct DeliveryTests {
  private func limits(_ change: (inout StreamLimits) -> Void) -> StreamLimits {
    var limits = StreamLimits.withoutPause
    change(&limits)
    return limits
  }

  private func mirrors(_ client: StreamClient, _ bench: StreamBench) throws -> Bool {
    let mirror = Mirror(try client.updates)
    return mirror.problems == [] && mirror.tables == Mirror.expected(bench.appliance.snapshot().model)
  }

  @Test(
    "a long line leaves in pieces, of which only the last ends in a newline", arguments: [1, 7, 100, 1000])
  func pieces(size: Int) throws {
    let bench = try StreamBench(limits: limits { $0.pieceBytes = size })
    let client = try bench.subscribe()
    let pieces = client.peer.messages.dropFirst(2)
    #expect(pieces.allSatisfy { !$0.isEmpty && $0.count <= size })
    #expect(pieces.allSatisfy { !$0.dropLast().contains(0x0A) })
    #expect(try mirrors(client, bench))
  }

  @Test("a large table leaves in several messages")
  func largeTable() throws {
    let bench = try StreamBench(limits: limits { $0.modelUpdateBytes = 200 })
    let client = try bench.subscribe()
    let queues = try client.updates.filter { $0["insert"]?["queue"] != nil }
    #expect(queues.count > 1)
    #expect(try mirrors(client, bench))
  }

  @Test("however many batches come, a loop is woken once")
  func wakeUps() throws {
    let bench = try StreamBench()
    let loop = TestLoop()
    let clients = try (0..<3).map { _ in try bench.subscribe(on: loop) }
    var bustle = Bustle()
    bustle.act(on: bench.appliance, times: 50)
    #expect(loop.executions == 1)
    loop.run()
    _ = try bench.appliance.perform(.logIn(representative: 6))
    #expect(loop.executions == 2)
    loop.run()
    for client in clients { #expect(try mirrors(client, bench)) }
  }

  @Test("those with the same subscription share their frames, copy and updates")
  func sharing() throws {
    let bench = try StreamBench()
    let loop = TestLoop()
    let slow = try bench.subscribe(on: loop, reading: false)
    let fast = try bench.subscribe(on: loop)
    _ = try bench.appliance.perform(.logIn(representative: 3))
    loop.run()
    #expect(slow.peer.buffers == fast.peer.buffers)
    let update = try #require(fast.peer.buffers.last)
    let others = try #require(slow.peer.buffers.last)
    update.withUnsafeBufferPointer { update in
      others.withUnsafeBufferPointer { #expect(update.baseAddress == $0.baseAddress) }
    }
  }

  @Test("what came together leaves in one piece, joined once for all who stand at the same place")
  func joining() throws {
    let bench = try StreamBench()
    let loop = TestLoop()
    let clients = try (0..<3).map { _ in try bench.subscribe(on: loop) }
    let one = try bench.subscribe(to: #"["queue"]"#, on: loop)
    let before = clients.map(\.peer.buffers.count)
    try idleAndBack(bench, times: 5)
    loop.run()
    #expect(clients.map(\.peer.buffers.count) == before.map { $0 + 1 })
    let places = try clients.map { client in
      try #require(client.peer.buffers.last).withUnsafeBufferPointer { $0.baseAddress }
    }
    #expect(Set(places).count == 1)
    #expect(try clients[0].updates.suffix(5).allSatisfy { $0["update"]?["representative"] != nil })
    // Who has not subscribed to the table is brought on without being sent anything.
    #expect(one.peer.buffers.count == 1)
    _ = try bench.appliance.perform(.logIn(representative: 6))
    loop.run()
    for client in clients { #expect(try mirrors(client, bench)) }
    #expect(one.peer.buffers.count == 2)
  }

  @Test("what changes in the pause after a delivery leaves together at its end")
  func pauses() throws {
    let bench = try StreamBench(limits: limits { $0.pauseNanoseconds = 1 })
    let loop = TestLoop()
    let client = try bench.subscribe(on: loop)
    let before = client.peer.buffers.count
    try idleAndBack(bench, times: 1)
    loop.run()
    #expect(client.peer.buffers.count == before + 1)
    try idleAndBack(bench, times: 4)
    // Nobody is woken, because the pause ends by itself.
    #expect(loop.executions == 1)
    loop.run()
    #expect(client.peer.buffers.count == before + 1)
    #expect(loop.fireTimers() == 1)
    #expect(client.peer.buffers.count == before + 2)
    // A pause in which nothing came is the last one.
    #expect(loop.fireTimers() == 1)
    #expect(loop.timerCount == 0)
    try idleAndBack(bench, times: 1)
    #expect(loop.executions == 2)
    loop.run()
    #expect(client.peer.buffers.count == before + 3)
    #expect(try mirrors(client, bench))
  }

  @Test("joined pieces are bounded, and nothing is lost between them", arguments: [1, 300, 2000])
  func joinedBounds(size: Int) throws {
    let bench = try StreamBench(limits: limits { $0.joinedBytes = size })
    let loop = TestLoop()
    let clients = try (0..<2).map { _ in try bench.subscribe(on: loop) }
    var bustle = Bustle(seed: 9)
    bustle.act(on: bench.appliance, times: 100)
    loop.run()
    for client in clients { #expect(try mirrors(client, bench)) }
  }

  @Test("who does not read is sent no more than a bounded amount, and goes on where it stood")
  func pausing() throws {
    let bench = try StreamBench(limits: limits { $0.sendAheadBytes = 2000 })
    let client = try bench.subscribe(reading: false)
    var bustle = Bustle(seed: 6)
    bustle.act(on: bench.appliance, times: 200)
    client.loop.run()
    #expect(client.peer.pendingBytes < 20_000)
    for _ in 0..<1000 where client.peer.pendingBytes > 0 { client.read() }
    #expect(client.peer.closed == nil)
    #expect(try mirrors(client, bench))
  }

  @Test("who falls too many batches behind is closed, and others are not")
  func tooManyBatches() throws {
    let bench = try StreamBench(
      limits: limits { limits in
        limits.sendAheadBytes = 1024
        limits.backlogBatches = 20
      })
    let loop = TestLoop()
    let slow = try bench.subscribe(on: loop, reading: false)
    let fast = try bench.subscribe(on: loop)
    var bustle = Bustle(seed: 7)
    bustle.act(on: bench.appliance, times: 200)
    loop.run()
    #expect(slow.peer.closed?.code == 1013)
    #expect(slow.peer.closed?.reason == "Too far behind the real-time stream")
    slow.disconnect()
    #expect(bench.hub.integrationCount == 1)
    #expect(fast.peer.closed == nil)
    #expect(try mirrors(fast, bench))
  }

  @Test("who was closed for falling behind may come back, and begins with a full copy")
  func comingBack() throws {
    let bench = try StreamBench(
      settings: Settings(integrationLimit: 1),
      limits: limits { limits in
        limits.sendAheadBytes = 1024
        limits.backlogBatches = 20
      })
    let loop = TestLoop()
    let slow = try bench.subscribe(on: loop, reading: false)
    var bustle = Bustle(seed: 11)
    bustle.act(on: bench.appliance, times: 200)
    loop.run()
    #expect(slow.peer.closed?.code == 1013)
    slow.disconnect()
    let again = try bench.subscribe(on: loop)
    bustle.act(on: bench.appliance, times: 10)
    loop.run()
    #expect(again.peer.closed == nil)
    #expect(try mirrors(again, bench))
  }

  @Test("who falls too many bytes behind is closed")
  func tooManyBytes() throws {
    let bench = try StreamBench(
      limits: limits { limits in
        limits.sendAheadBytes = 1024
        limits.backlogBytes = 5000
      })
    let loop = TestLoop()
    let slow = try bench.subscribe(on: loop, reading: false)
    let fast = try bench.subscribe(on: loop)
    var bustle = Bustle(seed: 8)
    for _ in 0..<100 {
      bustle.act(on: bench.appliance, times: 2)
      loop.run()
    }
    #expect(slow.peer.closed?.code == 1013)
    #expect(fast.peer.closed == nil)
    #expect(try mirrors(fast, bench))
  }

  @Test("a subscription that nobody reads survives the log's going past it")
  func overrun() throws {
    let bench = try StreamBench(limits: limits { $0.sendAheadBytes = 1024 })
    let loop = TestLoop()
    let slow = try bench.subscribe(on: loop, reading: false)
    try idleAndBack(bench, times: ChangeLog.capacity + 1)
    let late = try bench.subscribe(on: loop)
    slow.read()
    loop.run()
    #expect(slow.peer.closed?.code == 1013)
    #expect(late.peer.closed == nil)
    #expect(try mirrors(late, bench))
  }

  @Test("a worker waits until readers that read are near the end of the log")
  func barrier() throws {
    let bench = try StreamBench(limits: limits { $0.backlogBatches = 40 })
    // Nobody is there, and then nobody is behind: no wait.
    bench.hub.waitForReaders(within: 1)
    let loop = TestLoop()
    let client = try bench.subscribe(on: loop)
    bench.hub.waitForReaders(within: 1)
    try idleAndBack(bench, times: 30)
    let isOver = Flag()
    let worker = TestThread {
      bench.hub.waitForReaders(within: 1)
      isOver.raise()
    }
    while loop.timerCount == 0 { sched_yield() }
    #expect(!isOver.isRaised)
    loop.run()
    worker.join()
    #expect(try mirrors(client, bench))
  }

  @Test("a worker does not wait for who leaves, nor for long for who does not read, nor twice")
  func barrierBound() throws {
    let bench = try StreamBench(
      limits: limits { limits in
        limits.backlogBatches = 40
        limits.sendAheadBytes = 1024
      })
    let loop = TestLoop()
    let stuck = try bench.subscribe(on: loop, reading: false)
    try idleAndBack(bench, times: 30)
    loop.run()
    let worker = TestThread { bench.hub.waitForReaders(within: 1) }
    while loop.fireTimers() == 0 { sched_yield() }
    worker.join()
    // It has not read since: nobody waits for it.
    bench.hub.waitForReaders(within: 1)
    stuck.read()
    stuck.peer.isReading = true
    try idleAndBack(bench, times: 30)
    let another = TestThread { bench.hub.waitForReaders(within: 1) }
    while loop.timerCount == 0 { sched_yield() }
    stuck.disconnect()
    another.join()
  }

  private func idleAndBack(_ bench: StreamBench, times: Int) throws {
    for turn in 0..<times {
      _ = try bench.appliance.perform(.setIdle(representative: 2, turn % 2 == 0))
    }
  }
}
