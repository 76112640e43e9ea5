public import Determinism

/// What is kept of a client secret: enough to know it again, too little to say it.
///
/// One salted SHA-256, not a slow password hash: the secrets are made by the appliance from 43 random characters
/// (some 256 bits), which no dictionary holds and no search finds, however fast a guess is; and a token request
/// should not cost a loop the milliseconds that a slow hash takes. The salt keeps equal secrets apart.
public struct SecretHash: Sendable, Equatable {
  private static let scheme = "sha256"
  private static let saltCount = 16

  private let salt: [UInt8]
  private let digest: [UInt8]

  /// The hash of a secret with a fresh salt.
  public init(of secret: String, entropy: any EntropySource) {
    salt = entropy.bytes(SecretHash.saltCount)
    digest = SecretHash.digest(salt, secret)
  }

  /// A hash that ``text`` wrote; nil for anything else.
  public init?(_ text: String) {
    let parts = text.split(separator: "$", omittingEmptySubsequences: false)
    guard parts.count == 3, parts[0] == SecretHash.scheme, let salt = Digest.bytes(hex: String(parts[1])),
      let digest = Digest.bytes(hex: String(parts[2])), digest.count == 32
    else { return nil }
    self.salt = salt
    self.digest = digest
  }

  /// The form to store: scheme, salt and digest in hex, separated by `$`.
  public var text: String { "\(SecretHash.scheme)$\(Digest.hex(salt))$\(Digest.hex(digest))" }

  /// Whether this is the hash of that secret, in a time that does not tell how nearly.
  public func matches(_ secret: String) -> Bool { Digest.areEqual(SecretHash.digest(salt, secret), digest) }

  private static func digest(_ salt: [UInt8], _ secret: String) -> [UInt8] {
    Digest.sha256(salt + secret.utf8)
  }
}
