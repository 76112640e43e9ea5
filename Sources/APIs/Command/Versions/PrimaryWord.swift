import ApplianceDomain

// Differences: cluster-role, connection-purpose

/// What the first appliance of a cluster is called as a `cluster_role`, and a connection to it as a `purpose`: `master`
/// in the guides up to 18.1, `primary` in the 21.3 guide ("API Command: get_appliances", "get_connected_clients").
enum PrimaryWord {
  static func of(_ version: APIVersion) -> String { version == .v1_21_1 ? "primary" : "master" }
}

extension ClusterRole {
  /// The word of a version.
  func word(_ version: APIVersion) -> String { self == .primary ? PrimaryWord.of(version) : rawValue }
}
