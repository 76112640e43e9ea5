public import Determinism

/// A representative who is logged in to a representative console.
///
/// Guide: "JSON Tables and Fields for model_insert and model_update".
public struct RepresentativeRow: Row, Equatable {
  /// Whether the console is connected; it may be lost for a while without a logout.
  public var connected: Bool
  /// Whether the console has the focus on the representative's computer.
  public var consoleInFocus: Bool
  /// When the row was created.
  public var createdTimestamp: Timestamp
  /// The host name of the representative's system.
  public var hostname: String
  /// The operating system of the representative's system.
  public var operatingSystem: String
  /// The private display name.
  public var privateDisplayName: String
  /// The private IP address of the representative's system.
  public var privateIP: String
  /// The public display name.
  public var publicDisplayName: String
  /// The public IP address of the representative's system.
  public var publicIP: String
  /// The personal queue.
  public var queueID: RowID
  /// Whether the representative can be given a new session.
  public var routingAvailable: Bool
  /// Whether the maximum number of assigned sessions is reached.
  public var routingBusy: Bool
  /// Whether automatic session assignment is on.
  public var routingEnabled: Bool
  /// Whether the representative is idle.
  public var routingIdle: Bool
  /// The session that is active in the console.
  public var selectedSupportSessionID: RowID?
  /// The code names of the skills, separated by commas.
  public var skillCodeNames: String
  /// The type of the connection.
  public var type: RepresentativeType
  /// The representative's unique ID.
  public var userID: Int
  /// The user name.
  public var username: String

  /// A row with all its fields.
  public init(
    connected: Bool, consoleInFocus: Bool, createdTimestamp: Timestamp, hostname: String,
    operatingSystem: String, privateDisplayName: String, privateIP: String, publicDisplayName: String,
    publicIP: String, queueID: RowID, routingAvailable: Bool, routingBusy: Bool, routingEnabled: Bool,
    routingIdle: Bool, selectedSupportSessionID: RowID?, skillCodeNames: String, type: RepresentativeType,
    userID: Int, username: String
  ) {
    self.connected = connected
    self.consoleInFocus = consoleInFocus
    self.createdTimestamp = createdTimestamp
    self.hostname = hostname
    self.operatingSystem = operatingSystem
    self.privateDisplayName = privateDisplayName
    self.privateIP = privateIP
    self.publicDisplayName = publicDisplayName
    self.publicIP = publicIP
    self.queueID = queueID
    self.routingAvailable = routingAvailable
    self.routingBusy = routingBusy
    self.routingEnabled = routingEnabled
    self.routingIdle = routingIdle
    self.selectedSupportSessionID = selectedSupportSessionID
    self.skillCodeNames = skillCodeNames
    self.type = type
    self.userID = userID
    self.username = username
  }

  /// The table of these rows.
  public static let table = TableName.representative
  /// The documented names of the fields.
  public static let fieldNames = [
    "connected", "console_in_focus", "created_timestamp", "hostname", "operating_system",
    "private_display_name", "private_ip", "public_display_name", "public_ip", "queue_id", "routing_available",
    "routing_busy", "routing_enabled", "routing_idle", "selected_support_session_id", "skill_code_names",
    "type", "user_id", "username",
  ]

  /// The value of the field at an index of ``fieldNames``.
  public func value(at index: Int) -> FieldValue {
    switch index {
    case 0: .boolean(connected)
    case 1: .boolean(consoleInFocus)
    case 2: .integer(createdTimestamp.seconds)
    case 3: .text(hostname)
    case 4: .text(operatingSystem)
    case 5: .text(privateDisplayName)
    case 6: .text(privateIP)
    case 7: .text(publicDisplayName)
    case 8: .text(publicIP)
    case 9: .key(queueID)
    case 10: .boolean(routingAvailable)
    case 11: .boolean(routingBusy)
    case 12: .boolean(routingEnabled)
    case 13: .boolean(routingIdle)
    case 14: selectedSupportSessionID.map { .key($0) } ?? .none
    case 15: .text(skillCodeNames)
    case 16: .text(type.rawValue)
    case 17: .integer(Int64(userID))
    default: .text(username)
    }
  }

  /// The row as a row of any table.
  public var wrapped: TableRow { .representative(self) }

  /// Gives access to the table of these rows in a model.
  public static func withTable<T>(_ model: inout StateModel, _ body: (inout Table<RepresentativeRow>) -> T)
    -> T
  {
    body(&model.representative)
  }
}
