import Determinism

/// Who is connected to the appliance, and what has happened to their connections (guide: "get_connected_clients").
public struct ClientBook: Sendable {
  /// The ID of the first client after a start.
  public static let firstID = 101

  /// Everybody who is connected now.
  public private(set) var list = ClientList()
  private var numbers: [RowID: Int32] = [:]
  /// Those whose connection is lost, and who may come back: with another ID, but with their log.
  private var away: [RowID: (kind: ClientKind, standing: ConnectedClient.Standing)] = [:]
  private var next = Int32(firstID)

  /// The client with a row; nil where it has no connection.
  public func client(row: RowID) -> ConnectedClient? { numbers[row].flatMap { list[Int($0)] } }

  /// How many have lost their connection and may come back.
  public var awayCount: Int { away.count }

  mutating func connect(
    _ kind: ClientKind, _ row: RowID, _ standing: ConnectedClient.Standing, at now: Timestamp
  ) {
    let client = ConnectedClient(number: next, kind: kind, row: row, since: now, standing: standing)
    // IDs are for one lifetime; one that connects somebody each millisecond has enough of them for weeks.
    next += 1
    numbers[row] = client.number
    list.append(client)
  }

  /// A client's connection is lost, or taken from it.
  mutating func lose(_ row: RowID, _ what: ClientEvent.What, node: Int?, at now: Timestamp) {
    guard let client = remove(row) else { return }
    var standing = client.standing
    standing.log = client.events
    standing.log.note(ClientEvent(time: now, what: what, node: node))
    away[row] = (client.kind, standing)
  }

  /// A client that was away is there again, with a new ID.
  mutating func regain(_ row: RowID, _ what: ClientEvent.What, node: Int?, at now: Timestamp) {
    guard let known = away.removeValue(forKey: row) else { return }
    var standing = known.standing
    standing.log.note(ClientEvent(time: now, what: what, node: node))
    connect(known.kind, row, standing, at: now)
  }

  /// A client has gone for good.
  mutating func forget(_ row: RowID) {
    if remove(row) == nil { away[row] = nil }
  }

  private mutating func remove(_ row: RowID) -> ConnectedClient? {
    numbers.removeValue(forKey: row).flatMap { list.remove($0) }
  }
}

/// How rules say that clients come and go.
extension ApplianceDomain {
  /// A client connects: first to the primary, then, in a cluster, to its traffic node.
  mutating func connect(
    _ kind: ClientKind, _ row: RowID, _ origin: ClientOrigin, isShowing: Bool = false, at now: Timestamp
  ) {
    var standing = ConnectedClient.Standing(origin: origin, isShowing: isShowing)
    if let cluster = organization.appliances.cluster {
      let chosen = origin.trafficNode.map(Int.init)
      standing.log.note(ClientEvent(time: now, what: .began, node: cluster.primaryNode))
      for place in cluster.nearerButClosed(timezoneOffset: origin.timezoneOffset, than: chosen) {
        standing.log.note(ClientEvent(time: now, what: .refused, node: place))
      }
      for connection in cluster.connections(chosen) where connection.purpose == .traffic {
        standing.log.note(ClientEvent(time: now, what: .redirected, node: connection.node))
      }
    }
    clients.connect(kind, row, standing, at: now)
  }

  /// A client loses its connection, or has it again.
  mutating func setClient(_ row: RowID, isConnected: Bool, at now: Timestamp) {
    let primary = organization.appliances.cluster?.primaryNode
    if isConnected {
      clients.regain(row, isEndingSync ? .regainedAfterSync : .regained, node: primary, at: now)
    } else {
      clients.lose(row, isSynchronising ? .disconnectedForSync : .lost, node: primary, at: now)
    }
  }

  /// The Jumpoints are connected from the start.
  mutating func connectJumpoints(at now: Timestamp) {
    for jumpoint in organization.jumpoints {
      let origin = origin(minutes: jumpoint.timezoneOffset.map { $0 / 60 })
      connect(.pushAgent, jumpoint.clientRow, origin, at: now)
    }
  }
}
