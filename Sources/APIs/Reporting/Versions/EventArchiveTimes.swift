import APIKit
import ApplianceDomain

// Differences: observed-event-archive-times

/// How an event archive's beginning is called: `time` in the guides ("XML Response for ArchiveListing Query"),
/// `start_time` on the wire.
struct EventArchiveTimes: Sendable {
  let beginning: StaticString

  init(_ edition: Edition) {
    beginning =
      switch edition.fidelity {
      case .documented: "time"
      case .observed: "start_time"
      }
  }
}
