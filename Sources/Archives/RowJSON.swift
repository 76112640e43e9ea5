import ApplianceDomain
import Documents

/// A row of the model as archives show it: every field of the table, in the order of their names.
enum RowJSON {
  /// Writes a row's fields as an object: all of them, or those in a mask.
  static func write(_ row: TableRow, only mask: FieldMask?, to json: inout JSONWriter) {
    write(row.row, only: mask, to: &json)
  }

  /// Writes a row's fields as an object: all of them, or those in a mask.
  static func write<R: Row>(_ row: R, only mask: FieldMask?, to json: inout JSONWriter) {
    json.beginObject()
    for (index, name) in R.fieldNames.enumerated() where mask?.contains(index) ?? true {
      json.key(name)
      write(row.value(at: index), to: &json)
    }
    json.endObject()
  }

  private static func write(_ value: FieldValue, to json: inout JSONWriter) {
    switch value {
    case .text(let text): json.string(text)
    case .integer(let number): json.number(number)
    case .boolean(let isTrue): json.number(Int64(isTrue ? 1 : 0))
    case .key(let id): json.quotedNumber(id.value)
    case .none: json.null()
    }
  }
}
