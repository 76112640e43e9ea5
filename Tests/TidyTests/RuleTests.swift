import Testing

/// A rule that cannot fail is worse than none, so every rule is shown something that breaks it.
@Suite("the tidy rules themselves")
struct RuleTests {
  @Test("a ban finds what breaks it, and lets be what only comes close", arguments: bans)
  func ban(_ ban: Ban) throws {
    let place = try #require(ban.places.first) + "Room/File.swift"
    #expect(!ban.findings(in: TextFile(path: place, text: ban.breaks)).isEmpty)
    #expect(ban.findings(in: TextFile(path: place, text: ban.keeps)).isEmpty)
    for allowed in ban.allowances.keys {
      #expect(ban.findings(in: TextFile(path: allowed + "File.swift", text: ban.breaks)).isEmpty)
    }
  }

  @Test("a ban is not broken in a comment, and is reported with its line")
  func comments() throws {
    let ban = try #require(bans.first { $0.breaks.contains("try!") })
    let file = TextFile(path: "Sources/Room/File.swift", text: "// try! is banned\nlet a = try! read()\n")
    let findings = ban.findings(in: file)
    #expect(findings.count == 1)
    #expect(findings.first?.hasPrefix("Sources/Room/File.swift:2: ") == true)
  }

  @Test(
    "formatting rules find what breaks them",
    arguments: [
      ("Sources/A/A.swift", "let a = 1 \n"), ("Sources/A/A.swift", "\tlet a = 1\n"),
      ("Sources/A/A.swift", "let a = 1"), ("Sources/A/A.swift", "// Nothing yet.\n"),
      ("README.md", "# One\n\n# Two\n"), ("README.md", "No title\n"),
      ("big.txt", String(repeating: "x", count: Formatting.largestFile + 1)),
    ])
  func formatting(path: String, text: String) {
    #expect(Formatting.findings(in: TextFile(path: path, text: text)).count == 1)
  }

  @Test(
    "formatting rules let good files be",
    arguments: [("Sources/A/A.swift", "let a = 1\n"), ("README.md", "# One\n\n```\n# a comment\n```\n")])
  func goodForm(path: String, text: String) {
    #expect(Formatting.findings(in: TextFile(path: path, text: text)).isEmpty)
  }

  private let manifest = """
    let grdb = Target.Dependency.product(name: "GRDB", package: "GRDB.swift")
    room("Low"),
    room("Middle", ["Low"]),
    room(
      "Store", ["Low", "HTTPServing", grdb]),
    """

  @Test("the manifest is read")
  func manifestIsRead() {
    #expect(
      ImportRules(manifest: manifest).declared == [
        "Low": [], "Middle": ["Low"], "Store": ["Low", "HTTPServing", "GRDB"],
      ])
  }

  @Test(
    "an import that the manifest does not grant is found",
    arguments: [
      ("Middle", "public import Low", true), ("Low", "import Middle", false), ("Store", "import GRDB", true),
      ("Middle", "import GRDB", false), ("Middle", "@testable import Store", false),
      ("Low", "import Synchronization", true), ("Low", "import Foundation", false),
      ("Store", "import Foundation", true), ("Low", "import struct Foundation.Date", false),
    ])
  func imports(room: String, line: String, isGranted: Bool) {
    let file = TextFile(path: "Sources/\(room)/File.swift", text: line + "\n")
    #expect(ImportRules(manifest: manifest).findings(in: file).isEmpty == isGranted)
  }

  @Test("a wall that the manifest opens is found")
  func walls() {
    #expect(ImportRules(manifest: manifest).openWalls.count == 1)
  }

  @Test("functions are measured from their first line to their last brace")
  func functions() {
    let text = """
      protocol P {
        func required(a: Int) -> Int
      }
      struct S: P {
        public func required(a: Int) -> Int { a }
        private static func long(
          a: Int
        ) -> Int {
          let b = a

          return b
        }
        init?(x: Int) {
          return nil
        }
      }
      """
    let lengths = functionLengths(TextFile(path: "Sources/A/A.swift", text: text)).map(\.length)
    #expect(lengths == [1, 1, 7, 3])
  }

  @Test("a ratchet holds what is too long, and asks to be lowered above its target")
  func ratchet() {
    let file = TextFile(path: "Sources/A/A.swift", text: String(repeating: "let a = 1\n", count: 10))
    let findings = [(9, 5), (10, 5), (11, 5), (11, 11)].map { limit, target in
      Ratchet(what: "file", limit: limit, target: target, measure: longestFile).finding(in: [file])
    }
    #expect(findings.map { $0 != nil } == [true, false, true, false])
  }
}
