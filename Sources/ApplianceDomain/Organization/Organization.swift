/// What the appliance's administrators have configured: who works here, for whom, and by which rules.
///
/// It comes from the seed data at the first start and lives in the data directory from then on. Everything is a plain
/// value; ``OrganizationIndex`` answers look-ups.
public struct Organization: Codable, Equatable, Sendable {
  /// The company whose appliance it is.
  public var company: Company
  /// The public sites; the default one has the ID 1.
  public var publicSites: [PublicSite]
  /// The codes of the languages that are installed, the default one first.
  public var languages: [String]
  /// How many licences it has; nil leaves that to the settings' own default.
  public var licenses: Int?
  /// The users who may log in to a representative console.
  public var representatives: [RepresentativeAccount]
  /// The support teams.
  public var teams: [SupportTeam]
  /// The embassies, which API versions before 1.21 know.
  public var embassies: [SupportTeam]
  /// The issues that customers can choose.
  public var issues: [Issue]
  /// The skills that sessions may ask for and representatives may have.
  public var skills: [NamedCode]
  /// The custom fields of sessions; the external key is not among them.
  public var customFields: [NamedCode]
  /// The exit surveys.
  public var exitSurveys: ExitSurveys
  /// The statuses of representatives; after a login the first one holds.
  public var statuses: [RepresentativeStatus]
  /// The Jumpoints.
  public var jumpoints: [Jumpoint]
  /// The Jump Clients.
  public var jumpClients: [JumpClient]
  /// The Jump shortcuts that exist from the start.
  public var jumpItems: [JumpItem]
  /// The Jump groups.
  public var jumpGroups: [NamedCode]
  /// The Jump policies.
  public var jumpPolicies: [NamedCode]
  /// The session policies.
  public var sessionPolicies: [NamedCode]
  /// The API accounts that exist from the start.
  public var apiAccounts: [APIAccount]
  /// What is already there when the appliance starts: keys, sessions, earlier sessions.
  public var startup: Startup
  /// The appliance itself, its failover peer and its cluster.
  public var appliances: ApplianceNetwork

  /// An organization with all its parts.
  public init(
    company: Company, publicSites: [PublicSite], languages: [String] = Language.available,
    licenses: Int? = nil, representatives: [RepresentativeAccount] = [],
    teams: [SupportTeam] = [], embassies: [SupportTeam] = [], issues: [Issue] = [], skills: [NamedCode] = [],
    customFields: [NamedCode] = [], exitSurveys: ExitSurveys = ExitSurveys(),
    statuses: [RepresentativeStatus] = [], jumpoints: [Jumpoint] = [],
    jumpClients: [JumpClient] = [], jumpItems: [JumpItem] = [],
    jumpGroups: [NamedCode] = [], jumpPolicies: [NamedCode] = [], sessionPolicies: [NamedCode] = [],
    apiAccounts: [APIAccount] = [], startup: Startup = Startup(),
    appliances: ApplianceNetwork = ApplianceNetwork()
  ) {
    self.company = company
    self.publicSites = publicSites
    self.languages = languages
    self.licenses = licenses
    self.representatives = representatives
    self.teams = teams
    self.embassies = embassies
    self.issues = issues
    self.skills = skills
    self.customFields = customFields
    self.exitSurveys = exitSurveys
    self.statuses = statuses
    self.jumpoints = jumpoints
    self.jumpClients = jumpClients
    self.jumpItems = jumpItems
    self.jumpGroups = jumpGroups
    self.jumpPolicies = jumpPolicies
    self.sessionPolicies = sessionPolicies
    self.apiAccounts = apiAccounts
    self.startup = startup
    self.appliances = appliances
  }
}

/// The company.
public struct Company: Codable, Equatable, Sendable {
  /// The Company API Name, which `get_api_info` shows and the NS01 greeting names.
  public var apiName: String
  /// The name that people read.
  public var displayName: String

  /// A company with its names.
  public init(apiName: String, displayName: String) {
    self.apiName = apiName
    self.displayName = displayName
  }
}

/// A public site.
public struct PublicSite: Codable, Equatable, Sendable {
  /// The unique ID; the default site has 1.
  public var id: Int
  /// The name that reports show.
  public var name: String
  /// The host names by which customers reach it; the first one stands in URLs.
  public var hostnames: [String]
  /// *Display Reps in Issues Menu*: the issue form lists representatives instead of issues.
  public var listsRepresentativesAsIssues: Bool
  /// Whether its sessions are click-to-chat where nothing else is asked for.
  public var prefersChat: Bool

  /// A public site.
  public init(
    id: Int, name: String, hostnames: [String], listsRepresentativesAsIssues: Bool = false,
    prefersChat: Bool = false
  ) {
    self.id = id
    self.name = name
    self.hostnames = hostnames
    self.listsRepresentativesAsIssues = listsRepresentativesAsIssues
    self.prefersChat = prefersChat
  }
}

/// The languages of the customer's side (guide: "Session Generation API", `locale`).
public enum Language {
  /// The codes of all language packages, English first.
  public static let available = [
    "en-us", "de", "es", "es-sp", "fi", "fr", "it", "nl", "pt-br", "pt-pt", "sv-se", "tr", "ja", "zh-hans",
    "zh", "ru",
  ]
}

/// Something with a code name that API callers use and a name that people read.
public struct NamedCode: Codable, Equatable, Sendable {
  /// The code name.
  public var codeName: String
  /// The display name.
  public var name: String

  /// A code name with its display name.
  public init(codeName: String, name: String) {
    self.codeName = codeName
    self.name = name
  }
}

/// A status that a representative can have (guide: "API Command: set_rep_status").
public struct RepresentativeStatus: Codable, Equatable, Sendable {
  /// The code name.
  public var codeName: String
  /// The display name.
  public var name: String
  /// Whether a representative with it is given new sessions. `Undocumented:` what a status does.
  public var takesSessions: Bool

  /// A status with its names.
  public init(codeName: String, name: String, takesSessions: Bool) {
    self.codeName = codeName
    self.name = name
    self.takesSessions = takesSessions
  }
}

/// Something with a numeric ID and a name.
public struct NamedID: Codable, Equatable, Sendable {
  /// The unique ID.
  public var id: Int
  /// The name.
  public var name: String

  /// An ID with its name.
  public init(id: Int, name: String) {
    self.id = id
    self.name = name
  }
}
