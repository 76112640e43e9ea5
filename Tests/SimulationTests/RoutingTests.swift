import ApplianceDomain
import Determinism
import DomainTesting
import Testing

@testable import Simulation

@Suite("The routing of a scenario") struct RoutingTests {
  /// Everybody is there, and nothing happens but waiting sessions being taken.
  private var plain: Scenario {
    var scenario = Scenario()
    scenario.rates = SimulationRates(
      arrivalsPerHour: 0, pickupSeconds: 2, sessionMinutes: 60, transferProbability: 0,
      patienceSeconds: 1_000_000, loginShare: 1, attendanceMinutes: 100_000, idleEveryMinutes: 0)
    scenario.sessions.deedSeconds = 0
    scenario.sessions.agreementProbability = 0
    scenario.faults.consoleLossHours = 0
    scenario.routing.requeueProbability = 0
    scenario.presentations.perHour = 0
    scenario.work.breakMinutes = 0
    scenario.offices[0].shifts = [Office.Shift(start: 0, end: 1440)]
    return scenario
  }

  @Test("a session goes only to a member of its queue who has the skills that it asks for")
  func skills() throws {
    var scenario = Scenario.busyTest
    scenario.rates.transferProbability = 0
    var run = Run(seed: 9, scenario)
    var seen = 0
    for _ in 1...900 {
      run.now = run.now.advanced(bySeconds: 1)
      run.domain.settle(at: run.now)
      for intent in run.simulation.tick(at: run.now, in: run.domain) {
        switch intent {
        case .acceptSession(let lsid, let id), .assignSession(let lsid, let id, _):
          try check(lsid, id, run.domain)
          seen += 1
        default: break
        }
        _ = try? run.domain.perform(intent, at: run.now)
      }
    }
    #expect(seen > 60)
  }

  private func check(_ lsid: String, _ id: Int, _ domain: ApplianceDomain) throws {
    let session = try #require(domain.sessions[lsid])
    let row = try #require(domain.model.supportSession[session.rowID])
    let console = try #require(domain.console[id])
    guard row.queueID != console.queueID else { return }
    let isMember = domain.model.representativeQueue.first {
      $0.queueID == row.queueID && $0.representativeID == console.rowID
    }
    #expect(isMember != nil)
    let asked = domain.model.supportSessionSkill.ids { $0.supportSessionID == session.rowID }
      .compactMap { domain.model.supportSessionSkill[$0]?.codeName }
    let own = try #require(domain.index.representative(id)).skills
    #expect(asked.allSatisfy(own.contains), "\(asked) of \(own)")
  }

  @Test("the most important session is served first, whoever came first", arguments: [0.0, 1.0])
  func priority(assignmentShare: Double) throws {
    var scenario = plain
    scenario.routing.assignmentShare = assignmentShare
    scenario.routing.refusalProbability = 0
    scenario.routing.timeoutProbability = 0
    scenario.rates.loginShare = 0
    var run = Run(seed: 2, scenario)
    // Only the two from the start are there, and neither is available until all the sessions wait.
    for id in [1, 2] { _ = try run.domain.perform(.setIdle(representative: id, true), at: run.now) }
    run.pass(seconds: 1)  // What is there at the first tick is left alone.
    for priority in [3, 2, 3, 1, 2, 1] {
      let request = SessionRequest(method: .queue(.team(1), as: .sessionKey), priority: priority)
      _ = try run.domain.perform(.startSession(request), at: run.now)
    }
    run.pass(seconds: 30)
    for id in [1, 2] { _ = try run.domain.perform(.setIdle(representative: id, false), at: run.now) }
    run.pass(seconds: 120)
    var taken: [Int] = []
    run.domain.model.supportSession.forEach { row, session in
      let isTaken = run.domain.sessions[row: row]?.owner != nil
      if isTaken, session.lsid != TestOrganization.ownedLSID { taken.append(session.priority) }
    }
    // Each has room for one more without being busy for callers.
    #expect(taken == [1, 1])
    #expect(run.problems == [])
  }

  @Test("whoever declines is not asked again at once, and the session finds somebody else")
  func refusals() throws {
    var scenario = plain
    scenario.routing.assignmentShare = 1
    scenario.routing.refusalProbability = 0.5
    scenario.routing.timeoutProbability = 0.2
    scenario.routing.timeoutSeconds = 8
    var run = Run(seed: 4, scenario)
    run.pass(seconds: 90)
    for _ in 1...6 {
      let request = SessionRequest(method: .queue(.team(1), as: .sessionKey))
      _ = try run.domain.perform(.startSession(request), at: run.now)
    }
    run.pass(seconds: 600)
    #expect(run.wanted["session_assignment_response accepted"] == 6)
    #expect(run.wanted["session_assignment_response rejected"] > 0)
    #expect(run.wanted["session_assignment_response timeout"] > 0)
    #expect(run.refusals == [:])
    #expect(run.problems == [])
  }
}

@Suite("The agenda") struct AgendaTests {
  @Test("gives what is due by time, and in the order of entry where times are equal")
  func orders() {
    var agenda = Agenda()
    var generator = SeededGenerator(seed: 1, stream: "agenda")
    var expected: [(Int64, UInt32)] = []
    for number in 0..<600 as Range<UInt32> {
      let second = Int64(generator.below(60))
      let isKept = number % 6 != 0
      agenda.add(isKept ? .key(number) : .idling(number), at: Timestamp(seconds: second))
      if isKept { expected.append((second, number)) }
    }
    agenda.removeAll(where: \.isPlanned)
    expected.sort { $0 < $1 }
    #expect(agenda.take(dueBy: Timestamp(seconds: -1)) == nil)
    for (second, number) in expected {
      let taken = agenda.take(dueBy: Timestamp(seconds: 60))
      #expect(taken?.item == .key(number))
      #expect(taken?.time == Timestamp(seconds: second))
    }
    #expect(agenda.count == 0)
  }

  @Test(
    "the logarithm is that of mathematics",
    arguments: [
      (1.0, 0.0), (2.0, 0.6931471805599453), (0.5, -0.6931471805599453), (10.0, 2.302585092994046),
      (0x1p-53, -36.7368005696771), (0.3, -1.2039728043259361),
    ])
  func logarithm(value: Double, expected: Double) {
    #expect(abs(naturalLogarithm(value) - expected) < 1e-12)
  }

  @Test("a weighted draw gives each its share, and nothing that weighs nothing")
  func weights() {
    var generator = SeededGenerator(seed: 1, stream: "weights")
    var counts = [0, 0, 0, 0]
    for _ in 0..<10_000 {
      if let place = generator.place(weights: [0, 1, 3, 0]) { counts[place] += 1 }
    }
    #expect(counts[0] == 0 && counts[3] == 0)
    #expect((2300...2700).contains(counts[1]))
    #expect(generator.place(weights: [0.0, 0]) == nil)
  }

  @Test("a session that is looked after takes little memory, and its item on the agenda too")
  func size() {
    #expect(MemoryLayout<Case>.stride <= 200)
    #expect(MemoryLayout<Agenda.Item>.stride <= 16)
  }

  @Test("bad rates are named, with the values that are allowed")
  func validates() {
    #expect(SimulationRates().validate().isEmpty)
    let bad = SimulationRates(
      arrivalsPerHour: -1, sessionMinutes: .nan, loginShare: 1.5, idleSeconds: .infinity)
    let names = bad.validate().map(\.rate)
    #expect(names == ["arrivals_per_hour", "session_minutes", "login_share", "idle_seconds"])
    #expect(bad.validate()[2].message == "1.5 is out of range; write a number from 0.0 to 1.0")
  }
}
