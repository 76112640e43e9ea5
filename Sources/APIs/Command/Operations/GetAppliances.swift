import APIKit
import ApplianceDomain
import Changes
import Documents
import HTTPMessages

extension CommandOperation {
  /// `get_appliances` (guide: "API Command: get_appliances").
  ///
  /// Shows every appliance that is configured, this one first.
  static func getAppliances(_ edition: Edition) -> CommandOperation {
    CommandOperation(
      action: "get_appliances", requirement: .commandReadOnly, errorParent: "appliances"
    ) { call in
      let appliances = call.context.appliance.read { domain, _ in
        ApplianceView.all(domain, guid: call.context.applianceGUID)
      }
      return call.xml("appliances") { xml in
        for appliance in appliances { write(appliance, edition, &xml) }
      }
    }
  }

  private static func write(_ appliance: ApplianceView, _ edition: Edition, _ xml: inout XMLWriter) {
    xml.begin("appliance")
    xml.attribute("id", appliance.node.guid)
    xml.element("name", appliance.node.name)
    xml.element("public_hostname", appliance.node.publicHostname)
    xml.element("cluster_role", appliance.clusterRole?.word(edition.version) ?? "single")
    xml.element("failover_role", appliance.failoverRole?.rawValue ?? "none")
    xml.element("accepting_connections", appliance.acceptsConnections ? 1 : 0)
    xml.element("timezone_offset", Int64(appliance.node.timezoneOffset))
    xml.end()
  }
}
