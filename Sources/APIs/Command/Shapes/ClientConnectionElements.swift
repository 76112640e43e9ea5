import ApplianceDomain
import Determinism
import Documents

/// The connections of clients and what has happened to them (guide: "/client_connection", "/event_log").
struct ClientConnectionElements: Sendable {
  private let cluster: Cluster?
  private let own: (guid: String, name: String)
  private let version: APIVersion

  init(_ view: ConnectedClientView, _ version: APIVersion) {
    cluster = view.organization.appliances.cluster
    own = (view.ownGUID, view.ownName)
    self.version = version
  }

  /// `Quirk:` the guides say of three kinds that the element holds another of its own name; the path that they print,
  /// and what they say of Jumpoints, is `client_connection`.
  func write(
    _ client: ConnectedClient, since: String, privateIP: String, _ xml: inout XMLWriter
  ) {
    xml.begin("client_connections")
    guard let cluster else {
      writeConnection(.primary, own.guid, client, since, privateIP, &xml)
      writeLog(client, &xml)
      xml.end()
      return
    }
    for connection in cluster.connections(client.trafficNode) {
      let guid = connection.node.map { cluster.nodes[$0].node.guid } ?? own.guid
      writeConnection(connection.purpose, guid, client, since, privateIP, &xml)
    }
    writeLog(client, &xml)
    xml.end()
  }

  /// When a client, or a connection of it, began.
  ///
  /// - Parameter text: the time as the guides write it, which a client needs twice.
  static func write(_ time: Timestamp, _ text: String, _ xml: inout XMLWriter) {
    xml.begin("connected_since")
    xml.attribute("ts", time.seconds)
    xml.text(text)
    xml.end()
  }

  private func writeConnection(
    _ purpose: ClusterRole, _ guid: String, _ client: ConnectedClient, _ since: String,
    _ privateIP: String, _ xml: inout XMLWriter
  ) {
    xml.begin("client_connection")
    xml.element("appliance_id", guid)
    xml.element("purpose", purpose.word(version))
    xml.element("receive_traffic_node", purpose == .traffic ? 1 : 0)
    Self.write(client.since, since, &xml)
    xml.element("private_ip", privateIP)
    xml.end()
  }

  private func writeLog(_ client: ConnectedClient, _ xml: inout XMLWriter) {
    xml.begin("event_log")
    client.visitEvents { event in
      xml.begin("event")
      xml.attribute("ts", event.time.seconds)
      write(event, of: client.kind, &xml)
      xml.end()
    }
    xml.end()
  }

  /// `Undocumented:` the guides do not say how events read, only that they tell when and why.
  private func write(_ event: ClientEvent, of kind: ClientKind, _ xml: inout XMLWriter) {
    let name = event.node.flatMap { cluster?.nodes[$0].node.name } ?? own.name
    let (beginning, end): (String, String) =
      switch event.what {
      case .began: ("Connected to ", Self.reason(kind))
      case .redirected: ("Connected to ", ", the client's traffic node")
      case .refused: ("Could not connect to ", ": it does not accept new client connections")
      case .lost: ("Disconnected from ", ": the connection was lost")
      case .regained: ("Connected to ", " again after the connection was lost")
      case .disconnectedForSync: ("Disconnected from ", ": data is synchronised with the failover peer")
      case .regainedAfterSync: ("Connected to ", " again after the data synchronisation")
      }
    xml.text(beginning)
    xml.text(name)
    xml.text(end)
  }

  private static func reason(_ kind: ClientKind) -> String {
    switch kind {
    case .representative: ": the representative logged in"
    case .supportCustomer: ": the customer started a session"
    case .presentationAttendee: ": the attendee joined a presentation"
    case .pushAgent: ": the Jumpoint started"
    }
  }
}
