public import Determinism

/// A customer client that is connected to the appliance.
///
/// Guide: "JSON Tables and Fields for model_insert and model_update".
public struct CustomerClientRow: Row, Equatable {
  /// What runs on, or talks to, the endpoint.
  public var clientType: ClientType
  /// Whether the client is connected; it may be rebooting or elevating.
  public var connected: Bool
  /// When the row was created.
  public var createdTimestamp: Timestamp
  /// Whether the client runs elevated.
  public var elevated: Bool
  /// The endpoint's host name.
  public var hostname: String
  /// The endpoint's operating system.
  public var operatingSystem: String
  /// The endpoint's private IP address.
  public var privateIP: String
  /// The endpoint's public IP address.
  public var publicIP: String
  /// The session.
  public var supportSessionID: RowID

  /// A row with all its fields.
  public init(
    clientType: ClientType, connected: Bool, createdTimestamp: Timestamp, elevated: Bool, hostname: String,
    operatingSystem: String, privateIP: String, publicIP: String, supportSessionID: RowID
  ) {
    self.clientType = clientType
    self.connected = connected
    self.createdTimestamp = createdTimestamp
    self.elevated = elevated
    self.hostname = hostname
    self.operatingSystem = operatingSystem
    self.privateIP = privateIP
    self.publicIP = publicIP
    self.supportSessionID = supportSessionID
  }

  /// The table of these rows.
  public static let table = TableName.customerClient
  /// The documented names of the fields.
  public static let fieldNames = [
    "client_type", "connected", "created_timestamp", "elevated", "hostname", "operating_system", "private_ip",
    "public_ip", "support_session_id",
  ]

  /// The value of the field at an index of ``fieldNames``.
  public func value(at index: Int) -> FieldValue {
    switch index {
    case 0: .text(clientType.rawValue)
    case 1: .boolean(connected)
    case 2: .integer(createdTimestamp.seconds)
    case 3: .boolean(elevated)
    case 4: .text(hostname)
    case 5: .text(operatingSystem)
    case 6: .text(privateIP)
    case 7: .text(publicIP)
    default: .key(supportSessionID)
    }
  }

  /// The row as a row of any table.
  public var wrapped: TableRow { .customerClient(self) }

  /// Gives access to the table of these rows in a model.
  public static func withTable<T>(_ model: inout StateModel, _ body: (inout Table<CustomerClientRow>) -> T)
    -> T
  {
    body(&model.customerClient)
  }
}
