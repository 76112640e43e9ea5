import ApplianceDomain

// Differences: transfer-embassy-queue, session-key-embassy-queue

/// The forms of `queue_id`: up to 18.1 the guides have `embassy:[id]`, the 21.3 guide no longer.
enum QueueForms {
  static func include(_ queue: QueueReference, _ capabilities: Capabilities) -> Bool {
    if case .embassy = queue { capabilities.embassies } else { true }
  }

  /// Whether `transfer_session` takes a session to a queue. `Undocumented:` its chapter does not list the queue of
  /// everybody, which real appliances have in every version.
  static func includeInTransfers(_ queue: QueueReference, _ capabilities: Capabilities) -> Bool {
    switch queue {
    case .general, .representative, .representativeUsername, .team: true
    case .embassy: capabilities.embassies
    case .issue: false
    }
  }

  /// The end of a sentence about the parameter of `transfer_session`.
  static func transferSentenceEnd(_ capabilities: Capabilities) -> String {
    let embassy = capabilities.embassies ? " embassy:[id]," : ""
    return "it is rep:[id], team:[id],\(embassy) rep_username:[string] or general."
  }

  /// The end of a sentence about the parameter.
  static func sentenceEnd(_ capabilities: Capabilities) -> String {
    let embassy = capabilities.embassies ? " embassy:[id]," : ""
    return "it is general, rep:[id], team:[id],\(embassy) rep_username:[username] or issue:[issue_code_name]."
  }
}
