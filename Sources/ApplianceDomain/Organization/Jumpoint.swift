/// A Jumpoint: a program on a computer of the company through which representatives reach others in its network.
public struct Jumpoint: Codable, Equatable, Sendable {
  /// The unique ID.
  public var id: Int
  /// The name.
  public var name: String
  /// The code name, by which shortcuts name it.
  public var codeName: String
  /// The host name of its computer.
  public var hostname: String
  /// The operating system of its computer.
  public var operatingSystem: String
  /// The private IP address of its computer.
  public var privateIP: String
  /// The seconds that its computer is away from UTC; nil means the appliance's own.
  public var timezoneOffset: Int?

  /// A Jumpoint; what is not given of its computer is made up from the ID.
  public init(
    id: Int, name: String, codeName: String? = nil, hostname: String? = nil, operatingSystem: String? = nil,
    privateIP: String? = nil, timezoneOffset: Int? = nil
  ) {
    self.id = id
    self.name = name
    self.codeName = codeName ?? name
    self.hostname = hostname ?? "JUMPOINT-\(id)"
    self.operatingSystem = operatingSystem ?? "Windows Server 2019 (x64)"
    self.privateIP = privateIP ?? "10.2.\(id / 250 % 250).\(id % 250 + 2)"
    self.timezoneOffset = timezoneOffset
  }

  /// Its ID and name, as sessions and reports show them.
  public var named: NamedID { NamedID(id: id, name: name) }

  /// Its place among the clients: below every row's, since those begin with the lifetime in their upper half.
  public var clientRow: RowID { RowID(UInt64(id)) }
}

/// A Jump Client: a customer client that stays on a computer and waits for representatives.
public struct JumpClient: Codable, Equatable, Sendable {
  /// Its name.
  public var name: String
  /// The host name of its computer.
  public var hostname: String
  /// The code name of its Jump Group.
  public var group: String
  /// The tag; empty where there is none.
  public var tag: String
  /// The comments; empty where there are none.
  public var comments: String
  /// The private IP address of its computer; empty where none is configured.
  public var privateIP: String
  /// The public IP address of its computer; empty where none is configured.
  public var publicIP: String

  /// A Jump Client.
  public init(
    name: String, hostname: String, group: String, tag: String = "", comments: String = "",
    privateIP: String = "", publicIP: String = ""
  ) {
    self.name = name
    self.hostname = hostname
    self.group = group
    self.tag = tag
    self.comments = comments
    self.privateIP = privateIP
    self.publicIP = publicIP
  }

  /// What sessions with it know of its computer.
  public var computer: KnownComputer {
    KnownComputer(
      hostname: hostname, privateIP: privateIP.isEmpty ? nil : privateIP,
      publicIP: publicIP.isEmpty ? nil : publicIP.beforePort)
  }
}
