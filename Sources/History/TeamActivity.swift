public import ApplianceDomain
public import Determinism

/// What the report on teams' activity reads (guide: "Download Reports with SupportTeam"). It may block and runs on a
/// worker thread.
public protocol TeamHistoryReading: Sendable {
  /// Opens what happened in some teams in a window of time, team by team in the order in which they are named, and
  /// within a team in the order of time. Teams in which nothing happened are left out.
  ///
  /// - Parameters:
  ///   - teams: the teams that are asked for.
  ///   - from: the window's beginning.
  ///   - to: its end, which is not in it; nil is now.
  ///   - number: the number of the batch up to which the record must be written before it is read.
  func activity(of teams: [TeamIdentity], from: Timestamp, to: Timestamp?, upTo number: UInt64) throws
    -> any TeamActivityCursor
}

/// What happened in teams, one event at a time, in constant memory.
public protocol TeamActivityCursor: AnyObject, Sendable {
  /// The next step; nil at the end.
  func next() throws -> TeamActivityStep?
}

/// A step through what happened in teams.
public enum TeamActivityStep: Sendable, Equatable {
  /// The events that follow are this team's; these of its members were logged in before the first of them.
  case team(TeamIdentity, loggedIn: [TeamLogin])
  /// An event of the team that was named last.
  case event(TeamEvent)
}

/// A representative who is logged in, as a team sees them.
public struct TeamLogin: Sendable, Equatable {
  /// The number of the connection.
  public var gsnumber: Int
  /// The unique ID.
  public var id: Int
  /// The public display name at that time.
  public var publicDisplayName: String
  /// The private display name at that time.
  public var privateDisplayName: String
  /// The public address.
  public var publicIP: String
  /// The private address.
  public var privateIP: String

  /// A login with all its properties.
  public init(
    gsnumber: Int, id: Int, publicDisplayName: String, privateDisplayName: String, publicIP: String,
    privateIP: String
  ) {
    self.gsnumber = gsnumber
    self.id = id
    self.publicDisplayName = publicDisplayName
    self.privateDisplayName = privateDisplayName
    self.publicIP = publicIP
    self.privateIP = privateIP
  }

  /// The login that an event tells of; nil where it tells of none.
  public init?(_ event: TeamEvent) {
    guard event.kind == .memberAdded, let member = event.member else { return nil }
    self.init(
      gsnumber: event.performedBy.gsnumber, id: event.performedBy.userID ?? 0, publicDisplayName: member.name,
      privateDisplayName: member.privateName ?? member.name, publicIP: member.publicIP,
      privateIP: member.privateIP)
  }
}
