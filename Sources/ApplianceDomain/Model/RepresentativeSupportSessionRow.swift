public import Determinism

/// The part that a representative takes in a session.
///
/// Guide: "JSON Tables and Fields for model_insert and model_update".
public struct RepresentativeSupportSessionRow: Row, Equatable {
  /// When the row was created.
  public var createdTimestamp: Timestamp
  /// The representative.
  public var representativeID: RowID
  /// The service tab that the representative has selected.
  public var selectedSupportSessionServiceTool: ServiceTool?
  /// The session.
  public var supportSessionID: RowID

  /// A row with all its fields.
  public init(
    createdTimestamp: Timestamp, representativeID: RowID, selectedSupportSessionServiceTool: ServiceTool?,
    supportSessionID: RowID
  ) {
    self.createdTimestamp = createdTimestamp
    self.representativeID = representativeID
    self.selectedSupportSessionServiceTool = selectedSupportSessionServiceTool
    self.supportSessionID = supportSessionID
  }

  /// The table of these rows.
  public static let table = TableName.representativeSupportSession
  /// The documented names of the fields.
  public static let fieldNames = [
    "created_timestamp", "representative_id", "selected_support_session_service_tool", "support_session_id",
  ]

  /// The value of the field at an index of ``fieldNames``.
  public func value(at index: Int) -> FieldValue {
    switch index {
    case 0: .integer(createdTimestamp.seconds)
    case 1: .key(representativeID)
    case 2: .text(selectedSupportSessionServiceTool?.rawValue ?? "")
    default: .key(supportSessionID)
    }
  }

  /// The row as a row of any table.
  public var wrapped: TableRow { .representativeSupportSession(self) }

  /// Gives access to the table of these rows in a model.
  public static func withTable<T>(
    _ model: inout StateModel, _ body: (inout Table<RepresentativeSupportSessionRow>) -> T
  ) -> T {
    body(&model.representativeSupportSession)
  }
}
