import ApplianceDomain
import Determinism
import Foundation
import GRDB
import History
import Locking

/// The sessions of a report, a page at a time.
///
/// Each page is a short transaction of its own: a slow reader holds no snapshot, which would keep the write-ahead log
/// from being cut. Sessions that begin after the report did are left out by their number.
final class SessionPages: SessionCursor {
  /// How many sessions are in memory at once.
  static let pageSize = 32

  private struct Place {
    var page: ArraySlice<ReportedSession> = []
    /// The key after which the next page begins; nil after the last page.
    var after: (start: Int64, lseq: Int64)?
  }

  private let sql: String
  private let arguments: StatementArguments
  private let withEvents: Bool
  private let store: Store
  private let place: Lock<Place>

  init(_ query: SessionQuery, withEvents: Bool, store: Store, database: Database) throws {
    let selection = SessionSelection(query)
    let lastLseq = try Int64.fetchOne(database, sql: "SELECT last_lseq FROM progress") ?? 0
    sql = selection.sql
    arguments = try selection.arguments() + ["last": lastLseq, "limit": Self.pageSize]
    self.withEvents = withEvents
    self.store = store
    place = Lock(Place(after: (try selection.lowestStart(database), -1)))
  }

  func next() throws -> ReportedSession? {
    let result: Result<ReportedSession?, any Error> = place.withLock { place in
      Result {
        if place.page.isEmpty, let after = place.after {
          place.page = try store.read("Reading a page of sessions") { try page(after: after, $0) }[...]
          place.after =
            place.page.count < Self.pageSize
            ? nil : place.page.last.map { ($0.record.start.milliseconds, $0.record.lseq) }
        }
        return place.page.popFirst()
      }
    }
    return try result.get()
  }

  private func page(after: (start: Int64, lseq: Int64), _ database: Database) throws -> [ReportedSession] {
    let reader = SessionReader(database: database)
    let rows = try GRDB.Row.fetchCursor(
      database.cachedStatement(sql: sql),
      arguments: arguments + ["start": after.start, "lseq": after.lseq])
    var page: [ReportedSession] = []
    while let row = try rows.next() {
      let record = try reader.record(row)
      let events = withEvents ? try reader.events(record.lsid, row[0]) : []
      page.append(ReportedSession(record: record, events: events))
    }
    return page
  }
}

/// What a query means in SQL.
struct SessionSelection {
  private let query: SessionQuery

  init(_ query: SessionQuery) { self.query = query }

  /// The statement that reads a page.
  var sql: String {
    let (index, condition) =
      switch query.selection {
      case .started: ("INDEXED BY session_by_start", "started < :to")
      // By the index that has the order: the one by end would sort everything again for each page.
      case .ended: ("INDEXED BY session_by_start", "started < :to AND ended >= :from AND ended < :to")
      case .lsids: ("", "lsid IN (SELECT value FROM json_each(:lsids))")
      }
    return """
      SELECT \(SessionReader.columns) FROM session \(index)
      WHERE (started, lseq) > (:start, :lseq) AND lseq <= :last AND \(condition)\(limit)
      ORDER BY started, lseq LIMIT :limit
      """
  }

  /// The values of the statement's names, but for those of the page. Lists go as JSON, which `json_each` takes apart.
  func arguments() throws -> StatementArguments {
    var arguments: StatementArguments
    switch query.selection {
    case .started(_, let to): arguments = ["to": (to?.milliseconds ?? .max)]
    case .ended(let from, let to): arguments = ["from": from.milliseconds, "to": (to?.milliseconds ?? .max)]
    case .lsids(let lsids): return ["lsids": try Stored.encode(lsids)]
    }
    switch query.limit {
    case .all, .anyTeam: break
    case .representative(let id), .team(let id), .site(let id): arguments += ["id": id]
    case .members(let ids): arguments += ["ids": try Stored.encode(ids)]
    }
    return arguments
  }

  /// A start before which no session of the report lies.
  func lowestStart(_ database: Database) throws -> Int64 {
    switch query.selection {
    case .started(let from, _): from.milliseconds
    case .ended(let from, let to):
      try Int64.fetchOne(
        database,
        sql: "SELECT min(started) FROM session INDEXED BY session_by_end WHERE ended >= ? AND ended < ?",
        arguments: [from.milliseconds, to?.milliseconds ?? .max]) ?? .max
    case .lsids: .min
    }
  }

  private var limit: String {
    if case .lsids = query.selection { return "" }
    return switch query.limit {
    case .all: ""
    case .representative: " AND owner = :id"
    case .anyTeam: " AND team IS NOT NULL"
    case .team: " AND team = :id"
    case .members: " AND owner IN (SELECT value FROM json_each(:ids))"
    case .site: " AND site = :id"
    }
  }
}
