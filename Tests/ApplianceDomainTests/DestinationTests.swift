import ApplianceDomain
import Determinism
import DomainTesting
import Testing

private let owned = TestOrganization.ownedLSID

@Suite("Where sessions go") struct DestinationTests {
  @Test("a team and an embassy with one ID are both among the teams of a session, each once")
  func teamsAndEmbassies() throws {
    var organization = TestOrganization.organization
    organization.embassies = [
      SupportTeam(id: 1, name: "Vendor", codeName: "vendor", isPersistent: true, members: [])
    ]
    var domain = ApplianceDomain(
      memory: Memory(organization: organization, settings: Settings()),
      capabilities: Capabilities(embassies: true, jumpClientStartMethod: false), seed: 1)
    domain.start(at: TestOrganization.start)
    var audited = Audited(domain)
    func teams() throws -> [String] {
      try #require(audited.domain.sessions[owned]).record.teams.map { "\($0.id) \($0.name)" }
    }
    audited.perform(.transferSession(lsid: owned, queue: .embassy(1)))
    #expect(try teams() == ["1 Team desk", "1 Vendor"])
    audited.perform(.transferSession(lsid: owned, queue: .team(1)))
    #expect(try teams() == ["1 Vendor", "1 Team desk"])
  }
}
