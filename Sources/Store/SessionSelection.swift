import Determinism
import GRDB
import History

/// What a query means in SQL: which sessions, by which index, in which order.
///
/// Windows of starts come in the order of the start, windows of ends in that of the end, each then by `lseq`, as the
/// index has them. Both indexes hold what the limits ask for, so that a row is read only for a session that is shown.
struct SessionSelection {
  /// The time by which a window chooses and orders.
  enum Order {
    case start, end

    var column: String { self == .start ? "started" : "ended" }
    var index: String { self == .start ? "session_by_start" : "session_by_end" }
  }

  /// A place between two sessions.
  struct Place {
    var time: Int64
    var lseq: Int64
  }

  /// A window of time, or nil where the sessions are named.
  let order: Order?
  /// The place before the first session.
  let first: Place
  private let to: Int64
  private let limit: SessionQuery.Limit

  init(_ query: SessionQuery) {
    switch query.selection {
    case .started(let from, let end):
      (order, first, to) = (.start, Place(time: from.milliseconds, lseq: -1), end.last)
    case .ended(let from, let end):
      (order, first, to) = (.end, Place(time: from.milliseconds, lseq: -1), end.last)
    case .lsids: (order, first, to) = (nil, Place(time: 0, lseq: 0), 0)
    }
    limit = query.limit
  }

  /// The statement that goes through a window from a place on, with some columns.
  func sql(_ columns: String, _ order: Order) -> String {
    """
    SELECT \(columns) FROM session INDEXED BY \(order.index)
    WHERE (\(order.column), lseq) > (?1, ?2) AND \(order.column) < ?3 AND lseq <= ?4\(condition)
    ORDER BY \(order.column), lseq
    """
  }

  /// Gives a statement of ``sql(_:_:)`` its values.
  func bind(_ statement: RawStatement, after place: Place, last lseq: Int64) throws {
    statement.bind(1, place.time)
    statement.bind(2, place.lseq)
    statement.bind(3, to)
    statement.bind(4, lseq)
    switch limit {
    case .all, .anyTeam: break
    case .representative(let id), .team(let id), .site(let id): statement.bind(5, Int64(id))
    case .members(let ids): statement.bind(5, try Stored.encode(ids))
    }
  }

  private var condition: String {
    switch limit {
    case .all: ""
    case .representative: " AND owner = ?5"
    case .anyTeam: " AND team IS NOT NULL"
    case .team: " AND team = ?5"
    // A list goes as JSON, which SQLite takes apart.
    case .members: " AND owner IN (SELECT value FROM json_each(?5))"
    case .site: " AND site = ?5"
    }
  }
}

extension Timestamp? {
  /// The end of a window as the statements compare it; none is the end of time.
  fileprivate var last: Int64 { self?.milliseconds ?? .max }
}
