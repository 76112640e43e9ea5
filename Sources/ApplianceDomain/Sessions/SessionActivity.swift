public import Determinism

/// Something that was done in a session or a presentation and that no table of the model shows
/// (guide: "JSON Tables and Fields for session_event").
///
/// The values stand under the guide's names. A caller leaves out those that the appliance gives itself: the number of a
/// note, the instance of a shell, the ID of a callback button.
public struct SessionActivity: Codable, Equatable, Sendable {
  /// What was done.
  public let kind: Kind
  /// What goes with it, in the guide's order.
  public internal(set) var values: [Entry]

  /// A value under its documented name.
  public struct Entry: Codable, Equatable, Sendable {
    /// The documented name.
    public let name: String
    /// The value.
    public let value: Value

    /// A value under its documented name.
    public init(name: String, value: Value) {
      self.name = name
      self.value = value
    }
  }

  /// A value of an activity.
  public enum Value: Codable, Equatable, Sendable {
    /// A string.
    case text(String)
    /// A number.
    case integer(Int64)
    /// A point in time.
    case time(Timestamp)
    /// Questions with their answers.
    case answers([SurveyAnswer])
    /// Files and directories that were shared.
    case files([SharedFile])
    /// What is known of a system, by category.
    case categories([SystemCategory])
  }

  init(_ kind: Kind, _ values: KeyValuePairs<String, Value?> = [:]) {
    self.kind = kind
    self.values = values.compactMap { name, value in value.map { Entry(name: name, value: $0) } }
  }

  /// An activity as the store reads it back; nil where this release does not know its kind.
  public init?(kind: String, values: [Entry]) {
    guard let kind = Kind(rawValue: kind) else { return nil }
    self.kind = kind
    self.values = values
  }

  /// The value under a name; nil where there is none.
  public subscript(name: String) -> Value? { values.first { $0.name == name }?.value }

  /// The text under a name; nil where there is none.
  public func text(_ name: String) -> String? {
    if case .text(let text)? = self[name] { text } else { nil }
  }

  /// The number under a name; nil where there is none.
  public func integer(_ name: String) -> Int64? {
    if case .integer(let number)? = self[name] { number } else { nil }
  }

  /// Whether the guide's `failure_reason` says that it went wrong.
  public var hasFailed: Bool { self["failure_reason"] != nil }

  mutating func put(_ name: String, _ value: Value, at place: Int = 0) {
    values.insert(Entry(name: name, value: value), at: place)
  }
}

/// A question of an exit survey with its answer.
public struct SurveyAnswer: Codable, Equatable, Sendable {
  /// The question.
  public var question: String
  /// The answer.
  public var answer: String

  /// A question with its answer.
  public init(question: String, answer: String) {
    self.question = question
    self.answer = answer
  }
}

/// A file or directory that was shared (guide: `files_shared`).
public struct SharedFile: Codable, Equatable, Sendable {
  /// The name.
  public var name: String
  /// The size in bytes.
  public var size: Int64
  /// Whether it is a directory (`dir`) and not a file (`file`).
  public var isDirectory: Bool

  /// A file or directory.
  public init(name: String, size: Int64, isDirectory: Bool = false) {
    self.name = name
    self.size = size
    self.isDirectory = isDirectory
  }
}

/// A data set of a system's information (guide: `system_information_retrieved`).
public struct SystemCategory: Codable, Equatable, Sendable {
  /// The category's name.
  public var name: String
  /// The names of its fields.
  public var columns: [String]
  /// The values, row by row, each in the order of the columns.
  public var rows: [[String]]

  /// A data set.
  public init(name: String, columns: [String], rows: [[String]]) {
    self.name = name
    self.columns = columns
    self.rows = rows
  }
}
