public import Determinism

/// A support tool that a representative is using in a session.
///
/// Guide: "JSON Tables and Fields for model_insert and model_update".
public struct RepresentativeSupportSessionToolRow: Row, Equatable {
  /// When the row was created.
  public var createdTimestamp: Timestamp
  /// The representative.
  public var representativeID: RowID
  /// The session.
  public var supportSessionID: RowID
  /// The tool.
  public var tool: ServiceTool

  /// A row with all its fields.
  public init(
    createdTimestamp: Timestamp, representativeID: RowID, supportSessionID: RowID, tool: ServiceTool
  ) {
    self.createdTimestamp = createdTimestamp
    self.representativeID = representativeID
    self.supportSessionID = supportSessionID
    self.tool = tool
  }

  /// The table of these rows.
  public static let table = TableName.representativeSupportSessionTool
  /// The documented names of the fields.
  public static let fieldNames = ["created_timestamp", "representative_id", "support_session_id", "tool"]

  /// The value of the field at an index of ``fieldNames``.
  public func value(at index: Int) -> FieldValue {
    switch index {
    case 0: .integer(createdTimestamp.seconds)
    case 1: .key(representativeID)
    case 2: .key(supportSessionID)
    default: .text(tool.rawValue)
    }
  }

  /// The row as a row of any table.
  public var wrapped: TableRow { .representativeSupportSessionTool(self) }

  /// Gives access to the table of these rows in a model.
  public static func withTable<T>(
    _ model: inout StateModel, _ body: (inout Table<RepresentativeSupportSessionToolRow>) -> T
  ) -> T {
    body(&model.representativeSupportSessionTool)
  }
}
