import Testing

@testable import Documents

@Suite("Base64")
struct Base64Tests {
  @Test(
    "the examples of RFC 4648 section 10 hold in both directions",
    arguments: [
      ("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foob", "Zm9vYg=="), ("fooba", "Zm9vYmE="),
      ("foobar", "Zm9vYmFy"),
    ])
  func examples(_ text: String, _ encoded: String) {
    #expect(Base64.encode(text.utf8) == encoded)
    #expect(Base64.decode(encoded.utf8) == Array(text.utf8))
    #expect(Base64.decode(encoded.utf8.filter { $0 != 0x3D }) == Array(text.utf8), "without padding")
  }

  @Test("every byte comes back", arguments: 0..<4)
  func everyByte(_ offset: Int) {
    let bytes = Array((UInt8.min...UInt8.max).dropFirst(offset))
    #expect(Base64.decode(Base64.encode(bytes).utf8) == bytes)
  }

  @Test(
    "what is not Base64 is refused",
    arguments: [
      "Z", "Zg=", "Zg===", "Zm8==", "Zm9v=", "=", "Zh==", "Zm9=", "Z g==", "Zg==Zg==", "Zm9v\n", "Zm-_",
      "Zmé",
      "Zg=a",
    ])
  func refusals(_ text: String) { #expect(Base64.decode(text.utf8) == nil) }
}
