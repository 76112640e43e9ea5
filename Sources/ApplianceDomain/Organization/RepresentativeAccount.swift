/// A user who may log in to a representative console; `RepresentativeRow` is the one who has.
public struct RepresentativeAccount: Codable, Equatable, Sendable {
  /// The unique ID (`user_id`, `rep_id`).
  public var id: Int
  /// The user name.
  public var username: String
  /// The password, hashed; nil where the user cannot log in by password.
  public var password: SecretHash?
  /// The display name that customers see.
  public var publicDisplayName: String
  /// The display name that colleagues see.
  public var privateDisplayName: String
  /// The display number.
  public var displayNumber: Int
  /// The code names of the skills.
  public var skills: [String]
  /// Whether the user may be shown on the public site.
  public var showsOnRepList: Bool
  /// The number of sessions at which routing counts the representative as busy.
  public var maximumSessions: Int
  /// Whether automatic session assignment is on after a login.
  public var routingEnabled: Bool
  /// Whether the representative is logged in whenever the appliance starts.
  public var loggedInAtStart: Bool
  /// Whether the representative is in extended availability mode whenever the appliance starts; the simulation leaves it so.
  public var extendedAvailabilityAtStart: Bool
  /// The host name of the representative's system.
  public var hostname: String
  /// The operating system of the representative's system.
  public var operatingSystem: String
  /// The private IP address.
  public var privateIP: String
  /// The public IP address, without a port.
  public var publicIP: String
  /// The seconds that the representative's system is away from UTC; nil means the appliance's own.
  public var timezoneOffset: Int?

  /// A user with all their properties.
  public init(
    id: Int, username: String, password: SecretHash? = nil, publicDisplayName: String,
    privateDisplayName: String, displayNumber: Int, skills: [String] = [], showsOnRepList: Bool = true,
    maximumSessions: Int = 3, routingEnabled: Bool = true, loggedInAtStart: Bool = false,
    extendedAvailabilityAtStart: Bool = false, hostname: String,
    operatingSystem: String, privateIP: String, publicIP: String, timezoneOffset: Int? = nil
  ) {
    self.id = id
    self.username = username
    self.password = password
    self.publicDisplayName = publicDisplayName
    self.privateDisplayName = privateDisplayName
    self.displayNumber = displayNumber
    self.skills = skills
    self.showsOnRepList = showsOnRepList
    self.maximumSessions = maximumSessions
    self.routingEnabled = routingEnabled
    self.loggedInAtStart = loggedInAtStart
    self.extendedAvailabilityAtStart = extendedAvailabilityAtStart
    self.hostname = hostname
    self.operatingSystem = operatingSystem
    self.privateIP = privateIP
    self.publicIP = publicIP
    self.timezoneOffset = timezoneOffset
  }

  /// The public address of a connection, as reports show it.
  func publicAddress(port: Int) -> String { "\(publicIP.beforePort):\(port)" }
}

extension String {
  /// An address as it stands before a port: an IPv6 address in brackets (RFC 3986 section 3.2.2).
  var beforePort: String { contains(":") ? "[\(self)]" : self }
}

/// A support team, or an embassy: a queue and those who work on it.
public struct SupportTeam: Codable, Equatable, Sendable {
  /// The unique ID.
  public var id: Int
  /// The display name.
  public var name: String
  /// The code name.
  public var codeName: String
  /// Whether its queue stays active while no member is logged in.
  public var isPersistent: Bool
  /// Its members.
  public var members: [TeamMember]

  /// A team with all its properties.
  public init(id: Int, name: String, codeName: String, isPersistent: Bool, members: [TeamMember]) {
    self.id = id
    self.name = name
    self.codeName = codeName
    self.isPersistent = isPersistent
    self.members = members
  }
}

/// A member of a team.
public struct TeamMember: Codable, Equatable, Sendable {
  /// The ID of the representative.
  public var representative: Int
  /// The role in this team.
  public var role: TeamRole

  /// A membership.
  public init(representative: Int, role: TeamRole) {
    self.representative = representative
    self.role = role
  }
}

/// An issue that a customer can choose on the public site.
public struct Issue: Codable, Equatable, Sendable {
  /// The unique ID.
  public var id: Int
  /// The code name; compared without regard to case.
  public var codeName: String
  /// The title, which is also the description on the stream.
  public var title: String
  /// The ID of the team that works on it.
  public var team: Int
  /// The priority of its sessions, 1 (high) to 3 (low).
  public var priority: Int
  /// The code names of the skills that its sessions ask for.
  public var skills: [String]

  /// An issue with all its properties.
  public init(id: Int, codeName: String, title: String, team: Int, priority: Int = 2, skills: [String] = []) {
    self.id = id
    self.codeName = codeName
    self.title = title
    self.team = team
    self.priority = priority
    self.skills = skills
  }
}
