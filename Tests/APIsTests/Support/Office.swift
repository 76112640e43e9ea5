import ApplianceDomain
import Documents

/// A company with everything that the Command API and the Session Generation API speak of.
enum Office {
  static let clientID = "e52a9aa6fc0508ddf3a40601a736b230a1bebcd1"
  /// With a `+`, which form-decoding would change.
  static let secret = "BU5u0fVEb1qEWuHdBK9AR6q9+O1CB26squ1susfJ0LsK"
  static let basic = credentials("\(clientID):\(secret)")

  static func credentials(_ text: String) -> String { "Basic " + Base64.encode(text.utf8) }

  static let organization = Organization(
    company: Company(apiName: "example", displayName: "Example & Sons"),
    publicSites: [
      PublicSite(id: 1, name: "Default", hostnames: ["support.example.com", "help.example.com"]),
      PublicSite(id: 2, name: "Remote <2>", hostnames: ["remote.example.com"]),
    ],
    representatives: [
      person(1, "admin", "Admin", isThere: true),
      person(5, "john", "John <J> & \"Co\"", isThere: true, isShown: false),
      person(7, "eva", "Eva", isThere: true), person(8, "twin", "Twin"), person(9, "twin", "Twin"),
    ],
    teams: [
      team(1, "First <Line>", isPersistent: true, [1, 5]), team(2, "Night", isPersistent: false, [8, 9]),
      team(3, "Empty", isPersistent: true, []),
    ],
    embassies: [team(1, "Vendor", isPersistent: true, [7])],
    issues: [
      Issue(id: 1, codeName: "other", title: "Other & more", team: 1),
      Issue(id: 12, codeName: "Install", title: "Install", team: 1, priority: 1, skills: ["skill1"]),
      Issue(id: 13, codeName: "night", title: "At night", team: 2),
    ],
    skills: [NamedCode(codeName: "skill1", name: "Skill 1"), NamedCode(codeName: "skill2", name: "Skill 2")],
    customFields: (1...12).map { NamedCode(codeName: "field\($0)", name: "Field \($0)") },
    statuses: [
      RepresentativeStatus(codeName: "available", name: "Available", takesSessions: true),
      RepresentativeStatus(codeName: "busy", name: "Busy", takesSessions: false),
      RepresentativeStatus(codeName: "at_desk", name: "At the desk", takesSessions: true),
    ],
    jumpoints: [
      Jumpoint(id: 1, name: "London", hostname: "JP-LONDON", privateIP: "10.2.0.1", timezoneOffset: 3600),
      Jumpoint(id: 2, name: "Lab <2>", codeName: "lab"),
    ],
    jumpClients: (1...3).map {
      JumpClient(
        name: "Till \($0)", hostname: "TILL-\($0)", group: "remote_access", privateIP: "10.10.24.\($0)",
        publicIP: $0 == 3 ? "2001:db8::3" : "198.51.100.24")
    },
    jumpGroups: [
      NamedCode(codeName: "remote_access", name: "Remote"), NamedCode(codeName: "shops", name: "Shops"),
    ],
    jumpPolicies: [NamedCode(codeName: "Notify", name: "Notify")],
    sessionPolicies: [NamedCode(codeName: "Servers", name: "Servers")],
    apiAccounts: [
      account("full", clientID, .all), account("reader", "reader", Permissions(command: .readOnly)),
      account("none", "none", Permissions(granted: [.reportingSupport])),
      account("disabled", "disabled", .all, isEnabled: false),
    ],
    startup: Startup(
      sessionKeys: [StartupKey(shortKey: "1234567", queue: .team(1))],
      activeSessions: [
        StartupSession(
          lsid: "c69a8e10bea9428f816cfababe9815fe", startedSecondsAgo: 60, queue: .team(1),
          customer: CustomerInfo(name: "Wendy")),
        StartupSession(
          lsid: "da4b510978a541d49398e88c66e28475", startedSecondsAgo: 300, queue: .team(1),
          representative: 1,
          customer: CustomerInfo(name: "Otto")),
      ]), appliances: ApplianceNetwork(failover: peering))

  /// A peer that can be contacted, with which data was synchronised an hour ago; that lasts half a minute.
  static let peering = FailoverPeering(
    peer: ApplianceNode(
      guid: "99999999-8888-7777-6666-555555555555", name: "backup", publicHostname: "backup.example.com",
      timezoneOffset: -18_000), sharedIPs: ["192.0.2.200", "192.0.2.201"], dataSyncSeconds: 30,
    lastDataSyncSecondsAgo: 3600)

  /// The same company with something else than a failover peer.
  static func with(_ appliances: ApplianceNetwork) -> Organization {
    var organization = organization
    organization.appliances = appliances
    return organization
  }

  /// A cluster of this appliance, which is the primary, and three traffic nodes; the nearest to 60 minutes east is closed.
  static let cluster = Cluster(
    choice: .timezoneOffset,
    nodes: [
      ClusterNode(
        node: ApplianceNode(
          guid: "11111111-0000-0000-0000-000000000001", name: "Lisbon", publicHostname: "lisbon.example.com")),
      ClusterNode(
        node: ApplianceNode(
          guid: "11111111-0000-0000-0000-000000000002", name: "Paris", publicHostname: "paris.example.com",
          timezoneOffset: 3600), acceptsConnections: false),
      ClusterNode(
        node: ApplianceNode(
          guid: "11111111-0000-0000-0000-000000000003", name: "Tokyo", publicHostname: "tokyo.example.com",
          timezoneOffset: 32_400)),
    ])

  private static func person(
    _ id: Int, _ username: String, _ name: String, isThere: Bool = false, isShown: Bool = true
  ) -> RepresentativeAccount {
    RepresentativeAccount(
      id: id, username: username, password: SecretHash(salt: "", digest: "password\(id)"),
      publicDisplayName: name, privateDisplayName: "Private \(name)", displayNumber: 100 + id,
      showsOnRepList: isShown, routingEnabled: false, loggedInAtStart: isThere, hostname: "PC-\(id)",
      operatingSystem: "Windows 10 Pro (x64)", privateIP: "10.0.0.\(id)", publicIP: "192.0.2.\(id)")
  }

  private static func team(_ id: Int, _ name: String, isPersistent: Bool, _ members: [Int]) -> SupportTeam {
    SupportTeam(
      id: id, name: name, codeName: "team\(id)", isPersistent: isPersistent,
      members: members.map { TeamMember(representative: $0, role: .member) })
  }

  private static func account(
    _ name: String, _ clientID: String, _ permissions: Permissions, isEnabled: Bool = true
  ) -> APIAccount {
    APIAccount(
      clientID: clientID, name: name, secret: SecretHash(salt: "", digest: secret), isEnabled: isEnabled,
      permissions: permissions)
  }
}
