import GRDB
import GRDBSQLite

/// Runs the statements of one transaction.
///
/// Everything that is written goes through here, so that a test can let the k-th statement fail.
struct Statements {
  let database: Database
  /// Called before each statement; throws where a test wants it to fail.
  let probe: (@Sendable () throws -> Void)?

  /// Runs a statement; SQLite compiles it once for the connection.
  func run(_ sql: String, _ arguments: [(any DatabaseValueConvertible)?] = []) throws {
    try probe?()
    try database.cachedStatement(sql: sql).execute(arguments: StatementArguments(arguments))
  }
}

extension Statements {
  /// Runs a statement whose values are bound one by one, without the list of boxed values that ``run(_:_:)`` takes: for
  /// rows of which there are very many.
  func insert(_ sql: String, _ bind: (inout BoundRow) -> Void) throws {
    try probe?()
    let statement = try database.cachedStatement(sql: sql)
    let handle = statement.sqliteStatement
    defer {
      sqlite3_reset(handle)
      sqlite3_clear_bindings(handle)
    }
    var row = BoundRow(statement: handle)
    bind(&row)
    let code = row.failure ?? sqlite3_step(handle)
    guard code == SQLITE_DONE else {
      throw DatabaseError(
        resultCode: ResultCode(rawValue: code), message: database.lastErrorMessage, sql: sql)
    }
  }
}

/// The values of a statement, from its first place on.
struct BoundRow {
  fileprivate let statement: SQLiteStatement
  private var place: Int32 = 0
  /// The first code of SQLite that was no success.
  fileprivate private(set) var failure: Int32?

  fileprivate init(statement: SQLiteStatement) { self.statement = statement }

  mutating func bind(_ value: Int64?) {
    place += 1
    note(value.map { sqlite3_bind_int64(statement, place, $0) } ?? sqlite3_bind_null(statement, place))
  }

  mutating func bind(_ value: String?) {
    place += 1
    guard var value else { return note(sqlite3_bind_null(statement, place)) }
    // SQLite makes a copy: -1 is its SQLITE_TRANSIENT, a macro that the importer cannot see.
    let transient = unsafeBitCast(-1, to: sqlite3_destructor_type.self)
    note(
      value.withUTF8 { bytes in
        bytes.withMemoryRebound(to: CChar.self) {
          sqlite3_bind_text(statement, place, $0.baseAddress, Int32(clamping: $0.count), transient)
        }
      })
  }

  private mutating func note(_ code: Int32) {
    if code != SQLITE_OK, failure == nil { failure = code }
  }
}
