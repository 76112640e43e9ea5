import Testing

@testable import HTTPCodec

@Suite("Authorities")
struct AuthorityTests {
  private func isValid(_ text: String) -> Bool {
    Array(text.utf8).withUnsafeBytes { Authority.isValid($0) }
  }

  @Test(
    "an IP literal is an IPv6 address, or one of a later version",
    arguments: [
      "[::1]", "[::]", "[::1]:80", "[::1]:", "[2001:db8::7]", "[1:2:3:4:5:6:7:8]", "[::FFFF:192.0.2.1]",
      "[v1.a]", "[VF.a:b!]:443", "[1111:2222:3333:4444:5555:6666:255.255.255.255]",
    ])
  func literals(text: String) { #expect(isValid(text)) }

  @Test(
    "other literals are refused",
    arguments: [
      "[]", "[", "[::1", "::1", "[1]", "[:::1]", "[1::2::3]", "[1:2:3:4:5:6:7]", "[1:2:3:4:5:6:7:8:9]",
      "[12345::]", "[::g]", "[192.0.2.1]", "[::1.2.3]", "[::1.2.3.256]", "[fe80::1%25eth0]", "[::1]x",
      "[::1]]",
      "[[::1]]", "[v.a]", "[v1.]", "[v1]", "[vg.a]", "[v1.a b]", "[v1.a%41]",
      "[\(String(repeating: "1:", count: 40))]",
    ])
  func otherLiterals(text: String) { #expect(!isValid(text)) }
}
