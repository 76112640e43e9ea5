import ApplianceDomain
import Determinism

/// The appliance itself, its failover peer and its cluster.
extension SeedReader {
  mutating func readAppliances() {
    guard let file = sections(of: "appliances.yaml") else { return }
    var guids = UniqueValues<String>("GUID")
    if let value = file["appliance"] { organization.appliances.own = own(value, &guids) }
    if let value = file["failover"] { organization.appliances.failover = failover(value, &guids) }
    if let value = file["cluster"] { organization.appliances.cluster = cluster(value, &guids) }
  }

  private func own(_ value: YAMLValue, _ guids: inout UniqueValues<String>) -> OwnAppliance {
    let mapping = YAMLMapping(value, keys: Self.nodeKeys)
    let guid = mapping["guid"].flatMap { written in
      let guid = written.read(.guid)
      if let guid { guids.add(guid, at: written) }
      return guid
    }
    return OwnAppliance(
      guid: guid, name: mapping["name"]?.read(.text(1...100)),
      publicHostname: mapping["public_hostname"]?.read(.hostname), timezoneOffset: timezoneOffset(mapping))
  }

  private func failover(_ value: YAMLValue, _ guids: inout UniqueValues<String>) -> FailoverPeering? {
    let mapping = YAMLMapping(
      value,
      keys: [
        "role", "peer", "peer_reachable", "shared_ips", "data_sync_seconds", "last_data_sync_seconds_ago",
      ])
    guard let peer = mapping.required("peer") else { return nil }
    return FailoverPeering(
      role: mapping.optional("role", .choice, default: FailoverRole.primary),
      peer: node(YAMLMapping(peer, keys: Self.nodeKeys), &guids),
      peerIsReachable: mapping.boolean("peer_reachable", default: true),
      sharedIPs: mapping.list("shared_ips").compactMap { $0.read(.ip) },
      dataSyncSeconds: Int64(
        mapping.optional("data_sync_seconds", .integer(1...86_400, example: 30), default: 30)),
      lastDataSyncSecondsAgo: mapping["last_data_sync_seconds_ago"]?.read(.seconds).map(Int64.init))
  }

  private func cluster(_ value: YAMLValue, _ guids: inout UniqueValues<String>) -> Cluster {
    let mapping = YAMLMapping(
      value, keys: ["role", "accepting_connections", "choose_traffic_node_by", "nodes"])
    let nodes = mapping.list("nodes").map { value in
      let node = YAMLMapping(
        value, keys: Self.nodeKeys + ["role", "accepting_connections", "clock_skew_seconds"])
      return ClusterNode(
        node: self.node(node, &guids), role: node.optional("role", .choice, default: ClusterRole.traffic),
        acceptsConnections: node.boolean("accepting_connections", default: true),
        clockSkew: node.optional("clock_skew_seconds", .integer(-86_400...86_400, example: 1), default: 0))
    }
    let role = mapping.optional("role", .choice, default: ClusterRole.primary)
    if nodes.isEmpty || nodes.count > Cluster.maximumNodes {
      value.fail(
        "has \(nodes.count) nodes; write from 1 to \(Cluster.maximumNodes), or leave the cluster out")
    }
    let primaries = nodes.count { $0.role == .primary } + (role == .primary ? 1 : 0)
    if primaries != 1 {
      value.fail("has \(primaries) appliances with the role primary, this one included; write exactly one")
    }
    return Cluster(
      role: role, acceptsConnections: mapping.boolean("accepting_connections", default: true),
      choice: mapping.optional("choose_traffic_node_by", .choice, default: TrafficNodeChoice.random),
      nodes: nodes)
  }

  private static let nodeKeys = ["guid", "name", "public_hostname", "timezone_offset"]

  private func node(_ mapping: YAMLMapping, _ guids: inout UniqueValues<String>) -> ApplianceNode {
    let name = mapping.text("name")
    var generator = SeededGenerator(seed: 0, stream: "appliance \(name)")
    let madeUp = [8, 4, 4, 4, 12].map { generator.hex($0) }.joined(separator: "-")
    let guid = mapping.optional("guid", .guid, default: madeUp)
    guids.add(guid, at: mapping["guid"] ?? mapping.value)
    return ApplianceNode(
      guid: guid, name: name, publicHostname: mapping.required("public_hostname", .hostname) ?? "",
      timezoneOffset: timezoneOffset(mapping))
  }

  private func timezoneOffset(_ mapping: YAMLMapping) -> Int {
    mapping.optional("timezone_offset", .timezoneOffset, default: 0)
  }
}

extension Form where Value == Int {
  /// Seconds away from UTC, from 12 hours behind to 14 ahead, as far as there are time zones.
  static var timezoneOffset: Form { .integer(-43_200...50_400, example: -18_000) }
}

extension Form where Value == String {
  /// A GUID in lower-case hex.
  static var guid: Form {
    Form { text throws(Misfit) in
      let parts = text.split(separator: "-", omittingEmptySubsequences: false)
      let isHex = text.utf8.allSatisfy {
        (0x30...0x39).contains($0) || (0x61...0x66).contains($0) || $0 == 0x2D
      }
      guard isHex, parts.map(\.utf8.count) == [8, 4, 4, 4, 12] else {
        throw Misfit(
          text,
          "is not a GUID in lower-case hex digits; write one such as 6f1c0d52-93be-4a7f-8d26-51e0b7c4a9f3")
      }
      return text
    }
  }
}
