public import Determinism

/// An active presentation.
///
/// Guide: "JSON Tables and Fields for model_insert and model_update".
public struct PresentationSessionRow: Row, Equatable {
  /// When the row was created.
  public var createdTimestamp: Timestamp
  /// The logging session ID.
  public var lsid: String
  /// The presentation's name.
  public var presentationName: String

  /// A row with all its fields.
  public init(createdTimestamp: Timestamp, lsid: String, presentationName: String) {
    self.createdTimestamp = createdTimestamp
    self.lsid = lsid
    self.presentationName = presentationName
  }

  /// The table of these rows.
  public static let table = TableName.presentationSession
  /// The documented names of the fields.
  public static let fieldNames = ["created_timestamp", "lsid", "presentation_name"]

  /// The value of the field at an index of ``fieldNames``.
  public func value(at index: Int) -> FieldValue {
    switch index {
    case 0: .integer(createdTimestamp.seconds)
    case 1: .text(lsid)
    default: .text(presentationName)
    }
  }

  /// The row as a row of any table.
  public var wrapped: TableRow { .presentationSession(self) }

  /// Gives access to the table of these rows in a model.
  public static func withTable<T>(
    _ model: inout StateModel, _ body: (inout Table<PresentationSessionRow>) -> T
  ) -> T {
    body(&model.presentationSession)
  }
}
