import GRDB
import GRDBSQLite
import History

/// A statement whose rows are read where SQLite has them, so that no value becomes an object on its way into a report.
///
/// SQLite's own functions are called here, and where ``BoundRow`` binds what is written. Texts of a row are there until the next step or reset.
struct RawStatement {
  /// Owns the handle, and is owned by the connection.
  private let statement: Statement
  private let handle: OpaquePointer

  /// A statement that SQLite compiles once for the connection. Whoever steps it resets it.
  init(_ sql: String, _ database: Database) throws {
    statement = try database.cachedStatement(sql: sql)
    handle = statement.sqliteStatement
    sqlite3_reset(handle)
  }

  /// Gives the parameter at a place, from 1, its value. The statement has been reset.
  func bind(_ place: Int32, _ value: Int64) { sqlite3_bind_int64(handle, place, value) }

  func bind(_ place: Int32, _ value: String) {
    // A destructor of -1 has SQLite copy the text.
    sqlite3_bind_text(handle, place, value, -1, unsafeBitCast(-1, to: sqlite3_destructor_type.self))
  }

  /// Goes to the next row; false after the last.
  func step() throws -> Bool {
    switch sqlite3_step(handle) {
    case SQLITE_ROW: return true
    case SQLITE_DONE: return false
    case let code:
      throw DatabaseError(
        resultCode: ResultCode(rawValue: code),
        message: String(cString: sqlite3_errmsg(sqlite3_db_handle(handle))), sql: statement.sql)
    }
  }

  /// Ends what was begun with the first step.
  func reset() { sqlite3_reset(handle) }

  // MARK: The row

  func isNull(_ column: Int32) -> Bool { sqlite3_column_type(handle, column) == SQLITE_NULL }

  func integer(_ column: Int32) -> Int64 { sqlite3_column_int64(handle, column) }

  /// The bytes of a text or a blob; none for NULL.
  func text(_ column: Int32) -> RowText {
    // The bytes first and their number then: the other way round the number may be that of another form.
    let start = sqlite3_column_blob(handle, column)
    return RowText(
      UnsafeRawBufferPointer(start: start, count: Int(sqlite3_column_bytes(handle, column))))
  }
}
