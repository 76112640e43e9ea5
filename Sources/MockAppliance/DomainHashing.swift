import APIKit
import ApplianceDomain
import Reactor
import TLS

extension Hashing {
  /// The hash functions of the TLS library, in the domain's words.
  static let openSSL = Hashing(
    token: { token in TokenDigest(token.withUnsafeBytes { Digest.sha256($0) }) },
    verify: { secret, hash in
      TLS.SecretHash("sha256$\(hash.salt)$\(hash.digest)")?.matches(secret) ?? false
    },
    hash: { secret in
      let parts = TLS.SecretHash(of: secret, entropy: SystemEntropy()).text.split(separator: "$")
      return DomainSecretHash(salt: String(parts[1]), digest: String(parts[2]))
    })
}
