import Documents

extension ScriptCommand {
  /// `start_pinned_client_session` (guides up to 18.1: "API Script Command: start_pinned_client_session"): a session
  /// with a Jump Client, by a text in any of its fields or by some of the fields, never by both.
  static let startPinnedClientSession = ScriptCommand(
    "start_pinned_client_session",
    [ScriptParameter("search_string", .text(maximum: ScriptParameter.searchMaximum))]
      + ScriptParameter.clientFields
  ) { given throws(CallFault) in
    let field = given.first { $0.name != "search_string" }
    let search = given.first { $0.name == "search_string" }
    if let field, search != nil {
      throw CallFault(
        "The parameters search_string and \(field.name) are given together; send search_string or client.* "
          + "parameters, and not both.")
    }
    guard field == nil, search == nil else { return }
    throw CallFault("Nothing says which Jump Client is meant; \(ScriptParameter.searches).")
  }
}

extension ScriptParameter {
  /// The fields of Jump Clients and Jump Items, each a part of what is looked for, without regard to case.
  static let clientFields = ["comments", "hostname", "private_ip", "public_ip", "tag"].map {
    ScriptParameter("client.\($0)", .text(maximum: usualMaximum))
  }

  /// The end of a sentence about a search without criteria.
  static let searches = "send search_string or one of " + clientFields.map(\.name).joined(separator: ", ")
}
