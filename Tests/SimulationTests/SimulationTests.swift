import ApplianceDomain
import Determinism
import DomainTesting
import Testing

@testable import Simulation

/// A domain with a simulation, run without an appliance around them.
private struct Run {
  var domain: ApplianceDomain
  let simulation: Simulation
  var auditor = Auditor()
  var now = TestOrganization.start
  var intents = 0
  var refused = 0
  var lines: [String] = []
  var wanted: [String] = []
  var events: [SessionEvent] = []
  var problems: [String] = []

  init(seed: UInt64, rates: SimulationRates = SimulationRates(), lifetime: UInt64 = 1) {
    domain = TestOrganization.domain(seed: seed)
    simulation = Simulation(seed: seed, lifetime: lifetime, rates: rates)
    problems += auditor.audit(domain, domain.takeEntries())
  }

  /// Lets seconds pass; the auditor follows every entry and looks at the domain every `auditing` seconds.
  mutating func pass(seconds: Int, auditing: Int = 1) {
    for second in 1...seconds {
      now = now.advanced(bySeconds: 1)
      for intent in simulation.tick(at: now, in: domain) {
        intents += 1
        wanted.append(kind(intent, in: domain))
        do { _ = try domain.perform(intent, at: now) } catch { refused += 1 }
      }
      let entries = domain.takeEntries()
      for entry in entries {
        lines.append(entry.text)
        if case .sessionEvent(let event) = entry { events.append(event) }
      }
      if second % auditing == 0, auditing > 1 || !entries.isEmpty {
        problems += auditor.audit(domain, entries)
      } else {
        problems += auditor.follow(entries)
      }
    }
  }

  func count(_ matches: (SessionEvent.Detail) -> Bool) -> Int { events.filter { matches($0.detail) }.count }
  var started: Int { count { $0 == .sessionStart } }
  var ended: Int { count { $0 == .sessionEnd } }
  var chats: Int { count { if case .chatMessage = $0 { true } else { false } } }
}

/// What an intent of the simulation amounts to.
private func kind(_ intent: Intent, in domain: ApplianceDomain) -> String {
  switch intent {
  case .logIn: return "logs in"
  case .logOut: return "logs out"
  case .setIdle(_, let isIdle): return isIdle ? "turns idle" : "comes back"
  case .acceptSession: return "takes a session"
  case .transferSession(_, .team): return "hands on to a team"
  case .transferSession(_, .representative): return "hands on to a colleague"
  case .sendChatMessage(_, .customer, _): return "the customer writes"
  case .sendChatMessage(_, .representative, _): return "the representative writes"
  case .customerLeaves(let lsid): return domain.sessions[lsid]?.owner == nil ? "gives up" : "leaves first"
  case .endSession(_, .owner): return "ends a session"
  case .startSession(let request):
    switch request.method {
    case .issue: return "arrives by issue"
    case .representative: return "arrives by the list"
    case .queue(.general, _): return "arrives for everybody"
    case .queue(.team, _): return "arrives for a team"
    default: return "arrives otherwise"
    }
  default: return "\(intent)"
  }
}

private let allKinds: Set<String> = [
  "logs in", "logs out", "turns idle", "comes back", "takes a session", "hands on to a team",
  "hands on to a colleague", "the customer writes", "the representative writes", "gives up", "leaves first",
  "ends a session", "arrives by issue", "arrives by the list", "arrives for everybody", "arrives for a team",
]

private let busy = SimulationRates(
  arrivalsPerHour: 600, pickupSeconds: 8, sessionMinutes: 1, chatSeconds: 6, transferProbability: 0.4,
  customerLeavesFirstProbability: 0.4, patienceSeconds: 40, loginShare: 0.5, attendanceMinutes: 1,
  idleEveryMinutes: 2, idleSeconds: 20)

@Suite("The simulation") struct SimulationTests {
  @Test("keeps every invariant at every tick of a busy ten minutes", arguments: [1, 2, 3] as [UInt64])
  func invariants(seed: UInt64) {
    var run = Run(seed: seed, rates: busy)
    run.pass(seconds: 600)
    #expect(run.problems.prefix(5) == [])
    #expect(run.started > 70)
    #expect(run.ended > 40)
    #expect(run.refused * 10 < run.intents, "\(run.refused) of \(run.intents) are refused")
  }

  @Test("gives the same two hours for the same seed, to the letter", arguments: [1, 7, 4242] as [UInt64])
  func repeats(seed: UInt64) {
    var first = Run(seed: seed)
    var second = Run(seed: seed)
    first.pass(seconds: 7200, auditing: 120)
    second.pass(seconds: 7200, auditing: 7200)
    #expect(first.lines == second.lines)
    #expect(first.problems.prefix(5) == [])
    #expect((40...130).contains(first.started), "\(first.started) sessions")
    #expect(first.chats > first.started)
    #expect(first.started - first.ended < 20)
  }

  @Test("gives other hours for another seed or lifetime")
  func differs() {
    var runs = [Run(seed: 1), Run(seed: 2), Run(seed: 1, lifetime: 2)]
    for index in runs.indices { runs[index].pass(seconds: 600, auditing: 600) }
    #expect(runs[0].lines != runs[1].lines)
    #expect(runs[0].lines != runs[2].lines)
  }

  @Test("leaves the sessions of the first tick alone, and does not log out who is there from the start")
  func leavesExamplesAlone() {
    var run = Run(seed: 5, rates: busy)
    run.pass(seconds: 1800, auditing: 600)
    for lsid in [TestOrganization.waitingLSID, TestOrganization.ownedLSID] {
      #expect(run.domain.sessions[lsid] != nil)
      #expect(!run.events.contains { $0.lsid == lsid })
    }
    #expect(run.domain.sessions[TestOrganization.ownedLSID]?.owner == 1)
    #expect([1, 2].allSatisfy { run.domain.console[$0]?.since == TestOrganization.start })
  }

  @Test("takes and ends a session that somebody else started, and goes on where others moved it")
  func adopts() throws {
    var rates = busy
    rates.arrivalsPerHour = 0
    rates.loginShare = 1
    rates.patienceSeconds = 100_000
    rates.transferProbability = 0
    var run = Run(seed: 3, rates: rates)
    run.pass(seconds: 120)
    let request = SessionRequest(method: .issueCodeName("printer"), customer: CustomerInfo(name: "Ann"))
    guard case .session(let lsid) = try run.domain.perform(.startSession(request), at: run.now) else {
      Issue.record("No session")
      return
    }
    var owners: Set<Int> = []
    for second in 1...1200 where run.domain.sessions[lsid] != nil {
      if second == 60 {
        _ = try? run.domain.perform(.transferSession(lsid: lsid, queue: .team(2)), at: run.now)
      }
      run.pass(seconds: 1)
      if let owner = run.domain.sessions[lsid]?.owner { owners.insert(owner) }
    }
    #expect(run.domain.sessions[lsid] == nil)
    #expect(!owners.isEmpty)
    #expect(run.problems == [])
  }

  @Test("a session goes only to a member of its queue who has the skills that it asks for")
  func skills() throws {
    var rates = busy
    rates.transferProbability = 0
    var run = Run(seed: 9, rates: rates)
    var seen = 0
    for _ in 1...900 {
      run.now = run.now.advanced(bySeconds: 1)
      let wanted = run.simulation.tick(at: run.now, in: run.domain)
      for intent in wanted {
        if case .acceptSession(let lsid, let id) = intent {
          let session = try #require(run.domain.sessions[lsid])
          let row = try #require(run.domain.model.supportSession[session.rowID])
          let console = try #require(run.domain.console[id])
          let asked = run.domain.model.supportSessionSkill.ids { $0.supportSessionID == session.rowID }
            .compactMap { run.domain.model.supportSessionSkill[$0]?.codeName }
          let isMember = run.domain.model.representativeQueue.first {
            $0.queueID == row.queueID && $0.representativeID == console.rowID
          }
          #expect(row.queueID == console.queueID || isMember != nil)
          let own = try #require(run.domain.index.representative(id)).skills
          if row.queueID != console.queueID { #expect(asked.allSatisfy(own.contains)) }
          seen += 1
        }
        _ = try? run.domain.perform(intent, at: run.now)
      }
    }
    #expect(seen > 30)
  }

  @Test("in forty busy minutes everything happens that people do")
  func everything() {
    var run = Run(seed: 11, rates: busy)
    run.pass(seconds: 2400, auditing: 600)
    let kinds = Set(run.wanted)
    #expect(kinds.isSuperset(of: allKinds), "missing: \(allKinds.subtracting(kinds).sorted())")
    #expect(kinds.subtracting(allKinds).isEmpty)
    #expect(run.problems.prefix(5) == [])
  }

  @Test("customers give up where nobody comes")
  func patience() {
    var rates = busy
    rates.pickupSeconds = 100_000
    var run = Run(seed: 4, rates: rates)
    run.pass(seconds: 600, auditing: 60)
    #expect(run.ended > 40)
    #expect(run.chats == 0)
    #expect(run.problems.prefix(5) == [])
  }

  @Test("changed rates hold from the next tick on, and a reset begins anew")
  func configures() {
    var quiet = SimulationRates()
    quiet.arrivalsPerHour = 0
    var run = Run(seed: 1, rates: quiet)
    run.pass(seconds: 600, auditing: 600)
    #expect(run.started == 0)
    run.simulation.configure(busy)
    #expect(run.simulation.rates == busy)
    run.pass(seconds: 120, auditing: 120)
    #expect(run.started > 5)

    var again = Run(seed: 1, rates: busy)
    again.pass(seconds: 300, auditing: 300)
    again.simulation.reset(at: TestOrganization.start, lifetime: 1)
    let before = again.lines
    again.domain = TestOrganization.domain(seed: 1)
    _ = again.domain.takeEntries()
    again.auditor = Auditor()
    again.now = TestOrganization.start
    again.lines = []
    again.pass(seconds: 300, auditing: 301)
    #expect(again.lines == before)
  }

  @Test("a reset goes back to the rates of the start, or of the configuration read since, and to the switch")
  func resetsSwitchAndRates() {
    var quiet = busy
    quiet.arrivalsPerHour = 1
    let simulation = Simulation(seed: 1, lifetime: 1, rates: busy, isRunning: true)
    simulation.configure(quiet)
    simulation.isActive = false
    simulation.reset(at: TestOrganization.start, lifetime: 1)
    #expect(simulation.rates == busy)
    #expect(simulation.isActive)
    simulation.configure(quiet, isForGood: true)
    simulation.configure(busy)
    simulation.reset(at: TestOrganization.start, lifetime: 1)
    #expect(simulation.rates == quiet)
  }

  @Test("after a pause nobody makes up for the arrivals that were skipped")
  func pauses() {
    var run = Run(seed: 1, rates: busy)
    run.pass(seconds: 10, auditing: 10)
    let before = run.started
    run.now = run.now.advanced(bySeconds: 36_000)
    run.pass(seconds: 1)
    #expect(run.started - before <= 3)
    #expect(run.problems == [])
  }

  @Test("bad rates are named, with the values that are allowed")
  func validates() {
    #expect(SimulationRates().validate().isEmpty)
    let bad = SimulationRates(
      arrivalsPerHour: -1, sessionMinutes: .nan, loginShare: 1.5, idleSeconds: .infinity)
    let names = bad.validate().map(\.rate)
    #expect(names == ["arrivalsPerHour", "sessionMinutes", "loginShare", "idleSeconds"])
    #expect(bad.validate()[2].description == "loginShare is 1.5; give a number from 0.0 to 1.0")
  }
}

@Suite("The agenda") struct AgendaTests {
  @Test("gives what is due by time, and in the order of entry where times are equal")
  func orders() {
    var agenda = Agenda()
    var generator = SeededGenerator(seed: 1, stream: "agenda")
    var expected: [(Int64, Int)] = []
    for number in 0..<500 {
      let second = Int64(generator.below(60))
      agenda.add(.idling(number), at: Timestamp(seconds: second))
      expected.append((second, number))
    }
    expected.sort { $0 < $1 }
    #expect(agenda.take(dueBy: Timestamp(seconds: -1)) == nil)
    for (second, number) in expected {
      let taken = agenda.take(dueBy: Timestamp(seconds: 60))
      #expect(taken?.item == .idling(number))
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
}
