public import ApplianceDomain
public import Changes
public import Determinism

/// What every API works with. A class, because every call holds it and a copy would count each of its parts.
public final class APIContext: Sendable {
  /// The appliance.
  public let appliance: Appliance
  /// The version that is served.
  public let edition: Edition
  /// Scheme and authority of URLs inside answers where `--external-url` fixes them.
  public let externalURL: String?
  /// The port of the HTTPS listener, once it listens, for URLs that no request caused.
  public let httpsPort: @Sendable () -> Int
  /// The appliance's GUID where the seed data gives it none.
  public let applianceGUID: String
  /// Hashing, which the domain never does itself.
  public let hashing: Hashing
  /// The system's entropy, for tokens and secrets.
  public let entropy: any EntropySource
  /// Whether answers of the documented APIs close the connection, as the guides demand.
  public let closesConnections: Bool

  /// A context with all its parts.
  public init(
    appliance: Appliance, edition: Edition, externalURL: String? = nil,
    httpsPort: @escaping @Sendable () -> Int = { 443 },
    applianceGUID: String, hashing: Hashing,
    entropy: any EntropySource, closesConnections: Bool = true
  ) {
    self.appliance = appliance
    self.edition = edition
    self.externalURL = externalURL
    self.httpsPort = httpsPort
    self.applianceGUID = applianceGUID
    self.hashing = hashing
    self.entropy = entropy
    self.closesConnections = closesConnections
  }
}

/// The hash functions, given by the assembly so that the APIs need no TLS library in their tests.
public struct Hashing: Sendable {
  /// The SHA-256 of a bearer token.
  public let token: @Sendable (_ token: ArraySlice<UInt8>) -> TokenDigest
  /// Whether a secret is the one behind a hash; takes the same time whatever the answer.
  public let verify: @Sendable (_ secret: String, _ hash: SecretHash) -> Bool
  /// The hash of a new secret with a fresh salt.
  public let hash: @Sendable (_ secret: String) -> SecretHash

  /// A set of hash functions.
  public init(
    token: @escaping @Sendable (ArraySlice<UInt8>) -> TokenDigest,
    verify: @escaping @Sendable (String, SecretHash) -> Bool, hash: @escaping @Sendable (String) -> SecretHash
  ) {
    self.token = token
    self.verify = verify
    self.hash = hash
  }
}
