extension ScriptCommand {
  /// `push_and_start_local` (guide: "API Script Command: push_and_start_local"): a local Jump.
  static let pushAndStartLocal = ScriptCommand(
    "push_and_start_local",
    [ScriptParameter("hostname", .text(maximum: ScriptParameter.usualMaximum), isRequired: true)])

  /// `push_and_start_remote` (guide: "API Script Command: push_and_start_remote"): a remote Jump. Without a Jumpoint the
  /// console takes the only one, or asks.
  static let pushAndStartRemote = ScriptCommand("push_and_start_remote", [.target, .jumpoint])
}

extension ScriptParameter {
  /// The host name or address of the machine.
  static let target = ScriptParameter("target", isRequired: true)
  /// The Jumpoint's name. `Undocumented:` one that is not configured is not refused: the console looks for it.
  static let jumpoint = ScriptParameter("jumpoint")
  /// The user name for the machine; without it the representative is asked.
  static let username = ScriptParameter("username")
}
