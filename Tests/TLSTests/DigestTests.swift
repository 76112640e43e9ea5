import Testing

@testable import TLS

@Suite("Digests of secrets")
struct DigestTests {
  @Test("SHA-256 gives the digests of FIPS 180-4's examples")
  func sha256() {
    #expect(
      Digest.hex(Digest.sha256("abc")) == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")
    #expect(
      Digest.hex(Digest.sha256([])) == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")
    let long = "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq"
    #expect(
      Digest.hex(Digest.sha256(Array(long.utf8)))
        == "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1")
    #expect(Array(long.utf8).withUnsafeBytes { Digest.sha256($0) } == Digest.sha256(long))
  }

  @Test("hex is written and read")
  func hex() {
    #expect(Digest.hex([0x00, 0x9F, 0xF0]) == "009ff0")
    #expect(Digest.bytes(hex: "009fF0") == [0x00, 0x9F, 0xF0])
    #expect(Digest.bytes(hex: "") == [])
    for bad in ["0", "0g", "g0", " 00", "é"] { #expect(Digest.bytes(hex: bad) == nil, "\(bad)") }
  }

  @Test("secrets compare by all their bytes")
  func equality() {
    #expect(Digest.areEqual([], []))
    #expect(Digest.areEqual([1, 2, 3], [1, 2, 3]))
    #expect(!Digest.areEqual([1, 2, 3], [1, 2, 4]))
    #expect(!Digest.areEqual([1, 2, 3], [1, 2]))
  }

  @Test("a secret's hash knows it again, also from its text, and knows no other")
  func secretHash() {
    let entropy = TestEntropy()
    let secret = "correct-horse-battery-staple-0123456789ABCD"
    let hash = SecretHash(of: secret, entropy: entropy)
    #expect(hash.matches(secret))
    #expect(!hash.matches(secret + "x"))
    #expect(!hash.matches(""))
    #expect(SecretHash(hash.text) == hash)
    #expect(SecretHash(of: secret, entropy: entropy) != hash, "the salt differs")
    #expect(!hash.text.contains(secret))
  }

  @Test(
    "a text that is no hash is refused",
    arguments: ["", "sha256$00", "md5$00$00", "sha256$00$00", "sha256$zz$00", "a$b$c$d"])
  func badHash(text: String) {
    #expect(SecretHash(text) == nil)
  }
}
