import ApplianceDomain
import Determinism
import DomainTesting
import Testing

private let owned = TestOrganization.ownedLSID

extension [LogEntry] {
  /// The events of a session among them.
  func events(of lsid: String) -> [SessionEvent] {
    compactMap { if case .sessionEvent(let event) = $0, event.lsid == lsid { event } else { nil } }
  }
}

@Suite("Where sessions go") struct DestinationTests {
  @Test(
    "a session that begins in a representative's queue goes to the representative, by the console's number",
    arguments: [
      SessionRequest.Method.representative(id: 1, name: "Rep 1"), .jump(representative: 1, as: .localJump),
      .queue(.representative(1), as: .sessionKey),
    ])
  func arrivals(_ method: SessionRequest.Method) throws {
    var audited = Audited()
    let console = try #require(audited.domain.console[1])
    let lsid = try audited.start(method)
    let told = audited.entries.events(of: lsid).filter {
      $0.detail == .conferenceOwnerChanged(owner: "Rep 1")
    }
    let representative = Party(
      type: .representative, gsnumber: console.gsnumber, name: "Rep 1", userID: 1)
    #expect(told.first?.destination == representative)
  }

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
