import GRDB
import Testing

@testable import Store

/// What SQLite makes of the reports' statements.
@Suite struct QueryPlanTests {
  @Test("no report walks a table or sorts: each statement goes by an index", arguments: ReportStatements.all)
  func plans(_ statement: ReportStatements.Named) throws {
    let plan = try Self.plan(statement.sql)
    #expect(plan.contains { $0.hasPrefix("SEARCH ") }, "\(plan)")
    for line in plan {
      // A list of IDs is taken apart as a table of its own.
      #expect(!line.hasPrefix("SCAN ") || line.hasPrefix("SCAN json_each "), "\(plan)")
      #expect(!line.contains("TEMP B-TREE"), "\(plan)")
    }
  }

  @Test(
    "only the events of a session that are not in the order of their time are sorted, and no others are read")
  func reordering() throws {
    let plan = try Self.plan(SessionRowReader.eventsByTimeSQL)
    #expect(plan.count == 2 && plan[0].hasPrefix("SEARCH event USING PRIMARY KEY (session=?)"), "\(plan)")
    #expect(plan.last == "USE TEMP B-TREE FOR ORDER BY")
    #expect(ReportStatements.all.allSatisfy { $0.sql != SessionRowReader.eventsByTimeSQL })
  }

  @Test("summaries read nothing but an index")
  func covering() throws {
    for statement in ReportStatements.all where statement.name.hasPrefix("sums ") {
      let plan = try Self.plan(statement.sql)
      #expect(plan.count == 1 && plan[0].contains("USING COVERING INDEX session_by_"), "\(plan)")
    }
  }

  @Test("a plan that walks or sorts would be noticed")
  func bad() throws {
    #expect(
      try Self.plan("SELECT * FROM session WHERE site = 1 ORDER BY lseq").contains { $0.hasPrefix("SCAN ") })
    #expect(
      try Self.plan("SELECT * FROM session WHERE lsid > '1' ORDER BY lseq").contains {
        $0.contains("TEMP B-TREE")
      })
  }

  private static func plan(_ sql: String) throws -> [String] {
    let database = try DatabaseQueue()
    try Schema.migrator.migrate(database)
    return try database.read {
      let statement = try $0.makeStatement(sql: "EXPLAIN QUERY PLAN " + sql)
      // A plan does not depend on the values.
      statement.setUncheckedArguments(StatementArguments())
      return try GRDB.Row.fetchAll(statement).map { $0["detail"] as String }
    }
  }
}
