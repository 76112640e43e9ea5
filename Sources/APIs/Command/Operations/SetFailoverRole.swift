import APIKit
import ApplianceDomain
import Changes
import HTTPMessages

extension CommandOperation {
  /// `set_failover_role` (guide: "API Command: set_failover_role").
  ///
  /// With `data_sync_first=1` all clients are disconnected and the other APIs refuse what they are asked, until the
  /// synchronisation is over and the roles have changed. The role that the appliance has already is taken too: the
  /// guides' first example sets a primary to primary.
  ///
  /// `Undocumented:` `force=1` with an unreachable peer leaves the synchronisation out, for there is nobody to
  /// synchronise with.
  static let setFailoverRole = CommandOperation(action: "set_failover_role", requirement: .commandFullAccess)
  {
    (call) throws(CallFault) in
    let roles = FailoverRole.allCases.map(\.rawValue)
    let text = try call.parameters.required("role", roles.joined(separator: " or "))
    guard let role = FailoverRole(rawValue: text) else {
      throw CallFault("The parameter role is \"\(text)\"; it is \(roles.joined(separator: " or ")).")
    }
    let syncsFirst = try call.parameters.boolean("data_sync_first")
    let force = try call.parameters.boolean("force")
    let performed = try call.perform(.setFailoverRole(role, syncsFirst: syncsFirst, force: force))
    guard case .failover(let outcome) = performed.outcome else {
      preconditionFailure("setFailoverRole answers with what became of it")
    }
    switch outcome {
    case .changed: return call.success("Successfully changed role", after: performed)
    case .synchronising:
      return call.success(
        "Successfully started data sync. Role change will occur upon successful completion", after: performed)
    }
  }
}
