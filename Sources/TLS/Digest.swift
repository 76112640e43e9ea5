import COpenSSL

/// Digests and comparisons for secrets.
public enum Digest {
  /// The SHA-256 of some bytes: 32 bytes. Cheap enough for every request: nothing is looked up or allocated but the
  /// answer.
  public static func sha256(_ bytes: [UInt8]) -> [UInt8] {
    bytes.withUnsafeBytes { sha256($0) }
  }

  /// The SHA-256 of a text's UTF-8.
  public static func sha256(_ text: String) -> [UInt8] {
    var text = text
    return text.withUTF8 { sha256(UnsafeRawBufferPointer($0)) }
  }

  /// The SHA-256 of a part of a buffer.
  public static func sha256(_ bytes: UnsafeRawBufferPointer) -> [UInt8] {
    // The direct calls: OpenSSL 3.0's newer ones allocate and look up for each digest.
    var state = SHA256_CTX()
    SHA256_Init(&state)
    SHA256_Update(&state, bytes.baseAddress, bytes.count)
    return [UInt8](unsafeUninitializedCapacity: Int(SHA256_DIGEST_LENGTH)) { buffer, count in
      SHA256_Final(buffer.baseAddress, &state)
      count = Int(SHA256_DIGEST_LENGTH)
    }
  }

  /// Bytes as lower-case hex digits.
  public static func hex(_ bytes: [UInt8]) -> String {
    let digits: StaticString = "0123456789abcdef"
    return String(unsafeUninitializedCapacity: bytes.count * 2) { buffer in
      for (index, byte) in bytes.enumerated() {
        buffer[index * 2] = digits.utf8Start[Int(byte >> 4)]
        buffer[index * 2 + 1] = digits.utf8Start[Int(byte & 15)]
      }
      return bytes.count * 2
    }
  }

  /// Bytes of hex digits of either case; nil for anything else.
  public static func bytes(hex text: String) -> [UInt8]? {
    let digits = Array(text.utf8)
    guard digits.count.isMultiple(of: 2) else { return nil }
    var bytes: [UInt8] = []
    bytes.reserveCapacity(digits.count / 2)
    for index in stride(from: 0, to: digits.count, by: 2) {
      guard let high = value(digits[index]), let low = value(digits[index + 1]) else { return nil }
      bytes.append(high << 4 | low)
    }
    return bytes
  }

  /// Whether two secrets are equal, in a time that depends on their length alone.
  public static func areEqual(_ left: [UInt8], _ right: [UInt8]) -> Bool {
    left.count == right.count && CRYPTO_memcmp(left, right, left.count) == 0
  }

  private static func value(_ digit: UInt8) -> UInt8? {
    switch digit {
    case 0x30...0x39: digit - 0x30
    case 0x41...0x46: digit - 0x41 + 10
    case 0x61...0x66: digit - 0x61 + 10
    default: nil
    }
  }
}

/// A SHA-256 that is taken of pieces, one after the other.
public struct SHA256State {
  private var state = SHA256_CTX()

  /// That of nothing yet.
  public init() { SHA256_Init(&state) }

  /// Adds a piece.
  public mutating func update(_ bytes: UnsafeRawBufferPointer) {
    SHA256_Update(&state, bytes.baseAddress, bytes.count)
  }

  /// The 32 bytes for all pieces so far; more may follow.
  public func value() -> [UInt8] {
    var copy = state
    return [UInt8](unsafeUninitializedCapacity: Int(SHA256_DIGEST_LENGTH)) { buffer, count in
      SHA256_Final(buffer.baseAddress, &copy)
      count = Int(SHA256_DIGEST_LENGTH)
    }
  }
}
