extension ScriptCommand {
  /// `start_rdp_session` (guide: "API Script Command: start_rdp_session").
  static let startRDPSession = ScriptCommand(
    "start_rdp_session",
    [
      .target, .jumpoint, .username, ScriptParameter("display_size", .displaySize),
      ScriptParameter("quality", .choice(["performance", "low", "performance_quality", "quality"])),
      ScriptParameter("console", .choice(["no", "yes"])),
    ])

  /// `start_vnc_session` (guide: "API Script Command: start_vnc_session"). The port is 5900 without one.
  static let startVNCSession = ScriptCommand(
    "start_vnc_session", [.target, .jumpoint, ScriptParameter("port", .port)])

  /// `start_shell_jump_session` (guide: "API Script Command: start_shell_jump_session"). The port is 22 without one,
  /// for either protocol.
  static let startShellJumpSession = ScriptCommand(
    "start_shell_jump_session",
    [
      .target, .jumpoint, .username, ScriptParameter("protocol", .choice(["ssh", "telnet"])),
      ScriptParameter("port", .port), ScriptParameter("terminal", .choiceInAnyCase(["xterm", "vt100"])),
    ])

  /// `start_vpro_session` (guide: "API Script Command: start_vpro_session"). Only here the Jumpoint is required.
  static let startVProSession = ScriptCommand(
    "start_vpro_session", [.target, ScriptParameter("jumpoint", isRequired: true)])
}
