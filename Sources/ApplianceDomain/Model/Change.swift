/// One row of the state model, inserted, updated or deleted.
public struct Change: Sendable, Equatable {
  /// What happened to the row.
  public enum Kind: Sendable, Equatable {
    /// The row is new.
    case insert
    /// These fields of the row have new values.
    case update(FieldMask)
    /// The row is gone.
    case delete
  }

  /// What happened.
  public var kind: Kind
  /// The row's table.
  public var table: TableName
  /// The row's id.
  public var id: RowID
  /// The whole row as it is after the change; for a delete, as it was before.
  public var row: TableRow

  /// A change with all its parts.
  public init(kind: Kind, table: TableName, id: RowID, row: TableRow) {
    self.kind = kind
    self.table = table
    self.id = id
    self.row = row
  }
}
