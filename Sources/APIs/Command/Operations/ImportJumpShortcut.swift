import APIKit
import ApplianceDomain
import Changes
import HTTPMessages

extension CommandOperation {
  /// `import_jump_shortcut` (guide: "API Command: import_jump_shortcut").
  ///
  /// The parameter that bears the host name says how the system is reached. `Quirk:` the list of actions and two
  /// headings of the chapter write `import_jump_shortcuts`. The guides' examples leave out the required `name`; the host
  /// name stands in for it.
  static func importJumpShortcut(_ edition: Edition) -> CommandOperation {
    let form = JumpShortcutForm.of(edition.version)
    return CommandOperation(
      action: "import_jump_shortcut", otherNames: ["import_jump_shortcuts"], requirement: .commandFullAccess
    ) { (call) throws(CallFault) in
      let performed = try call.perform(.importJumpItem(JumpItem(call.parameters, form)))
      return call.success("Successfully imported Jump Item shortcut", after: performed)
    }
  }
}
