import Determinism

/// The appliance as a pure value: what it knows, and the rules by which that changes.
///
/// There is one door, ``perform(_:at:)``. It reads no clock and no chance of its own: time is an argument, and chance
/// comes from generators seeded at the start. What a call changed is fetched with ``takeEntries()``, in the order in
/// which it happened; a refused intent changes nothing.
public struct ApplianceDomain: Sendable {
  /// The state model: all tables.
  public internal(set) var model = StateModel()
  /// What the administrators have configured.
  public let organization: Organization
  /// Look-ups into the organization.
  public let index: OrganizationIndex
  /// What the chosen API version can do.
  public let capabilities: Capabilities
  /// The switches of the administration pages.
  public internal(set) var settings: Settings
  /// How often the appliance has started on its data directory.
  public let lifetime: UInt64
  /// The accounts and tokens.
  public internal(set) var accounts: AccountBook
  /// The session keys.
  public internal(set) var keys: KeyBook
  /// The sessions that are active, beyond what the model's tables say.
  public internal(set) var sessions: SessionBook
  /// The presentations that are active, beyond what the model's tables say.
  public internal(set) var presentations: PresentationBook
  /// What is in the queues.
  public internal(set) var queues: QueueBook
  /// Who is logged in, beyond what the model's tables say.
  public internal(set) var console: ConsoleBook

  /// What goes on in teams, besides sessions.
  public internal(set) var teams: TeamBook
  /// Who uses a licence.
  public internal(set) var licenses: LicenseBook

  /// Who is connected.
  public internal(set) var clients = ClientBook()
  /// The Jump shortcuts.
  public internal(set) var jumpItems: JumpBook
  /// Where the failover relationship stands; nil where none is configured.
  public internal(set) var failover: FailoverStatus?

  /// Those whom the running data synchronisation has disconnected.
  var disconnected: [(kind: ClientKind, row: RowID)] = []
  /// Whether they are coming back at this moment.
  var isEndingSync = false
  var chance: Chance
  var nextRowID: UInt64
  var nextButtonID: Int64 = 1
  var timers = Timers()
  var entries: [LogEntry] = []
  let memory: Memory

  /// An appliance that remembers `memory` and has not been started yet.
  public init(memory: Memory, capabilities: Capabilities, seed: UInt64) {
    organization = memory.organization
    index = OrganizationIndex(memory.organization)
    self.capabilities = capabilities
    settings = memory.settings
    lifetime = memory.lifetime
    accounts = AccountBook(accounts: memory.accounts, tokens: memory.tokens)
    keys = KeyBook(memory.sessionKeys)
    sessions = SessionBook(lastLseq: memory.lastLseq)
    presentations = PresentationBook()
    queues = QueueBook()
    console = ConsoleBook(memory)
    teams = TeamBook(pinned: memory.pinnedSessions, lifetime: memory.lifetime)
    licenses = LicenseBook(
      extended: memory.organization.representatives.filter(\.extendedAvailabilityAtStart).map(\.id))
    jumpItems = JumpBook(memory.jumpItems)
    chance = Chance(seed: seed, lifetime: memory.lifetime)
    // Ids of different lifetimes differ too, need more than 32 bits as real ones do, and stay exact in a double.
    nextRowID = memory.lifetime << 32 + 1
    self.memory = memory
  }

  /// Takes what happened since the last call.
  public mutating func takeEntries() -> [LogEntry] {
    defer { entries = [] }
    return entries
  }
}
