import ApplianceDomain
import Locking
import WebSocketCodec

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
  private let encoded: Lock<Encoded>

  private struct Encoded {
    /// The messages of each table, once it has been encoded.
    var tables: [[[UInt8]]?]
    /// How many messages of each table are compressed already: they are when the first integration gets so far, which
    /// spares the loop a long stay with a long table.
    var compressed: [Int]
    let deflater: MessageDeflater?
  }

  init(
    of model: StateModel, number: UInt64, _ encoding: StreamEncoding, _ projection: StreamProjection,
    _ limits: StreamLimits
  ) {
    let tables = encoding.tables
    self.model = model
    self.number = number
    self.tables = tables.inOrder
    write = { model, table in
      var writer = ModelUpdateWriter(projection, tables, limits)
      model.forEachRow(of: table) { id, row in writer.insert(id, row.row, in: table) }
      writer.end()
      return writer.messages
    }
    let count = self.tables.count
    encoded = Lock(
      Encoded(
        tables: Array(repeating: nil, count: count), compressed: Array(repeating: 0, count: count),
        deflater: encoding.makeDeflater()))
  }

  /// The frames of the next message, or nil at the end.
  func next(_ position: inout Position) -> [UInt8]? {
    while position.table < tables.count {
      if let frames = message(position.message, of: position.table) {
        position.message += 1
        return frames
      }
      position = Position(table: position.table + 1, message: 0)
    }
    return nil
  }

  /// The frames of a table's message; nil past the last one.
  private func message(_ index: Int, of table: Int) -> [UInt8]? {
    encoded.withLock { encoded in
      var messages = encoded.tables[table] ?? write(model, tables[table])
      encoded.tables[table] = nil
      defer { encoded.tables[table] = messages }
      guard index < messages.count else { return nil }
      if let deflater = encoded.deflater, index >= encoded.compressed[table] {
        // Everybody goes through the messages in their order, so only this one is left.
        messages[index] = deflater.compressed(frames: messages[index])
        encoded.compressed[table] = index + 1
      }
      return messages[index]
    }
  }
}
