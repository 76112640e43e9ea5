import APIKit
import ApplianceDomain

// Differences: script-web-console

/// The client type `web_console` and its operation `execute`: added in API version 1.18.0 (21.3 guide, "API Change
/// Log"), for two actions ("Parameters for Client Scripting API").
struct WebConsoleScript: Sendable {
  let isThere: Bool
  /// The actions that the web console carries out.
  let actions = [ScriptCommand.generateSessionKey.action, ScriptCommand.startJumpItemSession.action]

  init(_ edition: Edition) { isThere = edition.version == .v1_21_1 }

  /// The types of clients.
  var types: [String] { isThere ? ["rep", "web_console"] : ["rep"] }
}
