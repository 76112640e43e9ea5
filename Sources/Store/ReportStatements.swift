import Determinism
import History

/// Every statement that reports read with, by name, but for ``SessionRowReader/eventsByTimeSQL``, which sorts the events
/// of one session. A test holds each against SQLite's plan for it: no report may walk a table, or sort what an index has
/// in order.
enum ReportStatements {
  /// A statement, and what it is for.
  struct Named: Sendable, CustomStringConvertible {
    let name: String
    let sql: String
    var description: String { name }
  }

  /// All of them. Those of another report stand in a list of their own, beside its reading, and are added here.
  static var all: [Named] { sessions }

  private static var sessions: [Named] {
    let rows = [
      ("a session by its LSID", SessionPages.findSQL),
      ("a session by its id", SessionPages.namedSQL(SessionRowReader.columns)),
      ("attributes", SessionRowReader.attributesSQL), ("teams", SessionRowReader.teamsSQL),
      ("representatives", SessionRowReader.representativesSQL), ("events", SessionRowReader.eventsSQL),
      ("surveys", SessionRowReader.surveysSQL), ("the last event", SessionRowReader.lastEventSQL),
      ("a team's name", SessionSums.teamNameSQL),
      ("a representative's name", SessionSums.representativeNameSQL),
      ("a site's name", SessionSums.siteNameSQL),
    ].map { Named(name: $0.0, sql: $0.1) }
    return rows + windows
  }

  /// The windows of starts and of ends, with each limit and for each report.
  private static var windows: [Named] {
    let from = Timestamp(seconds: 0)
    let limits: [SessionQuery.Limit] = [
      .all, .representative(1), .anyTeam, .team(1), .members([1]), .site(1),
    ]
    let groupings: [SessionGrouping] = [.representative, .team(embassies: [:]), .site]
    return [SessionQuery.Selection.started(from: from, to: nil), .ended(from: from, to: nil)].flatMap {
      window -> [Named] in
      let plain = SessionSelection(SessionQuery(selection: window))
      guard let order = plain.order else { return [] }
      let sessions = limits.map { limit in
        Named(
          name: "sessions by \(order) of \(limit)",
          sql: SessionSelection(SessionQuery(selection: window, limit: limit))
            .sql(SessionRowReader.columns, order))
      }
      let sums = groupings.map {
        Named(name: "sums by \(order) of \($0)", sql: plain.sql(SessionSums.columns($0, order), order))
      }
      return sessions + sums
        + [Named(name: "a listing by \(order)", sql: plain.sql(StoredListing.columns, order))]
    }
  }
}
