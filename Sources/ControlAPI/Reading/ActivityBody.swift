import ApplianceDomain
import Determinism
import Documents

/// Something done in a session, as a caller tells it: the name of the guide's session event, and its data under the
/// guide's names.
enum ActivityBody {
  static func read(_ members: Members) throws(Problem) -> SessionActivity {
    let kind = try members.required("event", members.word("event", SessionActivity.Kind.self))
    let data = try members.object("data", known: kind.fields.map(\.name))
    var given: [SessionActivity.Entry] = []
    for field in kind.fields {
      guard let data else {
        guard field.isOptional else { throw .invalid("data", "\(kind.rawValue) needs \"\(field.name)\"") }
        continue
      }
      if let value = try value(field, data) {
        given.append(SessionActivity.Entry(name: field.name, value: value))
      } else if !field.isOptional {
        _ = try data.required(field.name, nil as String?)
      }
    }
    guard let activity = SessionActivity(kind, given: given) else {
      throw .invalid("data", "it is not what \(kind.rawValue) needs")
    }
    return activity
  }

  private static func value(_ field: SessionActivity.Field, _ data: Members) throws(Problem)
    -> SessionActivity.Value?
  {
    switch field.form {
    case .text: try data.text(field.name).map { .text($0) }
    case .integer: try number(field.name, data, upTo: .max).map { .integer($0) }
    case .time: try number(field.name, data, upTo: lastSecond).map { .time(Timestamp(seconds: $0)) }
    case .answers: try answers(field.name, data)
    case .files: try files(field.name, data).map { .files($0) }
    case .categories: try categories(field.name, data)
    }
  }

  /// The last second that has four digits for its year.
  private static let lastSecond: Int64 = 253_402_300_799

  /// Sizes, IDs and times: none is less than 0.
  private static func number(_ name: String, _ data: Members, upTo last: Int64) throws(Problem) -> Int64? {
    guard let number = try data.integer(name) else { return nil }
    guard number >= 0 else { throw .invalid("data.\(name)", "\(number) is less than 0") }
    guard number <= last else { throw .invalid("data.\(name)", "\(number) is more than \(last)") }
    return number
  }

  /// An object, question by answer; where several options are chosen, their array.
  private static func answers(_ name: String, _ data: Members) throws(Problem) -> SessionActivity.Value? {
    guard let value = data[name] else { return nil }
    let object = try Members(value, path: name, known: value.members?.map(\.name) ?? [])
    var answers: [SurveyAnswer] = []
    for question in object.given {
      let isList = object[question]?.array != nil
      let given = isList ? try object.texts(question) ?? [] : [try object.text(question) ?? ""]
      answers += given.map { SurveyAnswer(question: question, answer: $0) }
    }
    return .answers(answers)
  }

  /// Files and directories, as the guide shows them in `files_shared`; nil where they are missing.
  static func files(_ name: String, _ data: Members) throws(Problem) -> [SharedFile]? {
    guard let elements = try data.elements(name) else { return nil }
    var files: [SharedFile] = []
    for element in elements {
      let file = try Members(element, path: name, known: ["name", "size", "type"])
      let type = try file.text("type") ?? "file"
      guard type == "file" || type == "dir" else {
        throw .unknownWord("\(name).type", type, of: ["file", "dir"])
      }
      let size = try file.required("size", file.integer("size"))
      guard size >= 0 else { throw .invalid("\(name).size", "\(size) is less than 0") }
      files.append(
        SharedFile(
          name: try file.required("name", file.text("name")), size: size, isDirectory: type == "dir"))
    }
    return files
  }

  private static func categories(_ name: String, _ data: Members) throws(Problem) -> SessionActivity.Value? {
    guard let elements = try data.elements(name) else { return nil }
    var categories: [SystemCategory] = []
    for element in elements {
      let category = try Members(element, path: name, known: ["name", "columns", "rows"])
      var rows: [[String]] = []
      for row in try category.elements("rows") ?? [] { rows.append(row.array?.compactMap(\.text) ?? []) }
      categories.append(
        SystemCategory(
          name: try category.required("name", category.text("name")),
          columns: try category.required("columns", category.texts("columns")), rows: rows))
    }
    return .categories(categories)
  }
}
