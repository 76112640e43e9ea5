import GRDB

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
