/// What a representative does in a team, besides sessions.
public enum TeamDeed: Equatable, Sendable {
  /// Writes into the team's chat, or to one colleague.
  case say(String, to: Int? = nil)
  /// Shares files with the team, or with one colleague.
  case share([SharedFile], to: Int? = nil)
  /// Sends a file to a colleague, or takes one that a colleague offers; in vain for a reason.
  case transfer(SharedFile, FileDirection, with: Int, failure: String? = nil)
  /// As a lead or manager begins to watch what a member does.
  case monitor(Int)
  /// Stops watching.
  case stopMonitoring(Int)

  /// Which way a file goes.
  public enum FileDirection: String, CaseIterable, Sendable {
    /// To the colleague.
    case upload
    /// From the colleague.
    case download
  }
}

/// A system that was pinned to a team's queue, so that its members can reach it later.
public struct PinnedSession: Codable, Equatable, Sendable {
  /// The unique ID.
  public var id: Int
  /// The name of the system.
  public var name: String
  /// The ID of the team in whose queue it is.
  public var team: Int

  /// A pinned session.
  public init(id: Int, name: String, team: Int) {
    self.id = id
    self.name = name
    self.team = team
  }
}

/// What is done with a pinned session.
public enum PinnedSessionDeed: Equatable, Sendable {
  /// It goes to the queue of another team.
  case move(toTeam: Int)
  /// It gets another password. Which one nobody keeps: no documented API shows it.
  case setPassword
  /// It is taken away.
  case unpin
}

/// What goes on in teams, besides sessions.
public struct TeamBook: Sendable {
  /// So many sessions can be pinned; further ones are refused.
  public static let maximumPinned = 1000

  /// The pinned sessions, in the order of their IDs.
  public internal(set) var pinned: [PinnedSession]
  /// Who watches whom, and as whose lead: each at most one at a time, so that the people logged in bound it.
  public internal(set) var monitoring: [Int: Monitoring] = [:]
  var nextNumber: UInt64
  var nextPin: Int

  /// Somebody is watched.
  public struct Monitoring: Equatable, Sendable {
    /// The team whose lead or manager watches.
    public let team: Int
    /// Who is watched.
    public let member: Int
  }

  init(pinned: [PinnedSession], lifetime: UInt64) {
    self.pinned = pinned
    // As with row ids, those of different lifetimes differ.
    nextNumber = lifetime << 32 + 1
    nextPin = (pinned.map(\.id).max() ?? 0) + 1
  }
}
