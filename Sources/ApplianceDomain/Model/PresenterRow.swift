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

  public static let table = TableName.presenter
  public static let fieldNames = ["created_timestamp", "presentation_session_id", "representative_id"]

  public func value(at index: Int) -> FieldValue {
    switch index {
    case 0: .integer(createdTimestamp.seconds)
    case 1: .key(presentationSessionID)
    default: .key(representativeID)
    }
  }

  public var wrapped: TableRow { .presenter(self) }

  public static func withTable<T>(_ model: inout StateModel, _ body: (inout Table<PresenterRow>) -> T) -> T {
    body(&model.presenter)
  }
}
