public import Determinism

/// Someone who has joined a presentation.
///
/// Guide: "JSON Tables and Fields for model_insert and model_update".
public struct AttendeeRow: Row, Equatable {
  /// Whether the client is connected.
  public var connected: Bool
  /// When the row was created.
  public var createdTimestamp: Timestamp
  /// The attendee's host name.
  public var hostname: String
  /// The attendee's name.
  public var name: String
  /// The attendee's operating system.
  public var operatingSystem: String
  /// The presentation.
  public var presentationSessionID: RowID
  /// The private IP address.
  public var privateIP: String
  /// The public IP address.
  public var publicIP: String

  /// A row with all its fields.
  public init(
    connected: Bool, createdTimestamp: Timestamp, hostname: String, name: String, operatingSystem: String,
    presentationSessionID: RowID, privateIP: String, publicIP: String
  ) {
    self.connected = connected
    self.createdTimestamp = createdTimestamp
    self.hostname = hostname
    self.name = name
    self.operatingSystem = operatingSystem
    self.presentationSessionID = presentationSessionID
    self.privateIP = privateIP
    self.publicIP = publicIP
  }

  /// The table of these rows.
  public static let table = TableName.attendee
  /// The documented names of the fields.
  public static let fieldNames = [
    "connected", "created_timestamp", "hostname", "name", "operating_system", "presentation_session_id",
    "private_ip", "public_ip",
  ]

  /// The value of the field at an index of ``fieldNames``.
  public func value(at index: Int) -> FieldValue {
    switch index {
    case 0: .boolean(connected)
    case 1: .integer(createdTimestamp.seconds)
    case 2: .text(hostname)
    case 3: .text(name)
    case 4: .text(operatingSystem)
    case 5: .key(presentationSessionID)
    case 6: .text(privateIP)
    default: .text(publicIP)
    }
  }

  /// The row as a row of any table.
  public var wrapped: TableRow { .attendee(self) }

  /// Gives access to the table of these rows in a model.
  public static func withTable<T>(_ model: inout StateModel, _ body: (inout Table<AttendeeRow>) -> T) -> T {
    body(&model.attendee)
  }
}
