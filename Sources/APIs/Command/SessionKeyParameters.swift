import ApplianceDomain
import Documents

/// Why a call cannot be carried out, in a sentence for the caller.
struct CallFault: Error {
  let message: String
  init(_ message: String) { self.message = message }
}

extension SessionKeyRequest {
  /// The request that a call's parameters make.
  init(_ parameters: FormParameters) throws(CallFault) {
    guard let type = parameters["type"], !type.isEmpty else {
      throw CallFault("The required parameter type is missing; the only supported value is support.")
    }
    guard type == "support" else {
      throw CallFault("The parameter type is \"\(type)\"; the only supported value is support.")
    }
    guard let queueID = parameters["queue_id"], !queueID.isEmpty else {
      throw CallFault("The required parameter queue_id is missing; \(Self.queueForms)")
    }
    guard let queue = QueueReference(queueID) else {
      throw CallFault("The parameter queue_id is \"\(queueID)\"; \(Self.queueForms)")
    }
    self.init(
      queue: queue, ttl: try Self.ttl(parameters), attributes: SessionParameters.attributes(parameters),
      priority: try Self.priority(parameters), skills: SessionParameters.skills(parameters))
  }

  private static let queueForms =
    "it is general, rep:[id], team:[id], rep_username:[username] or issue:[issue_code_name]."

  private static func ttl(_ parameters: FormParameters) throws(CallFault) -> Int64? {
    guard let text = parameters["ttl"], !text.isEmpty else { return nil }
    guard let ttl = Int64(text), ttl >= 1 else {
      throw CallFault("The parameter ttl is \"\(text)\"; it is a number of seconds of at least 1.")
    }
    return ttl
  }

  private static func priority(_ parameters: FormParameters) throws(CallFault) -> Int? {
    guard let text = parameters["session.priority"], !text.isEmpty else { return nil }
    guard let priority = Int(text), (1...3).contains(priority) else {
      throw CallFault(
        "The parameter session.priority is \"\(text)\"; it is 1 (high), 2 (medium) or 3 (low).")
    }
    return priority
  }
}
