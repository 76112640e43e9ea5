public import Determinism

/// Whose activity a report tells. A team and an embassy may have the same ID.
public struct TeamIdentity: Hashable, Sendable {
  /// The unique ID among teams, or among embassies.
  public var id: Int
  /// Whether it is an embassy, which API versions before 1.21 know.
  public var isEmbassy: Bool

  /// A team, or an embassy.
  public init(_ id: Int, isEmbassy: Bool = false) {
    self.id = id
    self.isEmbassy = isEmbassy
  }
}

/// Something that happened in a team, as history keeps it (guide: "Download Reports with SupportTeam").
public struct TeamEvent: Equatable, Sendable {
  /// A number that no other event has; what was told later has a higher one.
  public var number: UInt64
  /// The team.
  public var team: TeamIdentity
  /// When it happened, or is said to have.
  public var timestamp: Timestamp
  /// What happened.
  public var kind: Kind
  /// Who did it: a representative or the appliance.
  public var performedBy: Party
  /// The representatives for whom it was meant; empty where it was meant for all.
  public var destinations: [Party]
  /// The text of a chat message.
  public var body: String?
  /// The files that it was about.
  public var files: [SharedFile]
  /// Who has logged in, where that is what happened.
  public var member: SessionEvent.MemberDetails?
  /// What else goes with it, under the names that the report shows.
  public var data: [Datum]
  /// The name of the API account that sent a chat message; nil where none did.
  public var account: String?

  /// An event with all its parts.
  public init(
    number: UInt64, team: TeamIdentity, timestamp: Timestamp, kind: Kind, performedBy: Party,
    destinations: [Party] = [], body: String? = nil, files: [SharedFile] = [],
    member: SessionEvent.MemberDetails? = nil, data: [Datum] = [], account: String? = nil
  ) {
    self.number = number
    self.team = team
    self.timestamp = timestamp
    self.kind = kind
    self.performedBy = performedBy
    self.destinations = destinations
    self.body = body
    self.files = files
    self.member = member
    self.data = data
    self.account = account
  }

  /// A value under its name.
  public struct Datum: Codable, Equatable, Sendable {
    /// The name that the report shows.
    public var name: String
    /// The value.
    public var value: String

    /// A value under its name.
    public init(_ name: String, _ value: String) {
      self.name = name
      self.value = value
    }
  }

  /// The kinds of event: the report's, in words joined by underscores. Their names in the database are these.
  public enum Kind: String, CaseIterable, Sendable {
    /// Somebody wrote into the team's chat.
    case chatMessage = "chat_message"
    /// A member logged in.
    case memberAdded = "conference_member_added"
    /// A member logged out.
    case memberDeparted = "conference_member_departed"
    /// A member's console lost its connection, or has it again.
    case memberStateChanged = "conference_member_state_changed"
    /// A session that waited in the team's queue was taken by a representative.
    case ownerChanged = "conference_owner_changed"
    /// A member took a file that a colleague offered.
    case fileDownload = "file_download"
    /// The same, in vain.
    case fileDownloadFailed = "file_download_failed"
    /// A member sent a file.
    case fileUpload = "file_upload"
    /// The same, in vain.
    case fileUploadFailed = "file_upload_failed"
    /// A member shared files with the team.
    case filesShared = "files_shared"
    /// A pinned session went to another queue.
    case pinnedSessionMovedAway = "pinned_session_moved_away_from_queue"
    /// A pinned session came from another queue.
    case pinnedSessionMovedHere = "pinned_session_moved_to_queue"
    /// A pinned session has another password.
    case pinnedSessionPasswordModified = "pinned_session_password_modified"
    /// A lead or manager began to watch a member.
    case monitoringStarted = "representative_monitoring_started"
    /// They stopped.
    case monitoringStopped = "representative_monitoring_stopped"
    /// A session's system was pinned to the team's queue.
    case sessionPinned = "session_pinned_to_queue"
    /// A session left the team's queue for another one.
    case sessionTransferredAway = "session_transferred_away_from_queue"
    /// A session came into the team's queue from another one.
    case sessionTransferredHere = "session_transferred_to_queue"
    /// A pinned session's system was taken from the team's queue.
    case sessionUnpinned = "session_unpinned_from_queue"
  }
}
