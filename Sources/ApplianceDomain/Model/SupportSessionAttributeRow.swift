public import Determinism

/// A custom attribute of an active session.
///
/// Guide: "JSON Tables and Fields for model_insert and model_update".
public struct SupportSessionAttributeRow: Row, Equatable {
  /// The code name of the attribute.
  public var codeName: String
  /// When the row was created.
  public var createdTimestamp: Timestamp
  /// The session.
  public var supportSessionID: RowID
  /// The value.
  public var value: String

  /// A row with all its fields.
  public init(codeName: String, createdTimestamp: Timestamp, supportSessionID: RowID, value: String) {
    self.codeName = codeName
    self.createdTimestamp = createdTimestamp
    self.supportSessionID = supportSessionID
    self.value = value
  }

  /// The table of these rows.
  public static let table = TableName.supportSessionAttribute
  /// The documented names of the fields.
  public static let fieldNames = ["code_name", "created_timestamp", "support_session_id", "value"]

  /// The value of the field at an index of ``fieldNames``.
  public func value(at index: Int) -> FieldValue {
    switch index {
    case 0: .text(codeName)
    case 1: .integer(createdTimestamp.seconds)
    case 2: .key(supportSessionID)
    default: .text(value)
    }
  }

  /// The row as a row of any table.
  public var wrapped: TableRow { .supportSessionAttribute(self) }

  /// Gives access to the table of these rows in a model.
  public static func withTable<T>(
    _ model: inout StateModel, _ body: (inout Table<SupportSessionAttributeRow>) -> T
  ) -> T {
    body(&model.supportSessionAttribute)
  }
}
