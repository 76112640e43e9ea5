public import Determinism

/// A support session queue that is active: one of its members is logged in, or it is persistent.
///
/// Guide: "JSON Tables and Fields for model_insert and model_update".
public struct QueueRow: Row, Equatable {
  /// The code name of the team; empty for personal queues.
  public var codeName: String
  /// When the row was created.
  public var createdTimestamp: Timestamp
  /// The display name of the team.
  public var name: String
  /// The representative whose personal queue it is; archives only.
  public var representativeID: RowID?
  /// The team's unique ID as text; empty for personal queues.
  public var supportTeamID: String
  /// What kind of queue it is.
  public var type: QueueType

  /// A row with all its fields.
  public init(
    codeName: String, createdTimestamp: Timestamp, name: String, representativeID: RowID?,
    supportTeamID: String, type: QueueType
  ) {
    self.codeName = codeName
    self.createdTimestamp = createdTimestamp
    self.name = name
    self.representativeID = representativeID
    self.supportTeamID = supportTeamID
    self.type = type
  }

  /// The table of these rows.
  public static let table = TableName.queue
  /// The documented names of the fields.
  public static let fieldNames = [
    "code_name", "created_timestamp", "name", "representative_id", "support_team_id", "type",
  ]

  /// The value of the field at an index of ``fieldNames``.
  public func value(at index: Int) -> FieldValue {
    switch index {
    case 0: .text(codeName)
    case 1: .integer(createdTimestamp.seconds)
    case 2: .text(name)
    case 3: representativeID.map { .key($0) } ?? .none
    case 4: .text(supportTeamID)
    default: .text(type.rawValue)
    }
  }

  /// The row as a row of any table.
  public var wrapped: TableRow { .queue(self) }

  /// Gives access to the table of these rows in a model.
  public static func withTable<T>(_ model: inout StateModel, _ body: (inout Table<QueueRow>) -> T) -> T {
    body(&model.queue)
  }
}
