public import ApplianceDomain
public import Determinism

/// What the reports on exit surveys read. Everything here may block and runs on a worker thread.
public protocol SurveyReading: Sendable {
  /// Opens the submitted surveys that a query asks for, ordered by the start of their sessions, then by `lseq`, then as
  /// they were submitted.
  ///
  /// - Parameter number: the number of the batch up to which the record must be written before it is read.
  func surveys(_ query: SurveyQuery, upTo number: UInt64) throws -> any SurveyCursor
}

/// Surveys, one at a time, in constant memory.
public protocol SurveyCursor: AnyObject, Sendable {
  /// The next survey; nil at the end.
  func next() throws -> ReportedSurvey?
}

/// Which surveys a report asks for.
public struct SurveyQuery: Sendable, Equatable {
  /// Whose sessions are meant.
  public enum Party: Sendable, Equatable {
    /// Anybody's, those that nobody ever owned included.
    case anybody
    /// Those that a representative owned last.
    case anyRepresentative
    /// Those that this representative owned last, by user ID.
    case representative(Int)
    /// Those that have a primary team.
    case anyTeam
    /// Those whose primary team has this ID.
    case team(Int)
  }

  /// Who answered.
  public var kind: SurveyKind
  /// By what the sessions are chosen.
  public var selection: SessionQuery.Selection
  /// Whose sessions are meant; ignored with a list of LSIDs.
  public var party: Party
  /// The ID of the public site of the sessions; nil is all.
  public var site: Int?

  /// Whether only sessions are meant that have a primary team.
  public var isOfTeams: Bool {
    if case .lsids = selection { return false }
    return switch party {
    case .anyTeam, .team: true
    case .anybody, .anyRepresentative, .representative: false
    }
  }

  /// A query.
  public init(
    kind: SurveyKind, selection: SessionQuery.Selection, party: Party = .anybody, site: Int? = nil
  ) {
    self.kind = kind
    self.selection = selection
    self.party = party
    self.site = site
  }
}

/// A survey of the history, with its session.
public struct ReportedSurvey: Sendable, Equatable {
  /// The survey.
  public var survey: SurveyRecord
  /// The session after which it was submitted.
  public var session: SessionRecord
  /// The time of the session's last event, where the session closed abnormally.
  public var lastEvent: Timestamp?

  /// A survey of the history.
  public init(survey: SurveyRecord, session: SessionRecord, lastEvent: Timestamp? = nil) {
    self.survey = survey
    self.session = session
    self.lastEvent = lastEvent
  }
}
