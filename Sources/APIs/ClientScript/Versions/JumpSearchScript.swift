import APIKit
import ApplianceDomain

// Differences: script-jump-item-action, script-jump-method, script-credential-id, script-search-string,
//   script-search-string-limit

/// The command that starts a session with what a search finds: Jump Clients in the guides up to 18.1
/// (`start_pinned_client_session`), all Jump Items in the 21.3 guide (`start_jump_item_session`), each in its guide
/// alone. `Quirk:` the 21.3 guide's introduction still shows a URL with the old name.
struct JumpSearchScript: Sendable {
  let command: ScriptCommand

  init(_ edition: Edition) {
    command =
      switch edition.version {
      case .v1_15_1, .v1_16_0: .startPinnedClientSession
      case .v1_21_1: .startJumpItemSession
      }
  }
}
