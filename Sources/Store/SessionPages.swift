import ApplianceDomain
import Determinism
import GRDB
import History
import Locking

/// The sessions of a report, as many at a time as whoever reads has room for.
///
/// Each call is a short transaction of its own: a slow reader holds no snapshot, which would keep the write-ahead log
/// from being cut. Sessions that begin after the report did are left out by their number.
final class SessionPages: Sendable {
  private enum Rest {
    /// A window, behind a place.
    case window(SessionSelection.Order, after: SessionSelection.Place)
    /// Sessions by their ids, in the order of their start.
    case named(ArraySlice<Int64>)
    case nothing
  }

  /// The statement that reads a session by its id, with some columns.
  static func namedSQL(_ columns: String) -> String { "SELECT \(columns) FROM session WHERE id = ?1" }
  /// The statement that finds a session by its LSID.
  static let findSQL = "SELECT id, started, lseq FROM session WHERE lsid = ?1"

  private let selection: SessionSelection
  private let columns: String
  private let lastLseq: Int64
  private let store: Store
  private let rest: Lock<Rest>

  /// - Parameter columns: the columns of a session, whose first are those that tell its place: see ``placeColumns``.
  init(_ query: SessionQuery, columns: String, store: Store, database: Database) throws {
    let selection = SessionSelection(query)
    let last = try Int64.fetchOne(database, sql: "SELECT last_lseq FROM progress") ?? 0
    let rest: Rest =
      if case .lsids(let lsids) = query.selection {
        .named(try Self.find(lsids, upTo: last, database)[...])
      } else {
        selection.order.map { .window($0, after: selection.first) } ?? .nothing
      }
    self.selection = selection
    self.columns = columns
    self.store = store
    lastLseq = last
    self.rest = Lock(rest)
  }

  private static func find(_ lsids: [String], upTo last: Int64, _ database: Database) throws -> [Int64] {
    let statement = try RawStatement(findSQL, database)
    defer { statement.reset() }
    var found: [(id: Int64, start: Int64, lseq: Int64)] = []
    for lsid in lsids {
      statement.reset()
      statement.bind(1, lsid)
      guard try statement.step(), statement.integer(2) <= last else { continue }
      found.append((statement.integer(0), statement.integer(1), statement.integer(2)))
    }
    return found.sorted { ($0.start, $0.lseq) < ($1.start, $1.lseq) }.map(\.id)
  }

  /// Goes on in one transaction: `show` is called with each session at which the statement stands, and the connection,
  /// until it answers that there is no room for another. False where no session is left.
  func goOn(_ show: (RawStatement, Database) throws -> Bool) throws -> Bool {
    // One reader has it, and makes one call at a time.
    let (place, selection, columns) = (rest.withLock { $0 }, selection, columns)
    let left: Rest = try store.read("Reading a page of sessions") { database in
      let show = { session in try show(session, database) }
      switch place {
      case .nothing: return .nothing
      case .window(let order, let after):
        let statement = try RawStatement(selection.sql(columns, order), database)
        defer { statement.reset() }
        try selection.bind(statement, after: after, last: lastLseq)
        return try window(order, statement, show)
      case .named(let ids):
        let statement = try RawStatement(Self.namedSQL(columns), database)
        defer { statement.reset() }
        return try named(ids, statement, show)
      }
    }
    rest.withLock { $0 = left }
    if case .nothing = left { return false }
    return true
  }

  /// The columns that tell where a session stands among the others: they come first.
  static let placeColumns = "started, ended, lseq"

  private func window(
    _ order: SessionSelection.Order, _ statement: RawStatement, _ show: (RawStatement) throws -> Bool
  ) throws -> Rest {
    while try statement.step() {
      let time = statement.integer(order == .start ? 0 : 1)
      let lseq = statement.integer(2)
      guard try show(statement) else { return .window(order, after: .init(time: time, lseq: lseq)) }
    }
    return .nothing
  }

  private func named(
    _ ids: ArraySlice<Int64>, _ statement: RawStatement, _ show: (RawStatement) throws -> Bool
  ) throws -> Rest {
    var ids = ids
    while let id = ids.popFirst() {
      statement.reset()
      statement.bind(1, id)
      guard try statement.step() else { continue }
      guard try show(statement) else { return .named(ids) }
    }
    return .nothing
  }
}

/// Sessions with everything.
final class StoredSessions: SessionRows {
  private let pages: SessionPages
  private let withEvents: Bool

  init(_ query: SessionQuery, withEvents: Bool, store: Store, database: Database) throws {
    pages = try SessionPages(query, columns: SessionRowReader.columns, store: store, database: database)
    self.withEvents = withEvents
  }

  func show<Visitor: SessionVisitor & ~Copyable>(_ visitor: inout Visitor) throws -> Bool {
    var reader: SessionRowReader?
    return try pages.goOn { session, database in
      if reader == nil { reader = try SessionRowReader(database, withEvents: withEvents) }
      return try reader?.show(session, &visitor) ?? false
    }
  }
}

/// Sessions as a list tells of them.
final class StoredListing: ListedSessions {
  static let columns = """
    \(SessionPages.placeColumns), lsid, closed_abnormally, recorded, screen_shared, external_key
    """

  private let pages: SessionPages

  init(_ query: SessionQuery, store: Store, database: Database) throws {
    pages = try SessionPages(query, columns: Self.columns, store: store, database: database)
  }

  func show(_ visit: (borrowing ListedSession) throws -> Bool) throws -> Bool {
    try pages.goOn { row, _ in
      let recordings = SessionRecordings(
        enabled: RecordingKinds(rawValue: Int(row.integer(5))), hasSharedScreen: row.integer(6) != 0)
      let end = row.isNull(1) ? nil : Timestamp(milliseconds: row.integer(1))
      let hasEndedWell = end != nil && row.integer(4) == 0
      return try visit(
        ListedSession(
          lsid: row.text(3), lseq: row.integer(2), hasRecording: hasEndedWell && recordings.hasVideo,
          end: end, externalKey: row.isNull(7) ? nil : row.text(7)))
    }
  }
}
