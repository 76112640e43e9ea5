extension ScriptCommand {
  /// `generate_session_key` (guide: "API Script Command: generate_session_key"): shows the dialog of session keys, with
  /// a public portal chosen beforehand.
  static let generateSessionKey = ScriptCommand(
    "generate_session_key",
    [ScriptParameter("public_portal_hostname", .text(maximum: ScriptParameter.usualMaximum))])
}
