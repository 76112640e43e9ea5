/// Look-ups into an organization, built once.
public struct OrganizationIndex: Sendable {
  private let organization: Organization
  private let representatives: [Int: Int]
  private let usernames: [String: [Int]]
  private let teams: [Int: Int]
  private let embassies: [Int: Int]
  private let issues: [Int: Int]
  private let issueCodeNames: [String: Int]
  private let sites: [String: Int]
  /// The place of the default site.
  private let defaultPlace: Int
  /// Its first host name.
  private let primaryHostname: String
  private let customFields: Set<String>
  private let skills: Set<String>
  private let teamMemberships: [Int: [Membership]]
  private let embassyMemberships: [Int: [Membership]]

  /// The index of an organization.
  public init(_ organization: Organization) {
    self.organization = organization
    representatives = Self.places(organization.representatives.map(\.id))
    usernames = Dictionary(grouping: organization.representatives, by: \.username).mapValues {
      $0.map(\.id)
    }
    teams = Self.places(organization.teams.map(\.id))
    embassies = Self.places(organization.embassies.map(\.id))
    issues = Self.places(organization.issues.map(\.id))
    issueCodeNames = Self.places(organization.issues.map { $0.codeName.lowercased() })
    var sites: [String: Int] = [:]
    for (place, site) in organization.publicSites.enumerated() {
      for hostname in site.hostnames where sites[hostname.lowercased()] == nil {
        sites[hostname.lowercased()] = place
      }
    }
    self.sites = sites
    let publicSites = organization.publicSites
    defaultPlace = publicSites.firstIndex { $0.id == 1 } ?? 0
    primaryHostname = publicSites.isEmpty ? "" : publicSites[defaultPlace].hostnames.first ?? ""
    customFields = Set(organization.customFields.map(\.codeName))
    skills = Set(organization.skills.map(\.codeName))
    teamMemberships = Self.memberships(organization.teams)
    embassyMemberships = Self.memberships(organization.embassies)
  }

  /// The representative with an ID.
  public func representative(_ id: Int) -> RepresentativeAccount? {
    representatives[id].map { organization.representatives[$0] }
  }

  /// The IDs of the representatives with a user name.
  public func representatives(username: String) -> [Int] { usernames[username] ?? [] }

  /// The team with an ID.
  public func team(_ id: Int) -> SupportTeam? { teams[id].map { organization.teams[$0] } }

  /// The embassy with an ID.
  public func embassy(_ id: Int) -> SupportTeam? { embassies[id].map { organization.embassies[$0] } }

  /// The exit surveys.
  public var exitSurveys: ExitSurveys { organization.exitSurveys }

  /// All teams.
  public var everyTeam: [SupportTeam] { organization.teams }

  /// All embassies.
  public var everyEmbassy: [SupportTeam] { organization.embassies }

  /// The issue with an ID.
  public func issue(_ id: Int) -> Issue? { issues[id].map { organization.issues[$0] } }

  /// The issue with a code name, without regard to case.
  public func issue(codeName: String) -> Issue? {
    issueCodeNames[codeName.lowercased()].map { organization.issues[$0] }
  }

  /// The representative status with a code name; there are only a few.
  public func status(codeName: String) -> RepresentativeStatus? {
    organization.statuses.first { $0.codeName == codeName }
  }

  /// The public site that answers to a host name (a port is ignored), or the default site.
  public func site(hostname: String?) -> PublicSite {
    guard let hostname else { return defaultSite }
    let name = hostname.split(separator: ":").first.map(String.init) ?? hostname
    return sites[name.lowercased()].map { organization.publicSites[$0] } ?? defaultSite
  }

  /// The public site with an ID, or the default site.
  public func site(id: Int?) -> PublicSite {
    organization.publicSites.first { $0.id == id } ?? defaultSite
  }

  private var defaultSite: PublicSite { organization.publicSites[defaultPlace] }

  /// The default site's host name, where a host name (a port is ignored) belongs to another site; nil for those of the
  /// default site and for those of none.
  public func primaryHostname(insteadOf hostname: String) -> String? {
    // The usual one needs no look-up.
    if hostname.hasPrefix(primaryHostname),
      hostname.utf8.dropFirst(primaryHostname.utf8.count).first ?? 0x3A == 0x3A
    {
      return nil
    }
    let isPrimary = site(hostname: hostname).id == defaultSite.id
    return isPrimary || primaryHostname.isEmpty ? nil : primaryHostname
  }

  /// Whether a host name belongs to one of the public sites.
  public func isKnown(hostname: String) -> Bool { sites[hostname.lowercased()] != nil }

  /// Whether a custom field with that code name is configured; the external key always is.
  public func hasCustomField(_ codeName: String) -> Bool {
    codeName == AttributeValue.externalKey || customFields.contains(codeName)
  }

  /// Whether a skill with that code name is configured.
  public func hasSkill(_ codeName: String) -> Bool { skills.contains(codeName) }

  /// The names of the teams of a representative, in the organization's order.
  public func teamNames(of representative: Int) -> [String] {
    (teamMemberships[representative] ?? []).map { organization.teams[$0.place].name }
  }

  /// The teams of a representative with the role in each, in the organization's order.
  func teams(of representative: Int) -> [(team: SupportTeam, role: TeamRole)] {
    (teamMemberships[representative] ?? []).map { (organization.teams[$0.place], $0.role) }
  }

  /// The embassies of a representative with the role in each, in the organization's order.
  func embassies(of representative: Int) -> [(team: SupportTeam, role: TeamRole)] {
    (embassyMemberships[representative] ?? []).map { (organization.embassies[$0.place], $0.role) }
  }

  /// The Jumpoint with an ID.
  func jumpoint(_ id: Int) -> NamedID? { organization.jumpoints.first { $0.id == id }?.named }

  private struct Membership: Sendable {
    let place: Int
    let role: TeamRole
  }

  private static func memberships(_ teams: [SupportTeam]) -> [Int: [Membership]] {
    var result: [Int: [Membership]] = [:]
    for (place, team) in teams.enumerated() {
      for member in team.members {
        result[member.representative, default: []].append(Membership(place: place, role: member.role))
      }
    }
    return result
  }

  private static func places<Key: Hashable>(_ keys: [Key]) -> [Key: Int] {
    Dictionary(keys.enumerated().map { ($1, $0) }, uniquingKeysWith: { first, _ in first })
  }
}
