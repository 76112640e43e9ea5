import APIKit
import ApplianceDomain
import Changes
import Documents
import HTTPMessages

extension CommandOperation {
  /// `get_connected_client_list` (guide: "API Command: get_connected_client_list").
  ///
  /// `type` chooses the kinds, `summary_only=1` leaves the clients themselves out. Jump Clients are counted where all
  /// kinds are asked for, at the primary. `Undocumented:` a kind of which nobody is connected is counted as 0.
  static let getConnectedClientList = CommandOperation(
    action: "get_connected_client_list", requirement: .commandReadOnly, errorParent: "connected_client_list"
  ) { (call) throws(CallFault) in
    let selection = try ClientSelection(kindsOf: call.parameters)
    let summaryOnly = try call.parameters.boolean("summary_only")
    let view = call.context.appliance.read { domain, _ in
      ListView(
        list: domain.clients.list, organization: domain.organization,
        appliances: ApplianceView.all(domain, guid: call.context.applianceGUID))
    }
    let clients = selection.clients(in: view.list)
    return call.xml("connected_client_list") { xml in
      xml.begin("connected_client_summary")
      writeSummary(of: clients, selection, view, &xml)
      xml.end()
      guard !summaryOnly else { return }
      for client in clients {
        xml.begin("connected_client")
        xml.attribute("type", client.kind.rawValue)
        xml.attribute("id", Int64(client.id))
        xml.end()
      }
    }
  }

  private struct ListView: Sendable {
    let list: ClientList
    let organization: Organization
    let appliances: [ApplianceView]
  }

  private static func writeSummary(
    of clients: [ConnectedClient], _ selection: ClientSelection, _ view: ListView, _ xml: inout XMLWriter
  ) {
    let cluster = view.organization.appliances.cluster
    // By the appliance's place among the nodes, this one last.
    let own = cluster?.nodes.count ?? 0
    var counts = [[ClientKind: Int64]](repeating: [:], count: own + 1)
    for client in clients {
      for node in cluster?.connections(client.trafficNode).map(\.node) ?? [nil] {
        counts[node ?? own][client.kind, default: 0] += 1
      }
    }
    let primary = cluster?.primaryNode ?? own
    for appliance in view.appliances where appliance.isConnected {
      xml.begin("appliance_summary")
      xml.attribute("id", appliance.node.guid)
      let place = appliance.place ?? own
      for kind in ClientKind.allCases where selection.kinds.contains(kind) {
        write(kind.rawValue, appliance.servesClients ? counts[place][kind] ?? 0 : 0, &xml)
      }
      if selection.isAll {
        let isPrimary = appliance.servesClients && place == primary
        write("pinned_client", isPrimary ? Int64(view.organization.jumpClients.count) : 0, &xml)
      }
      xml.end()
    }
  }

  private static func write(_ kind: String, _ count: Int64, _ xml: inout XMLWriter) {
    xml.begin("count")
    xml.attribute("type", kind)
    xml.text(count)
    xml.end()
  }
}
