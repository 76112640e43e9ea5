public import Determinism

/// The representative who presents.
///
/// Guide: "JSON Tables and Fields for model_insert and model_update".
public struct PresenterRow: Row, Equatable {
  /// When the row was created.
  public var createdTimestamp: Timestamp
  /// The presentation.
  public var presentationSessionID: RowID
  /// The representative.
  public var representativeID: RowID

  /// A row with all its fields.
  public init(createdTimestamp: Timestamp, presentationSessionID: RowID, representativeID: RowID) {
    self.createdTimestamp = createdTimestamp
    self.presentationSessionID = presentationSessionID
    self.representativeID = representativeID
  }

  /// The table of these rows.
  public static let table = TableName.presenter
  /// The documented names of the fields.
  public static let fieldNames = ["created_timestamp", "presentation_session_id", "representative_id"]

  /// The value of the field at an index of ``fieldNames``.
  public func value(at index: Int) -> FieldValue {
    switch index {
    case 0: .integer(createdTimestamp.seconds)
    case 1: .key(presentationSessionID)
    default: .key(representativeID)
    }
  }

  /// The row as a row of any table.
  public var wrapped: TableRow { .presenter(self) }

  /// Gives access to the table of these rows in a model.
  public static func withTable<T>(_ model: inout StateModel, _ body: (inout Table<PresenterRow>) -> T) -> T {
    body(&model.presenter)
  }
}
