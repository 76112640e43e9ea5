import ApplianceDomain

// Differences: action-terminate-session

/// `terminate_session` is in the guide's list of actions from 17.1 (API 1.16.0) on; the page of 16.2 (API 1.15.1) does
/// not have it (guides: "Required Parameters for Command API").
enum TerminateSessionVersions {
  static let documented: Set<APIVersion> = [.v1_16_0, .v1_21_1]
}
