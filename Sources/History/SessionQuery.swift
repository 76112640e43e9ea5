public import Determinism

/// Which sessions a report asks for (guide: "Download Reports with SupportSession").
public struct SessionQuery: Sendable, Equatable {
  /// By what the sessions are chosen.
  public enum Selection: Sendable, Equatable {
    /// Sessions that began in `[from, to)`, running ones included, in the order of their start; no `to` means until now.
    case started(from: Timestamp, to: Timestamp?)
    /// Closed sessions that ended in `[from, to)`, in the order of their end; no `to` means until now.
    case ended(from: Timestamp, to: Timestamp?)
    /// These sessions, in the order of their start.
    case lsids([String])
  }

  /// The category that results are limited to: the `limit` parameter.
  public enum Limit: Sendable, Equatable {
    /// Everything.
    case all
    /// Sessions owned by a representative: the final owner, by user ID.
    case representative(Int)
    /// Sessions owned by any team (or embassy): those that have a primary team.
    case anyTeam
    /// Sessions whose primary team has this ID.
    case team(Int)
    /// Sessions owned by members of a team, given as their user IDs.
    case members([Int])
    /// Sessions run through a public site.
    case site(Int)
  }

  /// By what the sessions are chosen.
  public var selection: Selection
  /// The category that results are limited to; ignored with ``Selection/lsids(_:)``.
  public var limit: Limit

  /// Whether only sessions are meant that have a primary team.
  public var isOfTeams: Bool {
    if case .lsids = selection { return false }
    return switch limit {
    case .anyTeam, .team: true
    case .all, .representative, .members, .site: false
    }
  }

  /// A query.
  public init(selection: Selection, limit: Limit = .all) {
    self.selection = selection
    self.limit = limit
  }
}
