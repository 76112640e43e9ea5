import ApplianceDomain
import Determinism

/// The values of an activity as ``Fields``.
enum ActivityFields {
  static func bytes(of activity: SessionActivity) -> [UInt8] {
    var fields = FieldsWriter()
    for entry in activity.values {
      switch entry.value {
      case .text(let text): fields.text(entry.name, text)
      case .integer(let number): fields.integer(entry.name, number)
      case .time(let time): fields.time(entry.name, milliseconds: time.milliseconds)
      case .answers(let answers):
        fields.texts(entry.name, .answers, answers.flatMap { [$0.question, $0.answer] })
      case .files(let files):
        let texts = files.flatMap { [$0.name, "\($0.size)", $0.isDirectory ? "dir" : "file"] }
        fields.texts(entry.name, .files, texts)
      case .categories(let categories):
        fields.value(entry.name, .tables) { inner in
          for category in categories { write(category, to: &inner) }
        }
      }
    }
    return fields.bytes
  }

  static func values(_ body: RowText) throws(Fields.Damage) -> [SessionActivity.Entry] {
    var values: [SessionActivity.Entry] = []
    var fields = Fields(body)
    while let field = try fields.next() {
      values.append(SessionActivity.Entry(name: field.name.string, value: try value(field)))
    }
    return values
  }

  private static func value(_ field: Fields.Field) throws(Fields.Damage) -> SessionActivity.Value {
    switch field.kind {
    case .text: return .text(field.value.string)
    case .integer: return .integer(try field.number())
    case .time: return .time(Timestamp(milliseconds: try field.number()))
    case .answers:
      let texts = try field.strings()
      guard texts.count.isMultiple(of: 2) else { throw Fields.Damage() }
      return .answers(
        stride(from: 0, to: texts.count, by: 2).map {
          SurveyAnswer(question: texts[$0], answer: texts[$0 + 1])
        })
    case .files:
      let texts = try field.strings()
      guard texts.count.isMultiple(of: 3) else { throw Fields.Damage() }
      return .files(
        stride(from: 0, to: texts.count, by: 3).map {
          SharedFile(name: texts[$0], size: Int64(texts[$0 + 1]) ?? 0, isDirectory: texts[$0 + 2] == "dir")
        })
    case .tables: return .categories(try categories(field))
    case .texts: throw Fields.Damage()
    }
  }

  /// A name, how many columns there are and their names, how many rows, and of each how many values and the values.
  private static func write(_ category: SystemCategory, to fields: inout FieldsWriter) {
    fields.append(category.name)
    fields.append(count: category.columns.count)
    for column in category.columns { fields.append(column) }
    fields.append(count: category.rows.count)
    for row in category.rows {
      fields.append(count: row.count)
      for value in row { fields.append(value) }
    }
  }

  private static func categories(_ field: Fields.Field) throws(Fields.Damage) -> [SystemCategory] {
    var texts = field.texts
    var categories: [SystemCategory] = []
    while !texts.isAtEnd {
      let name = try texts.text().string
      let columns = try list(&texts)
      var rows: [[String]] = []
      for _ in 0..<(try texts.number()) { rows.append(try list(&texts)) }
      categories.append(SystemCategory(name: name, columns: columns, rows: rows))
    }
    return categories
  }

  private static func list(_ texts: inout FieldTexts) throws(Fields.Damage) -> [String] {
    var list: [String] = []
    for _ in 0..<(try texts.number()) { list.append(try texts.text().string) }
    return list
  }
}
