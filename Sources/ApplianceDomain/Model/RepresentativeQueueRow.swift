public import Determinism

/// The membership of a logged-in representative in a queue.
///
/// Guide: "JSON Tables and Fields for model_insert and model_update".
public struct RepresentativeQueueRow: Row, Equatable {
  /// When the row was created.
  public var createdTimestamp: Timestamp
  /// The queue.
  public var queueID: RowID
  /// The representative.
  public var representativeID: RowID
  /// The role in the team.
  public var role: TeamRole

  /// A row with all its fields.
  public init(createdTimestamp: Timestamp, queueID: RowID, representativeID: RowID, role: TeamRole) {
    self.createdTimestamp = createdTimestamp
    self.queueID = queueID
    self.representativeID = representativeID
    self.role = role
  }

  /// The table of these rows.
  public static let table = TableName.representativeQueue
  /// The documented names of the fields.
  public static let fieldNames = ["created_timestamp", "queue_id", "representative_id", "role"]

  /// The value of the field at an index of ``fieldNames``.
  public func value(at index: Int) -> FieldValue {
    switch index {
    case 0: .integer(createdTimestamp.seconds)
    case 1: .key(queueID)
    case 2: .key(representativeID)
    default: .text(role.rawValue)
    }
  }

  /// The row as a row of any table.
  public var wrapped: TableRow { .representativeQueue(self) }

  /// Gives access to the table of these rows in a model.
  public static func withTable<T>(
    _ model: inout StateModel, _ body: (inout Table<RepresentativeQueueRow>) -> T
  ) -> T {
    body(&model.representativeQueue)
  }
}
