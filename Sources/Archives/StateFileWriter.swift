public import ApplianceDomain
import CZlib
import Documents

/// Makes the gzip file of a state archive, a slice at a time: one JSON object with every table of the model (guide:
/// "JSON Response for Archive Query").
///
/// A table without rows is `null`; tables and rows have a fixed order, so that the same model makes the same bytes. In
/// memory are the model, a slice's text and what was compressed and not taken. Nothing bounds the file but the model:
/// 4 GB would be some three million sessions.
public final class StateFileWriter {
  /// The uncompressed bytes at which a slice ends: about a millisecond of work.
  /// The uncompressed bytes at which a slice ends: about a millisecond of work.
  public static let sliceBytes = 32 * 1024

  /// What is left to write; given back with the last slice.
  private var model: StateModel?
  private var tables = TableName.allCases[...]
  /// The id after which the table's next row is; nil before the table has begun.
  private var place: RowID?
  private var json = JSONWriter(capacity: sliceBytes + 16 * 1024)
  private var deflater: Deflater

  /// A writer that has made nothing yet.
  public init(_ model: StateModel) throws(GzipFault) {
    self.model = model
    deflater = try Deflater(windowBits: Deflater.gzip)
    json.beginObject()
  }

  /// Whether the file is whole.
  public var isDone: Bool { model == nil }
  /// How many bytes of the file wait to be taken.
  public var readyCount: Int { deflater.output.count }

  /// Makes the next slice.
  public func advance() throws(GzipFault) {
    guard let model else { return }
    while let table = tables.first, json.count < Self.sliceBytes {
      if write(table, of: model) { tables.removeFirst() }
    }
    guard tables.isEmpty else { return try deflater.append(json.take()) }
    json.endObject()
    try deflater.append(json.take(), flush: Z_FINISH)
    self.model = nil
  }

  /// Takes the bytes of the file that are ready.
  public func take() -> [UInt8] { deflater.take() }

  /// Writes rows until the slice or the table ends; answers whether the table did.
  private func write(_ table: TableName, of model: StateModel) -> Bool {
    switch table {
    case .queue: write(model.queue)
    case .representative: write(model.representative)
    case .representativeQueue: write(model.representativeQueue)
    case .supportSession: write(model.supportSession)
    case .supportSessionAttribute: write(model.supportSessionAttribute)
    case .supportSessionSkill: write(model.supportSessionSkill)
    case .customerClient: write(model.customerClient)
    case .representativeSupportSession: write(model.representativeSupportSession)
    case .representativeSupportSessionTool: write(model.representativeSupportSessionTool)
    case .presentationSession: write(model.presentationSession)
    case .attendee: write(model.attendee)
    case .presenter: write(model.presenter)
    }
  }

  private func write<R: Row>(_ table: Table<R>) -> Bool {
    if place == nil {
      json.key(R.table.rawValue)
      guard table.count > 0 else {
        json.null()
        return true
      }
      json.beginObject()
    }
    var last = place ?? RowID(0)
    var isCut = false
    table.visit(after: last) { id, row in
      guard json.count < Self.sliceBytes else {
        isCut = true
        return false
      }
      json.key(String(id.value))
      RowJSON.write(row, only: nil, to: &json)
      last = id
      return true
    }
    place = isCut ? last : nil
    if !isCut { json.endObject() }
    return !isCut
  }
}
