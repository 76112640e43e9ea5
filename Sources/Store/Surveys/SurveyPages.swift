import ApplianceDomain
import Determinism
import GRDB
public import History
import Locking

extension Store: SurveyReading {
  /// The submitted surveys that a query asks for, in the order of their sessions; a page of them is in memory at a time.
  ///
  /// - Throws: ``StoreError``, here and from the cursor; ``StoreError/notWritten`` where the disk failed before `number`.
  public func surveys(_ query: SurveyQuery, upTo number: UInt64) throws -> any SurveyCursor {
    try queue.waitUntilWritten(number)
    return try read("Reading the surveys") { try SurveyPages(query, store: self, database: $0) }
  }
}

/// The surveys of a report, a page at a time, each in a short transaction of its own. Those of sessions that begin after
/// the report did are left out by the sessions' number.
final class SurveyPages: SurveyCursor {
  /// How many surveys are in memory at once.
  static let pageSize = 32

  private struct Key {
    var start: Int64
    var lseq: Int64
    var place: Int
  }

  private struct Place {
    var page: ArraySlice<ReportedSurvey> = []
    /// The key after which the next page begins; nil after the last page.
    var after: Key?
  }

  private let kind: SurveyKind
  private let sql: String
  private let arguments: StatementArguments
  private let store: Store
  private let place: Lock<Place>

  init(_ query: SurveyQuery, store: Store, database: Database) throws {
    let selection = SurveySelection(query)
    let lastLseq = try Int64.fetchOne(database, sql: "SELECT last_lseq FROM progress") ?? 0
    kind = query.kind
    sql = selection.sql
    arguments = try selection.arguments() + ["last": lastLseq, "limit": Self.pageSize]
    self.store = store
    place = Lock(Place(after: Key(start: try selection.lowestStart(database), lseq: -1, place: -1)))
  }

  func next() throws -> ReportedSurvey? {
    let result: Result<ReportedSurvey?, any Error> = place.withLock { place in
      Result {
        if place.page.isEmpty, let after = place.after {
          place.page = try store.read("Reading a page of surveys") { try page(after: after, $0) }[...]
          place.after =
            place.page.count < Self.pageSize
            ? nil
            : place.page.last.map {
              Key(start: $0.session.start.milliseconds, lseq: $0.session.lseq, place: $0.survey.place)
            }
        }
        return place.page.popFirst()
      }
    }
    return try result.get()
  }

  private func page(after: Key, _ database: Database) throws -> [ReportedSurvey] {
    let rows = try GRDB.Row.fetchCursor(
      database.cachedStatement(sql: sql),
      arguments: arguments + ["start": after.start, "lseq": after.lseq, "place": after.place])
    var page: [ReportedSurvey] = []
    while let row = try rows.next() {
      if let survey = try survey(row, database) { page.append(survey) }
    }
    return page
  }

  /// Finds a session by its id.
  static let sessionSQL = "SELECT \(SessionRowReader.columns) FROM session WHERE id = ?1"

  private func session(_ id: Int64, _ database: Database) throws -> SessionRecord? {
    var reader = try SessionRowReader(database, withEvents: false)
    var keeper = SessionKeeper(room: 1)
    try SessionRowReader.each(try RawStatement(Self.sessionSQL, database), id) { row in
      _ = try reader.show(row, &keeper)
    }
    return keeper.sessions.first?.record
  }

  private func survey(_ row: GRDB.Row, _ database: Database) throws -> ReportedSurvey? {
    let id: Int64 = row[0]
    guard let session = try session(id, database) else { return nil }
    var lastEvent: Timestamp?
    if session.closedAbnormally {
      let time = try Int64.fetchOne(
        database.cachedStatement(sql: SessionRowReader.lastEventSQL), arguments: [id])
      lastEvent = time.map { Timestamp(milliseconds: $0) }
    }
    return ReportedSurvey(
      survey: SurveyRecord(
        lsid: session.lsid, place: row[1], kind: kind, submitter: row[2],
        time: Timestamp(milliseconds: row[3]), answers: try StoredSurvey.answers(row[4])),
      session: session, lastEvent: lastEvent)
  }
}

/// What a query means in SQL.
struct SurveySelection {
  private let query: SurveyQuery

  init(_ query: SurveyQuery) { self.query = query }

  /// The statement that reads a page.
  var sql: String {
    let (index, condition) =
      switch query.selection {
      case .started: ("INDEXED BY survey_by_start", "started < :to")
      case .ended: ("INDEXED BY survey_by_start", "started < :to AND ended >= :from AND ended < :to")
      case .lsids:
        ("", "session IN (SELECT id FROM session WHERE lsid IN (SELECT value FROM json_each(:lsids)))")
      }
    return """
      SELECT session, place, submitter, time, answers FROM survey \(index)
      WHERE kind = :kind AND (started, lseq, place) > (:start, :lseq, :place) AND lseq <= :last
        AND \(condition)\(party)\(query.site == nil ? "" : " AND site = :site")
      ORDER BY started, lseq, place LIMIT :limit
      """
  }

  /// The values of the statement's names, but for those of the page.
  func arguments() throws -> StatementArguments {
    var arguments: StatementArguments = ["kind": query.kind.rawValue]
    switch query.selection {
    case .started(_, let to): arguments += ["to": (to?.milliseconds ?? .max)]
    case .ended(let from, let to): arguments += ["from": from.milliseconds, "to": (to?.milliseconds ?? .max)]
    case .lsids(let lsids): arguments += ["lsids": try Stored.encode(lsids)]
    }
    if !party.isEmpty {
      switch query.party {
      case .representative(let id), .team(let id): arguments += ["party": id]
      case .anybody, .anyRepresentative, .anyTeam: break
      }
    }
    if let site = query.site { arguments += ["site": site] }
    return arguments
  }

  /// A start before which no session of the report lies.
  func lowestStart(_ database: Database) throws -> Int64 {
    switch query.selection {
    case .started(let from, _): from.milliseconds
    case .ended(let from, let to):
      try Int64.fetchOne(
        database,
        sql: """
          SELECT min(started) FROM survey INDEXED BY survey_by_end
          WHERE kind = ? AND ended >= ? AND ended < ?
          """, arguments: [query.kind.rawValue, from.milliseconds, to?.milliseconds ?? .max]) ?? .max
    case .lsids: .min
    }
  }

  private var party: String {
    if case .lsids = query.selection { return "" }
    return switch query.party {
    case .anybody: ""
    case .anyRepresentative: " AND owner IS NOT NULL"
    case .representative: " AND owner = :party"
    case .anyTeam: " AND team IS NOT NULL"
    case .team: " AND team = :party"
    }
  }
}
