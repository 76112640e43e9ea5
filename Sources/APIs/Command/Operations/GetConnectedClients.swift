import APIKit
package import ApplianceDomain
import Changes
import Documents
import HTTPMessages
import Locking

extension CommandOperation {
  /// `get_connected_clients` (guide: "API Command: get_connected_clients").
  ///
  /// `type` and `id` choose the clients, `include_connections=1` adds when they connected, to what, and what has
  /// happened to their connections. `Quirk:` the guides list these parameters as required and have examples without any.
  ///
  /// Under the lock nothing is done but to take copies that cost nothing; everything is found and written outside, and
  /// where the clients are many, on a worker thread.
  static func getConnectedClients(_ edition: Edition) -> CommandOperation {
    CommandOperation(action: "get_connected_clients", requirement: .commandReadOnly) {
      (call) throws(CallFault) in
      let selection = try ClientSelection(call.parameters)
      let showsConnections = try call.parameters.boolean("include_connections")
      let view = ConnectedClientView(call.context)
      let clients = selection.clients(in: view.list)
      let element = ConnectedClientElement(
        view, base: call.context.base(for: call.request), version: edition.version,
        showsConnections: showsConnections)
      guard clients.count > clientsAtOnce else {
        return call.xml("connected_clients") { xml in
          for client in clients { element.write(client, &xml) }
        }
      }
      let place = Lock(0)
      let stream = XMLElementStream(root: "connected_clients", namespace: call.namespace) { xml, _ in
        let next = place.withLock { place in
          defer { place += 1 }
          return place
        }
        element.write(clients[next], &xml)
        return next + 1 < clients.count
      }
      return Answers.answer(.xml, .stream(stream), to: call.request, in: call.context)
    }
  }

  /// The most clients that are written on the loop of the connection, in some hundred microseconds.
  private static let clientsAtOnce = 200
}

/// What the answer is made of, as it was at one moment. The tables and the list share their pages with the appliance's.
package struct ConnectedClientView: Sendable {
  let list: ClientList
  let model: StateModel
  let organization: Organization
  let index: OrganizationIndex
  let ownGUID: String
  let ownName: String

  /// Takes the copies.
  init(_ context: APIContext) {
    self = context.appliance.read { domain, _ in ConnectedClientView(domain, guid: context.applianceGUID) }
  }

  /// - Parameter guid: this appliance's, where the seed data gives it none.
  package init(_ domain: borrowing ApplianceDomain, guid: String) {
    (list, model) = (domain.clients.list, domain.model)
    (organization, index) = (domain.organization, domain.index)
    let own = domain.ownNode(guid: guid)
    (ownGUID, ownName) = (own.guid, own.name)
  }
}
