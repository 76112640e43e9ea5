import APIKit
import ApplianceDomain
import Changes
import HTTPMessages

extension CommandOperation {
  /// `join_session` (guide: "API Command: join_session").
  ///
  /// The representative must be logged in. A session that nobody owns is theirs from then on.
  static let joinSession = CommandOperation(action: "join_session", requirement: .commandFullAccess) {
    (call) throws(CallFault) in
    let lsid = try call.parameters.lsid()
    let id = try call.id(of: call.parameters.requiredRepresentative())
    let performed = try call.perform(.joinSession(lsid: lsid, representative: id))
    return call.success("Representative successfully added", after: performed)
  }
}
