public import Determinism

/// A support session as the reports tell it: written when it starts, again whenever something of it changes, and a
/// last time when it ends. Its events are written beside it, one by one.
public struct SessionRecord: Codable, Equatable, Sendable {
  /// The logging session ID: 32 lower-case hex digits.
  public var lsid: String
  /// The session's number (`lseq`).
  public var lseq: Int64
  /// When it began.
  public var start: Timestamp
  /// When it ended; nil while it runs, and for ever where it closed abnormally.
  public var end: Timestamp?
  /// Whether the appliance went down while it ran: it has no end, and never will.
  public var closedAbnormally: Bool
  /// How it was started.
  public var startMethod: StartMethod
  /// The public site that it belongs to.
  public var publicSite: NamedID
  /// The Jumpoint through which it was started, if any.
  public var jumpoint: NamedID?
  /// The custom attributes, the external key among them as `external_key`.
  public var attributes: [AttributeValue]
  /// The customer.
  public var customer: CustomerRecord
  /// The representatives who took part, in the order in which they came.
  public var representatives: [RepresentativeRecord]
  /// The teams to which it belonged, in the order in which it came to them; the last one is the primary team.
  public var teams: [NamedID]
  /// How many files were transferred.
  public var fileTransferCount: Int
  /// How many files were renamed.
  public var fileMoveCount: Int
  /// How many files were deleted.
  public var fileDeleteCount: Int
  /// What there is to record in it, and what is recorded.
  public var recordings: SessionRecordings

  /// The external key; nil where none was set.
  public var externalKey: String? {
    attributes.first { $0.codeName == AttributeValue.externalKey && !$0.value.isEmpty }?.value
  }

  /// Whether it is over, and did not close abnormally (the guide's "successfully ended").
  public var hasEndedWell: Bool { end != nil && !closedAbnormally }

  /// The final representative to own it; nil where none ever did.
  public var primaryRepresentative: RepresentativeRecord? { representatives.last { $0.isPrimary } }

  /// A session's record with all its parts.
  public init(
    lsid: String, lseq: Int64, start: Timestamp, end: Timestamp? = nil, closedAbnormally: Bool = false,
    startMethod: StartMethod, publicSite: NamedID, jumpoint: NamedID? = nil,
    attributes: [AttributeValue] = [],
    customer: CustomerRecord, representatives: [RepresentativeRecord] = [], teams: [NamedID] = [],
    fileTransferCount: Int = 0, fileMoveCount: Int = 0, fileDeleteCount: Int = 0,
    recordings: SessionRecordings = SessionRecordings()
  ) {
    self.lsid = lsid
    self.lseq = lseq
    self.start = start
    self.end = end
    self.closedAbnormally = closedAbnormally
    self.startMethod = startMethod
    self.publicSite = publicSite
    self.jumpoint = jumpoint
    self.attributes = attributes
    self.customer = customer
    self.representatives = representatives
    self.teams = teams
    self.fileTransferCount = fileTransferCount
    self.fileMoveCount = fileMoveCount
    self.fileDeleteCount = fileDeleteCount
    self.recordings = recordings
  }
}

/// The customer of a session (guide: `/session_list/session/customer_list/customer`).
public struct CustomerRecord: Codable, Equatable, Sendable {
  /// The number of the connection; recycled.
  public var gsnumber: Int
  /// The name by which the customer was known in the session.
  public var username: String
  /// The public address, `address:port`.
  public var publicIP: String
  /// The private address.
  public var privateIP: String
  /// The computer's host name.
  public var hostname: String
  /// The operating system.
  public var operatingSystem: String
  /// What the customer entered or a caller assigned.
  public var info: CustomerInfo
  /// The ID of the issue, or of the representative, that was selected; empty where none was.
  public var issue: String

  /// A customer with all their properties.
  public init(
    gsnumber: Int, username: String, publicIP: String, privateIP: String, hostname: String,
    operatingSystem: String, info: CustomerInfo, issue: String
  ) {
    self.gsnumber = gsnumber
    self.username = username
    self.publicIP = publicIP
    self.privateIP = privateIP
    self.hostname = hostname
    self.operatingSystem = operatingSystem
    self.info = info
    self.issue = issue
  }
}

/// A representative's part in a session (guide: `/session_list/session/rep_list/representative`), as they were then.
public struct RepresentativeRecord: Codable, Equatable, Sendable {
  /// The number of the connection; recycled.
  public var gsnumber: Int
  /// The unique ID of the representative.
  public var id: Int
  /// The user name.
  public var username: String
  /// The public display name.
  public var publicDisplayName: String
  /// The private display name.
  public var privateDisplayName: String
  /// The display number.
  public var displayNumber: Int
  /// The public address, `address:port`.
  public var publicIP: String
  /// The private address.
  public var privateIP: String
  /// The host name of the computer.
  public var hostname: String
  /// The operating system.
  public var operatingSystem: String
  /// Whether the representative ever owned the session.
  public var isOwner: Bool
  /// Whether the representative is the last to own it.
  public var isPrimary: Bool
  /// The type of the connection.
  public var type: RepresentativeType
  /// When the representative joined, for the last time.
  public var joined: Timestamp
  /// Whether the representative is in the session now.
  public var isPresent: Bool
  /// Seconds in the session, of the stays that are over.
  public var secondsInvolved: Int64

  /// A representative's part with all its properties.
  public init(
    gsnumber: Int, id: Int, username: String, publicDisplayName: String, privateDisplayName: String,
    displayNumber: Int, publicIP: String, privateIP: String, hostname: String, operatingSystem: String,
    isOwner: Bool, isPrimary: Bool, type: RepresentativeType, joined: Timestamp, isPresent: Bool,
    secondsInvolved: Int64
  ) {
    self.gsnumber = gsnumber
    self.id = id
    self.username = username
    self.publicDisplayName = publicDisplayName
    self.privateDisplayName = privateDisplayName
    self.displayNumber = displayNumber
    self.publicIP = publicIP
    self.privateIP = privateIP
    self.hostname = hostname
    self.operatingSystem = operatingSystem
    self.isOwner = isOwner
    self.isPrimary = isPrimary
    self.type = type
    self.joined = joined
    self.isPresent = isPresent
    self.secondsInvolved = secondsInvolved
  }
}
