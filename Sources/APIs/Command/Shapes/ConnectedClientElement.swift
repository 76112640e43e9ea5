import ApplianceDomain
import Determinism
import Documents

/// The element of a connected client (guide: "API Command: get_connected_clients").
struct ConnectedClientElement: Sendable {
  let view: ConnectedClientView
  /// Scheme and authority of URLs.
  let base: String
  let connections: ClientConnectionElements?
  private let work: RepresentativeWork
  private let jumpoints: [RowID: Jumpoint]

  /// - Parameter showsConnections: whether connections and their log are shown.
  init(_ view: ConnectedClientView, base: String, version: APIVersion, showsConnections: Bool) {
    self.view = view
    self.base = base
    connections = showsConnections ? ClientConnectionElements(view, version) : nil
    work = RepresentativeWork(view.model)
    jumpoints = Dictionary(uniqueKeysWithValues: view.organization.jumpoints.map { ($0.clientRow, $0) })
  }

  /// Rows are read where they lie: a copy of one would count each of its texts.
  func write(_ client: ConnectedClient, _ xml: inout XMLWriter) {
    switch client.kind {
    case .representative: view.model.representative.read(client.row) { row in write(client, row, &xml) }
    case .supportCustomer: view.model.customerClient.read(client.row) { row in write(client, row, &xml) }
    case .presentationAttendee:
      view.model.attendee.read(client.row) { row in
        xml.begin("connected_presentation_attendee")
        write(client, row.hostname, row.operatingSystem, privateIP: row.privateIP, &xml)
        xml.element("name", row.name)
        xml.end()
      }
    case .pushAgent:
      guard let jumpoint = jumpoints[client.row] else { return }
      xml.begin("connected_push_agent")
      write(client, jumpoint.hostname, jumpoint.operatingSystem, privateIP: jumpoint.privateIP, &xml)
      xml.element("name", jumpoint.name)
      xml.end()
    }
  }

  /// What all kinds have.
  private func write(
    _ client: ConnectedClient, _ hostname: String, _ system: String, privateIP: String, _ xml: inout XMLWriter
  ) {
    let since = connections.map { _ in client.since.iso8601 }
    xml.attribute("id", Int64(client.id))
    connections?.write(client, since: since ?? "", privateIP: privateIP, &xml)
    xml.element("hostname", hostname)
    xml.begin("platform")
    xml.attribute("id", PlatformID.of(system))
    xml.text(system)
    xml.end()
    xml.element("timezone_offset", Int64(client.timezoneOffset))
    if let since { ClientConnectionElements.write(client.since, since, &xml) }
  }

  private func write(_ client: ConnectedClient, _ row: borrowing RepresentativeRow, _ xml: inout XMLWriter) {
    let sessions = work.sessions[client.row] ?? []
    xml.begin("connected_representative")
    write(client, row.hostname, row.operatingSystem, privateIP: row.privateIP, &xml)
    xml.element("user_id", Int64(row.userID))
    xml.element("type", Self.typeName(row.type))
    xml.element("username", row.username)
    xml.element("public_display_name", row.publicDisplayName)
    xml.element("private_display_name", row.privateDisplayName)
    let name = PercentEncoding.encode(row.publicDisplayName)
    xml.element("start_session_url", "\(base)/api/start_session?id=\(row.userID)&name=\(name)")
    xml.element("presentation_count", work.presenters.contains(client.row) ? 1 : 0)
    xml.element("support_session_count", Int64(sessions.count))
    xml.element("showing_on_rep_list", client.isShowing ? 1 : 0)
    xml.element("routing_idle", row.routingIdle ? 1 : 0)
    xml.element("routing_busy", row.routingBusy ? 1 : 0)
    xml.element("routing_enabled", row.routingEnabled ? 1 : 0)
    xml.element("routing_available", row.routingAvailable ? 1 : 0)
    xml.element("support_license", LicenseBook.type)
    xml.begin("support_session_lsids")
    for session in sessions { view.model.supportSession.read(session) { xml.element("lsid", $0.lsid) } }
    xml.end()
    xml.end()
  }

  private func write(_ client: ConnectedClient, _ row: borrowing CustomerClientRow, _ xml: inout XMLWriter) {
    view.model.supportSession.read(row.supportSessionID) { session in
      xml.begin("connected_support_customer")
      write(client, row.hostname, row.operatingSystem, privateIP: row.privateIP, &xml)
      xml.element("name", session.customerName)
      switch row.clientType {
      case .rdp: xml.element("non_interactive", "rdp")
      case .shell: xml.element("non_interactive", "shelljump")
      case .desktop, .mobile, .vnc, .vPro, .webChat: break
      }
      xml.element("lsid", session.lsid)
      xml.end()
    }
  }

  private static func typeName(_ type: RepresentativeType) -> String {
    switch type {
    case .normal: "Normal"
    case .embassy: "Embassy"
    case .invited: "Invited"
    }
  }
}

/// What representatives are at, by one walk over each table.
private struct RepresentativeWork: Sendable {
  /// The rows of the sessions that somebody takes part in, by the row in `representative`.
  private(set) var sessions: [RowID: [RowID]] = [:]
  /// The rows in `representative` of those who show their screen in a presentation.
  private(set) var presenters: Set<RowID> = []

  init(_ model: StateModel) {
    model.representativeSupportSession.forEach { _, row in
      sessions[row.representativeID, default: []].append(row.supportSessionID)
    }
    model.presenter.forEach { _, row in presenters.insert(row.representativeID) }
  }
}

/// The brief name of a platform. `Undocumented:` but for `winNT-32` and `winNT-64`, which `start_session` has.
enum PlatformID {
  static func of(_ system: String) -> String {
    if system.hasPrefix("Windows") { return system.hasSuffix("(x86)") ? "winNT-32" : "winNT-64" }
    return others.first { system.hasPrefix($0.prefix) }?.id ?? "linux-64"
  }

  private static let others: [(prefix: String, id: String)] = [
    ("macOS", "mac-osx"), ("iOS", "ios"), ("iPadOS", "ios"), ("Android", "android"),
    ("Cisco", "network-device"),
  ]
}
