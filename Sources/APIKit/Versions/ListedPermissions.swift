import ApplianceDomain

// Differences: api-info-permissions

extension PermissionSet {
  /// The 18.1 guide's `get_api_info` lists five permissions besides `perm_command`, the 21.3 guide's eleven. An account
  /// can have every permission in every version; this is only what the answer shows.
  static func listed(by version: APIVersion) -> PermissionSet {
    switch version {
    case .v1_15_1, .v1_16_0:
      [.backup, .reportingArchive, .reportingLicense, .reportingPresentation, .reportingSupport]
    case .v1_21_1: PermissionSet(Permission.allCases)
    }
  }
}
