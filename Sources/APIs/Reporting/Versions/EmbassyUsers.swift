import APIKit
import ApplianceDomain

// Differences: report-representative-embassy

/// `/session_list/session/rep_list/representative/embassy`: in the guides up to 18.1, gone from the 21.3 guide
/// ("Download Reports with SupportSession").
struct EmbassyUsers: Sendable {
  /// Whether users of embassies are marked as such.
  let areMarked: Bool

  init(_ edition: Edition) { areMarked = edition.capabilities.embassies }
}
