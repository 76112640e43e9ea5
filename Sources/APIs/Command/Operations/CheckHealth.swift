import APIKit
import ApplianceDomain
import Changes
import Determinism
import Documents
import HTTPMessages

extension CommandOperation {
  /// `check_health` (guide: "API Command: check_health").
  ///
  /// Without a failover peer the role is `none`, and nothing is said of shared addresses and synchronisations. While
  /// data is synchronised the check fails; it is the one command that answers then.
  static let checkHealth = CommandOperation(
    action: "check_health", requirement: .commandReadOnly, answersDuringSync: true
  ) { call in
    let health = call.context.appliance.read { domain, _ in
      Health(domain, guid: call.context.applianceGUID)
    }
    return call.xml("health_check") { xml in
      xml.begin("appliance")
      xml.attribute("id", health.own.guid)
      xml.text(health.own.publicHostname)
      xml.end()
      xml.element("version", call.edition.software.version)
      xml.element("success", health.problem == nil ? 1 : 0)
      if let problem = health.problem { xml.element("error_message", problem) }
      xml.element("failover_role", health.failover?.role.rawValue ?? "none")
      if !health.sharedIPs.isEmpty {
        xml.begin("enabled_shared_ips")
        for ip in health.sharedIPs { xml.element("ip", ip) }
        xml.end()
      }
      if let sync = health.failover?.lastSync { write(sync, &xml) }
    }
  }

  private struct Health: Sendable {
    let own: ApplianceNode
    let failover: FailoverStatus?
    let sharedIPs: [String]
    let problem: String?

    init(_ domain: borrowing ApplianceDomain, guid: String) {
      own = domain.ownNode(guid: guid)
      failover = domain.failover
      sharedIPs = domain.organization.appliances.failover?.sharedIPs ?? []
      problem = domain.healthProblem
    }
  }

  /// `Undocumented:` the guide does not say what the status reads.
  private static func write(_ sync: FailoverStatus.DataSync, _ xml: inout XMLWriter) {
    xml.begin("last_data_sync_time")
    xml.attribute("ts", sync.time.seconds)
    xml.text(sync.time.iso8601)
    xml.end()
    let status =
      sync.succeeded
      ? "The data synchronisation was successful."
      : "The data synchronisation failed: the peer could not be contacted."
    xml.element("last_data_sync_status", status)
  }
}

extension ApplianceDomain {
  /// What a check of the appliance's health finds wrong; nil where all is well.
  var healthProblem: String? {
    runningSync.map { RefusalText.sentence(.synchronising(until: $0.ends)) }
  }
}
