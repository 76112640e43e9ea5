import APIKit
import ApplianceDomain
import Changes
import Documents
import HTTPMessages

extension CommandOperation {
  /// `check_health` (guide: "API Command: check_health").
  ///
  /// Without a failover peer the role is `none`, and nothing is said of shared addresses and synchronisations.
  static let checkHealth = CommandOperation(action: "check_health", requirement: .commandReadOnly) { call in
    let own = call.context.appliance.read { domain, _ in domain.ownNode(guid: call.context.applianceGUID) }
    return call.xml("health_check") { xml in
      xml.begin("appliance")
      xml.attribute("id", own.guid)
      xml.text(own.publicHostname)
      xml.end()
      xml.element("version", call.edition.software.version)
      xml.element("success", 1)
      xml.element("failover_role", "none")
    }
  }
}
