/// Permissions that are there, a bit for each: every request asks it, get_api_info a dozen times.
public struct PermissionSet: Equatable, Sendable, ExpressibleByArrayLiteral {
  private var bits: UInt32 = 0

  /// These permissions.
  public init(_ permissions: some Sequence<Permission>) {
    for permission in permissions { insert(permission) }
  }

  /// These permissions.
  public init(arrayLiteral permissions: Permission...) { self.init(permissions) }

  /// Whether a permission is there.
  public func contains(_ permission: Permission) -> Bool { bits & permission.bit != 0 }

  /// Grants a permission.
  public mutating func insert(_ permission: Permission) { bits |= permission.bit }

  /// Takes a permission away.
  public mutating func remove(_ permission: Permission) { bits &= ~permission.bit }
}

/// As a list of the permissions' names, in the guide's order.
extension PermissionSet: Codable {
  /// Reads the list.
  public init(from decoder: any Decoder) throws {
    self.init(try decoder.singleValueContainer().decode([Permission].self))
  }

  /// Writes the list.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(Permission.allCases.filter(contains))
  }
}

extension Permission {
  fileprivate var bit: UInt32 {
    switch self {
    case .backup: 1
    case .configuration: 1 << 1
    case .configurationVaultAccount: 1 << 2
    case .ecm: 1 << 3
    case .realTimeState: 1 << 4
    case .reportingArchive: 1 << 5
    case .reportingLicense: 1 << 6
    case .reportingPresentation: 1 << 7
    case .reportingSupport: 1 << 8
    case .reportingVault: 1 << 9
    case .vaultBackup: 1 << 10
    }
  }
}
