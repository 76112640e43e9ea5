import ApplianceDomain
import Determinism
import Documents

/// How the values of an activity stand in the database: a JSON array of triples of a name, a word for the type, and the
/// value. The names of types are its own: the database outlives the domain's.
enum StoredActivity {
  /// The text does not hold what it must.
  struct Damage: Error, CustomStringConvertible {
    let kind: String
    var description: String { "the values of an event \(kind) cannot be read" }
  }

  static func text(of activity: SessionActivity) -> String {
    var json = JSONWriter()
    json.beginArray()
    for entry in activity.values {
      json.beginArray()
      json.string(entry.name)
      write(entry.value, to: &json)
      json.endArray()
    }
    json.endArray()
    return String(decoding: json.bytes, as: UTF8.self)
  }

  /// The activity of a kind; nil where this release does not know it.
  static func activity(_ kind: String, _ text: String) throws -> SessionActivity? {
    guard SessionActivity.Kind(rawValue: kind) != nil else { return nil }
    let damage = Damage(kind: kind)
    guard let triples = try JSONValue(parsing: Array(text.utf8)).array else { throw damage }
    let values = try triples.map { triple in
      guard let parts = triple.array, parts.count == 3, let name = parts[0].text, let type = parts[1].text,
        let value = value(type, parts[2])
      else { throw damage }
      return SessionActivity.Entry(name: name, value: value)
    }
    return SessionActivity(kind: kind, values: values)
  }

  private static func write(_ value: SessionActivity.Value, to json: inout JSONWriter) {
    switch value {
    case .text(let text):
      json.string("text")
      json.string(text)
    case .integer(let number):
      json.string("integer")
      json.number(number)
    case .time(let time):
      json.string("time")
      json.number(time.milliseconds)
    case .answers(let answers):
      json.string("answers")
      write(answers.map { [$0.question, $0.answer] }, to: &json)
    case .files(let files):
      json.string("files")
      write(files.map { [$0.name, "\($0.size)", $0.isDirectory ? "dir" : "file"] }, to: &json)
    case .categories(let categories):
      json.string("categories")
      json.beginArray()
      for category in categories {
        json.beginArray()
        json.string(category.name)
        write([category.columns] + category.rows, to: &json)
        json.endArray()
      }
      json.endArray()
    }
  }

  private static func write(_ rows: [[String]], to json: inout JSONWriter) {
    json.beginArray()
    for row in rows {
      json.beginArray()
      for text in row { json.string(text) }
      json.endArray()
    }
    json.endArray()
  }

  private static func value(_ type: String, _ json: JSONValue) -> SessionActivity.Value? {
    switch type {
    case "text": json.text.map { .text($0) }
    case "integer": json.integer.map { .integer($0) }
    case "time": json.integer.map { .time(Timestamp(milliseconds: $0)) }
    case "answers":
      rows(json, width: 2).map { .answers($0.map { SurveyAnswer(question: $0[0], answer: $0[1]) }) }
    case "files":
      rows(json, width: 3).map { rows in
        .files(rows.map { SharedFile(name: $0[0], size: Int64($0[1]) ?? 0, isDirectory: $0[2] == "dir") })
      }
    case "categories": categories(json).map { .categories($0) }
    default: nil
    }
  }

  private static func categories(_ json: JSONValue) -> [SystemCategory]? {
    let categories = json.array?.compactMap { category -> SystemCategory? in
      guard let parts = category.array, parts.count == 2, let name = parts[0].text, let rows = rows(parts[1]),
        let columns = rows.first
      else { return nil }
      return SystemCategory(name: name, columns: columns, rows: Array(rows.dropFirst()))
    }
    return categories?.count == json.array?.count ? categories : nil
  }

  /// Rows of strings; nil where anything is not one, or a row has not the width that is asked for.
  private static func rows(_ json: JSONValue, width: Int? = nil) -> [[String]]? {
    let rows = json.array?.compactMap { row -> [String]? in
      let texts = row.array?.compactMap(\.text)
      guard let texts, texts.count == row.array?.count, width ?? texts.count == texts.count else {
        return nil
      }
      return texts
    }
    return rows?.count == json.array?.count ? rows : nil
  }
}
