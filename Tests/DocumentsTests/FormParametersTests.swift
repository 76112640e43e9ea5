import Testing

@testable import Documents

@Suite("form parameters")
struct FormParametersTests {
  @Test(
    "queries and form bodies are decoded",
    arguments: [
      ("", []), ("&&", []), ("a=1&b=2", [("a", "1"), ("b", "2")]), ("a", [("a", "")]), ("a=", [("a", "")]),
      ("=x", [("", "x")]), ("a=b=c", [("a", "b=c")]), ("a+b=c+d", [("a b", "c d")]),
      ("a%20b=%2B%26%3D", [("a b", "+&=")]), ("%C3%A9=%e2%82%ac", [("é", "€")]),
      ("a=%", [("a", "%")]), ("a=%4", [("a", "%4")]), ("a=%zz%41", [("a", "%zzA")]),
      ("a=%%41", [("a", "%A")]),
      ("a=%FF", [("a", "\u{FFFD}")]), ("a=1;b=2", [("a", "1;b=2")]), ("a=%00", [("a", "\0")]),
      ("a=1&a=2", [("a", "1"), ("a", "2")]), ("a=%2520", [("a", "%20")]),
    ] as [(String, [(String, String)])])
  func decoding(_ text: String, _ pairs: [(String, String)]) {
    let parameters = FormParameters(decoding: text.utf8)
    #expect(parameters.pairs.map(\.name) == pairs.map(\.0))
    #expect(parameters.pairs.map(\.value) == pairs.map(\.1))
    #expect(parameters.isEmpty == pairs.isEmpty)
  }

  @Test("the last value of a name counts, and appended parameters win")
  func precedence() {
    var parameters = FormParameters(decoding: "a=1&b=1&a=2".utf8)
    #expect(parameters["a"] == "2")
    #expect(parameters["c"] == nil)
    parameters.append(contentsOf: FormParameters(decoding: "b=3".utf8))
    #expect(parameters["b"] == "3")
    parameters.append("c", "4")
    #expect(parameters["c"] == "4")
    #expect(parameters == FormParameters(decoding: "a=1&b=1&a=2&b=3&c=4".utf8))
    #expect(parameters != FormParameters(decoding: "a=2&b=3&c=4".utf8))
  }

  @Test(
    "percent-encoding leaves only unreserved characters alone",
    arguments: [
      ("AZaz09-._~", "AZaz09-._~"), ("a b+c/d?e&f=g", "a%20b%2Bc%2Fd%3Fe%26f%3Dg"),
      ("é😀", "%C3%A9%F0%9F%98%80"),
      ("%\0", "%25%00"), ("", ""),
    ])
  func percentEncoding(_ text: String, _ encoded: String) {
    #expect(PercentEncoding.encode(text) == encoded)
    #expect(FormParameters.decode(encoded.utf8) == text)
  }

  @Test("a NUL can be had out of names and values")
  func withoutNUL() {
    let given = FormParameters(decoding: Array("a%00=b%00%00c&d=e".utf8))
    #expect(given.withoutNUL.pairs.map(\.name) == ["a\u{FFFD}", "d"])
    #expect(given.withoutNUL["a\u{FFFD}"] == "b\u{FFFD}\u{FFFD}c")
    #expect(given["a\0"] == "b\0\0c")
  }

  @Test("HTML text holds no markup")
  func html() {
    #expect(HTMLText.escape("<a href=\"x\">'&é</a>") == "&lt;a href=&quot;x&quot;&gt;&#39;&amp;é&lt;/a&gt;")
  }

  @Test("hex digits have their values, in either case, and nothing else has one")
  func hex() {
    let values = (UInt8.min...UInt8.max).map { Hex.value($0) }
    #expect(values.compactMap { $0 }.count == 22)
    #expect("0123456789abcdefABCDEF".utf8.map { Hex.value($0) } == (Array(0...15) + Array(10...15)))
  }
}
