/// What comes out of the domain, in the order in which it happened.
public enum LogEntry: Sendable {
  /// A row of the state model changed.
  case change(Change)
  /// The model starts afresh: all rows known so far are void.
  case truncateModel
  // What follows is large, and copied with each of an entry's readers: it stands in a box of its own.

  /// Something happened in a session.
  indirect case sessionEvent(SessionEvent)
  /// Something that must outlive the process.
  indirect case record(Record)
}

/// A fact that is kept across restarts. Writing one twice is the same as writing it once.
public enum Record: Sendable, Equatable {
  /// A session as it is now; replaces what was known of it.
  ///
  /// - Parameter changed: the lists in it that may differ from what was kept before; everything else always may.
  case session(SessionRecord, changed: SessionParts = .all)
  /// An event of before the appliance's first start: history, but nothing that happens now.
  case sessionEvent(SessionEvent)
  /// Somebody has submitted an exit survey in a session that has been written.
  case survey(SurveyRecord)
  /// A presentation as it is now; replaces what was known of it.
  case presentation(PresentationRecord)
  /// Somebody has come into a presentation that has been written.
  case attendee(AttendeeRecord)
  /// Something happened in a team.
  case teamEvent(TeamEvent)
  /// A pinned session as it is now.
  case pinnedSession(PinnedSession)
  /// A pinned session is gone.
  case pinnedSessionRemoved(Int)
  /// Nearly all licences were in use.
  case licenseUsage(LicenseUsage)
  /// A session key as it is now.
  case sessionKey(SessionKey)
  /// A session key is used up.
  case sessionKeyRemoved(shortKey: String)
  /// A token was issued.
  case token(AccessToken)
  /// A token is no longer valid.
  case tokenRemoved(TokenDigest)
  /// An account as it is now.
  case account(APIAccount)
  /// An account is gone.
  case accountRemoved(clientID: String)
  /// A Jump shortcut.
  case jumpItem(JumpItem)
  /// Where the failover relationship stands now.
  case failover(FailoverStatus)
  /// The settings as they are now.
  case settings(Settings)
  /// The organization as it is now.
  case organization(Organization)
}

/// The lists in a session's record, each of which takes several rows to keep.
public struct SessionParts: OptionSet, Sendable {
  /// A bit for each.
  public let rawValue: UInt8

  /// The lists with these bits.
  public init(rawValue: UInt8) { self.rawValue = rawValue }

  /// The custom attributes.
  public static let attributes = SessionParts(rawValue: 1)
  /// The teams.
  public static let teams = SessionParts(rawValue: 2)
  /// The representatives.
  public static let representatives = SessionParts(rawValue: 4)
  /// All of them, as for a session that was not kept before.
  public static let all: SessionParts = [.attributes, .teams, .representatives]
}
