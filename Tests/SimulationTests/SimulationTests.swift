import ApplianceDomain
import Determinism
import DomainTesting
import Testing

@testable import Simulation

@Suite("The simulation") struct SimulationTests {
  @Test("keeps every invariant at every tick of a busy ten minutes", arguments: [1, 2, 3] as [UInt64])
  func invariants(seed: UInt64) {
    var run = Run(seed: seed, .busyTest)
    run.pass(seconds: 600)
    #expect(run.problems.prefix(5) == [])
    #expect(run.started > 50)
    #expect(run.ended > 30)
  }

  @Test("gives the same hour for the same seed, to the letter", arguments: [1, 7, 4242] as [UInt64])
  func repeats(seed: UInt64) {
    var runs = [Run(seed: seed, .busyTest), Run(seed: seed, .busyTest)]
    for place in runs.indices {
      runs[place].keepsLines = true
      runs[place].pass(seconds: 1200, auditing: 600)
    }
    #expect(runs[0].lines == runs[1].lines)
    #expect(runs[0].problems.prefix(5) == [])
    #expect(runs[0].lines.count > 5000)
  }

  @Test("gives other hours for another seed or lifetime")
  func differs() {
    var runs = [Run(seed: 1), Run(seed: 2), Run(seed: 1, lifetime: 2)]
    for place in runs.indices {
      runs[place].keepsLines = true
      runs[place].pass(seconds: 600, auditing: 600)
    }
    #expect(runs[0].lines != runs[1].lines)
    #expect(runs[0].lines != runs[2].lines)
  }

  @Test("leaves the sessions of the first tick alone, and does not log out who is there from the start")
  func leavesExamplesAlone() {
    var run = Run(seed: 5, .busyTest)
    run.pass(seconds: 1800, auditing: 600)
    for lsid in [TestOrganization.waitingLSID, TestOrganization.ownedLSID] {
      #expect(run.domain.sessions[lsid] != nil)
      #expect(!run.events.contains { $0.lsid == lsid })
    }
    #expect(run.domain.sessions[TestOrganization.ownedLSID]?.owner == 1)
    for id in [1, 2] {
      #expect(run.domain.console[id]?.since == TestOrganization.start)
      let row = run.domain.console[id].flatMap { run.domain.model.representative[$0.rowID] }
      #expect(row?.routingIdle == false)
      #expect(row?.connected == true)
    }
  }

  @Test("takes and ends a session that somebody else started, and goes on where others moved it")
  func adopts() throws {
    var scenario = Scenario.busyTest
    scenario.rates.arrivalsPerHour = 0
    scenario.rates.loginShare = 1
    scenario.rates.patienceSeconds = 100_000
    scenario.sessions.disagreementProbability = 0
    var run = Run(seed: 3, scenario)
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

  @Test("customers give up where nobody comes")
  func patience() {
    var scenario = Scenario.busyTest
    scenario.rates.pickupSeconds = 100_000
    scenario.mix = Scenario.Mix.withoutJumps
    var run = Run(seed: 4, scenario)
    run.pass(seconds: 600, auditing: 60)
    #expect(run.wanted["gives up"] > 30)
    #expect(run.chats == 0)
    #expect(run.problems.prefix(5) == [])
  }

  @Test("a changed scenario holds from the next tick on, and a reset begins anew")
  func configures() {
    var quiet = Scenario()
    quiet.rates.arrivalsPerHour = 0
    var run = Run(seed: 1, quiet)
    run.pass(seconds: 600, auditing: 600)
    #expect(run.started == 0)
    run.simulation.configure(.busyTest, profile: "test")
    #expect(run.simulation.scenario == .busyTest)
    #expect(run.simulation.profile == "test")
    run.pass(seconds: 120, auditing: 120)
    #expect(run.started > 5)

    var again = Run(seed: 1, .busyTest)
    again.keepsLines = true
    again.pass(seconds: 300, auditing: 300)
    again.simulation.reset(at: TestOrganization.start, lifetime: 1)
    var fresh = Run(seed: 1, .busyTest)
    again.domain = fresh.domain
    again.now = fresh.now
    again.auditor = fresh.auditor
    let before = again.lines
    again.lines = []
    again.pass(seconds: 300, auditing: 300)
    #expect(again.lines == before)
    fresh.keepsLines = true
    fresh.pass(seconds: 300, auditing: 300)
    #expect(fresh.lines == before)
  }

  @Test(
    "a reset goes back to the scenario of the start, or of the configuration read since, and to the switch")
  func resetsSwitchAndScenario() {
    let simulation = Simulation(
      seed: 1, lifetime: 1, scenario: .busyTest, profile: "test", isRunning: true)
    simulation.configure(Scenario(), profile: nil)
    simulation.isActive = false
    simulation.reset(at: TestOrganization.start, lifetime: 1)
    #expect(simulation.scenario == .busyTest)
    #expect(simulation.profile == "test")
    #expect(simulation.isActive)
    simulation.configure(Scenario(), profile: "other", isForGood: true)
    simulation.configure(.busyTest, profile: "test")
    simulation.reset(at: TestOrganization.start, lifetime: 1)
    #expect(simulation.scenario == Scenario())
    #expect(simulation.profile == "other")
  }

  @Test("after a pause everybody goes on where they were, and nobody makes up for what was skipped")
  func pauses() {
    var run = Run(seed: 1, .busyTest)
    run.pass(seconds: 300, auditing: 300)
    let (started, ended) = (run.started, run.ended)
    run.now = run.now.advanced(bySeconds: 36_000)
    run.pass(seconds: 1)
    #expect(run.started - started <= 3)
    #expect(run.ended - ended <= 3)
    #expect(run.problems == [])
  }
}

extension Scenario.Mix {
  /// Only customers come.
  static var withoutJumps: Self {
    var mix = Self()
    (mix.jumpClient, mix.localJump, mix.remoteJump, mix.shellJump) = (0, 0, 0, 0)
    (mix.localRDP, mix.remoteRDP, mix.localVNC, mix.remoteVNC, mix.vPro) = (0, 0, 0, 0, 0)
    return mix
  }
}
