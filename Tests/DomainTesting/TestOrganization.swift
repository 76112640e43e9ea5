public import ApplianceDomain
public import Determinism

/// A small company for tests: six representatives, four teams (one of which is not persistent), issues and skills.
public enum TestOrganization {
  /// When tests begin: a ten-minute border, 2024-12-03T15:20:00Z.
  public static let start = Timestamp(seconds: 1_733_239_200)
  /// The seed session that waits in the general queue.
  public static let waitingLSID = "00000000000000000000000000000001"
  /// The seed session that representative 1 owns.
  public static let ownedLSID = "00000000000000000000000000000002"
  /// The client ID of the one account.
  public static let clientID = "0123456789012345678901234567890123456789"
  /// What 1.21.1 can do.
  public static let capabilities = Capabilities(embassies: false, jumpClientStartMethod: false)

  /// A peer that can be contacted; a synchronisation lasts twenty seconds.
  public static let peering = FailoverPeering(
    peer: ApplianceNode(guid: "peer", name: "Peer", publicHostname: "peer.example.com"), dataSyncSeconds: 20)

  /// The company. Representatives 1 and 2 are logged in from the start.
  public static var organization: Organization {
    Organization(
      company: Company(apiName: "northwind", displayName: "Northwind"),
      publicSites: [
        PublicSite(id: 1, name: "Default", hostnames: ["support.example.com"]),
        PublicSite(id: 2, name: "Retail", hostnames: ["retail.example.com"]),
      ],
      representatives: (1...6).map(representative),
      teams: [
        team(1, "desk", persistent: true, [1, 2, 3, 4]), team(2, "network", persistent: true, [2, 5]),
        team(3, "night", persistent: false, [4, 6]), team(4, "retail", persistent: true, [3, 6]),
      ],
      issues: [
        Issue(id: 1, codeName: "printer", title: "Printer", team: 1),
        Issue(id: 2, codeName: "vpn", title: "VPN", team: 2, priority: 1, skills: ["network"]),
        Issue(id: 3, codeName: "till", title: "Till", team: 3, priority: 3),
      ],
      skills: [NamedCode(codeName: "network", name: "Network"), NamedCode(codeName: "mac", name: "Mac")],
      customFields: [NamedCode(codeName: "site", name: "Site")], exitSurveys: surveys,
      statuses: [
        RepresentativeStatus(codeName: "available", name: "Available", takesSessions: true),
        RepresentativeStatus(codeName: "busy", name: "Busy", takesSessions: false),
      ],
      apiAccounts: [
        APIAccount(
          clientID: clientID, name: "Test", secret: SecretHash(salt: "", digest: ""), permissions: .all)
      ],
      startup: Startup(
        sessionKeys: [StartupKey(shortKey: "1234567", queue: .team(1))],
        activeSessions: [
          StartupSession(
            lsid: waitingLSID, startedSecondsAgo: 60, queue: .general, customer: CustomerInfo(name: "Wendy")),
          StartupSession(
            lsid: ownedLSID, startedSecondsAgo: 300, queue: .team(1), representative: 1,
            customer: CustomerInfo(name: "Otto"),
            chat: [StartupChatLine(from: .customer, body: "Hello?")]),
        ]),
      appliances: ApplianceNetwork(failover: peering))
  }

  /// Questions of every type, some with several answers, some for one public site only.
  public static let surveys = ExitSurveys(
    customer: [
      SurveyQuestion(id: 1, name: "how", form: .text, label: "How was it?", reportHeader: "How"),
      SurveyQuestion(
        id: 2, name: "solved", form: .radio, label: "Solved?", reportHeader: "Is it solved",
        options: [option("Yes, it is", "yes"), option("No", "no")]),
      SurveyQuestion(
        id: 3, name: "praise", form: .checkbox, label: "What was good?", reportHeader: "Good",
        options: [option("Speed", "s"), option("Manners", "m"), option("Result", "r")], allowsSeveral: true),
      SurveyQuestion(
        id: 4, name: "shop", form: .textarea, label: "In which shop?", reportHeader: "Shop", sites: [2]),
    ],
    representative: [
      SurveyQuestion(id: 5, name: "how", form: .textarea, label: "How was it?", reportHeader: "How"),
      SurveyQuestion(
        id: 6, name: "solved", form: .select, label: "Solved?", reportHeader: "Solved",
        options: [option("Yes", "yes"), option("No", "no")]),
    ])

  private static func option(_ label: String, _ value: String) -> SurveyQuestion.Option {
    SurveyQuestion.Option(label: label, loggedValue: value)
  }

  /// A domain that has been started at ``start``, its entries still in it.
  public static func domain(seed: UInt64 = 1) -> ApplianceDomain {
    var domain = unstartedDomain(seed: seed)
    domain.start(at: start)
    return domain
  }

  /// A started domain of another organization, or in a later lifetime.
  public static func domain(
    of organization: Organization = organization, seed: UInt64 = 1, lifetime: UInt64 = 1,
    failover: FailoverStatus? = nil, at time: Timestamp = start
  ) -> ApplianceDomain {
    var memory = Memory(organization: organization, settings: Settings())
    memory.lifetime = lifetime
    memory.failover = failover
    var domain = ApplianceDomain(memory: memory, capabilities: capabilities, seed: seed)
    domain.start(at: time)
    return domain
  }

  /// A domain that has not been started.
  public static func unstartedDomain(seed: UInt64 = 1) -> ApplianceDomain {
    ApplianceDomain(
      memory: Memory(organization: organization, settings: Settings()), capabilities: capabilities, seed: seed
    )
  }

  private static func representative(_ id: Int) -> RepresentativeAccount {
    RepresentativeAccount(
      id: id, username: id == 6 ? "user5" : "user\(id)", publicDisplayName: "Rep \(id)",
      privateDisplayName: "Private \(id)", displayNumber: 100 + id,
      skills: id == 2 || id == 5 ? ["network"] : [], maximumSessions: id == 2 ? 1 : 3,
      loggedInAtStart: id <= 2, hostname: "PC-\(id)", operatingSystem: "Windows 10 Pro (x64)",
      privateIP: "10.0.0.\(id)", publicIP: "192.0.2.\(id)")
  }

  private static func team(_ id: Int, _ codeName: String, persistent: Bool, _ members: [Int]) -> SupportTeam {
    SupportTeam(
      id: id, name: "Team \(codeName)", codeName: codeName, isPersistent: persistent,
      members: members.map { TeamMember(representative: $0, role: .member) })
  }
}
