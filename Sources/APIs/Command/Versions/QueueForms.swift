import ApplianceDomain

// Differences: transfer-embassy-queue, session-key-embassy-queue

/// The forms of `queue_id`: up to 18.1 the guides have `embassy:[id]`, the 21.3 guide no longer.
enum QueueForms {
  static func include(_ queue: QueueReference, _ capabilities: Capabilities) -> Bool {
    if case .embassy = queue { capabilities.embassies } else { true }
  }

  /// The end of a sentence about the parameter.
  static func sentenceEnd(_ capabilities: Capabilities) -> String {
    let embassy = capabilities.embassies ? " embassy:[id]," : ""
    return "it is general, rep:[id], team:[id],\(embassy) rep_username:[username] or issue:[issue_code_name]."
  }
}
