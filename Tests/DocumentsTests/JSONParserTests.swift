import Testing

@testable import Documents

@Suite("reading JSON")
struct JSONParserTests {
  @Test(
    "a document is read as it is written",
    arguments: [
      ("null", .null), ("true", .bool(true)), (" false\r\n", .bool(false)), ("\t0 ", .number("0")),
      ("-0", .number("-0")), ("12.50e+3", .number("12.50e+3")), ("1E-2", .number("1E-2")),
      ("\"\"", .string("")), ("[]", .array([])), ("[ 1 , [ ] ]", .array([.number("1"), .array([])])),
      ("{}", .object([])),
      (#"{"a":1,"a":{"b":null}}"#, object(("a", .number("1")), ("a", object(("b", .null))))),
    ] as [(String, JSONValue)])
  func values(_ text: String, _ value: JSONValue) throws {
    #expect(try JSONValue(parsing: text.utf8) == value)
  }

  @Test(
    "escapes become what they stand for",
    arguments: [
      (#""\" \\ \/ \b \f \n \r \t""#, "\" \\ / \u{8} \u{C} \n \r \t"), (#""\u0041\u00e9\u20AC""#, "Aé€"),
      (#""\ud83d\ude00""#, "😀"), (#""\u0000""#, "\0"), ("\"é😀\u{7F}\"", "é😀\u{7F}"),
    ])
  func escapes(_ text: String, _ value: String) throws {
    #expect(try JSONValue(parsing: text.utf8) == .string(value))
  }

  @Test(
    "what RFC 8259 does not allow is refused where it stands",
    arguments: [
      ("", "an end where a value is expected", 0), ("  ", "an end where a value is expected", 2),
      ("nul", "no value", 3), ("True", "no value", 0), ("'a'", "no value", 0), ("+1", "no value", 0),
      ("01", "something after the value", 1), ("1 2", "something after the value", 2),
      ("-", "a number without digits", 1), ("1.", "a number without digits", 2),
      ("1e", "a number without digits", 2), (".5", "no value", 0), ("NaN", "no value", 0),
      ("[1,]", "no value", 3), ("[1", "neither a comma nor the end of an array", 2),
      ("[1 2]", "neither a comma nor the end of an array", 3), ("{a:1}", "no name of a member", 1),
      (#"{"a" 1}"#, "no colon after a name", 5), (#"{"a":1,}"#, "no name of a member", 7),
      (#"{"a":1"#, "neither a comma nor the end of an object", 6),
      (#"{"a":1]"#, "neither a comma nor the end of an object", 6), (#""a"#, "a string without an end", 2),
      ("\"\n\"", "a control character in a string", 2), (#""\x41""#, "an unknown escape", 3),
      (#""\u12"#, "an escape without its digits", 3), (#""\u12g4""#, "an escape without its digits", 3),
      (#""\ud83d""#, "a lone surrogate", 7), (#""\ude00""#, "a lone surrogate", 7),
      (#""\ud83d\u0041""#, "a lone surrogate", 13), ("\u{FEFF}1", "no value", 0),
    ])
  func refusals(_ text: String, _ reason: String, _ offset: Int) {
    #expect(throws: JSONFault(reason: reason, offset: offset)) { try JSONValue(parsing: text.utf8) }
  }

  @Test(
    "bytes that are not UTF-8 are refused",
    arguments: [[0xFF], [0xC0, 0x80], [0xED, 0xA0, 0x80], [0xF4, 0x90, 0x80, 0x80], [0xC3]] as [[UInt8]])
  func invalidUTF8(_ bytes: [UInt8]) {
    #expect(throws: JSONFault.self) { try JSONValue(parsing: [0x22] + bytes + [0x22]) }
  }

  @Test(
    "64 values may nest; one more is refused instead of exhausting the stack", arguments: ["[", "{\"a\":"])
  func depth(_ opening: String) throws {
    let closing = opening == "[" ? "]" : "}"
    func nested(_ depth: Int) -> String {
      String(repeating: opening, count: depth - 1) + "1" + String(repeating: closing, count: depth - 1)
    }
    _ = try JSONValue(parsing: nested(64).utf8)
    let fault = #expect(throws: JSONFault.self) { try JSONValue(parsing: nested(65).utf8) }
    #expect(fault?.reason == "nested too deeply")
    #expect(throws: JSONFault.self) {
      try JSONValue(parsing: String(repeating: opening, count: 100_000).utf8)
    }
  }

  @Test("a value is asked for what it is; a repeated member's last value counts")
  func access() throws {
    let value = try JSONValue(parsing: #"{"t":"x","n":7,"f":1.5,"b":true,"a":[1],"n":8,"z":null}"#.utf8)
    #expect(value["t"]?.text == "x")
    #expect(value["n"]?.integer == 8)
    #expect(value["f"]?.integer == nil)
    #expect(value["f"]?.double == 1.5)
    #expect(value["b"]?.bool == true)
    #expect(value["a"]?.array == [.number("1")])
    #expect(value["z"] == .null)
    #expect(value["missing"] == nil)
    #expect(value.members?.count == 7)
    #expect(value["t"]?["x"] == nil)
    #expect(try JSONValue(parsing: "99999999999999999999".utf8).integer == nil)
  }

  @Test("a NUL becomes U+FFFD wherever it stands, and nothing else changes")
  func withoutNUL() throws {
    let value = try JSONValue(
      parsing: Array(#"{"a\u0000":["\u0000b\u0000",{"c":"\u0001"},null,1.0,true]}"#.utf8))
    let other = try JSONValue(
      parsing: Array(#"{"a\uFFFD":["\uFFFDb\uFFFD",{"c":"\u0001"},null,1.0,true]}"#.utf8))
    #expect(value != other && value.withoutNUL == other && other.withoutNUL == other)
  }

  @Test("a fault says what is wrong and where")
  func message() {
    #expect(JSONFault(reason: "no value", offset: 3).message == "Not valid JSON: no value at byte 3")
  }

  private static func object(_ members: (String, JSONValue)...) -> JSONValue {
    .object(members.map { JSONValue.Member(name: $0.0, value: $0.1) })
  }
}
