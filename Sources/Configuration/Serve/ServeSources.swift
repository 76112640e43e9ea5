/// What the user said for each key, with where it was said. A flag beats the environment, which beats the file.
struct ServeSources {
  struct Entry {
    let text: String
    let place: String
    /// What relative paths start from; nil means the working directory.
    let directory: String?
  }

  private var entries: [ServeKey: Entry] = [:]
  let problems: ProblemList

  init(flags: [ServeKey: String], environment: [String: String], problems: ProblemList) {
    self.problems = problems
    let byVariable = Dictionary(
      uniqueKeysWithValues: ServeKey.allCases.map { ($0.environmentVariable, $0) })
    for (name, text) in environment.sorted(by: { $0.key < $1.key })
    where name.hasPrefix(ServeKey.environmentPrefix) {
      if let key = byVariable[name] {
        entries[key] = Entry(text: text, place: name, directory: nil)
      } else if let meant = meant(name) {
        problems.add(name, "is not a variable of this program; did you mean \(meant.environmentVariable)?")
      }
    }
    for (key, text) in flags { entries[key] = Entry(text: text, place: key.flag, directory: nil) }
  }

  /// The key that a variable was meant for. One that resembles none is somebody else's.
  private func meant(_ variable: String) -> ServeKey? {
    let name = variable.dropFirst(ServeKey.environmentPrefix.count).lowercased()
    return Suggestion.closest(to: name, among: ServeKey.allCases.map(\.rawValue)).flatMap(ServeKey.init)
  }

  /// Adds what the file says, where nothing else was said.
  mutating func add(_ mapping: YAMLMapping, directory: String) {
    for key in ServeKey.allCases {
      guard let value = mapping[key.rawValue], let text = value.text, entries[key] == nil else { continue }
      entries[key] = Entry(text: text, place: value.place, directory: directory)
    }
  }

  func place(of key: ServeKey) -> String { entries[key]?.place ?? key.flag }

  func read<Value>(_ key: ServeKey, _ form: Form<Value>) -> Value? {
    guard let entry = entries[key] else { return nil }
    do throws(Misfit) { return try form.read(entry.text) } catch {
      problems.add(entry.place, error.message)
      return nil
    }
  }

  func read<Value>(_ key: ServeKey, _ form: Form<Value>, default standard: Value) -> Value {
    read(key, form) ?? standard
  }

  /// A path; a relative one in a file starts from the file's directory.
  func path(_ key: ServeKey) -> String? {
    read(key, .path).map { resolved($0, of: key) }
  }

  /// A path that was said for a key: a relative one in a file starts from the file's directory.
  func resolved(_ path: String, of key: ServeKey) -> String {
    guard let directory = entries[key]?.directory, !path.hasPrefix("/") else { return path }
    return directory + "/" + path
  }
}
