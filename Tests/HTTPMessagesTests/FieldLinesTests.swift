import HTTPTypes
import Testing

@testable import HTTPMessages

@Suite("field lines")
struct FieldLinesTests {
  static let fields = make([
    ("Host", "example.com"), ("ACCEPT", "a"), ("accept", "b"), ("Connection", "keep-alive , Upgrade,, x "),
    ("Empty", ""), ("Odd", "\u{FFFD}é"),
  ])

  @Test("names are found without regard to case, the first one first")
  func first() {
    #expect(Self.fields.text("host") == "example.com")
    #expect(Self.fields.text("accept") == "a")
    #expect(Self.fields.text("empty") == "")
    #expect(Self.fields.first("odd")?.elementsEqual("\u{FFFD}é".utf8) == true)
  }

  @Test("a field that is not there has no value")
  func missing() {
    #expect(Self.fields.first("hos") == nil)
    #expect(Self.fields.text("hosts") == nil)
    #expect(Self.fields.all("hosts") == [])
    #expect(Self.fields.count("hosts") == 0)
    #expect(FieldLines.empty.first("host") == nil)
  }

  @Test("all values of a repeated field keep their order")
  func repetition() {
    #expect(Self.fields.all("accept") == ["a", "b"])
    #expect(Self.fields.count("accept") == 2)
  }

  @Test("a list has a member whatever stands around it, and has no parts of members")
  func lists() {
    #expect(Self.fields.lists("connection", token: "upgrade"))
    #expect(Self.fields.lists("connection", token: "keep-alive"))
    #expect(Self.fields.lists("connection", token: "x"))
    #expect(!Self.fields.lists("connection", token: "keep"))
    #expect(!Self.fields.lists("connection", token: ""))
    #expect(Self.fields.lists("accept", token: "b"), "in the second field of that name")
    #expect(!Self.fields.lists("missing", token: "b"))
  }

  @Test("only letters have two cases")
  func cases() {
    #expect(FieldLines.equals(Array("A-Z@[".utf8)[...], "a-z@["))
    #expect(!FieldLines.equals(Array("@".utf8)[...], "`"))
    #expect(!FieldLines.equals(Array("[".utf8)[...], "{"))
    #expect(!FieldLines.equals(Array("ab".utf8)[...], "a"))
  }

  @Test(
    "spaces and tabs are trimmed at both ends",
    arguments: [("", ""), ("  ", ""), (" \ta b\t ", "a b"), ("a", "a"), ("\na ", "\na")])
  func trimming(_ text: String, _ trimmed: String) {
    #expect(FieldLines.trim(Array(text.utf8)[...]).elementsEqual(trimmed.utf8))
  }

  @Test("bytes that are not UTF-8 are repaired")
  func repair() {
    let fields = FieldLines(bytes: [0x61, 0xFF, 0x62], lines: [.init(name: 0..<1, value: 1..<3)])
    #expect(fields.text("a") == "\u{FFFD}b")
    #expect(fields.all("a") == ["\u{FFFD}b"])
  }

  static func make(_ pairs: [(String, String)]) -> FieldLines {
    var bytes: [UInt8] = []
    let lines = pairs.map { name, value in
      let start = bytes.count
      bytes += name.utf8
      let middle = bytes.count
      bytes += value.utf8
      return FieldLines.Line(name: start..<middle, value: middle..<bytes.count)
    }
    return FieldLines(bytes: bytes, lines: lines)
  }
}

@Suite("requests and responses")
struct MessageTests {
  @Test("the target's authority replaces the Host field")
  func authority() {
    let fields = FieldLinesTests.make([("host", "a.example")])
    #expect(Request(method: .get, path: "/", fields: fields).authority == "a.example")
    let absolute = ConnectionInfo(targetAuthority: "b.example:8443")
    #expect(
      Request(method: .get, path: "/", fields: fields, connection: absolute).authority == "b.example:8443")
    #expect(Request(method: .get, path: "/").authority == nil)
  }

  @Test("a field block holds serialised lines in their order")
  func block() {
    var block = FieldBlock(["A": "1", "B": ""])
    block.append("A", "2")
    #expect(String(decoding: block.bytes, as: UTF8.self) == "A: 1\r\nB: \r\nA: 2\r\n")
    #expect(FieldBlock.empty.bytes.isEmpty)
  }
}
