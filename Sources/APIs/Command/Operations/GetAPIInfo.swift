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

/// The `permission` elements in the order of the guide, each written once with each of its values: clients ask for
/// them more often than for anything else.
private struct PermissionElements: Sendable {
  /// What an element tells; nil stands for `perm_command`.
  private typealias Subject = Permission?

  /// All elements, one behind the other.
  private var bytes: [UInt8] = []
  /// Where each of them lies.
  private var places: [Range<Int>] = []
  /// What is told, and the number of its first value's place; the places of its other values follow.
  private var subjects: [(subject: Subject, first: Int)] = []

  init(listed: PermissionSet) {
    for permission in Permission.allCases where listed.contains(permission) {
      add(permission, permission.rawValue, ["0", "1"])
      if permission == .backup { add(nil, "perm_command", CommandAccess.allCases.map(\.rawValue)) }
    }
  }

  private mutating func add(_ subject: Subject, _ name: String, _ values: [String]) {
    subjects.append((subject, places.count))
    for value in values {
      var xml = XMLWriter(capacity: 64)
      xml.begin("permission")
      xml.attribute("name", name)
      xml.text(value)
      xml.end()
      places.append(bytes.count..<(bytes.count + xml.count))
      bytes += xml.bytes
    }
  }

  func write(_ permissions: Permissions, _ xml: inout XMLWriter) {
    let command = CommandAccess.allCases.firstIndex(of: permissions.command) ?? 0
    bytes.withUnsafeBytes { bytes in
      for (subject, first) in subjects {
        let value = subject.map { permissions.granted.contains($0) ? 1 : 0 } ?? command
        xml.elements(UnsafeRawBufferPointer(rebasing: bytes[places[first + value]]))
      }
    }
  }
}
