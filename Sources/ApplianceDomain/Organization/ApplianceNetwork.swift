/// The appliance, and those that it works with (guide: "API Command: get_appliances").
public struct ApplianceNetwork: Codable, Equatable, Sendable {
  /// This appliance.
  public var own: OwnAppliance
  /// The failover relationship; nil where none is configured.
  public var failover: FailoverPeering?
  /// The cluster; nil for an appliance that is not part of one.
  public var cluster: Cluster?

  /// An appliance and those that it works with; without any, a single appliance.
  public init(own: OwnAppliance = OwnAppliance(), failover: FailoverPeering? = nil, cluster: Cluster? = nil) {
    self.own = own
    self.failover = failover
    self.cluster = cluster
  }
}

/// What is configured of this appliance. What is not follows from the seed and from the default public site.
public struct OwnAppliance: Codable, Equatable, Sendable {
  /// The GUID; nil means the one that follows from the seed.
  public var guid: String?
  /// The name; nil means the public host name.
  public var name: String?
  /// The public host name; nil means the first one of the default public site.
  public var publicHostname: String?
  /// The seconds away from UTC.
  public var timezoneOffset: Int

  /// What is configured of an appliance.
  public init(
    guid: String? = nil, name: String? = nil, publicHostname: String? = nil, timezoneOffset: Int = 0
  ) {
    self.guid = guid
    self.name = name
    self.publicHostname = publicHostname
    self.timezoneOffset = timezoneOffset
  }
}

/// An appliance, as others see it.
public struct ApplianceNode: Codable, Equatable, Sendable {
  /// The GUID.
  public var guid: String
  /// The name.
  public var name: String
  /// The public host name.
  public var publicHostname: String
  /// The seconds away from UTC.
  public var timezoneOffset: Int

  /// An appliance.
  public init(guid: String, name: String, publicHostname: String, timezoneOffset: Int = 0) {
    self.guid = guid
    self.name = name
    self.publicHostname = publicHostname
    self.timezoneOffset = timezoneOffset
  }
}

/// The role of an appliance in a failover relationship.
public enum FailoverRole: String, Codable, Sendable, CaseIterable {
  /// It serves the clients.
  case primary
  /// It stands by.
  case backup

  /// The role of the other one.
  public var other: FailoverRole { self == .primary ? .backup : .primary }
}

/// A failover relationship, as it is configured.
public struct FailoverPeering: Codable, Equatable, Sendable {
  /// The role of this appliance at its first start.
  public var role: FailoverRole
  /// The other appliance.
  public var peer: ApplianceNode
  /// Whether the other appliance can be contacted.
  public var peerIsReachable: Bool
  /// The IP addresses that both share, as far as they are enabled.
  public var sharedIPs: [String]
  /// How many of the appliance's seconds a data synchronisation lasts.
  public var dataSyncSeconds: Int64
  /// How many seconds before the first start the last synchronisation was; nil where there has been none.
  public var lastDataSyncSecondsAgo: Int64?

  /// A failover relationship.
  public init(
    role: FailoverRole = .primary, peer: ApplianceNode, peerIsReachable: Bool = true,
    sharedIPs: [String] = [],
    dataSyncSeconds: Int64 = 30, lastDataSyncSecondsAgo: Int64? = nil
  ) {
    self.role = role
    self.peer = peer
    self.peerIsReachable = peerIsReachable
    self.sharedIPs = sharedIPs
    self.dataSyncSeconds = dataSyncSeconds
    self.lastDataSyncSecondsAgo = lastDataSyncSecondsAgo
  }
}
