public import Determinism

/// A presentation as the reports tell it: written when it starts, again whenever something of it changes, and a last
/// time when it ends. Its attendees and its events are written beside it, one by one.
public struct PresentationRecord: Codable, Equatable, Sendable {
  /// The logging session ID: 32 lower-case hex digits. A support session may have the same one.
  public var lsid: String
  /// The presentation's number (`lseq`), of the same sequence as those of support sessions.
  public var lseq: Int64
  /// Its name.
  public var name: String
  /// When it began.
  public var start: Timestamp
  /// When it ended; nil while it goes on, and for ever where it closed abnormally.
  public var end: Timestamp?
  /// Whether the appliance went down while it went on: it has no end, and never will.
  public var closedAbnormally: Bool
  /// The user ID of the representative who created it.
  public var owner: Int
  /// Whether recording was enabled when it began.
  public var isRecorded: Bool
  /// Whether anybody has shown a screen in it.
  public var hasShownScreen: Bool
  /// The representatives who took part, in the order in which they came; the first one created it.
  public var representatives: [RepresentativeRecord]

  /// Whether it is over, and came to its end.
  public var hasEndedWell: Bool { end != nil && !closedAbnormally }
  /// Whether there is a video of it.
  public var hasRecording: Bool { isRecorded && hasShownScreen && hasEndedWell }

  /// A presentation's record with all its parts.
  public init(
    lsid: String, lseq: Int64, name: String, start: Timestamp, end: Timestamp? = nil,
    closedAbnormally: Bool = false, owner: Int, isRecorded: Bool, hasShownScreen: Bool = false,
    representatives: [RepresentativeRecord] = []
  ) {
    self.lsid = lsid
    self.lseq = lseq
    self.name = name
    self.start = start
    self.end = end
    self.closedAbnormally = closedAbnormally
    self.owner = owner
    self.isRecorded = isRecorded
    self.hasShownScreen = hasShownScreen
    self.representatives = representatives
  }
}

/// Somebody who attended a presentation (guide: `/session_list/session/attendee_list/attendee`). What is told of them
/// does not change once they are there.
public struct AttendeeRecord: Codable, Equatable, Sendable {
  /// The presentation.
  public var lsid: String
  /// The attendee's place among those of the presentation, from 0.
  public var place: Int
  /// The number of the connection; recycled.
  public var gsnumber: Int
  /// The name.
  public var username: String
  /// The public address, `address:port`.
  public var publicIP: String

  /// An attendee with all their properties.
  public init(lsid: String, place: Int, gsnumber: Int, username: String, publicIP: String) {
    self.lsid = lsid
    self.place = place
    self.gsnumber = gsnumber
    self.username = username
    self.publicIP = publicIP
  }
}
