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
  /// what runs very often.
  func run(_ sql: String, _ bind: (inout BoundRow) -> Void) throws {
    try probe?()
    let statement = try database.cachedStatement(sql: sql).sqliteStatement
    let code = withUnsafeTemporaryAllocation(byteCount: BoundRow.roomForTexts, alignment: 1) { room in
      var row = BoundRow(statement, room)
      bind(&row)
      defer {
        sqlite3_reset(statement)
        sqlite3_clear_bindings(statement)
      }
      return row.failure ?? sqlite3_step(statement)
    }
    guard code == SQLITE_DONE else {
      throw DatabaseError(
        resultCode: ResultCode(rawValue: code), message: database.lastErrorMessage, sql: sql)
    }
  }
}

extension DatabasePool {
  /// Writes in one transaction, as `write` does, with statements that are compiled once: compiling BEGIN and COMMIT takes
  /// as long as writing several session keys.
  func writeGroup(_ body: (Database) throws -> Void) throws {
    try writeWithoutTransaction { database in
      try database.cachedStatement(sql: "BEGIN IMMEDIATE").execute()
      do {
        try body(database)
        try database.cachedStatement(sql: "COMMIT").execute()
      } catch {
        // Some failures have rolled back by themselves.
        if database.isInsideTransaction { try database.rollback() }
        throw error
      }
    }
  }
}
