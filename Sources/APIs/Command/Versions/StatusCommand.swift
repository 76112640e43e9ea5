import ApplianceDomain

// Differences: action-set-rep-status

/// `set_rep_status` came with API 1.21.1 (21.3 guide: "API Change Log").
enum SetRepStatusVersions {
  static let documented: Set<APIVersion> = [.v1_21_1]
}
