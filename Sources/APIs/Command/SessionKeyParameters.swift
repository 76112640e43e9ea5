import ApplianceDomain
import Documents

extension SessionKeyRequest {
  /// The request that a call's parameters make, in a version that can do some things.
  init(_ parameters: FormParameters, _ capabilities: Capabilities) throws(CallFault) {
    guard let type = parameters.filled("type") else {
      throw CallFault("The required parameter type is missing; the only supported value is support.")
    }
    guard type == "support" else {
      throw CallFault("The parameter type is \"\(type)\"; the only supported value is support.")
    }
    let queue = try Self.queue(parameters, capabilities)
    self.init(
      queue: queue, ttl: try Self.ttl(parameters), attributes: SessionParameters.attributes(parameters),
      priority: try Self.priority(parameters), skills: SessionParameters.skills(parameters))
  }

  private static func queue(
    _ parameters: FormParameters, _ capabilities: Capabilities
  ) throws(CallFault) -> QueueReference {
    func fault(_ beginning: String) -> CallFault {
      CallFault("\(beginning); \(QueueForms.sentenceEnd(capabilities))")
    }
    guard let text = parameters.filled("queue_id") else {
      throw fault("The required parameter queue_id is missing")
    }
    guard let queue = QueueReference(text), QueueForms.include(queue, capabilities) else {
      throw fault("The parameter queue_id is \"\(text)\"")
    }
    return queue
  }

  private static func ttl(_ parameters: FormParameters) throws(CallFault) -> Int64? {
    guard let text = parameters.filled("ttl") else { return nil }
    let isNumber = text.utf8.allSatisfy { (0x30...0x39).contains($0) }
    // More than fits is more than the maximum, to which the domain cuts it.
    let ttl = Int64(text) ?? .max
    guard isNumber, ttl >= 1 else {
      throw CallFault("The parameter ttl is \"\(text)\"; it is a number of seconds of at least 1.")
    }
    return ttl
  }

  private static func priority(_ parameters: FormParameters) throws(CallFault) -> Int? {
    guard let text = parameters.filled("session.priority") else { return nil }
    guard let priority = ["1": 1, "2": 2, "3": 3][text] else {
      throw CallFault(
        "The parameter session.priority is \"\(text)\"; it is 1 (high), 2 (medium) or 3 (low).")
    }
    return priority
  }
}
