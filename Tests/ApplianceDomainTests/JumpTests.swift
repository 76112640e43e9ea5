import ApplianceDomain
import DomainTesting
import Testing

@Suite("Jump shortcuts") struct JumpTests {
  private static var organization: Organization {
    var organization = TestOrganization.organization
    organization.jumpoints = [Jumpoint(id: 1, name: "London", codeName: "london")]
    organization.jumpGroups = [NamedCode(codeName: "shops", name: "Shops")]
    organization.jumpPolicies = [NamedCode(codeName: "notify", name: "Notify")]
    organization.sessionPolicies = [NamedCode(codeName: "servers", name: "Servers")]
    organization.jumpItems = [JumpItem(id: 1, method: .vPro, name: "a", hostname: "a", group: "shops")]
    return organization
  }

  private var audited = Audited(TestOrganization.domain(of: Self.organization))

  private static let item = JumpItem(
    method: .remoteJump, name: "Till", hostname: "till", group: "shops", jumpoint: "london",
    jumpPolicy: "notify",
    sessionPolicy: "servers", publicPortal: "RETAIL.example.com")

  @Test("one is kept with the next ID, behind those of the seed data")
  mutating func kept() throws {
    #expect(try audited.perform(.importJumpItem(Self.item)).get() == .jumpItem(id: 2))
    var kept = Self.item
    kept.id = 2
    #expect(audited.domain.jumpItems.items.last == kept)
    #expect(audited.entries.map(\.text) == [LogEntry.record(.jumpItem(kept)).text])
    #expect(try audited.perform(.importJumpItem(Self.item)).get() == .jumpItem(id: 3))
  }

  @Test("what it names must be there", arguments: JumpReference.allCases)
  mutating func named(_ reference: JumpReference) {
    var item = Self.item
    switch reference {
    case .group: item.group = "Shops"
    case .jumpoint: item.jumpoint = "London"
    case .jumpPolicy: item.jumpPolicy = "Notify"
    case .sessionPolicy: item.sessionPolicy = "Servers"
    case .publicPortal: item.publicPortal = "nowhere.example.com"
    }
    let name = [
      .group: item.group, .jumpoint: item.jumpoint, .jumpPolicy: item.jumpPolicy,
      .sessionPolicy: item.sessionPolicy, .publicPortal: item.publicPortal,
    ][reference].flatMap { $0 }
    #expect(audited.perform(.importJumpItem(item)).refusal == .notConfigured(reference, name ?? ""))
    #expect(audited.domain.jumpItems.items.count == 1)
  }
}
