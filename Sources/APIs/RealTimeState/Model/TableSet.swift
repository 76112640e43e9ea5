import ApplianceDomain

/// A set of tables: what an integration has subscribed to. Equal sets share their encoded updates.
struct TableSet: Hashable, Sendable {
  private var bits: UInt16 = 0

  /// The tables of a sequence.
  init(_ tables: some Sequence<TableName>) {
    for table in tables { bits |= 1 << UInt16(table.position) }
  }

  /// Whether a table is in the set.
  func contains(_ table: TableName) -> Bool { bits & (1 << UInt16(table.position)) != 0 }

  /// The tables, in the order of a full copy.
  var inOrder: [TableName] { TableName.allCases.filter(contains) }
}

extension TableName {
  /// The table's place among all tables. Looked up for every change, so it compares no text.
  var position: Int {
    switch self {
    case .queue: 0
    case .representative: 1
    case .representativeQueue: 2
    case .supportSession: 3
    case .supportSessionAttribute: 4
    case .supportSessionSkill: 5
    case .customerClient: 6
    case .representativeSupportSession: 7
    case .representativeSupportSessionTool: 8
    case .presentationSession: 9
    case .attendee: 10
    case .presenter: 11
    }
  }
}
