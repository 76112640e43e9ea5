import GRDB

extension Schema {
  /// How the shape of a database differs from the one that the steps which it has seen make; nil where it does not.
  static func misfit(of database: Database) throws -> String? {
    guard let last = try migrator.completedMigrations(database).last else {
      return "there is no appliance in it"
    }
    let model = try DatabaseQueue()
    try migrator.migrate(model, upTo: last)
    let expected = try model.read { try parts($0) }
    let found = try parts(database)
    for name in Set(expected.keys).union(found.keys).sorted() {
      guard let statement = found[name] else { return "its \(name) is missing" }
      guard let right = expected[name] else { return "it has a \(name), which is not an appliance's" }
      if statement != right { return "its \(name) has another shape" }
    }
    return nil
  }

  /// The statements that made the tables, indexes and everything else, by kind and name; what SQLite makes for itself
  /// is not among them.
  private static func parts(_ database: Database) throws -> [String: String] {
    let rows = try GRDB.Row.fetchAll(
      database,
      sql: "SELECT type || ' ' || name, coalesce(sql, '') FROM sqlite_master WHERE name NOT GLOB 'sqlite_*'")
    return Dictionary(rows.map { ($0[0], $0[1]) }) { first, _ in first }
  }
}
