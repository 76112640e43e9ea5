import Testing

@testable import Documents

@Suite("writing JSON")
struct JSONWriterTests {
  @Test("commas stand between members and between elements, and nowhere else")
  func commas() {
    var json = JSONWriter()
    json.beginObject()
    json.key("empty")
    json.beginObject()
    json.endObject()
    json.key("list" as String)
    json.beginArray()
    json.number(-1 as Int64)
    json.beginArray()
    json.endArray()
    json.bool(true)
    json.null()
    json.raw("[2]".utf8)
    json.endArray()
    json.key("id")
    json.quotedNumber(.max)
    json.endObject()
    #expect(
      text(json) == #"{"empty":{},"list":[-1,[],true,null,[2]],"id":"18446744073709551615"}"#)
  }

  @Test(
    "strings are escaped where RFC 8259 says so",
    arguments: [
      ("", #""""#), ("a\"b\\c/d", #""a\"b\\c/d""#), ("\n\r\t", #""\n\r\t""#),
      ("\0\u{1F}", #""\u0000\u001f""#),
      ("\u{7F}é😀\u{2028}", "\"\u{7F}é😀\u{2028}\""), ("\u{8}\u{C}", #""\u0008\u000c""#),
    ])
  func strings(_ value: String, _ written: String) throws {
    var json = JSONWriter()
    json.string(value)
    #expect(text(json) == written)
    #expect(try JSONValue(parsing: json.bytes) == .string(value))
  }

  @Test("every character comes back as it went in")
  func everyCharacter() throws {
    let scalars = (0..<0x3000).compactMap { Unicode.Scalar(UInt32($0)) }
    let value = String(String.UnicodeScalarView(scalars))
    var json = JSONWriter()
    json.string(value)
    #expect(try JSONValue(parsing: json.bytes).text == value)
  }

  @Test("names of members are escaped, too")
  func names() throws {
    var json = JSONWriter()
    json.beginObject()
    json.key("a\"\n" as String)
    json.number(1 as Int64)
    json.key("b" as String)
    json.number(2 as Int64)
    json.endObject()
    #expect(text(json) == #"{"a\"\n":1,"b":2}"#)
  }

  @Test(
    "numbers are as short as they can be read back",
    arguments: [
      (0, "0"), (-0.0, "0"), (2, "2"), (0.1, "0.1"), (-1.5, "-1.5"), (1e300, "1e+300"), (1e-300, "1e-300"),
      (1e15, "1000000000000000"), (1e16, "1e+16"), (999_999_999_999_999, "999999999999999"),
    ])
  func numbers(_ value: Double, _ written: String) throws {
    var json = JSONWriter()
    json.number(value)
    #expect(text(json) == written)
    #expect(try JSONValue(parsing: json.bytes).double == value)
  }

  @Test("the smallest and the largest whole numbers are written in full", arguments: [Int64.min, .max])
  func wholeNumbers(_ value: Int64) throws {
    var json = JSONWriter()
    json.number(value)
    #expect(text(json) == "\(value)")
  }

  @Test("a parsed document is written as it was read, without its white space")
  func roundTrip() throws {
    let document = #"{"a":[1.50,"x",null,true,{"b":[]}],"a":false}"#
    var json = JSONWriter()
    json.value(try JSONValue(parsing: (" " + document + "\n").utf8))
    #expect(text(json) == document)
  }

  @Test("a document leaves in pieces, and lines stand for themselves")
  func pieces() {
    var json = JSONWriter()
    json.beginArray()
    json.number(1 as Int64)
    #expect(json.take() == Array("[1".utf8))
    json.number(2 as Int64)
    json.endArray()
    json.newline()
    json.null()
    #expect(text(json) == ",2]\nnull")
  }

  private func text(_ json: borrowing JSONWriter) -> String { String(decoding: json.bytes, as: UTF8.self) }
}
