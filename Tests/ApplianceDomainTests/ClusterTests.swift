import ApplianceDomain
import Determinism
import DomainTesting
import Testing

@Suite("a cluster") struct ClusterTests {
  private static func node(
    _ name: String, hours: Int, role: ClusterRole = .traffic, accepts: Bool = true, skew: Int = 0
  ) -> ClusterNode {
    ClusterNode(
      node: ApplianceNode(
        guid: name, name: name, publicHostname: "\(name).example.com", timezoneOffset: hours * 3600),
      role: role,
      acceptsConnections: accepts, clockSkew: skew)
  }

  private static func cluster(_ choice: TrafficNodeChoice = .timezoneOffset) -> Cluster {
    Cluster(
      choice: choice,
      nodes: [
        node("west", hours: -8), node("east", hours: -5), node("closed", hours: -6, accepts: false),
        node("late", hours: 9, skew: 120), node("tokyo", hours: 8, skew: -119), node("second", hours: -5),
      ])
  }

  private static func domain(_ cluster: Cluster, seed: UInt64 = 1) -> ApplianceDomain {
    var organization = TestOrganization.organization
    organization.appliances = ApplianceNetwork(cluster: cluster)
    return TestOrganization.domain(of: organization, seed: seed)
  }

  private static func start(_ domain: inout ApplianceDomain, minutes: Int?) throws -> String {
    let request = SessionRequest(method: .queue(.general, as: .sessionKey), timezoneOffset: minutes)
    guard case .session(let lsid) = try domain.perform(.startSession(request), at: TestOrganization.start)
    else {
      return ""
    }
    return lsid
  }

  @Test(
    "the traffic node closest to the client's time zone is chosen, if it takes clients and its clock is right",
    arguments: [
      (-480, ["west"]), (-300, ["east", "second"]), (-360, ["east", "second"]), (540, ["tokyo"]),
      (0, ["east", "second"]),
      (720, ["tokyo"]), (-14_000, ["west"]), (.max, ["tokyo"]), (.min, ["west"]),
    ] as [(Int, [String])])
  func byTimezone(_ minutes: Int, _ expected: [String]) throws {
    var found: Set<String> = []
    for seed in 1...12 as ClosedRange<UInt64> {
      var domain = Self.domain(Self.cluster(), seed: seed)
      let lsid = try Self.start(&domain, minutes: minutes)
      found.insert(try #require(domain.trafficNode(of: lsid)).node.name)
    }
    #expect(found.sorted() == expected)
  }

  @Test("without a time zone, or where the cluster chooses at random, any node that takes clients may be it")
  func atRandom() throws {
    for (cluster, minutes) in [(Self.cluster(.random), 540), (Self.cluster(), nil)] as [(Cluster, Int?)] {
      var domain = Self.domain(cluster)
      let names = try (0..<60).map { _ in
        let lsid = try Self.start(&domain, minutes: minutes)
        return try #require(domain.trafficNode(of: lsid)).node.name
      }
      #expect(Set(names) == ["west", "east", "late", "tokyo", "second"])
    }
  }

  @Test("a nearer node that takes no clients is tried first, and the log tells of it")
  func refused() throws {
    var domain = Self.domain(Self.cluster())
    let lsid = try Self.start(&domain, minutes: -360)
    let row = try #require(domain.sessions[lsid]?.customerRowID)
    let client = try #require(domain.clients.client(row: row))
    #expect(client.timezoneOffset == -21_600)
    #expect(client.events.map(\.what) == [.began, .refused, .redirected])
    #expect(client.events.map(\.node) == [nil, 2, client.trafficNode])
  }

  @Test("clients of a traffic node are connected to the primary and to it")
  func onTrafficNode() throws {
    let cluster = Cluster(role: .traffic, nodes: [Self.node("first", hours: 0, role: .primary)])
    var domain = Self.domain(cluster)
    let lsid = try Self.start(&domain, minutes: 60)
    #expect(domain.trafficNode(of: lsid) == nil)
    let row = try #require(domain.sessions[lsid]?.customerRowID)
    let client = try #require(domain.clients.client(row: row))
    #expect(cluster.connections(client.trafficNode).map(\.node) == [0, nil])
    #expect(cluster.connections(client.trafficNode).map(\.purpose) == [.primary, .traffic])
    #expect(client.events.map(\.node) == [0, nil])
  }

  @Test("what is true of any domain is true of one in a cluster")
  func audited() throws {
    var audited = Audited(Self.domain(Self.cluster()))
    let lsid = try audited.start(.queue(.general, as: .sessionKey))
    audited.perform(.setCustomerConnected(lsid: lsid, false))
    audited.perform(.setCustomerConnected(lsid: lsid, true))
    audited.perform(.logOut(representative: 1))
  }
}
