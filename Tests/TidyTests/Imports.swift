import Foundation

/// Which room may import which, read from the manifest, and the walls that the manifest must not open.
struct ImportRules: Sendable {
  /// A room's declared dependencies, by module name.
  let declared: [String: Set<String>]

  /// Modules of the toolchain that any room may use.
  static let everywhere: Set = ["Swift", "Synchronization"]

  /// Modules of the system, and the rooms that may use them.
  static let system: [String: [String: String]] = [
    "Glibc": [
      "Locking": "the POSIX mutex", "Reactor": "sockets, timers and the clock",
      "TLS": "files of certificates and keys",
      "HTTPServing": "errno of reads and writes", "WebSocketCodec": "copies of memory",
      "Documents": "copies of memory", "HTTPClient": "searches in memory",
      "HTTPCodec": "copies of memory, IPv6 addresses",
      "Archives": "files of archives", "Backups": "files of backups and of the file store",
      "Store": "files of the database", "Configuration": "files and the environment",
      "MockAppliance": "the data directory", "ApplianceCLI": "signals and exit codes",
      "APIs": "a semaphore, where a worker waits for the stream's readers or another worker",
    ],
    "GRDBSQLite": ["Store": "SQLite itself, as GRDB links it"],
    "Foundation": [
      "Store": "GRDB brings it", "Configuration": "Yams brings it", "MockAppliance": "it assembles those two",
      "ApplianceCLI": "the argument parser brings it",
    ],
  ]

  /// Absences, each a pair that never meets, and why.
  static let walls: [(room: String, never: Set<String>, because: String)] = [
    (
      "HTTPServing", ["Store", "ApplianceDomain", "APIs", "APIKit"],
      "the engine knows nothing of the appliance"
    ),
    (
      "ApplianceDomain", ["HTTPMessages", "HTTPTypes", "Documents", "GRDB", "Reactor"],
      "the domain is a value that touches nothing"
    ),
    (
      "HTTPClient", ["HTTPServing", "ApplianceDomain", "Changes", "APIs"],
      "a client knows of an appliance what the wire says"
    ),
    ("Store", ["HTTPMessages", "HTTPServing", "Reactor", "TLS"], "the two ends never meet"),
    ("HTTPCodec", ["Reactor", "TLS", "CLinuxIO"], "codecs do no input or output"),
    ("WebSocketCodec", ["Reactor", "TLS", "CLinuxIO"], "codecs do no input or output"),
    ("Simulation", ["Changes", "Store", "Reactor"], "a tick goes in and intents come out"),
    ("APIs", ["Store", "HTTPServing", "Reactor", "GRDB"], "an API reads and asks; it stores nothing"),
    ("History", ["Store", "GRDB"], "reports do not know where their rows come from"),
  ]

  /// Reads the `room(…)` and `.executableTarget(…)` entries of the manifest, and the names of products there.
  init(manifest: String) {
    var products: [String: String] = [:]
    for match in matches(#"let (\w+) = Target\.Dependency\.product\(\s*name: "(\w+)""#, manifest) {
      products[match[1]] = match[2]
    }
    var declared: [String: Set<String>] = [:]
    let entry = #"(?:room\(|executableTarget\(\s*name:)\s*"(\w+)"(?:,\s*(?:dependencies:\s*)?\[([^\]]*)\])?"#
    for match in matches(entry, manifest) {
      let words = matches(#"\w+"#, match[2]).map { $0[0] }
      declared[match[1]] = Set(words.map { products[$0] ?? $0 })
    }
    self.declared = declared
  }

  func findings(in file: TextFile) -> [String] {
    guard let room = file.room, file.isSwift else { return [] }
    return matches(#"(?m)^\s*(?:@\w+ )?(?:\w+ )?import (?:struct |func |enum |class )?(\w+)"#, file.code)
      .compactMap {
        let module = $0[1]
        return allows(module, in: room) ? nil : "\(file.path): \(room) may not import \(module)."
      }
  }

  private func allows(_ module: String, in room: String) -> Bool {
    if Self.everywhere.contains(module) || declared[room]?.contains(module) == true { return true }
    return Self.system[module]?[room] != nil
  }

  /// One sentence for each wall that the manifest opens.
  var openWalls: [String] {
    Self.walls.flatMap { wall in
      wall.never.intersection(declared[wall.room] ?? []).sorted().map {
        "Package.swift lets \(wall.room) import \($0), but \(wall.because)."
      }
    }
  }
}

/// Every match of an expression, as the whole and its groups; a group that took no part is empty.
func matches(_ pattern: String, _ text: String) -> [[String]] {
  guard let expression = try? NSRegularExpression(pattern: pattern) else {
    preconditionFailure("Not a regular expression: \(pattern)")
  }
  return expression.matches(in: text, range: NSRange(text.startIndex..., in: text)).map { match in
    (0..<match.numberOfRanges).map { Range(match.range(at: $0), in: text).map { String(text[$0]) } ?? "" }
  }
}
