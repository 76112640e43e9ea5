public import Determinism

/// Something that happened in a session, as reports and event archives tell it (the guides' *session event*).
public struct SessionEvent: Codable, Equatable, Sendable {
  /// The session.
  public var lsid: String
  /// The event's place in its session, from 0.
  public var sequence: Int
  /// When it happened.
  public var timestamp: Timestamp
  /// What happened, and what goes with it.
  public var detail: Detail
  /// Who did it.
  public var performedBy: Party
  /// To whom it was directed, if to anyone.
  public var destination: Party?
  /// The name of the API account on whose behalf a chat message was sent; nil where none did.
  public var account: String?
  /// Whether it happened in a presentation and not in a support session.
  public var isInPresentation = false

  /// An event with all its parts.
  public init(
    lsid: String, sequence: Int, timestamp: Timestamp, detail: Detail, performedBy: Party,
    destination: Party? = nil, account: String? = nil
  ) {
    self.lsid = lsid
    self.sequence = sequence
    self.timestamp = timestamp
    self.detail = detail
    self.performedBy = performedBy
    self.destination = destination
    self.account = account
  }

  /// The kinds of event, with the data that each carries.
  public enum Detail: Codable, Equatable, Sendable {
    /// The session began.
    case sessionStart
    /// The session ended.
    case sessionEnd
    /// The session has a new owner, by the name that reports show; the destination is the owner.
    case conferenceOwnerChanged(owner: String)
    /// The customer or a representative came into the session; the destination is the member.
    case conferenceMemberAdded(MemberDetails)
    /// The customer or a representative left the session; the destination is the member.
    case conferenceMemberDeparted(name: String)
    /// The external key was set; empty where it was cleared.
    case externalKey(String)
    /// Someone wrote into the chat.
    case chatMessage(body: String)
    /// Something was done that no table shows.
    case activity(SessionActivity)
  }

  /// What an added member is described by.
  public struct MemberDetails: Codable, Equatable, Sendable {
    /// The public display name, or the customer's name.
    public var name: String
    /// The private display name of a representative.
    public var privateName: String?
    /// The user name of a representative.
    public var username: String?
    /// The user ID of a representative.
    public var userID: Int?
    /// The private address.
    public var privateIP: String
    /// The public address.
    public var publicIP: String
    /// The host name.
    public var hostname: String
    /// The operating system.
    public var operatingSystem: String
    /// The names of a representative's teams.
    public var supportTeams: [String]

    /// A description of a member.
    public init(
      name: String, privateName: String? = nil, username: String? = nil, userID: Int? = nil,
      privateIP: String,
      publicIP: String, hostname: String, operatingSystem: String, supportTeams: [String] = []
    ) {
      self.name = name
      self.privateName = privateName
      self.username = username
      self.userID = userID
      self.privateIP = privateIP
      self.publicIP = publicIP
      self.hostname = hostname
      self.operatingSystem = operatingSystem
      self.supportTeams = supportTeams
    }
  }
}

/// Who can do something in a session (guide: `performed_by`, attribute `type`).
public enum PartyType: String, Codable, Sendable {
  /// The appliance itself; its `gsnumber` is 0.
  case system
  /// The customer.
  case customer
  /// A representative.
  case representative
  /// Someone who attends a presentation.
  case attendee
}

/// Someone who did something, or to whom it was directed.
public struct Party: Codable, Equatable, Sendable {
  /// What they are.
  public var type: PartyType
  /// The number of their connection; 0 for the system.
  public var gsnumber: Int
  /// The name that reports show.
  public var name: String
  /// The unique ID of a representative.
  public var userID: Int?

  /// Someone.
  public init(type: PartyType, gsnumber: Int, name: String, userID: Int? = nil) {
    self.type = type
    self.gsnumber = gsnumber
    self.name = name
    self.userID = userID
  }

  /// The appliance.
  public static let system = Party(type: .system, gsnumber: 0, name: "System")
  /// Everybody in a chat.
  static let everyone = Party(type: .system, gsnumber: 0, name: "All Users")
}
