import APIKit
import ApplianceDomain
import Changes
import HTTPMessages

extension CommandOperation {
  /// `transfer_session` (guide: "API Command: transfer_session").
  static let transferSession = CommandOperation(action: "transfer_session", requirement: .commandFullAccess) {
    (call) throws(CallFault) in
    let lsid = try call.parameters.lsid()
    let forms = QueueForms.transferSentenceEnd(call.edition.capabilities)
    guard let text = call.parameters.filled("queue_id") else {
      throw CallFault("The required parameter queue_id is missing; \(forms)")
    }
    guard let queue = QueueReference(text), QueueForms.includeInTransfers(queue, call.edition.capabilities)
    else { throw CallFault("The parameter queue_id is \"\(text)\"; \(forms)") }
    let performed = try call.perform(.transferSession(lsid: lsid, queue: queue))
    return call.success("Successfully transferred", after: performed)
  }
}
