public import Determinism

/// What an appliance remembers from before its start: the durable half of its state, as the store reads it back.
public struct Memory: Sendable {
  /// How often it has started on this data directory, this start included; from 1.
  public var lifetime: UInt64
  /// Whether nobody has met the appliance before: it has not started yet, or only into a simulated past.
  public var isFirstLife: Bool
  /// The organization.
  public var organization: Organization
  /// The API accounts, in the order in which they were created.
  public var accounts: [APIAccount]
  /// The tokens that were not revoked, in the order in which they were issued.
  public var tokens: [AccessToken]
  /// The session keys that were not used up, in the order in which they were made.
  public var sessionKeys: [SessionKey]
  /// The settings.
  public var settings: Settings
  /// The last `lseq` that was given to a session; 0 where there was none.
  public var lastLseq: Int64
  /// The Jump shortcuts, in the order in which they were made.
  public var jumpItems: [JumpItem]
  /// The sessions that are pinned to teams' queues, in the order of their IDs.
  public var pinnedSessions: [PinnedSession]
  /// Where the failover relationship stands; nil before the first start.
  public var failover: FailoverStatus?
  /// What is known of the seed data's active sessions.
  public var startupSessions: [StartupMemory]

  /// Who was logged in when the last life ended, in each of their teams.
  public var lostLogins: [(team: TeamIdentity, representative: Party)]
  /// The appliance's time at the last change of the last life; nil where there was none.
  public var lastTime: Timestamp?

  /// What a fresh appliance remembers: nothing but its seed data.
  public init(organization: Organization, settings: Settings) {
    self.lifetime = 1
    self.isFirstLife = true
    self.organization = organization
    self.accounts = organization.apiAccounts
    self.tokens = []
    self.sessionKeys = []
    self.settings = settings
    self.lastLseq = 0
    self.startupSessions = []
    self.lostLogins = []
    self.jumpItems = organization.jumpItems
    self.pinnedSessions = []
  }

  /// What an appliance remembers that has run before.
  ///
  /// - Parameter isFirstLife: nil where its first lifetime was its first life.
  public init(
    lifetime: UInt64, organization: Organization, accounts: [APIAccount], tokens: [AccessToken],
    sessionKeys: [SessionKey], settings: Settings, lastLseq: Int64,
    startupSessions: [StartupMemory], jumpItems: [JumpItem] = [],
    pinnedSessions: [PinnedSession] = [], failover: FailoverStatus? = nil, isFirstLife: Bool? = nil,
    lostLogins: [(team: TeamIdentity, representative: Party)] = [], lastTime: Timestamp? = nil
  ) {
    self.lifetime = lifetime
    self.isFirstLife = isFirstLife ?? (lifetime == 1)
    self.organization = organization
    self.accounts = accounts
    self.tokens = tokens
    self.sessionKeys = sessionKeys
    self.settings = settings
    self.lastLseq = lastLseq
    self.startupSessions = startupSessions
    self.jumpItems = jumpItems
    self.pinnedSessions = pinnedSessions
    self.failover = failover
    self.lostLogins = lostLogins
    self.lastTime = lastTime
  }
}

/// What an appliance remembers of an active session of its seed data.
public struct StartupMemory: Sendable {
  /// The session.
  public var record: SessionRecord
  /// The number of its events so far.
  public var eventCount: Int
  /// Whether its customer has submitted an exit survey.
  public var isSurveyed: Bool

  /// What is known of a session.
  public init(record: SessionRecord, eventCount: Int, isSurveyed: Bool = false) {
    self.record = record
    self.eventCount = eventCount
    self.isSurveyed = isSurveyed
  }
}
