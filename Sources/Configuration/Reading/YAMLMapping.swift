/// A mapping whose keys are known beforehand. Reading a value that is wrong reports it and goes on with a stand-in,
/// so that one reading finds every problem.
struct YAMLMapping {
  let value: YAMLValue
  private let entries: [String: YAMLValue]

  /// The mapping; unknown keys are reported. Where the value is no mapping that is reported, and there are no entries.
  init(_ value: YAMLValue, keys: [String]) {
    self.value = value
    var entries: [String: YAMLValue] = [:]
    for (key, entry) in value.pairs {
      if keys.contains(key) {
        entries[key] = entry
      } else {
        entry.fail("is not a key here; \(Suggestion.mend(key, among: keys))")
      }
    }
    self.entries = entries
  }

  /// The value under a key; nil where the key is not there.
  subscript(key: String) -> YAMLValue? { entries[key] }

  /// The value under a key; its absence is reported.
  func required(_ key: String) -> YAMLValue? {
    if let entry = entries[key] { return entry }
    value.fail("\(key) is missing; write it")
    return nil
  }

  /// The value under a key that must be there.
  func required<Value>(_ key: String, _ form: Form<Value>) -> Value? { required(key)?.read(form) }

  /// The value under a key, or what holds without it.
  func optional<Value>(_ key: String, _ form: Form<Value>, default standard: Value) -> Value {
    entries[key]?.read(form) ?? standard
  }

  /// A text that must be there; empty where it is wrong.
  func text(_ key: String, maximum: Int = 100) -> String { required(key, .text(1...maximum)) ?? "" }

  /// A text, or what holds without it.
  func text(_ key: String, maximum: Int = 100, default standard: String) -> String {
    optional(key, .text(0...maximum), default: standard)
  }

  /// A positive number that must be there; 0 where it is wrong.
  func id(_ key: String = "id") -> Int { required(key, .id) ?? 0 }

  func boolean(_ key: String, default standard: Bool) -> Bool {
    optional(key, .trueFalse, default: standard)
  }

  /// The elements of a list; none where the key is not there.
  func list(_ key: String) -> [YAMLValue] {
    guard let entry = entries[key], !entry.isNull else { return [] }
    return entry.elements
  }
}

extension Form where Value == Int {
  /// The unique ID of something.
  static var id: Form { .integer(1...2_147_483_647, example: 1) }
}
