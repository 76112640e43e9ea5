import ApplianceDomain

// Differences: legacy-login

/// User name and password in place of a token: deprecated since 16.2 but still there in the guides up to 18.1; the 21.3
/// guide no longer knows them. The setting `legacy_login` overrides.
enum LegacyAuthentication {
  static func isOnByDefault(in version: APIVersion) -> Bool { version != .v1_21_1 }
}
