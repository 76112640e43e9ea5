import ApplianceDomain

/// The domain's hash of a secret. Its room and a type in it share one name, so that only a file without the TLS
/// library can say which `SecretHash` is meant.
typealias DomainSecretHash = SecretHash
