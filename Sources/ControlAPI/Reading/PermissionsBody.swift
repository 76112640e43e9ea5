import ApplianceDomain
import Documents

/// The permissions of an account, by their names in `get_api_info`.
enum PermissionsBody {
  private static let command = "perm_command"
  private static let names = ([command] + Permission.allCases.map(\.rawValue)).sorted()

  /// Reads the member `permissions`; what it does not name stays as it is in `base`.
  static func read(_ members: Members, over base: Permissions) throws(Problem) -> Permissions {
    var permissions = base
    guard let given = try members.object("permissions", known: names) else { return base }
    permissions.command = try given.word(command, CommandAccess.self) ?? permissions.command
    for permission in Permission.allCases {
      guard let value = given[permission.rawValue] else { continue }
      guard let isGranted = value.bool ?? flag(value) else {
        throw Members.wrongType(given.name(permission.rawValue), value, wanted: "1 or 0")
      }
      if isGranted { permissions.granted.insert(permission) } else { permissions.granted.remove(permission) }
    }
    return permissions
  }

  /// Writes all of them, in alphabetical order: 1 or 0, and the access to the Command API in its word.
  static func write(_ permissions: Permissions, _ json: inout JSONWriter) {
    for name in names {
      json.key(name)
      if let permission = Permission(rawValue: name) {
        json.number(Int64(permissions.granted.contains(permission) ? 1 : 0))
      } else {
        json.string(permissions.command.rawValue)
      }
    }
  }

  private static func flag(_ value: JSONValue) -> Bool? {
    switch value.integer {
    case 0?: false
    case 1?: true
    default: nil
    }
  }
}
