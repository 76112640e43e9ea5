import ApplianceDomain
import Determinism
import DomainTesting
import Locking
import Synchronization
import Testing

@testable import Changes

/// Somebody who writes down the seconds, and wants the same things in each.
private final class Recorder: Participant {
  private struct State {
    var times: [Timestamp] = []
    var isActive: Bool
    var resets: [UInt64] = []
  }
  private let state: Lock<State>
  private let wishes: [Intent]

  init(isActive: Bool = true, wishes: [Intent] = []) {
    state = Lock(State(isActive: isActive))
    self.wishes = wishes
  }

  var isActive: Bool {
    get { state.withLock { $0.isActive } }
    set { state.withLock { $0.isActive = newValue } }
  }
  var times: [Timestamp] { state.withLock { $0.times } }
  var resets: [UInt64] { state.withLock { $0.resets } }

  func tick(at time: Timestamp, in domain: borrowing ApplianceDomain) -> [Intent] {
    state.withLock { $0.times.append(time) }
    return wishes
  }
  func reset(at time: Timestamp, lifetime: UInt64) { state.withLock { $0.resets.append(lifetime) } }
}

private let start = TestOrganization.start

private func seconds(_ range: ClosedRange<Int64>) -> [Timestamp] {
  range.map { start.advanced(bySeconds: $0) }
}

private func makeAppliance(
  _ participant: Recorder?, rate: Double = 1, from time: Timestamp = start,
  durability: any Durability = NoDurability()
) -> (Appliance, ManualTime) {
  let monotonic = ManualTime()
  let clock = ApplianceClock(start: time, rate: rate, monotonic: 0)
  let appliance = Appliance(
    domain: TestOrganization.unstartedDomain(), clock: clock, monotonic: monotonic,
    durability: durability, participant: participant)
  return (appliance, monotonic)
}

/// Keeps the models of the borders.
private final class Keeper: Durability {
  let models = Lock<[StateModel]>([])

  func accept(_ batch: Batch) {
    if case .archiveBoundary(let model) = batch.content { models.withLock { $0.append(model) } }
  }

  func whenDurable(_ number: UInt64, _ action: @escaping @Sendable (Bool) -> Void) { action(true) }
}

/// Time that passes with every look at it: on this machine a tick takes a millisecond.
private final class SlowMachine: MonotonicTime {
  private let reading = Atomic<Int64>(0)

  func nanoseconds() -> Int64 { reading.add(1_000_000, ordering: .relaxed).newValue }
}

/// All batches that the log still has.
private func batches(_ appliance: Appliance) throws -> [Batch] {
  var all: [Batch] = []
  while all.count < Int(appliance.log.last) {
    guard case .batches(let more) = appliance.log.batches(after: UInt64(all.count)) else {
      throw CancellationError()
    }
    all += more
  }
  return all
}

private func borders(_ batches: [Batch]) -> [Timestamp] {
  batches.compactMap { if case .archiveBoundary = $0.content { $0.time } else { nil } }
}

@Suite("The appliance") struct ApplianceTests {
  @Test("a clock that is too fast for the machine falls behind, and keeps nobody waiting")
  func overload() {
    let recorder = Recorder()
    let machine = SlowMachine()
    let appliance = Appliance(
      domain: TestOrganization.unstartedDomain(),
      clock: ApplianceClock(start: start, rate: 86_400, monotonic: 0), monotonic: machine,
      durability: NoDurability(), participant: recorder)
    var last = start
    for _ in 1...5 {
      let before = machine.nanoseconds()
      let now = appliance.now
      #expect(machine.nanoseconds() - before < Appliance.longestCatchUp + 10_000_000)
      #expect(now > last, "it goes on")
      #expect(recorder.times.last.map { now.seconds - $0.seconds } == 0, "what it shows has happened")
      last = now
    }
    let times = recorder.times.map(\.seconds)
    #expect(Set(zip(times, times.dropFirst()).map { $1 - $0 }) == [1], "and no second is left out")
    let target = appliance.now.seconds + 4000
    appliance.advance(bySeconds: 4000) {}
    #expect(appliance.now.seconds >= target, "a leap goes to its end")
  }

  @Test("ticks once a second of its time, in order, whenever it is asked")
  func ticks() {
    let recorder = Recorder()
    let (appliance, monotonic) = makeAppliance(recorder)
    monotonic.advance(milliseconds: 999)
    #expect(appliance.catchUp() == 1_000_000)
    #expect(recorder.times.isEmpty)
    monotonic.advance(milliseconds: 2501)
    _ = appliance.read { _, _ in 0 }
    #expect(recorder.times == seconds(1...3))
    appliance.catchUp()
    #expect(recorder.times == seconds(1...3))
  }

  @Test("a frozen clock stands still until it is advanced, and then every second and border happens once")
  func advances() throws {
    let recorder = Recorder()
    let (appliance, monotonic) = makeAppliance(recorder, rate: 0)
    monotonic.advance(milliseconds: 100_000)
    #expect(appliance.catchUp() == nil)
    #expect(appliance.now == start)
    #expect(recorder.times.isEmpty)
    var pauses = 0
    appliance.advance(bySeconds: 1250) { pauses += 1 }
    #expect(appliance.now == start.advanced(bySeconds: 1250))
    #expect(recorder.times == seconds(1...1250))
    #expect(pauses == 20)
    let all = try batches(appliance)
    #expect(borders(all) == [0, 600, 1200].map { start.advanced(bySeconds: $0) })
    #expect(all.map(\.number) == Array(1...UInt64(all.count)))
    #expect(all.map(\.time) == all.map(\.time).sorted())
  }

  @Test("a fast clock passes the same seconds as a slow one")
  func fast() {
    let recorder = Recorder()
    let (appliance, monotonic) = makeAppliance(recorder, rate: 3600)
    monotonic.advance(milliseconds: 500)
    appliance.catchUp()
    #expect(recorder.times == seconds(1...1800))
  }

  @Test("the clock can be set forward and not back, frozen and let go")
  func sets() {
    let recorder = Recorder()
    let (appliance, monotonic) = makeAppliance(recorder)
    #expect(!appliance.setClock(now: start.advanced(bySeconds: -1)))
    #expect(appliance.setClock(now: start.advanced(bySeconds: 30), rate: 0))
    #expect(recorder.times == seconds(1...30))
    monotonic.advance(milliseconds: 5000)
    #expect(appliance.now == start.advanced(bySeconds: 30))
    #expect(appliance.setClock(rate: 2))
    monotonic.advance(milliseconds: 1000)
    appliance.catchUp()
    #expect(recorder.times == seconds(1...32))
    #expect(appliance.clockRate == 2)
  }

  @Test("without anybody active only the borders happen, and a border shows the model before its second")
  func quiet() throws {
    let keeper = Keeper()
    let (appliance, monotonic) = makeAppliance(
      nil, from: start.advanced(bySeconds: 1), durability: keeper)
    #expect(borders(try batches(appliance)).isEmpty)
    monotonic.advance(milliseconds: 598_999)
    _ = try appliance.perform(.logIn(representative: 3))
    monotonic.advance(milliseconds: 1)
    _ = try appliance.perform(.logIn(representative: 4))
    let all = try batches(appliance)
    #expect(all.count == 4)
    guard case .archiveBoundary(let logged) = all[2].content else {
      Issue.record("The third batch is no border")
      return
    }
    #expect(all[2].time == start.advanced(bySeconds: 600))
    #expect(keeper.models.withLock { $0.map(\.representative.count) } == [3])
    #expect(logged.representative.count == 0, "the log keeps no model alive")
  }

  @Test("somebody who becomes active does not act in seconds that others have left behind")
  func becomesActive() throws {
    let recorder = Recorder(isActive: false, wishes: [.setIdle(representative: 1, true)])
    let (appliance, monotonic) = makeAppliance(recorder)
    monotonic.advance(milliseconds: 120_000)
    _ = try appliance.perform(.logIn(representative: 3))
    recorder.isActive = true
    monotonic.advance(milliseconds: 2000)
    appliance.catchUp()
    #expect(recorder.times == seconds(121...122))
    let times = try batches(appliance).map(\.time)
    #expect(times == times.sorted())
  }

  @Test("a refused wish is dropped, and the ones after it are carried out")
  func dropsRefusals() throws {
    let recorder = Recorder(wishes: [.logIn(representative: 1), .logIn(representative: 3)])
    let (appliance, monotonic) = makeAppliance(recorder)
    let before = appliance.log.last
    monotonic.advance(milliseconds: 3000)
    appliance.catchUp()
    #expect(appliance.read { domain, _ in domain.console.count } == 3)
    #expect(appliance.log.last == before + 1)
  }

  @Test("a refused intent leaves no batch; one that is carried out names its own")
  func refusals() throws {
    let (appliance, _) = makeAppliance(nil)
    let before = appliance.log.last
    #expect(throws: Refusal.alreadyLoggedIn(1)) { try appliance.perform(.logIn(representative: 1)) }
    #expect(appliance.log.last == before)
    let performed = try appliance.perform(.logIn(representative: 3))
    #expect(performed.number == before + 1)
    #expect(appliance.snapshot().number == performed.number)
  }

  @Test("a reset starts a fresh domain at its time, with numbers that go on")
  func resets() throws {
    let recorder = Recorder()
    let (appliance, _) = makeAppliance(recorder)
    _ = try appliance.perform(.logIn(representative: 3))
    let before = appliance.log.last
    let later = start.advanced(bySeconds: 6 * 3600)
    let memory = Memory(organization: TestOrganization.organization, settings: Settings())
    let number = appliance.reset(
      to: memory, domain: TestOrganization.unstartedDomain(), clockStart: later, rate: 0)
    #expect(recorder.resets == [1])
    #expect(number == appliance.log.last)
    #expect(appliance.now == later)
    #expect(appliance.read { domain, _ in domain.console.count } == 2)
    // The reset itself, the border at which it lies, and the start.
    #expect(appliance.log.last == before + 3)
  }

  @Test("two runs with the same intents give the same entries, and the auditor believes them")
  func repeats() throws {
    func run() throws -> [String] {
      let (appliance, monotonic) = makeAppliance(Recorder())
      for id in 3...6 {
        monotonic.advance(milliseconds: 1500)
        _ = try appliance.perform(.logIn(representative: id))
        _ = try appliance.perform(.startSession(SessionRequest(method: .issue(id: 1))))
        _ = try appliance.perform(.generateSessionKey(SessionKeyRequest(queue: .general)))
      }
      let all = try batches(appliance)
      var auditor = Auditor()
      let snapshot = appliance.read { domain, _ in copy domain }
      #expect(auditor.audit(snapshot, all.flatMap(\.entries)) == [])
      return all.flatMap(\.entries).map(\.text)
    }
    #expect(try run() == run())
  }
}

@Suite("The change log") struct ChangeLogTests {
  @Test("keeps the newest batches, and tells a reader who has lost the thread")
  func ring() throws {
    let (appliance, _) = makeAppliance(nil, rate: 0)
    let changes = ChangeLog.capacity + 10
    for number in 1...changes {
      _ = try appliance.perform(.setIdle(representative: 1, number % 2 == 1))
    }
    let last = appliance.log.last
    #expect(last == UInt64(changes + 2))
    let oldest = last - UInt64(ChangeLog.capacity)
    guard case .batches(let first) = appliance.log.batches(after: oldest, limit: 5) else {
      Issue.record("The oldest batch is lost")
      return
    }
    #expect(first.map(\.number) == Array(oldest + 1...oldest + 5))
    guard case .lost = appliance.log.batches(after: oldest - 1) else {
      Issue.record("A dropped batch is not missed")
      return
    }
    guard case .batches(let none) = appliance.log.batches(after: last) else {
      Issue.record("Nothing new is not an empty list")
      return
    }
    #expect(none.isEmpty)
  }

  @Test("calls its observers after every batch")
  func observes() throws {
    let (appliance, _) = makeAppliance(nil, rate: 0)
    let calls = Lock(0)
    appliance.log.observe { _ in calls.withLock { $0 += 1 } }
    _ = try appliance.perform(.logIn(representative: 3))
    _ = try appliance.perform(.logIn(representative: 4))
    #expect(calls.withLock { $0 } == 2)
  }
}
