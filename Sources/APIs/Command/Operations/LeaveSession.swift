import APIKit
import ApplianceDomain
import Changes
import HTTPMessages

extension CommandOperation {
  /// `leave_session` (guide: "API Command: leave_session").
  ///
  /// `Quirk:` the guide lets accounts with read-only access use it. `Undocumented:` the texts of success.
  static let leaveSession = CommandOperation(
    action: "leave_session", versions: ChatBotCommandVersions.documented, requirement: .commandReadOnly
  ) { (call) throws(CallFault) in
    let lsid = try call.parameters.lsid()
    let name = try call.parameters.representative()
    let customer = call.parameters.filled("customer")
    if let customer, customer != "1" {
      throw CallFault("The parameter customer is \"\(customer)\"; it must be 1.")
    }
    switch (name, customer) {
    case (nil, nil):
      throw CallFault("Nothing says who is to be removed: send one of rep_id, rep_username and customer=1.")
    case (_?, _?):
      throw CallFault(
        "The parameter customer excludes rep_id and rep_username; send one of rep_id, rep_username and customer=1."
      )
    case (let name?, nil):
      let id = try call.id(of: name)
      let performed = try call.perform(.leaveSession(lsid: lsid, representative: id))
      return call.success("Representative successfully removed", after: performed)
    case (nil, _?):
      let performed = try call.perform(.removeCustomer(lsid: lsid))
      return call.success("Customer successfully removed", after: performed)
    }
  }
}
