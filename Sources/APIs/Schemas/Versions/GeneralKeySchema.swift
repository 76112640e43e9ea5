import APIKit
import ApplianceDomain

// Differences: session-key-queue-values, observed-general-queue

/// How often a session key has `ttl` and `queue_id`: always by the guides, and not for the queue of everybody in
/// recordings of real appliances.
struct GeneralKeySchema {
  let occurrence: String

  init(_ edition: Edition) {
    occurrence =
      switch edition.fidelity {
      case .documented: ""
      case .observed: #" minOccurs="0""#
      }
  }
}
