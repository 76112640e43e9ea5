import APIKit
import ApplianceDomain
import Changes
import Determinism
import Documents
import HTTPMessages
import HTTPTypes

/// The failover relationship: where it stands, and whether the peer can be contacted.
enum FailoverRoutes {
  static func all(_ desk: ControlDesk) -> [Route] {
    [
      Route(
        "/v1/failover",
        [
          (.get, { _, _ throws(Problem) in try answer(desk) }),
          (.patch, { request, _ throws(Problem) in try patch(request, desk) }),
        ])
    ]
  }

  private static func patch(_ request: Request, _ desk: ControlDesk) throws(Problem) -> Response {
    let members = try Members(of: request, known: ["peer_reachable"])
    let isReachable = try members.required("peer_reachable", members.bool("peer_reachable"))
    let performed = try desk.perform(.setPeerReachable(isReachable))
    return try answer(desk, gate: DurabilityGate(desk.appliance, performed.number))
  }

  private static func answer(_ desk: ControlDesk, gate: (any Gate)? = nil) throws(Problem) -> Response {
    guard let status = desk.appliance.read({ domain, _ in domain.failover }) else {
      throw Problem(Refusal.failoverNotConfigured)
    }
    return Answer.json(gate: gate) { json in
      json.member("role", status.role.rawValue)
      json.member("peer_role", status.peerRole.rawValue)
      json.member("peer_reachable", status.peerIsReachable)
      json.member("last_data_sync", status.lastSync?.time.rfc3339)
      json.key("last_data_sync_succeeded")
      if let last = status.lastSync { json.bool(last.succeeded) } else { json.null() }
      json.member("data_sync_ends", status.running?.ends.rfc3339)
    }
  }
}
