import ApplianceDomain
import Determinism
import DomainTesting
import Testing

@testable import Simulation

@Suite("The customers of a scenario") struct CustomerTests {
  /// Sessions that begin in the hours of a day, from midnight, where nothing becomes of them.
  private func arrivals(_ scenario: Scenario, seed: UInt64, hours: Int) -> [Int] {
    var run = Run(seed: seed, scenario, at: Timestamp(seconds: 1_733_184_000))  // Tuesday, 2024-12-03.
    return (0..<hours).map { _ in
      let before = run.started
      run.pass(seconds: 3600, auditing: 3601)
      return run.started - before
    }
  }

  private var plain: Scenario {
    var scenario = Scenario()
    scenario.rates = SimulationRates(arrivalsPerHour: 200, patienceSeconds: 30)
    scenario.mix = .withoutJumps
    scenario.mix.generatedKeyShare = 0
    scenario.sessions.deedSeconds = 0
    scenario.arrivals.burstsPerDay = 0
    scenario.arrivals.days = Array(repeating: 1, count: 7)
    scenario.arrivals.prewaitProbability = 0
    return scenario
  }

  @Test("come in the shape of their own day")
  func shape() {
    var scenario = plain
    scenario.arrivals.hours = (0..<24).map { (8..<12).contains($0) ? 1 : 0.1 }
    scenario.arrivals.utcOffset = 120
    let counts = arrivals(scenario, seed: 5, hours: 10)
    // Their busy hours are 8 to 12, two hours ahead of UTC; the lines between the hours rise from 7 on.
    #expect(counts[0...3].reduce(0, +) < 130, "\(counts)")
    #expect((150...250).contains(counts[7]), "\(counts)")
    #expect((500...720).contains(counts[6...8].reduce(0, +)), "\(counts)")
  }

  @Test("are Jump Clients that are configured, where those are what is jumped to")
  func jumpClients() {
    var scenario = plain
    (scenario.mix.sessionKey, scenario.mix.repList, scenario.mix.issueSubmission) = (0, 0, 0)
    scenario.mix.jumpClient = 1
    var organization = TestOrganization.organization
    organization.jumpClients = (1...3).map {
      JumpClient(name: "\($0)", hostname: "TILL-\($0)", group: "shops", privateIP: "10.10.24.\($0)")
    }
    var run = Run(
      seed: 3, scenario, organization: organization,
      capabilities: Capabilities(embassies: false, jumpClientStartMethod: true))
    run.pass(seconds: 900, auditing: 60)
    let jumped = run.events.compactMap { event in
      if case .conferenceMemberAdded(let details) = event.detail, event.destination?.type == .customer {
        details
      } else {
        nil
      }
    }
    #expect(jumped.count > 5)
    for details in jumped {
      #expect(details.hostname.hasPrefix("TILL-") && details.name == details.hostname)
      #expect(details.privateIP == "10.10.24.\(details.hostname.dropFirst(5))")
    }
  }

  @Test("come less on the days on which less is going on, and not at all where the rate is 0")
  func days() {
    var scenario = plain
    scenario.arrivals.hours = Array(repeating: 1, count: 24)
    scenario.arrivals.days[1] = 0.25
    #expect((30...75).contains(arrivals(scenario, seed: 2, hours: 1)[0]))
    scenario.rates.arrivalsPerHour = 0
    #expect(arrivals(scenario, seed: 2, hours: 1) == [0])
  }

  @Test("come in bursts now and then")
  func bursts() {
    var scenario = plain
    scenario.arrivals.hours = Array(repeating: 0.5, count: 24)
    let calm = arrivals(scenario, seed: 2, hours: 2).reduce(0, +)
    scenario.arrivals.burstsPerDay = 1000
    scenario.arrivals.burstMinutes = 1000
    scenario.arrivals.burstFactor = 4
    let stormy = arrivals(scenario, seed: 2, hours: 2).reduce(0, +)
    #expect(stormy > 3 * calm, "\(calm) and \(stormy)")
  }

  @Test("start in the proportions of the mix")
  func mix() {
    var scenario = plain
    scenario.arrivals.hours = Array(repeating: 1, count: 24)
    scenario.mix.sessionKey = 10
    scenario.mix.repList = 20
    scenario.mix.issueSubmission = 70
    scenario.mix.mobileShare = 0.5
    scenario.mix.webChatShare = 0
    var run = Run(seed: 8, scenario)
    run.pass(seconds: 4 * 3600, auditing: 14_401)
    let total = Double(run.started)
    let share = { (name: String) in Double(run.wanted[name]) / total }
    #expect((600...1000).contains(run.started))
    #expect((0.62...0.78).contains(share("start_method issue_submission")))
    #expect((0.13...0.27).contains(share("start_method rep_list")))
    #expect((0.42...0.58).contains(share("client_type mobile")))
    #expect(run.wanted["client_type web_chat"] == 0)
  }

  @Test("are all there when a scenario wants many of them at the start")
  func opening() {
    var scenario = plain
    scenario.rates.arrivalsPerHour = 0
    scenario.rates.patienceSeconds = 10_000
    scenario.arrivals.openingSessions = 300
    scenario.arrivals.openingSeconds = 10
    var run = Run(seed: 8, scenario)
    run.pass(seconds: 11, auditing: 11)
    #expect(run.started == 300)
    run.pass(seconds: 60, auditing: 60)
    #expect(run.started == 300)
  }
}
