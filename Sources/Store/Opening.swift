import Foundation
import GRDB
import GRDBSQLite
import History

/// Opens the database, brings it to the newest shape, and tells what is wrong with it.
enum Opening {
  /// Databases up to this many bytes are checked as a whole at each start, which takes some ten milliseconds. Larger
  /// ones are only checked where they are read, as SQLite does by itself.
  static let checkedBytes: Int64 = 16 * 1024 * 1024
  /// How many reads may run at once. Past it a read waits for another to end.
  static let readers = 8

  /// The most memory that the writing connection keeps pages in. It grows with what is in use: events of running
  /// sessions lie all over the database, and past it their pages are read from the file again for each of them.
  static let writerCacheKiB = 64 * 1024

  static func pool(path: String, survival: Survival, isEphemeral: Bool) throws(StoreError) -> DatabasePool {
    do {
      var configuration = Configuration()
      configuration.label = "store"
      configuration.maximumReaderCount = readers
      let isNew = !FileManager.default.fileExists(atPath: path)
      let pool = try DatabasePool(path: path, configuration: configuration)
      // After opening, because the pool sets NORMAL itself.
      let synchronous = isEphemeral ? "OFF" : survival == .power ? "FULL" : "NORMAL"
      try pool.writeWithoutTransaction { database in
        try database.execute(sql: "PRAGMA synchronous = \(synchronous)")
        // A negative number is one of KiB.
        try database.execute(sql: "PRAGMA cache_size = -\(writerCacheKiB)")
      }
      if !isNew { try pool.read { try check($0, path: path) } }
      try Schema.migrator.migrate(pool)
      return pool
    } catch {
      throw self.error(error, "Opening the database \(path)", path: path)
    }
  }

  /// Looks whether a database is one that this release can work with.
  ///
  /// - Parameter always: whether it is checked as a whole however large it is.
  static func check(_ database: Database, path: String, always: Bool = false) throws {
    let tables = try Int.fetchOne(database, sql: "SELECT count(*) FROM sqlite_master") ?? 0
    let mark = try Int32.fetchOne(database, sql: "PRAGMA application_id")
    guard tables == 0 || mark == Schema.applicationID else {
      throw StoreError.damaged(path: path, reason: "it is another program's database")
    }
    if try Schema.migrator.hasBeenSuperseded(database) { throw StoreError.newer(path: path) }
    let pages = try Int64.fetchOne(database, sql: "PRAGMA page_count") ?? 0
    let pageSize = try Int64.fetchOne(database, sql: "PRAGMA page_size") ?? 0
    guard always || pages * pageSize <= checkedBytes else { return }
    let verdict = try String.fetchOne(database, sql: "PRAGMA quick_check(1)") ?? ""
    guard verdict == "ok" else {
      throw StoreError.damaged(path: path, reason: verdict.replacing("\n", with: " "))
    }
  }

  /// What a failure means to whoever runs the appliance.
  static func error(_ error: any Error, _ operation: String, path: String) -> StoreError {
    if let error = error as? StoreError { return error }
    guard let error = error as? DatabaseError else {
      return error is DecodingError || error is any RecordDamage
        ? .damaged(path: path, reason: "\(operation) found values that this release does not know: \(error)")
        : .database(operation: operation, reason: "\(error)")
    }
    let reason = reason(error)
    switch error.resultCode {
    case .SQLITE_CORRUPT, .SQLITE_NOTADB: return .damaged(path: path, reason: reason)
    case .SQLITE_CANTOPEN, .SQLITE_READONLY, .SQLITE_PERM: return .directory(path: path, reason: reason)
    default: return .database(operation: operation, reason: reason)
    }
  }

  /// What an error's code means. The message is that of the connection's last call, which for a copy's target may have
  /// been one that succeeded.
  private static func reason(_ error: DatabaseError) -> String {
    if error.resultCode == .SQLITE_FULL { return "the disk is full" }
    if error.extendedResultCode == .SQLITE_IOERR_WRITE {
      return "the disk, or a limit on the size of files (ulimit -f), lets nothing more be written"
    }
    let code = String(cString: sqlite3_errstr(error.extendedResultCode.rawValue))
    guard let message = error.message, message != String(cString: sqlite3_errstr(SQLITE_OK)) else {
      return code
    }
    return message
  }
}
