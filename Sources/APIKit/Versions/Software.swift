import ApplianceDomain

// Differences: api-version

/// What `check_health` says of the appliance's software: the release that each guide belongs to.
public struct Software: Sendable {
  /// The release, a build number and forty hex digits, as real appliances print them.
  public let version: String

  static func of(_ version: APIVersion) -> Software {
    switch version {
    case .v1_15_1: Software(version: "16.2.5 (36510-5d9b1f0c4e7a82d36b90f1ce27a4583d6e0b7f19)")
    case .v1_16_0: Software(version: "18.1.3 (36870-0c7e52ab93d164f8e05b2a7d9c41f6e83b5d2a90)")
    case .v1_21_1: Software(version: "21.3.1 (49214-8e1d40c7b2f59a63d07c4e8b15f2a9d6c3705be4)")
    }
  }
}
