import ApplianceDomain
import Determinism
import DomainTesting
import Testing

@testable import Simulation

@Suite("Sessions in which a person is there for the customer") struct PersonTests {
  /// A support centre in which everything that a customer does by chance would happen.
  private var scenario: Scenario {
    var scenario = Scenario()
    scenario.rates = SimulationRates(
      arrivalsPerHour: 0, pickupSeconds: 2, sessionMinutes: 2, transferProbability: 0,
      customerLeavesFirstProbability: 1, patienceSeconds: 5, loginShare: 1)
    scenario.sessions.agreementProbability = 1
    scenario.sessions.disagreementProbability = 0.5
    scenario.sessions.customerSurveyProbability = 1
    scenario.sessions.conferenceProbability = 0
    scenario.faults.customerLossProbability = 1
    return scenario
  }

  private func start(_ run: inout Run, to queue: QueueReference = .general) throws -> String {
    let outcome = try run.domain.perform(
      .startSession(
        SessionRequest(
          method: .queue(queue, as: .sessionKey), customer: CustomerInfo(name: "Jo"), clientType: .webChat,
          hasPerson: true)), at: run.now)
    guard case .session(let lsid) = outcome else { throw Nothing() }
    return lsid
  }

  private struct Nothing: Error {}

  private func said(_ run: Run, _ type: PartyType) -> [String] {
    run.events.compactMap { event in
      guard event.performedBy.type == type, case .chatMessage(let body) = event.detail else { return nil }
      return body
    }
  }

  @Test(
    "a representative takes the session, greets, answers what is written, and says nothing else",
    arguments: 1...5)
  func answers(_ seed: UInt64) throws {
    var run = Run(seed: seed, scenario)
    run.pass(seconds: 60)
    run.events = []
    let lsid = try start(&run)
    run.pass(seconds: 60)
    let session = try #require(run.domain.sessions[lsid])
    #expect(session.owner != nil)
    #expect(said(run, .representative).count == 1, "the greeting")
    for count in 1...8 {
      _ = try run.domain.perform(
        .sendChatMessage(lsid: lsid, from: .customer, body: "line \(count)"), at: run.now)
      run.pass(seconds: 30)
      #expect(said(run, .representative).count == 1 + count)
    }
    #expect(said(run, .customer).count == 8, "nobody else speaks for the customer")
    #expect(run.problems == [])
  }

  @Test("what was written before the greeting is answered, too")
  func early() throws {
    var run = Run(seed: 1, scenario)
    run.pass(seconds: 60)
    run.events = []
    let lsid = try start(&run)
    _ = try run.domain.perform(.sendChatMessage(lsid: lsid, from: .customer, body: "Hello?"), at: run.now)
    run.pass(seconds: 60)
    #expect(said(run, .representative).count == 2)
    #expect(run.domain.sessions[lsid] != nil)
  }

  @Test(
    "nothing that customers do by chance is done in their place, and the session ends when they have gone quiet"
  )
  func ends() throws {
    var run = Run(seed: 3, scenario)
    run.pass(seconds: 60)
    run.events = []
    let lsid = try start(&run)
    for _ in 0..<10 {
      run.pass(seconds: 60)
      _ = try run.domain.perform(
        .sendChatMessage(lsid: lsid, from: .customer, body: "Still here."), at: run.now)
    }
    #expect(run.domain.sessions[lsid] != nil, "long after such a session would have ended")
    run.pass(seconds: 400)
    #expect(run.domain.sessions[lsid] == nil)
    let own = run.events.filter { event in
      guard event.performedBy.type == .customer else { return false }
      switch event.detail {
      case .chatMessage, .conferenceMemberDeparted: return false
      default: return true
      }
    }
    #expect(own.map(\.detail) == [])
    #expect(run.problems == [])
  }

  @Test("a representative ends the session soon after the person has left")
  func leaves() throws {
    var run = Run(seed: 3, scenario)
    run.pass(seconds: 60)
    let lsid = try start(&run)
    run.pass(seconds: 30)
    _ = try run.domain.perform(.customerLeaves(lsid: lsid), at: run.now)
    run.pass(seconds: 60)
    #expect(run.domain.sessions[lsid] == nil)
  }

  @Test("who appears in a session that the simulation plays has it from then on")
  func appears() throws {
    var run = Run(seed: 2, scenario)
    run.pass(seconds: 60)
    let lsid = try start(&run)
    run.pass(seconds: 20)
    _ = try run.domain.perform(.customerAppears(lsid: lsid), at: run.now)
    run.events = []
    run.pass(seconds: 600)
    #expect(said(run, .customer) == [])
    #expect(run.problems == [])
    #expect(throws: Refusal.unknownSession("nothing")) {
      _ = try run.domain.perform(.customerAppears(lsid: "nothing"), at: run.now)
    }
  }
}
