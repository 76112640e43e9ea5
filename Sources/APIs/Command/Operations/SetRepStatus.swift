import APIKit
import ApplianceDomain
import Changes
import HTTPMessages

extension CommandOperation {
  /// `set_rep_status` (guide: "API Command: set_rep_status").
  ///
  /// `Quirk:` the guide lets accounts with read-only access use it. `Undocumented:` the text of success; that the model
  /// shows a status which takes no sessions as `routing_busy`.
  static let setRepStatus = CommandOperation(
    action: "set_rep_status", versions: SetRepStatusVersions.documented, requirement: .commandReadOnly
  ) { (call) throws(CallFault) in
    let name = try call.parameters.requiredRepresentative()
    let codeName = try call.parameters.required("code_name", or: "status", "the code name of a status")
    let id = try call.id(of: name)
    let performed = try call.perform(.setStatus(representative: id, codeName: codeName))
    return call.success("Representative status was set", after: performed)
  }
}
