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

/// The values of a statement, from its first place on.
struct BoundRow {
  /// The texts of most rows have room in so many bytes; SQLite makes copies of those that do not.
  static let roomForTexts = 512

  private let statement: SQLiteStatement
  private var room: Slice<UnsafeMutableRawBufferPointer>
  private var place: Int32 = 0
  /// The first code of SQLite that was no success.
  fileprivate private(set) var failure: Int32?

  /// - Parameter room: for texts; it must outlive the bindings.
  fileprivate init(_ statement: SQLiteStatement, _ room: UnsafeMutableRawBufferPointer) {
    self.statement = statement
    self.room = room[...]
  }

  mutating func bind(_ value: Int64?) {
    place += 1
    note(value.map { sqlite3_bind_int64(statement, place, $0) } ?? sqlite3_bind_null(statement, place))
  }

  mutating func bind(_ value: String?) {
    place += 1
    guard var value else { return note(sqlite3_bind_null(statement, place)) }
    value.withUTF8 { bind($0) }
  }

  private mutating func bind(_ bytes: UnsafeBufferPointer<UInt8>) {
    let (kept, destructor) = keep(bytes)
    kept.withMemoryRebound(to: CChar.self) {
      note(sqlite3_bind_text(statement, place, $0.baseAddress, Int32(clamping: $0.count), destructor))
    }
  }

  /// The bytes where they stay until the statement has run, and what SQLite calls when it has done with them.
  private mutating func keep(_ bytes: UnsafeBufferPointer<UInt8>) -> (
    UnsafeBufferPointer<UInt8>, sqlite3_destructor_type?
  ) {
    guard bytes.count <= room.count else {
      // SQLite makes a copy: -1 is its SQLITE_TRANSIENT, a macro that the importer cannot see.
      return (bytes, unsafeBitCast(-1, to: sqlite3_destructor_type.self))
    }
    let kept = UnsafeMutableRawBufferPointer(rebasing: room.prefix(bytes.count))
    kept.copyMemory(from: UnsafeRawBufferPointer(bytes))
    room = room.dropFirst(bytes.count)
    return (UnsafeBufferPointer(kept.assumingMemoryBound(to: UInt8.self)), nil)
  }

  private mutating func note(_ code: Int32) {
    if code != SQLITE_OK, failure == nil { failure = code }
  }
}
