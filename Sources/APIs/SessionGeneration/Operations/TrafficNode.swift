import APIKit
import ApplianceDomain
import Changes
import Documents
import HTTPMessages
import HTTPTypes

/// Clients of a cluster are sent on to a traffic node (guide: "Session Generation API", `timezone_offset`). The node is
/// only simulated: where its host name leads to this appliance, the address that the client is sent to works.
extension StartCall {
  /// Scheme and authority of the traffic node to which the client is sent: the primary of a cluster that goes by time
  /// zones sends those whose time zone it is told to the nearest one (guide: `timezone_offset`). Everywhere else nil.
  func trafficNode(of lsid: String, _ wish: SessionRequest) -> String? {
    guard wish.timezoneOffset != nil else { return nil }
    let hostname: String? = context.appliance.read { domain, _ in
      guard let cluster = domain.organization.appliances.cluster, cluster.role == .primary,
        cluster.choice == .timezoneOffset, let node = domain.trafficNode(of: lsid),
        node.clockSkew.magnitude < Cluster.maximumClockSkew
      else { return nil }
      return node.node.publicHostname
    }
    return hostname.map { context.base(for: request, hostname: $0) }
  }

  /// Sends the client on: with 303 what was a form becomes a plain question (RFC 9110 section 15.4.4).
  func redirect(to url: String, _ gate: DurabilityGate) -> Response {
    var response = Answers.answer(
      .html, .none, status: request.method == .post ? .seeOther : .found, to: request, in: context, gate: gate
    )
    response.fields.append("Location", url)
    return response
  }

  /// What the page that the client is sent to has to be told of it, as the end of a URL.
  var carried: String {
    ["platform", "locale", "chat_locale"].map { name in
      parameters.filled(name).map { "&\(name)=" + PercentEncoding.encode($0) } ?? ""
    }.joined()
  }
}
