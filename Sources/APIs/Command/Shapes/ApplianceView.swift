import ApplianceDomain

/// An appliance of the failover relationship or the cluster, as the Command API shows it.
struct ApplianceView: Sendable {
  let node: ApplianceNode
  /// Nil for an appliance that is not part of a cluster.
  let clusterRole: ClusterRole?
  /// Nil where failover is not configured.
  let failoverRole: FailoverRole?
  let acceptsConnections: Bool
  /// Whether this appliance reaches it.
  let isConnected: Bool
  /// Its place among the cluster's nodes; nil for this appliance and for the failover peer.
  let place: Int?
  /// Whether clients can be connected to it: a failover peer serves none before it takes over.
  let servesClients: Bool

  /// All that are configured: this one, its failover peer, and the other nodes of its cluster.
  ///
  /// - Parameter guid: this appliance's, where the seed data gives it none.
  static func all(_ domain: borrowing ApplianceDomain, guid: String) -> [ApplianceView] {
    let (network, failover) = (domain.organization.appliances, domain.failover)
    let cluster = network.cluster
    let own = ApplianceView(
      node: domain.ownNode(guid: guid), clusterRole: cluster?.role, failoverRole: failover?.role,
      acceptsConnections: cluster?.acceptsConnections ?? true, isConnected: true, place: nil,
      servesClients: true)
    let peer = network.failover.map { configured in
      ApplianceView(
        node: configured.peer, clusterRole: cluster?.role, failoverRole: failover?.peerRole,
        acceptsConnections: cluster?.acceptsConnections ?? true,
        isConnected: failover?.peerIsReachable ?? false, place: nil, servesClients: false)
    }
    let nodes = (cluster?.nodes ?? []).enumerated().map { place, node in
      ApplianceView(
        node: node.node, clusterRole: node.role, failoverRole: nil,
        acceptsConnections: node.acceptsConnections, isConnected: true, place: place, servesClients: true)
    }
    return [own] + [peer].compactMap { $0 } + nodes
  }
}
