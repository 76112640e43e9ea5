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

  public static let table = TableName.supportSessionSkill
  public static let fieldNames = ["code_name", "created_timestamp", "support_session_id"]

  public func value(at index: Int) -> FieldValue {
    switch index {
    case 0: .text(codeName)
    case 1: .integer(createdTimestamp.seconds)
    default: .key(supportSessionID)
    }
  }

  public var wrapped: TableRow { .supportSessionSkill(self) }

  public static func withTable<T>(
    _ model: inout StateModel, _ body: (inout Table<SupportSessionSkillRow>) -> T
  ) -> T {
    body(&model.supportSessionSkill)
  }
}
