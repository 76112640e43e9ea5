import Documents

extension ScriptCommand {
  /// `start_jump_item_session` (guide 21.3: "API Script Command: start_jump_item_session"): a session with a Jump Item.
  ///
  /// `Quirk:` a note says that `search_string` is needed only where no `client.*` parameter is there, the text below
  /// that one of those is always needed, and an example in the guide has `search_string` alone. So one of either kind
  /// is demanded, and both may be there, for nothing forbids it any more.
  static let startJumpItemSession = ScriptCommand(
    "start_jump_item_session",
    [
      ScriptParameter("jump.method", .choice(["push", "local_push", "pinned", "rdp", "vnc", "shelljump"])),
      ScriptParameter("credential_id", .text(maximum: ScriptParameter.usualMaximum)),
      // The guide prints no limit for it any more.
      ScriptParameter("search_string"),
    ] + ScriptParameter.clientFields
  ) { given throws(CallFault) in
    guard !given.contains(where: { $0.name == "search_string" || $0.name.hasPrefix("client.") }) else {
      return
    }
    throw CallFault("Nothing says which Jump Item is meant; \(ScriptParameter.searches).")
  }
}
