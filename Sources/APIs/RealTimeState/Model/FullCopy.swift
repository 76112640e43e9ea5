import ApplianceDomain
import Locking

/// A full copy of some tables as of a batch, encoded table by table when the first integration needs it, and shared by
/// all that are being sent it.
final class FullCopy: Sendable {
  /// Where an integration is in the copy.
  struct Position {
    fileprivate var table = 0
    fileprivate var message = 0

    /// The beginning.
    static let start = Position()
  }

  /// The last batch that is contained in the copy.
  let number: UInt64

  private let model: StateModel
  private let tables: [TableName]
  private let write: @Sendable (StateModel, TableName) -> [[UInt8]]
  /// The messages of each table, once it has been encoded.
  private let encoded: Lock<[[[UInt8]]?]>

  init(
    of model: StateModel, number: UInt64, tables: TableSet, _ projection: StreamProjection,
    _ limits: StreamLimits
  ) {
    self.model = model
    self.number = number
    self.tables = tables.inOrder
    write = { model, table in
      var writer = ModelUpdateWriter(projection, tables, limits)
      model.forEachRow(of: table) { id, row in writer.insert(id, row.row, in: table) }
      writer.end()
      return writer.messages
    }
    encoded = Lock(Array(repeating: nil, count: self.tables.count))
  }

  /// The frames of the next message, or nil at the end.
  func next(_ position: inout Position) -> [UInt8]? {
    while position.table < tables.count {
      let messages = messages(of: position.table)
      if position.message < messages.count {
        position.message += 1
        return messages[position.message - 1]
      }
      position = Position(table: position.table + 1, message: 0)
    }
    return nil
  }

  private func messages(of table: Int) -> [[UInt8]] {
    encoded.withLock { encoded in
      if let messages = encoded[table] { return messages }
      let messages = write(model, tables[table])
      encoded[table] = messages
      return messages
    }
  }
}
