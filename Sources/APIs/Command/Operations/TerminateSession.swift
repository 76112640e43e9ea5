import APIKit
import ApplianceDomain
import Changes
import HTTPMessages

extension CommandOperation {
  /// `terminate_session` (guide: "API Command: terminate_session").
  static let terminateSession = CommandOperation(
    action: "terminate_session", versions: TerminateSessionVersions.documented,
    requirement: .commandFullAccess
  ) { (call) throws(CallFault) in
    let lsid = try call.parameters.lsid()
    let performed = try call.perform(.endSession(lsid: lsid, by: .system))
    return call.success("Successfully terminated", after: performed)
  }
}
