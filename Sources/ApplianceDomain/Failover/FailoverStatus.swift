public import Determinism

/// Where a failover relationship stands. It outlives the process.
public struct FailoverStatus: Codable, Equatable, Sendable {
  /// A data synchronisation that is over.
  public struct DataSync: Codable, Equatable, Sendable {
    /// When it ended, or failed.
    public var time: Timestamp
    /// Whether it was successful.
    public var succeeded: Bool

    /// A synchronisation that ended.
    public init(time: Timestamp, succeeded: Bool) {
      self.time = time
      self.succeeded = succeeded
    }
  }

  /// A data synchronisation that is running, and what comes after it.
  public struct RunningSync: Codable, Equatable, Sendable {
    /// When it will be over.
    public var ends: Timestamp
    /// The role of this appliance afterwards.
    public var role: FailoverRole

    /// A synchronisation before a change of roles.
    public init(ends: Timestamp, role: FailoverRole) {
      self.ends = ends
      self.role = role
    }
  }

  /// The role of this appliance.
  public var role: FailoverRole
  /// The role of the peer.
  public var peerRole: FailoverRole
  /// Whether the peer can be contacted.
  public var peerIsReachable: Bool
  /// The last synchronisation; nil where there has been none.
  public var lastSync: DataSync?
  /// The synchronisation that is running.
  public var running: RunningSync?

  /// A failover relationship.
  public init(
    role: FailoverRole, peerRole: FailoverRole, peerIsReachable: Bool, lastSync: DataSync? = nil,
    running: RunningSync? = nil
  ) {
    self.role = role
    self.peerRole = peerRole
    self.peerIsReachable = peerIsReachable
    self.lastSync = lastSync
    self.running = running
  }
}

/// What a change of roles has come to.
public enum FailoverOutcome: Sendable, Equatable {
  /// The role is what was wanted.
  case changed
  /// A data synchronisation goes first.
  case synchronising
}
