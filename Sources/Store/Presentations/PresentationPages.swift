import ApplianceDomain
import Determinism
import GRDB
public import History
import Locking

extension Store: PresentationReading {
  /// The presentations that a query asks for, ordered by start and then by `lseq`; a page of them is in memory at a
  /// time.
  ///
  /// - Throws: ``StoreError``, here and from the cursor; ``StoreError/notWritten`` where the disk failed before `number`.
  public func presentations(_ query: PresentationQuery, withEvents: Bool, upTo number: UInt64) throws
    -> any PresentationCursor
  {
    try queue.waitUntilWritten(number)
    return try read("Reading the presentations") {
      try PresentationPages(query, withEvents: withEvents, store: self, database: $0)
    }
  }
}

/// The presentations of a report, a page at a time, each in a short transaction of its own. Those that begin after the
/// report did are left out by their number.
final class PresentationPages: PresentationCursor {
  /// How many presentations are in memory at once.
  static let pageSize = 32

  private struct Place {
    var page: ArraySlice<ReportedPresentation> = []
    /// The key after which the next page begins; nil after the last page.
    var after: (start: Int64, lseq: Int64)?
  }

  private let sql: String
  private let arguments: StatementArguments
  private let withEvents: Bool
  private let store: Store
  private let place: Lock<Place>

  init(_ query: PresentationQuery, withEvents: Bool, store: Store, database: Database) throws {
    let selection = PresentationSelection(query)
    let lastLseq = try Int64.fetchOne(database, sql: "SELECT last_lseq FROM progress") ?? 0
    sql = selection.sql
    arguments = try selection.arguments() + ["last": lastLseq, "limit": Self.pageSize]
    self.withEvents = withEvents
    self.store = store
    place = Lock(Place(after: (try selection.lowestStart(database), -1)))
  }

  func next() throws -> ReportedPresentation? {
    let result: Result<ReportedPresentation?, any Error> = place.withLock { place in
      Result {
        if place.page.isEmpty, let after = place.after {
          place.page = try store.read("Reading a page of presentations") { try page(after: after, $0) }[...]
          place.after =
            place.page.count < Self.pageSize
            ? nil : place.page.last.map { ($0.record.start.milliseconds, $0.record.lseq) }
        }
        return place.page.popFirst()
      }
    }
    return try result.get()
  }

  private func page(after: (start: Int64, lseq: Int64), _ database: Database) throws
    -> [ReportedPresentation]
  {
    let reader = PresentationReader(database: database)
    let rows = try GRDB.Row.fetchCursor(
      database.cachedStatement(sql: sql),
      arguments: arguments + ["start": after.start, "lseq": after.lseq])
    var page: [ReportedPresentation] = []
    while let row = try rows.next() { page.append(try reader.presentation(row, withEvents: withEvents)) }
    return page
  }
}

/// What a query means in SQL.
struct PresentationSelection {
  private let query: PresentationQuery

  init(_ query: PresentationQuery) { self.query = query }

  /// The statement that reads a page.
  var sql: String {
    let (index, condition) =
      switch query.selection {
      case .started: ("INDEXED BY presentation_by_start", "started < :to")
      case .ended:
        ("INDEXED BY presentation_by_start", "started < :to AND ended >= :from AND ended < :to")
      case .lsids: ("", "lsid IN (SELECT value FROM json_each(:lsids))")
      }
    return """
      SELECT \(PresentationReader.columns) FROM presentation \(index)
      WHERE (started, lseq) > (:start, :lseq) AND lseq <= :last AND \(condition)\(owners)
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
    if let owners = query.owners { arguments += ["owners": try Stored.encode(owners)] }
    return arguments
  }

  /// A start before which no presentation of the report lies.
  func lowestStart(_ database: Database) throws -> Int64 {
    switch query.selection {
    case .started(let from, _): from.milliseconds
    case .ended(let from, let to):
      try Int64.fetchOne(
        database,
        sql:
          "SELECT min(started) FROM presentation INDEXED BY presentation_by_end WHERE ended >= ? AND ended < ?",
        arguments: [from.milliseconds, to?.milliseconds ?? .max]) ?? .max
    case .lsids: .min
    }
  }

  private var owners: String {
    if case .lsids = query.selection { return "" }
    return query.owners == nil ? "" : " AND owner IN (SELECT value FROM json_each(:owners))"
  }
}

/// Reads presentations as they were written.
private struct PresentationReader {
  let database: Database

  /// The columns that ``presentation(_:withEvents:)`` reads, in its order.
  static let columns =
    "id, lsid, lseq, name, started, ended, closed_abnormally, owner, is_recorded, has_shown_screen"

  func presentation(_ row: GRDB.Row, withEvents: Bool) throws -> ReportedPresentation {
    let (id, lsid): (Int64, String) = (row[0], row[1])
    return ReportedPresentation(
      record: PresentationRecord(
        lsid: lsid, lseq: row[2], name: row[3], start: Timestamp(milliseconds: row[4]),
        end: (row[5] as Int64?).map { Timestamp(milliseconds: $0) }, closedAbnormally: row[6], owner: row[7],
        isRecorded: row[8], hasShownScreen: row[9], representatives: try presenters(id)),
      attendees: withEvents ? try attendees(lsid, id) : [],
      events: withEvents ? try events(lsid, id) : [])
  }

  /// Its representatives, in the order in which they came.
  static let presentersSQL = """
    SELECT \(SessionRowReader.partColumns) FROM presentation_representative WHERE presentation = ?1 ORDER BY place
    """
  /// Its events in their order.
  static let eventsSQL = """
    SELECT \(SessionRowReader.eventColumns) FROM presentation_event WHERE presentation = ?1 ORDER BY sequence
    """

  private func presenters(_ id: Int64) throws -> [RepresentativeRecord] {
    let texts = TextArena()
    var presenters: [RepresentativeRecord] = []
    try SessionRowReader.each(try RawStatement(Self.presentersSQL, database), id) { row in
      presenters.append(try RepresentativeRecord(SessionRowReader.part(row, texts)))
    }
    return presenters
  }

  private func events(_ lsid: String, _ id: Int64) throws -> [SessionEvent] {
    var events: [SessionEvent] = []
    try SessionRowReader.eachEvent(try RawStatement(Self.eventsSQL, database), of: id) { row in
      if var event = try SessionEvent(row, of: lsid) {
        event.isInPresentation = true
        events.append(event)
      }
      return true
    }
    return events
  }

  private func attendees(_ lsid: String, _ id: Int64) throws -> [AttendeeRecord] {
    let rows = try GRDB.Row.fetchCursor(
      database.cachedStatement(
        sql: """
          SELECT place, gsnumber, username, public_ip FROM presentation_attendee
          WHERE presentation = ? ORDER BY place
          """), arguments: [id])
    return try Array(
      rows.map {
        AttendeeRecord(lsid: lsid, place: $0[0], gsnumber: $0[1], username: $0[2], publicIP: $0[3])
      })
  }
}
