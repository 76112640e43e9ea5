import APIKit
import ApplianceDomain

// Differences: session-key-general-available, session-key-queue-values, observed-general-queue

/// How a queue is shown in the answer of `generate_session_key`.
enum QueueShape {
  /// The type and the numeric ID; the queue of everybody has no ID of its own and shows 0.
  static func typeAndID(_ queue: QueueReference) -> (String, Int) {
    switch queue {
    case .representative(let id): ("rep", id)
    case .team(let id): ("team", id)
    case .embassy(let id): ("embassy", id)
    case .general, .representativeUsername, .issue: ("general", 0)
    }
  }

  /// `Quirk:` recordings of real appliances lack `ttl` and `queue_id` for the queue of everybody; the guides do not.
  static func showsEverything(of queue: QueueReference, _ edition: Edition) -> Bool {
    edition.fidelity == .documented || queue != .general
  }
}
