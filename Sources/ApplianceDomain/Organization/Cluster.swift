import Determinism

/// The role of an appliance in a cluster. Guides before 21.3 call the first one `master`.
public enum ClusterRole: String, Codable, Sendable, CaseIterable {
  /// The one that every client is connected to.
  case primary
  /// One that carries the traffic of some clients.
  case traffic
}

/// How a cluster chooses the traffic node of a client.
public enum TrafficNodeChoice: String, Codable, Sendable, CaseIterable {
  /// By chance.
  case random
  /// The one whose time zone is closest to the client's (guide: `timezone_offset` of `start_session`).
  case timezoneOffset = "timezone_offset"
}

/// A cluster, as this appliance is part of it.
public struct Cluster: Codable, Equatable, Sendable {
  /// The clock skew, in seconds, from which on a traffic node is given no clients by its time zone (guide:
  /// `timezone_offset` of `start_session`).
  public static let maximumClockSkew = 120
  /// The most nodes that a cluster can have beside this appliance. Seed data with more is refused.
  public static let maximumNodes = 100

  /// The role of this appliance.
  public var role: ClusterRole
  /// Whether this appliance accepts new client connections.
  public var acceptsConnections: Bool
  /// How traffic nodes are chosen.
  public var choice: TrafficNodeChoice
  /// The other appliances.
  public var nodes: [ClusterNode]

  /// A cluster.
  public init(
    role: ClusterRole = .primary, acceptsConnections: Bool = true, choice: TrafficNodeChoice = .random,
    nodes: [ClusterNode]
  ) {
    self.role = role
    self.acceptsConnections = acceptsConnections
    self.choice = choice
    self.nodes = nodes
  }
}

/// Another appliance of the cluster.
public struct ClusterNode: Codable, Equatable, Sendable {
  /// The appliance.
  public var node: ApplianceNode
  /// Its role.
  public var role: ClusterRole
  /// Whether it accepts new client connections.
  public var acceptsConnections: Bool
  /// By how many seconds its clock differs from the primary's.
  public var clockSkew: Int

  /// A node of a cluster.
  public init(
    node: ApplianceNode, role: ClusterRole = .traffic, acceptsConnections: Bool = true, clockSkew: Int = 0
  ) {
    self.node = node
    self.role = role
    self.acceptsConnections = acceptsConnections
    self.clockSkew = clockSkew
  }
}

extension Cluster {
  /// The traffic nodes, by their place in ``nodes``, that a client of a time zone may be sent to; several where they
  /// are equally good, none where no traffic node takes new clients.
  ///
  /// - Parameter timezoneOffset: the client's seconds away from UTC; nil where it is not known.
  public func candidates(timezoneOffset: Int?) -> [Int] {
    let open = nodes.indices.filter { nodes[$0].role == .traffic && nodes[$0].acceptsConnections }
    guard choice == .timezoneOffset, let timezoneOffset else { return open }
    let inTime = open.filter { nodes[$0].clockSkew.magnitude < Self.maximumClockSkew }
    func distance(_ place: Int) -> Int { abs(nodes[place].node.timezoneOffset - timezoneOffset) }
    guard let least = inTime.map(distance).min() else { return open }
    return inTime.filter { distance($0) == least }
  }
}

extension ApplianceDomain {
  /// This appliance, with what follows from the default public site.
  ///
  /// - Parameter fallback: the GUID that follows from the seed.
  public func ownNode(guid fallback: String) -> ApplianceNode {
    let own = organization.appliances.own
    let hostname = own.publicHostname ?? index.site(hostname: nil).hostnames.first ?? ""
    return ApplianceNode(
      guid: own.guid ?? fallback, name: own.name ?? hostname, publicHostname: hostname,
      timezoneOffset: own.timezoneOffset)
  }

  /// The traffic node, by its place among the cluster's nodes, that a new client is sent to; nil where this appliance
  /// is in no cluster, or no traffic node takes new clients. Of several that are equally close one is chosen at random.
  mutating func chooseTrafficNode(timezoneOffset: Int?) -> Int? {
    let candidates = organization.appliances.cluster?.candidates(timezoneOffset: timezoneOffset) ?? []
    return candidates.count > 1 ? chance.trafficNode(candidates) : candidates.first
  }

  /// The traffic node of a session's customer (guide: `timezone_offset` of `start_session`); nil where there is none.
  public func trafficNode(of lsid: String) -> ClusterNode? {
    guard let cluster = organization.appliances.cluster, let place = sessions[lsid]?.trafficNode else {
      return nil
    }
    return cluster.nodes[place]
  }
}

extension Cluster {
  /// The place of the primary among the nodes; nil where it is this appliance.
  public var primaryNode: Int? { nodes.firstIndex { $0.role == .primary } }

  /// To which appliances a client is connected, and what for: to the primary, and to its traffic node, which is this
  /// appliance where it is one. A node is named by its place; nil stands for this appliance.
  ///
  /// - Parameter chosen: the traffic node that was chosen for the client.
  public func connections(_ chosen: Int?) -> [(purpose: ClusterRole, node: Int?)] {
    let primary = (ClusterRole.primary, primaryNode)
    if role == .traffic { return [primary, (.traffic, nil)] }
    return chosen.map { [primary, (.traffic, $0)] } ?? [primary]
  }

  /// The traffic nodes that would have been closer to a client than the chosen one, and take no new clients.
  func nearerButClosed(timezoneOffset: Int, than chosen: Int?) -> [Int] {
    guard choice == .timezoneOffset else { return [] }
    func distance(_ place: Int) -> Int { abs(nodes[place].node.timezoneOffset - timezoneOffset) }
    let least = chosen.map(distance) ?? .max
    return nodes.indices.filter {
      nodes[$0].role == .traffic && !nodes[$0].acceptsConnections && distance($0) < least
    }
  }
}
