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
  static let getAPIInfo = CommandOperation(action: "get_api_info", requirement: .commandReadOnly) { call in
    let (company, now) = call.context.appliance.read { domain, now in
      (domain.organization.company.apiName, now)
    }
    let permissions = call.caller.permissions
    return call.xml("api_information") { xml in
      xml.element("api_version", call.edition.version.rawValue)
      xml.element("company_name", company)
      xml.element("timestamp", now.seconds)
      xml.begin("permissions")
      for permission in Permission.allCases where call.edition.listedPermissions.contains(permission) {
        write(permission.rawValue, permissions.granted.contains(permission) ? "1" : "0", &xml)
        if permission == .backup { write("perm_command", permissions.command.rawValue, &xml) }
      }
      xml.end()
    }
  }

  private static func write(_ name: String, _ value: String, _ xml: inout XMLWriter) {
    xml.begin("permission")
    xml.attribute("name", name)
    xml.text(value)
    xml.end()
  }
}
