import Testing

@testable import HTTPServing

@Suite("Deadlines as a value")
struct ConnectionPhasesTests {
  private static let second: Int64 = 1_000_000_000
  private static let configuration: ServerConfiguration = {
    var configuration = ServerConfiguration()
    configuration.handshakeSeconds = 10
    configuration.idleSeconds = 75
    configuration.headSeconds = 15
    configuration.bodySeconds = 60
    configuration.gateSeconds = 60
    configuration.writeStallSeconds = 30
    configuration.lingerSeconds = 2
    return configuration
  }()

  @Test(
    "each phase has its deadline, and bytes that do not leave have theirs",
    arguments: [
      (.handshaking, false, 10, .cut), (.idle, false, 75, .close), (.idle, true, 30, .cut),
      (.head, false, 15, .requestTimeout), (.head, true, 15, .requestTimeout),
      (.body, false, 60, .requestTimeout),
      (.body, true, 30, .cut), (.gated, false, 60, .gateTimeout), (.streaming, false, nil, nil),
      (.streaming, true, 30, .cut), (.finishing, true, 30, .cut), (.finishing, false, 30, .cut),
      (.lingering, false, 2, .close),
      (.webSocket, false, 7, .conversation), (.webSocket, true, 7, .conversation), (.closed, true, nil, nil),
    ] as [(Phase, Bool, Int64?, Expiry?)])
  func deadlines(phase: Phase, isWaiting: Bool, seconds: Int64?, expiry: Expiry?) {
    let start = 5 * ConnectionPhasesTests.second
    let phases = ConnectionPhases(phase, now: start)
    let due = phases.deadline(
      isWaitingToWrite: isWaiting, conversation: start + 7 * ConnectionPhasesTests.second,
      ConnectionPhasesTests.configuration)
    #expect(due?.at == seconds.map { start + $0 * ConnectionPhasesTests.second })
    #expect(due?.expiry == expiry)
  }

  @Test("time in a phase counts from its beginning, and a new answer begins the idle time anew")
  func since() {
    let configuration = ConnectionPhasesTests.configuration
    var phases = ConnectionPhases(.idle, now: 0)
    phases.enter(.head, now: 100)
    phases.enter(.head, now: 200)
    let head = phases.deadline(isWaitingToWrite: false, conversation: nil, configuration)
    #expect(head?.at == 100 + 15 * ConnectionPhasesTests.second)
    phases.restartIdle(now: 300)
    phases.restartIdle(now: 400)
    let idle = phases.deadline(isWaitingToWrite: false, conversation: nil, configuration)
    #expect(idle?.at == 400 + 75 * ConnectionPhasesTests.second)
  }

  @Test("what is closed stays closed")
  func closed() {
    var phases = ConnectionPhases(.idle, now: 0)
    phases.enter(.closed, now: 1)
    phases.enter(.finishing, now: 2)
    phases.restartIdle(now: 3)
    #expect(phases.phase == .closed)
  }
}

@Suite("The queue of bytes to write")
struct OutboundQueueTests {
  @Test("what goes in comes out in order, however little is written at a time", arguments: [1, 7, 64, 1000])
  func keepsOrder(written: Int) {
    let scratch = UnsafeMutableRawBufferPointer.allocate(byteCount: 64, alignment: 1)
    defer { scratch.deallocate() }
    var queue = OutboundQueue()
    var expected: [UInt8] = []
    var seen: [UInt8] = []
    for number in 0..<200 {
      let bytes = (0..<(number % 90)).map { UInt8(truncatingIfNeeded: $0 &+ number) }
      let start = number % 3
      queue.append(bytes, from: start)
      expected += bytes.dropFirst(start)
      if number % 2 == 0 { drain(&queue, scratch, written, into: &seen, steps: 2) }
      #expect(queue.count == expected.count - seen.count)
    }
    drain(&queue, scratch, written, into: &seen, steps: .max)
    #expect(queue.isEmpty)
    #expect(seen == expected)
  }

  private func drain(
    _ queue: inout OutboundQueue, _ scratch: UnsafeMutableRawBufferPointer, _ written: Int,
    into seen: inout [UInt8],
    steps: Int
  ) {
    var step = 0
    while step < steps, !queue.isEmpty {
      let taken = queue.withFront(scratch) { Array($0.prefix(written)) }
      queue.drop(taken.count)
      seen += taken
      step += 1
    }
  }

  @Test("small segments are shown together")
  func gathers() {
    let scratch = UnsafeMutableRawBufferPointer.allocate(byteCount: 64, alignment: 1)
    defer { scratch.deallocate() }
    var queue = OutboundQueue()
    for byte in 0..<100 as Range<UInt8> { queue.append([byte, byte]) }
    #expect(queue.withFront(scratch) { $0.count } == 64)
    queue.drop(1)
    #expect(queue.withFront(scratch) { Array($0.prefix(3)) } == [0, 1, 1])
  }
}
