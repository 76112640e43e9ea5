import ApplianceDomain
import Documents

/// The parameters by which callers describe a session, alike in several APIs.
enum SessionParameters {
  private static let customPrefix = "session.custom."

  /// The custom attributes: `session.custom.NAME`, and the deprecated `external_key`. The last one of a name wins;
  /// without a value it is as if it had not been sent.
  static func attributes(_ parameters: FormParameters) -> [AttributeValue] {
    var attributes: [AttributeValue] = []
    for pair in parameters.pairs {
      let codeName: String
      if pair.name.hasPrefix(customPrefix) {
        codeName = String(pair.name.dropFirst(customPrefix.count))
      } else if pair.name == "external_key", parameters[customPrefix + "external_key"] == nil {
        codeName = AttributeValue.externalKey
      } else {
        continue
      }
      attributes.removeAll { $0.codeName == codeName }
      if !pair.value.isEmpty { attributes.append(AttributeValue(codeName: codeName, value: pair.value)) }
    }
    return attributes
  }

  /// `session.skills`: code names separated by commas; nil where the parameter is missing or empty.
  static func skills(_ parameters: FormParameters) -> [String]? {
    guard let text = parameters["session.skills"] else { return nil }
    var skills: [String] = []
    for piece in text.split(separator: ",") {
      let name = String(piece.drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
      if !name.isEmpty, !skills.contains(name) { skills.append(name) }
    }
    return skills.isEmpty ? nil : skills
  }

  /// The `customer.*` parameters and their deprecated names.
  static func customer(_ parameters: FormParameters) -> CustomerInfo {
    CustomerInfo(
      name: parameters["customer.name"] ?? parameters["customer_name"] ?? "",
      company: parameters["customer.company"] ?? parameters["customer_company"] ?? "",
      companyCode: parameters["customer.company_code"] ?? parameters["customer_company_code"] ?? "",
      details: parameters["customer.details"] ?? parameters["customer_desc"] ?? "")
  }
}
