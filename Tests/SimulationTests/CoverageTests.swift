import ApplianceDomain
import Configuration
import Determinism
import DomainTesting
import Testing

@testable import Simulation

/// The example company on an ordinary afternoon, by the profiles that the product brings.
enum Example {
  /// Wednesday, 2024-12-04T12:00:00Z.
  static let start = Timestamp(seconds: 1_733_313_600)

  static func run(_ profile: String, seed: UInt64, _ capabilities: Capabilities) throws -> Run {
    let organization = try SeedData.load(.builtInExample) { _ in SecretHash(salt: "", digest: "") }
    let scenario = try #require(BuiltInScenarios.profiles[profile])
    return Run(
      seed: seed, scenario, at: start, organization: organization, capabilities: capabilities)
  }

  static let older = Capabilities(embassies: true, jumpClientStartMethod: true)
}

@Suite("The profiles of the product") struct CoverageTests {
  @Test(
    "everything that the guides document happens within two busy hours",
    arguments: [Example.older, TestOrganization.capabilities])
  func everything(capabilities: Capabilities) throws {
    var run = try Example.run("busy", seed: 7, capabilities)
    run.pass(seconds: 2 * 3600, auditing: 600)
    #expect(run.wanted.missing(of: Tally.everything(capabilities)) == [])
    #expect(run.problems.prefix(5) == [])
    // A refusal is void; many would mean that the people do not look before they act.
    #expect(run.refused * 200 < run.intents, "\(run.refusals) of \(run.intents)")
  }

  @Test("a quiet day shows something within a minute, at any time of the day", arguments: [0, 3, 9, 14])
  func quiet(hour: Int) throws {
    var run = try Example.run("quiet", seed: 3, TestOrganization.capabilities)
    run.now = Example.start.advanced(bySeconds: Int64(hour) * 3600)
    run.pass(seconds: 60, auditing: 60)
    #expect(run.started >= 1)
    run.pass(seconds: 3600, auditing: 600)
    #expect((8...90).contains(run.started), "\(run.started) sessions")
    #expect(run.wanted.missing(of: ["licences at their peak", "licences for extended availability"]) == [])
    #expect(run.problems.prefix(5) == [])
  }

  @Test("in silence nobody does anything, and nobody touches what callers start")
  func silent() throws {
    var run = try Example.run("silent", seed: 1, TestOrganization.capabilities)
    let request = SessionRequest(method: .issueCodeName("other"), customer: CustomerInfo(name: "Ann"))
    _ = try run.domain.perform(.startSession(request), at: run.now)
    run.pass(seconds: 7200, auditing: 600)
    #expect(run.intents == 0)
    #expect(run.domain.sessions.count == 3)
  }
}
