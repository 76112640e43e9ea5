import APIKit
import ApplianceDomain
import Changes
import Documents
import HTTPMessages

extension CommandOperation {
  /// `get_session_attributes` (guide: "API Command: get_session_attributes").
  ///
  /// The external key is one of the attributes. `Undocumented:` its display name.
  static let getSessionAttributes = CommandOperation(
    action: "get_session_attributes", requirement: .commandReadOnly
  ) { (call) throws(CallFault) in
    let lsid = try call.parameters.lsid()
    let (attributes, fields) = call.context.appliance.read { domain, _ in
      (domain.sessions[lsid]?.record.attributes, domain.organization.customFields)
    }
    guard let attributes else { throw call.fault(.unknownSession(lsid)) }
    return call.xml("custom_attributes") { xml in
      for attribute in attributes {
        let name = fields.first { $0.codeName == attribute.codeName }?.name
        xml.begin("custom_attribute")
        xml.attribute("display_name", name ?? "External Key")
        xml.attribute("code_name", attribute.codeName)
        xml.text(attribute.value)
        xml.end()
      }
    }
  }
}
