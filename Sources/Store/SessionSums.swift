import Determinism
import GRDB
import History

/// Sums up the sessions of a window in one walk through an index, which has all that is asked for.
struct SessionSums {
  /// Whose sessions are summed up.
  private struct Group: Hashable {
    let id: Int64
    let isEmbassy: Bool
  }

  fileprivate struct Sum {
    var sessions = 0
    var weekdaySessions = 0
    var seconds: Int64 = 0
    /// The row of the latest session.
    var latest: Int64 = 0
  }

  /// The name of the last team to which a session belonged.
  static let teamNameSQL = "SELECT name FROM session_team WHERE session = ?1 ORDER BY place DESC LIMIT 1"
  /// The name of a representative in a session.
  static let representativeNameSQL = """
    SELECT private_display_name FROM session_representative WHERE session = ?1 AND is_primary = 1 ORDER BY place DESC
    """
  static let siteNameSQL = "SELECT site_name FROM session WHERE id = ?1"

  private let query: SummaryQuery
  private let selection: SessionSelection
  private let database: Database
  private let teamName: RawStatement
  private let lastEvent: RawStatement

  init(_ query: SummaryQuery, _ database: Database) throws {
    self.query = query
    self.database = database
    selection = SessionSelection(SessionQuery(selection: query.selection))
    teamName = try RawStatement(Self.teamNameSQL, database)
    lastEvent = try RawStatement(SessionRowReader.lastEventSQL, database)
  }

  /// The columns of a window's statement: by what is grouped, and what is summed up. Whatever has an end did not close
  /// abnormally, so that the index by end does not say it.
  static func columns(_ grouping: SessionGrouping, _ order: SessionSelection.Order) -> String {
    let key =
      switch grouping {
      case .representative: "owner"
      case .team: "team"
      case .site: "site"
      }
    return "\(key), started, ended, \(order == .start ? "closed_abnormally" : "0"), id"
  }

  /// The sums, in the order of the IDs.
  func all() throws -> [SessionSummary] {
    guard let order = selection.order else { return [] }
    let rows = try RawStatement(selection.sql(Self.columns(query.grouping, order), order), database)
    defer { rows.reset() }
    try selection.bind(rows, after: selection.first, last: .max)
    var sums: [Group: Sum] = [:]
    while try rows.step() {
      guard !rows.isNull(0) else { continue }
      let session = rows.integer(4)
      let start = Timestamp(milliseconds: rows.integer(1))
      let seconds = try reachedEnd(rows, session, start).seconds - start.seconds
      let time = order == .start ? start : Timestamp(milliseconds: rows.integer(2))
      let group = Group(id: rows.integer(0), isEmbassy: try isEmbassy(Int(rows.integer(0)), session))
      sums[group, default: Sum()].add(seconds: max(0, seconds), isWeekday: time.isWeekday, session)
    }
    return try sums.map { try summary($0.key, $0.value) }
      .sorted { ($0.id, $0.isEmbassy ? 1 : 0) < ($1.id, $1.isEmbassy ? 1 : 0) }
  }

  /// Up to when the time of a session counts, as in SupportSession.
  private func reachedEnd(_ row: RawStatement, _ session: Int64, _ start: Timestamp) throws -> Timestamp {
    if !row.isNull(2) { return Timestamp(milliseconds: row.integer(2)) }
    guard row.integer(3) != 0 else { return query.now }
    lastEvent.bind(1, session)
    defer { lastEvent.reset() }
    return try lastEvent.step() && !lastEvent.isNull(0)
      ? Timestamp(milliseconds: lastEvent.integer(0)) : start
  }

  private func isEmbassy(_ id: Int, _ session: Int64) throws -> Bool {
    guard case .team(let embassies) = query.grouping, let name = embassies[id] else { return false }
    teamName.bind(1, session)
    defer { teamName.reset() }
    return try teamName.step() && teamName.text(0).string == name
  }

  private func summary(_ group: Group, _ sum: Sum) throws -> SessionSummary {
    let sql =
      switch query.grouping {
      case .representative: Self.representativeNameSQL
      case .team: Self.teamNameSQL
      case .site: Self.siteNameSQL
      }
    let name = try RawStatement(sql, database)
    name.bind(1, sum.latest)
    defer { name.reset() }
    return SessionSummary(
      id: Int(group.id), isEmbassy: group.isEmbassy, latestName: try name.step() ? name.text(0).string : "",
      sessions: sum.sessions, weekdaySessions: sum.weekdaySessions, seconds: sum.seconds)
  }
}

extension SessionSums.Sum {
  fileprivate mutating func add(seconds more: Int64, isWeekday: Bool, _ session: Int64) {
    sessions += 1
    if isWeekday { weekdaySessions += 1 }
    seconds += more
    latest = session
  }
}

extension Timestamp {
  /// Whether it lies on Monday to Friday (UTC). 1970-01-01 was a Thursday.
  fileprivate var isWeekday: Bool {
    let day = (milliseconds - (milliseconds < 0 ? 86_399_999 : 0)) / 86_400_000
    return ((day + 3) % 7 + 7) % 7 < 5
  }
}
