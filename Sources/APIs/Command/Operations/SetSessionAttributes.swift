import APIKit
import ApplianceDomain
import Changes
import HTTPMessages

extension CommandOperation {
  /// `set_session_attributes` (guide: "API Command: set_session_attributes").
  ///
  /// An attribute that is not named keeps its value, one with an empty value is cleared.
  static let setSessionAttributes = CommandOperation(
    action: "set_session_attributes", requirement: .commandFullAccess
  ) { (call) throws(CallFault) in
    let lsid = try call.parameters.lsid()
    let attributes = SessionParameters.attributeChanges(call.parameters)
    let performed = try call.perform(.setSessionAttributes(lsid: lsid, attributes))
    return call.success("Session attributes were set", after: performed)
  }
}
