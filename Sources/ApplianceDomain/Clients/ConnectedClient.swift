public import Determinism

/// The kinds of connected clients, by the names of `get_connected_client_list`, in the guide's order.
public enum ClientKind: String, Sendable, CaseIterable {
  /// A representative console.
  case representative
  /// A customer client.
  case supportCustomer = "support_customer"
  /// Somebody who attends a presentation.
  case presentationAttendee = "presentation_attendee"
  /// A Jumpoint.
  case pushAgent = "push_agent"
}

/// A client that is connected to the appliance, beyond its row in the model. Small, because clients are many.
public struct ConnectedClient: Sendable {
  /// The unique identifier, which is valid only while the client is connected.
  public var id: Int { Int(number) }
  let number: Int32
  /// What it is.
  public let kind: ClientKind
  /// Its row in `representative`, `customer_client` or `attendee`; for a Jumpoint, its ID.
  public let row: RowID
  /// When it connected.
  public let since: Timestamp
  /// What lasts longer than one connection.
  var standing: Standing

  /// What is known of a client for as long as it comes back.
  struct Standing: Sendable {
    var origin: ClientOrigin
    /// Whether a representative is shown on the public site.
    var isShowing = false
    /// What has happened to its connections; empty where that is only that it has connected.
    var log: [ClientEvent] = []
  }

  /// The seconds away from UTC.
  public var timezoneOffset: Int { standing.origin.timezoneOffset }
  /// Whether the representative appears in the list on the public site.
  public var isShowing: Bool { standing.isShowing }
  /// The traffic node that carries its traffic, by its place among the cluster's nodes; nil where there is none, or it
  /// is this appliance.
  public var trafficNode: Int? { standing.origin.trafficNode.map(Int.init) }

  /// Calls `body` with each of ``events``, without making a list of them.
  public func visitEvents(_ body: (ClientEvent) -> Void) {
    if standing.log.isEmpty {
      body(ClientEvent(time: since, what: .began, node: nil))
    } else {
      for event in standing.log { body(event) }
    }
  }

  /// What has happened to its connections, the oldest first: at most ``ClientEvent/maximumCount``.
  public var events: [ClientEvent] {
    standing.log.isEmpty ? [ClientEvent(time: since, what: .began, node: nil)] : standing.log
  }
}

/// Something that happened to the connections of a client (guide: `event_log`).
public struct ClientEvent: Sendable, Equatable {
  /// The most that a client's log holds (guide: "up to the last 20 events"); an older one is forgotten for a newer.
  public static let maximumCount = 20

  /// What happened, and why.
  public enum What: UInt8, Sendable {
    /// The client has come: a login, a session, a presentation, a service.
    case began
    /// It was sent on to its traffic node.
    case redirected
    /// A node would have been nearer, and takes no new clients.
    case refused
    /// The connection was lost.
    case lost
    /// It is there again.
    case regained
    /// A data synchronisation has begun, for which everybody is disconnected.
    case disconnectedForSync
    /// The synchronisation is over.
    case regainedAfterSync
  }

  /// When it happened.
  public let time: Timestamp
  /// What happened.
  public let what: What
  private let place: Int8
  /// With which appliance, by its place among the cluster's nodes; nil means this one.
  public var node: Int? { place < 0 ? nil : Int(place) }

  init(time: Timestamp, what: What, node: Int?) {
    self.time = time
    self.what = what
    place = node.map { Int8($0) } ?? -1
  }
}

extension [ClientEvent] {
  /// Adds an event; the oldest goes where there would be too many.
  mutating func note(_ event: ClientEvent) {
    if count == ClientEvent.maximumCount { removeFirst() }
    append(event)
  }
}
