import ApplianceDomain
import Documents

/// Writes changes as `model_update` messages: each holds one kind of change of one table
/// (guides: "Model Updates"; clients rely on the one kind).
///
/// Neighbouring changes of the same kind and table share a message; a support session is deleted in a message of its
/// own. Fields that are not on the stream are left out, and a change of nothing else writes nothing.
struct ModelUpdateWriter: ~Copyable {
  private enum Verb { case insert, update, delete }

  /// The message that is being written.
  private struct Run {
    let verb: Verb
    let table: TableName
    /// The rows of an update so far: the same one again would repeat a name in the object.
    var updated: Set<RowID> = []
  }

  private let projection: StreamProjection
  private let tables: TableSet
  private let limits: StreamLimits
  private var run: Run?
  private var json = JSONWriter(capacity: 512)
  /// The finished messages, each as its frames.
  private(set) var messages: [[UInt8]] = []

  init(_ projection: StreamProjection, _ tables: TableSet, _ limits: StreamLimits) {
    self.projection = projection
    self.tables = tables
    self.limits = limits
  }

  /// Adds a change, where it concerns the subscription.
  mutating func add(_ change: Change) {
    guard tables.contains(change.table) else { return }
    let fields = projection[change.table]
    switch change.kind {
    case .insert: row(.insert, change.id, change.row.row, in: change.table, fields, only: fields.mask)
    case .update(let changed):
      let shown = changed.intersection(fields.mask)
      guard !shown.isEmpty else { return }
      row(.update, change.id, change.row.row, in: change.table, fields, only: shown)
    case .delete:
      begin(.delete, change.table)
      json.quotedNumber(change.id.value)
      if change.table == .supportSession { end() }
    }
  }

  /// Adds a row of a full copy.
  mutating func insert(_ id: RowID, _ row: any Row, in table: TableName) {
    let fields = projection[table]
    self.row(.insert, id, row, in: table, fields, only: fields.mask)
  }

  /// Adds `truncate_model`: all rows known so far are void.
  mutating func truncate() {
    end()
    json.beginObject()
    json.key("type")
    json.string("truncate_model")
    json.endObject()
    endLine()
  }

  /// Ends the message that is being written, if there is one.
  mutating func end() {
    guard let run else { return }
    self.run = nil
    if run.verb == .delete { json.endArray() } else { json.endObject() }
    json.endObject()
    json.endObject()
    endLine()
  }

  private mutating func row(
    _ verb: Verb, _ id: RowID, _ row: any Row, in table: TableName, _ fields: StreamProjection.Fields,
    only mask: FieldMask
  ) {
    if run?.updated.contains(id) == true { end() }
    begin(verb, table)
    if verb == .update { run?.updated.insert(id) }
    json.key(String(id.value))
    json.beginObject()
    for field in fields.all where mask.contains(field.index) {
      json.key(field.name)
      write(row.value(at: field.index))
    }
    json.endObject()
  }

  private mutating func write(_ value: FieldValue) {
    switch value {
    case .text(let text): json.string(text)
    case .integer(let number): json.number(number)
    case .boolean(let flag): json.number(flag ? 1 : 0 as Int64)
    case .key(let id): json.quotedNumber(id.value)
    case .none: json.null()
    }
  }

  /// Begins a message, unless the one that is being written can take the change.
  private mutating func begin(_ verb: Verb, _ table: TableName) {
    if let run, run.verb == verb, run.table == table, json.count < limits.modelUpdateBytes { return }
    end()
    run = Run(verb: verb, table: table)
    json.beginObject()
    json.key("type")
    json.string("model_update")
    switch verb {
    case .insert: json.key("insert")
    case .update: json.key("update")
    case .delete: json.key("delete")
    }
    json.beginObject()
    json.key(table.rawValue)
    if verb == .delete { json.beginArray() } else { json.beginObject() }
  }

  /// Takes the frames of all finished messages.
  mutating func takeFrames() -> [UInt8] {
    defer { messages = [] }
    if messages.count <= 1 { return messages.first ?? [] }
    var frames: [UInt8] = []
    frames.reserveCapacity(messages.reduce(0) { $0 + $1.count })
    for message in messages { frames += message }
    return frames
  }

  private mutating func endLine() {
    json.newline()
    var frames: [UInt8] = []
    StreamFrames.append(line: json.take(), pieceBytes: limits.pieceBytes, to: &frames)
    messages.append(frames)
  }
}
