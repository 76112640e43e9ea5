import APIKit
import ApplianceDomain
import Changes
import Documents
import HTTPMessages
import HTTPTypes

/// The state model as JSON.
enum StateRoutes {
  static func all(_ desk: ControlDesk) -> [Route] {
    [
      Route(
        "/v1/state",
        [
          (
            .get,
            { request, _ throws(Problem) in
              try answer(view(request, desk), tables: nil, desk)
            }
          )
        ]),
      Route(
        "/v1/state/{table}",
        [
          (
            .get,
            { request, path throws(Problem) in
              let view = try view(request, desk)
              return try answer(view, tables: [table(path["table"], view)], desk)
            }
          )
        ]),
    ]
  }

  /// The rows as the archives have them: every table and every field.
  private static let full = StreamView(tables: TableName.allCases) { row in named(row.row) }

  private static func named<R: Row>(_ row: R) -> [(name: String, value: FieldValue)] {
    R.fieldNames.indices.map { (R.fieldNames[$0], row.value(at: $0)) }
  }

  private static func view(_ request: Request, _ desk: ControlDesk) throws(Problem) -> StreamView {
    switch try Query(of: request, known: ["view"])["view"] {
    case nil, "full"?: return full
    case "stream"?: return desk.dependencies.streamView
    case let other?:
      throw Problem(
        "unknown-view", .badRequest, "There is no such view",
        "view: \"\(other)\" is not known; it is \"full\" or \"stream\"")
    }
  }

  private static func table(_ name: String, _ view: StreamView) throws(Problem) -> TableName {
    if let table = view.tables.first(where: { $0.rawValue == name }) { return table }
    let names = view.tables.map(\.rawValue)
    throw Problem(
      "unknown-table", .notFound, "The state model has no such table",
      "\"\(name)\" is not a table\(Problem.nearest(to: name, of: names)); the tables are \(names.joined(separator: ", "))"
    )
  }

  private static func answer(_ view: StreamView, tables: [TableName]?, _ desk: ControlDesk) -> Response {
    let source = StateSource(desk.appliance.snapshot().model, view, tables ?? view.tables)
    return Response(status: .ok, preset: Answer.block, body: .stream(source))
  }
}

/// Writes a snapshot of the model table by table, a bounded number of rows at a time:
/// `{"queue":{"12":{…}},"attendee":null}`. The same snapshot gives the same bytes.
private final class StateSource: BodySource, @unchecked Sendable {
  // Unchecked: the server calls a source from one thread at a time, as ``BodySource`` promises.

  /// How many rows are rendered in one piece: about a megabyte.
  private static let rowsInPiece = 2048

  private let model: StateModel
  private let view: StreamView
  private var remaining: ArraySlice<TableName>
  /// How many rows of the first remaining table have been looked at.
  private var rowsSeen = 0
  /// Whether a row of it has been written.
  private var hasRows = false
  private var json = JSONWriter()
  private var hasBegun = false

  init(_ model: StateModel, _ view: StreamView, _ tables: [TableName]) {
    self.model = model
    self.view = view
    remaining = tables[...]
  }

  func next(into buffer: inout [UInt8], limit: Int) throws -> Bool {
    if !hasBegun {
      json.beginObject()
      hasBegun = true
    }
    var written = 0
    while let table = remaining.first, written < limit {
      writePiece(of: table)
      let piece = json.take()
      written += piece.count
      buffer += piece
    }
    guard remaining.isEmpty else { return true }
    json.endObject()
    buffer += json.take()
    return false
  }

  private func writePiece(of table: TableName) {
    if rowsSeen == 0 { json.key(table.rawValue) }
    let end = rowsSeen + Self.rowsInPiece
    var place = 0
    model.forEachRow(of: table) { id, row in
      defer { place += 1 }
      guard place >= rowsSeen, place < end, let fields = view.fields(row) else { return }
      if !hasRows { json.beginObject() }
      hasRows = true
      write(id, fields)
    }
    rowsSeen = end
    guard place <= end else { return }
    if hasRows { json.endObject() } else { json.null() }
    remaining.removeFirst()
    rowsSeen = 0
    hasRows = false
  }

  private func write(_ id: RowID, _ fields: [(name: String, value: FieldValue)]) {
    json.key("\(id.value)")
    json.beginObject()
    for (name, value) in fields {
      json.key(name)
      switch value {
      case .text(let text): json.string(text)
      case .integer(let number): json.number(number)
      case .boolean(let flag): json.number(Int64(flag ? 1 : 0))
      case .key(let id): json.quotedNumber(id.value)
      case .none: json.null()
      }
    }
    json.endObject()
  }
}
