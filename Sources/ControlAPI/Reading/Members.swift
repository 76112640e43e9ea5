import Documents
import HTTPMessages
import HTTPTypes

/// The members of a JSON object that a caller sent: every name is known, no name is repeated, and a value of the wrong
/// type is named in the problem. `null` counts as not given.
struct Members {
  private let path: String
  private let members: [JSONValue.Member]

  /// Reads a request's body, which is one JSON object; an empty body is an empty object.
  init(of request: Request, known: [String]) throws(Problem) {
    guard !request.body.isEmpty else {
      self.init(path: "", members: [])
      return
    }
    try Self.checkMediaType(request)
    let value: JSONValue
    do throws(JSONFault) {
      // What no text of the record can hold, as in the parameters of the appliance's own APIs.
      value = try JSONValue(parsing: request.body).withoutNUL
    } catch {
      throw Problem("malformed-json", .badRequest, "The body is not valid JSON", error.message)
    }
    try self.init(value, path: "", known: known)
  }

  /// Reads an object inside another one.
  init(_ value: JSONValue, path: String, known: [String]) throws(Problem) {
    guard let members = value.members else {
      throw Self.wrongType(path.isEmpty ? "The body" : path, value, wanted: "an object")
    }
    self.init(path: path, members: members)
    var seen: Set<String> = []
    for member in members {
      guard known.contains(member.name) else {
        let list = known.isEmpty ? "no members" : known.map { "\"\($0)\"" }.joined(separator: ", ")
        throw Problem(
          "unknown-member", .unprocessableContent, "A member is not known",
          "\"\(name(member.name))\" is not known here\(Problem.nearest(to: member.name, of: known)); known: \(list)"
        )
      }
      guard seen.insert(member.name).inserted else {
        throw Problem(
          "repeated-member", .unprocessableContent, "A member is repeated",
          "\"\(name(member.name))\" stands twice in its object; give it once")
      }
    }
  }

  private init(path: String, members: [JSONValue.Member]) {
    self.path = path
    self.members = members
  }

  /// The full name of a member, for problems.
  func name(_ member: String) -> String { path.isEmpty ? member : "\(path).\(member)" }

  /// The names that were given, in their order, without those that are null.
  var given: [String] { members.filter { $0.value != .null }.map(\.name) }

  /// The value of a member as it is; nil where it is missing or null.
  subscript(name: String) -> JSONValue? {
    members.first { $0.name == name }.flatMap { $0.value == .null ? nil : $0.value }
  }

  /// The text of a member; nil where it is missing.
  func text(_ name: String) throws(Problem) -> String? {
    try read(name, "a string") { $0.text }
  }

  /// The whole number of a member; nil where it is missing.
  func integer(_ name: String) throws(Problem) -> Int64? {
    try read(name, "a whole number") { $0.integer }
  }

  /// The number of a member; nil where it is missing.
  func number(_ name: String) throws(Problem) -> Double? {
    try read(name, "a number") { value in value.double.flatMap { $0.isFinite ? $0 : nil } }
  }

  /// True or false; nil where it is missing.
  func bool(_ name: String) throws(Problem) -> Bool? {
    try read(name, "true or false") { $0.bool }
  }

  /// A list of texts; nil where it is missing.
  func texts(_ name: String) throws(Problem) -> [String]? {
    guard let elements = try read(name, "an array of strings", { $0.array }) else { return nil }
    var texts: [String] = []
    for element in elements {
      guard let text = element.text else {
        throw Self.wrongType(self.name(name), element, wanted: "an array of strings")
      }
      texts.append(text)
    }
    return texts
  }

  /// A list of whatever; nil where it is missing.
  func elements(_ name: String) throws(Problem) -> [JSONValue]? { try read(name, "an array") { $0.array } }

  /// The object of a member with these names; nil where it is missing.
  func object(_ name: String, known: [String]) throws(Problem) -> Members? {
    guard let value = self[name] else { return nil }
    return try Members(value, path: self.name(name), known: known)
  }

  /// One of some words; nil where it is missing.
  func word<Word: RawRepresentable & CaseIterable>(_ name: String, _ type: Word.Type) throws(Problem) -> Word?
  where Word.RawValue == String {
    guard let text = try text(name) else { return nil }
    if let word = Word(rawValue: text) { return word }
    throw .unknownWord(self.name(name), text, of: Word.allCases.map(\.rawValue))
  }

  /// A value that must be there.
  func required<T>(_ name: String, _ value: T?) throws(Problem) -> T {
    guard let value else {
      throw Problem(
        "missing-member", .unprocessableContent, "A member is missing", "\"\(self.name(name))\" is required")
    }
    return value
  }

  /// The problem of a value that has another type than it should.
  static func wrongType(_ name: String, _ value: JSONValue, wanted: String) -> Problem {
    Problem(
      "wrong-type", .unprocessableContent, "A value has the wrong type",
      "\(name) is \(value.kind)\(shown(value)); it must be \(wanted)")
  }

  private func read<T>(_ name: String, _ wanted: String, _ body: (JSONValue) -> T?) throws(Problem) -> T? {
    guard let value = self[name] else { return nil }
    guard let read = body(value) else { throw Self.wrongType(self.name(name), value, wanted: wanted) }
    return read
  }

  /// The value itself, where it is short.
  private static func shown(_ value: JSONValue) -> String {
    switch value {
    case .number(let text) where text.utf8.count <= 40: " (\(text))"
    case .string(let text) where text.utf8.count <= 40: " (\"\(text)\")"
    case .bool(let value): " (\(value))"
    default: ""
    }
  }

  /// Only JSON is read. What `curl --data` calls a form, and what has no type, is taken for JSON too, so that a hand can
  /// type it; pages of other sites, which could send such bodies unasked, were refused by their `Origin` before.
  private static func checkMediaType(_ request: Request) throws(Problem) {
    let field = request.fields.text("content-type")
    let type = (field ?? "").split(separator: ";").first.map { $0.lowercased().filter { $0 != " " } } ?? ""
    let isJSON = type == "application/json" || (type.hasPrefix("application/") && type.hasSuffix("+json"))
    guard isJSON || type.isEmpty || type == "application/x-www-form-urlencoded" else {
      throw Problem(
        "unsupported-media-type", .unsupportedMediaType, "The body is not JSON",
        "The body's Content-Type is \(field.map { "\"\($0)\"" } ?? "missing"); send application/json")
    }
  }
}
