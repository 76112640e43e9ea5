public import Determinism

/// By what sessions are summed up (guide: "Download Reports with SupportSessionSummary", `report_type`).
public enum SessionGrouping: Sendable {
  /// By the representative who was the final owner.
  case representative
  /// By the primary team. Where an embassy has the ID of a team, its name tells the two apart: such embassies, by ID.
  case team(embassies: [Int: String])
  /// By the public site.
  case site
}

/// What a report on sessions asks to be summed up.
public struct SummaryQuery: Sendable {
  /// By what the sessions are chosen: a window.
  public var selection: SessionQuery.Selection
  /// By what they are grouped.
  public var grouping: SessionGrouping
  /// Up to when sessions count that are still running.
  public var now: Timestamp

  /// A query.
  public init(selection: SessionQuery.Selection, grouping: SessionGrouping, now: Timestamp) {
    self.selection = selection
    self.grouping = grouping
    self.now = now
  }
}

/// The sessions of a representative, a team or a site, summed up.
public struct SessionSummary: Sendable, Equatable {
  /// The ID of the representative, the team or the site.
  public var id: Int
  /// Whether it is an embassy that has the ID of a team.
  public var isEmbassy: Bool
  /// The name that it had in the latest of the sessions: the private display name of a representative.
  public var latestName: String
  /// How many sessions there are.
  public var sessions: Int
  /// How many of them began, or in a window of ends ended, on Monday to Friday (UTC).
  public var weekdaySessions: Int
  /// How long they took together, each in whole seconds.
  public var seconds: Int64

  /// The sessions of somebody or something.
  public init(
    id: Int, isEmbassy: Bool = false, latestName: String, sessions: Int, weekdaySessions: Int, seconds: Int64
  ) {
    self.id = id
    self.isEmbassy = isEmbassy
    self.latestName = latestName
    self.sessions = sessions
    self.weekdaySessions = weekdaySessions
    self.seconds = seconds
  }
}
