public import Determinism

/// A skill that an active session asks for.
///
/// Guide: "JSON Tables and Fields for model_insert and model_update".
public struct SupportSessionSkillRow: Row, Equatable {
  /// The code name of the skill.
  public var codeName: String
  /// When the row was created.
  public var createdTimestamp: Timestamp
  /// The session.
  public var supportSessionID: RowID

  /// A row with all its fields.
  public init(codeName: String, createdTimestamp: Timestamp, supportSessionID: RowID) {
    self.codeName = codeName
    self.createdTimestamp = createdTimestamp
    self.supportSessionID = supportSessionID
  }

  /// The table of these rows.
  public static let table = TableName.supportSessionSkill
  /// The documented names of the fields.
  public static let fieldNames = ["code_name", "created_timestamp", "support_session_id"]

  /// The value of the field at an index of ``fieldNames``.
  public func value(at index: Int) -> FieldValue {
    switch index {
    case 0: .text(codeName)
    case 1: .integer(createdTimestamp.seconds)
    default: .key(supportSessionID)
    }
  }

  /// The row as a row of any table.
  public var wrapped: TableRow { .supportSessionSkill(self) }

  /// Gives access to the table of these rows in a model.
  public static func withTable<T>(
    _ model: inout StateModel, _ body: (inout Table<SupportSessionSkillRow>) -> T
  ) -> T {
    body(&model.supportSessionSkill)
  }
}
