public import ApplianceDomain
public import Determinism

/// The sessions of a report, shown where they lie.
public protocol SessionRows: AnyObject, Sendable {
  /// Shows the sessions that follow, one after the other, until `visitor` has enough of them; false where none is left.
  ///
  /// What is shown in one call is what was there at one moment. Nothing is held between two calls, so that a slow
  /// reader is in nobody's way. A session that has begun since the first call is left out.
  func show<Visitor: SessionVisitor & ~Copyable>(_ visitor: inout Visitor) throws -> Bool
}

/// Who is shown sessions: each begins, has its events in the order of their time, and ends.
///
/// Events are kept as they came. As a rule that is the order of their time; a message with a `timestamp` may tell of an
/// earlier time than the events before it, and then those of its session are shown once more.
public protocol SessionVisitor: ~Copyable {
  /// A session. It is there until ``end()``.
  mutating func begin(_ session: borrowing SessionRow) throws
  /// An event of the session that has begun. It is there until the call returns.
  mutating func event(_ event: borrowing EventRow) throws
  /// One of the events happened before others that have been shown: all of the session come again, in the order of
  /// their time, and what was shown so far counts for nothing.
  mutating func beginEventsAgain() throws
  /// The session has no more events; answers whether there is room for another session.
  mutating func end() throws -> Bool
}

/// A session as it lies in the record, with its lists. The meaning of each value is that of ``SessionRecord``.
public struct SessionRow {
  /// The logging session ID.
  public var lsid = RowText.empty
  /// The number of the session.
  public var lseq: Int64 = 0
  /// When it began.
  public var start = Timestamp(milliseconds: 0)
  /// When it ended.
  public var end: Timestamp?
  /// Whether the appliance went down while it ran.
  public var closedAbnormally = false
  /// When the latest event of a session that closed abnormally happened; nil for all others, and where it had none.
  public var lastEvent: Timestamp?
  /// The word for how it was started: that of ``StartMethod``.
  public var startMethod = RowText.empty
  /// The public site.
  public var publicSite = NamedRow()
  /// The Jumpoint.
  public var jumpoint: NamedRow?
  /// The customer.
  public var customer = CustomerRow()
  /// How many files were transferred.
  public var fileTransferCount: Int64 = 0
  /// How many files were renamed.
  public var fileMoveCount: Int64 = 0
  /// How many files were deleted.
  public var fileDeleteCount: Int64 = 0
  /// What there is to record, and what is recorded.
  public var recordings = SessionRecordings()
  /// The custom attributes, the external key among them.
  public var attributes: [AttributeRow] = []
  /// The representatives, in the order in which they came.
  public var representatives: [ParticipantRow] = []
  /// The teams; the last one is the primary team.
  public var teams: [NamedRow] = []
  /// The exit surveys that were submitted, in their order, as values: few sessions have more than two. They are there
  /// where the session has ended well and its events are shown.
  public var surveys: [SurveyRecord] = []

  /// A session of which nothing is known.
  public init() {}

  /// Whether it is over, and did not close abnormally.
  public var hasEndedWell: Bool { end != nil && !closedAbnormally }
}

/// Something with an ID, by the name that it had.
public struct NamedRow {
  /// The ID.
  public var id: Int64
  /// The name.
  public var name: RowText

  /// Something with an ID.
  public init(id: Int64 = 0, name: RowText = .empty) {
    self.id = id
    self.name = name
  }
}

/// A custom attribute of a session.
public struct AttributeRow {
  /// The code name.
  public var codeName: RowText
  /// The value.
  public var value: RowText

  /// An attribute.
  public init(codeName: RowText, value: RowText) {
    self.codeName = codeName
    self.value = value
  }
}

/// A session's customer; see ``CustomerRecord``.
public struct CustomerRow {
  /// The number of the connection.
  public var gsnumber: Int64 = 0
  /// The name in the session.
  public var username = RowText.empty
  /// The public address.
  public var publicIP = RowText.empty
  /// The private address.
  public var privateIP = RowText.empty
  /// The host name.
  public var hostname = RowText.empty
  /// The operating system.
  public var operatingSystem = RowText.empty
  /// The name that was entered.
  public var name = RowText.empty
  /// The company.
  public var company = RowText.empty
  /// The company's code.
  public var companyCode = RowText.empty
  /// The description of the problem.
  public var details = RowText.empty
  /// The ID of what was selected.
  public var issue = RowText.empty

  /// A customer of whom nothing is known.
  public init() {}
}

/// A representative's part in a session; see ``RepresentativeRecord``.
public struct ParticipantRow {
  /// The number of the connection.
  public var gsnumber: Int64 = 0
  /// The unique ID.
  public var id: Int64 = 0
  /// The user name.
  public var username = RowText.empty
  /// The public display name.
  public var publicDisplayName = RowText.empty
  /// The private display name.
  public var privateDisplayName = RowText.empty
  /// The display number.
  public var displayNumber: Int64 = 0
  /// The public address.
  public var publicIP = RowText.empty
  /// The private address.
  public var privateIP = RowText.empty
  /// The host name.
  public var hostname = RowText.empty
  /// The operating system.
  public var operatingSystem = RowText.empty
  /// Whether they ever owned the session.
  public var isOwner = false
  /// Whether they are the last to own it.
  public var isPrimary = false
  /// The word for the type of the connection: that of ``RepresentativeType``.
  public var type = RowText.empty
  /// When they joined, for the last time.
  public var joined = Timestamp(milliseconds: 0)
  /// Whether they are in it now.
  public var isPresent = false
  /// Seconds in it, of the stays that are over.
  public var secondsInvolved: Int64 = 0

  /// A part of which nothing is known.
  public init() {}
}

/// An event as it lies in the record; see ``SessionEvent``.
public struct EventRow {
  /// The place in the session.
  public var sequence: Int64 = 0
  /// When it happened.
  public var time = Timestamp(milliseconds: 0)
  /// The word for what happened, as ``EventBody`` has it.
  public var kind = RowText.empty
  /// What goes with the kind.
  public var body = RowText.empty
  /// Who did it.
  public var performer = PartyRow()
  /// To whom it was directed.
  public var destination: PartyRow?
  /// The API account that sent a message.
  public var account: RowText?

  /// An event of which nothing is known.
  public init() {}
}

/// Somebody who takes part in an event; see ``Party``.
public struct PartyRow {
  /// The word for what they are: that of ``PartyType``.
  public var type = RowText.empty
  /// The number of the connection.
  public var gsnumber: Int64 = 0
  /// The name that reports show.
  public var name = RowText.empty
  /// The unique ID of a representative.
  public var userID: Int64?

  /// Somebody of whom nothing is known.
  public init() {}
}
