import Determinism
import Testing

@testable import Documents

@Suite("input that nobody would send on purpose")
struct OddInputTests {
  @Test("any bytes are refused or read, and what is read can be written and read again", arguments: 0..<4)
  func json(_ seed: UInt64) throws {
    var generator = SeededGenerator(seed: seed, stream: "odd-json")
    let pieces = [
      "{", "}", "[", "]", ",", ":", "\"", "\\", "\\u", "d83d", "de00", "1", "-", ".", "e", "true", " ",
    ]
    for _ in 0..<2000 {
      var text: [UInt8] = []
      for _ in 0..<generator.below(12) { text += Array(generator.pick(pieces).utf8) }
      if generator.chance(0.1) { text.append(UInt8(generator.below(256))) }
      guard let value = try? JSONValue(parsing: text) else { continue }
      var json = JSONWriter()
      json.value(value)
      #expect(try JSONValue(parsing: json.bytes) == value)
    }
  }

  @Test("any bytes are a form, a multipart body or Base64, or are not", arguments: 0..<4)
  func forms(_ seed: UInt64) {
    var generator = SeededGenerator(seed: seed, stream: "odd-forms")
    let pieces = [
      "--b", "--", "\r\n", "\r\n\r\n", "Content-Disposition: form-data; name=", "\"", ";", "=", "a", "%",
      "%4", "&", "+",
      "boundary=b", "\\",
    ]
    for _ in 0..<2000 {
      var bytes: [UInt8] = []
      for _ in 0..<generator.below(16) { bytes += Array(generator.pick(pieces).utf8) }
      if generator.chance(0.2) { bytes.append(UInt8(generator.below(256))) }
      let pairs = FormParameters(decoding: bytes).pairs
      #expect(pairs.count <= bytes.count)
      let text = String(decoding: bytes, as: UTF8.self)
      #expect(FormParameters(multipart: bytes, contentType: "x; boundary=b").pairs.count <= bytes.count)
      #expect(FormParameters(multipart: bytes, contentType: text).pairs.count <= bytes.count)
      if let decoded = Base64.decode(bytes) { #expect(Base64.decode(Base64.encode(decoded).utf8) == decoded) }
    }
  }
}
