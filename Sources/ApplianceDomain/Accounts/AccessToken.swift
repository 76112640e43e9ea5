public import Determinism

/// An OAuth access token, known only by its SHA-256 (guide: "Create a Token").
public struct AccessToken: Codable, Equatable, Sendable {
  /// How long a token is valid, in seconds of the appliance's clock.
  public static let lifetime: Int64 = 3600
  /// How many valid tokens an account can have; one more invalidates the oldest.
  public static let limitPerAccount = 30

  /// The SHA-256 of the token.
  public var digest: TokenDigest
  /// The account that it was issued to.
  public var clientID: String
  /// When it was issued.
  public var issued: Timestamp
  /// From when on it is no longer valid.
  public var expires: Timestamp
  /// The few last characters, by which people recognise it in a list.
  public var hint: String

  /// A token's record.
  public init(digest: TokenDigest, clientID: String, issued: Timestamp, expires: Timestamp, hint: String) {
    self.digest = digest
    self.clientID = clientID
    self.issued = issued
    self.expires = expires
    self.hint = hint
  }
}

/// The SHA-256 of a bearer token, as four words: no allocation when a request's token is looked up.
public struct TokenDigest: Codable, Hashable, Sendable {
  private let first: UInt64
  private let second: UInt64
  private let third: UInt64
  private let fourth: UInt64

  /// Any part of a digest is as good as a hash of it.
  public func hash(into hasher: inout Hasher) { hasher.combine(first) }

  /// The digest with these 32 bytes, in their order.
  public init(_ bytes: [UInt8]) {
    precondition(bytes.count == 32, "A SHA-256 has 32 bytes")
    (first, second, third, fourth) = bytes.withUnsafeBytes { bytes in
      (
        UInt64(bigEndian: bytes.loadUnaligned(as: UInt64.self)),
        UInt64(bigEndian: bytes.loadUnaligned(fromByteOffset: 8, as: UInt64.self)),
        UInt64(bigEndian: bytes.loadUnaligned(fromByteOffset: 16, as: UInt64.self)),
        UInt64(bigEndian: bytes.loadUnaligned(fromByteOffset: 24, as: UInt64.self))
      )
    }
  }

  /// The 32 bytes.
  public var bytes: [UInt8] {
    [first, second, third, fourth].flatMap { word in
      (0..<8).map { UInt8(truncatingIfNeeded: word >> UInt64(56 - 8 * $0)) }
    }
  }
}
