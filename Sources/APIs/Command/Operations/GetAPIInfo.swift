import APIKit
import ApplianceDomain
import Changes
import Determinism
import Documents
import HTTPMessages

extension CommandOperation {
  /// `get_api_info` (guide: "API Command: get_api_info").
  ///
  /// Shows the API's version, the company's API name, the appliance's time as a UNIX timestamp, and the permissions of
  /// the account, as far as the version lists them.
  static func getAPIInfo(_ edition: Edition) -> CommandOperation {
    let elements = PermissionElements(listed: edition.listedPermissions)
    return CommandOperation(action: "get_api_info", requirement: .commandReadOnly) { call in
      let (company, now) = call.context.appliance.read { domain, now in
        (domain.organization.company.apiName, now)
      }
      return call.xml("api_information") { xml in
        xml.element("api_version", call.edition.version.rawValue)
        xml.element("company_name", company)
        xml.element("timestamp", now.seconds)
        xml.begin("permissions")
        elements.write(call.caller.permissions, &xml)
        xml.end()
      }
    }
  }
}

/// The `permission` elements in the order of the guide, each written once for all its values: clients ask for them
/// more often than for anything else.
private struct PermissionElements: Sendable {
  private enum Element: Sendable {
    case flag(Permission, granted: [UInt8], denied: [UInt8])
    case command(full: [UInt8], readOnly: [UInt8], deny: [UInt8])
  }

  private let elements: [Element]

  init(listed: PermissionSet) {
    func command(_ access: CommandAccess) -> [UInt8] { Self.element("perm_command", access.rawValue) }
    elements = Permission.allCases.filter(listed.contains).flatMap { permission in
      let flag = Element.flag(
        permission, granted: Self.element(permission.rawValue, "1"),
        denied: Self.element(permission.rawValue, "0"))
      guard permission == .backup else { return [flag] }
      return [flag, .command(full: command(.fullAccess), readOnly: command(.readOnly), deny: command(.deny))]
    }
  }

  func write(_ permissions: Permissions, _ xml: inout XMLWriter) {
    for element in elements {
      switch element {
      case .flag(let permission, let granted, let denied):
        xml.elements(permissions.granted.contains(permission) ? granted : denied)
      case .command(let full, let readOnly, let deny):
        switch permissions.command {
        case .fullAccess: xml.elements(full)
        case .readOnly: xml.elements(readOnly)
        case .deny: xml.elements(deny)
        }
      }
    }
  }

  private static func element(_ name: String, _ value: String) -> [UInt8] {
    var xml = XMLWriter(capacity: 64)
    xml.begin("permission")
    xml.attribute("name", name)
    xml.text(value)
    xml.end()
    return xml.bytes
  }
}
