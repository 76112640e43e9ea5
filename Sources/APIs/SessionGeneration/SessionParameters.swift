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
      guard pair.name.hasPrefix(customPrefix) else { continue }
      let codeName = String(pair.name.dropFirst(customPrefix.count))
      attributes.removeAll { $0.codeName == codeName }
      if !pair.value.isEmpty { attributes.append(AttributeValue(codeName: codeName, value: pair.value)) }
    }
    if !attributes.contains(where: { $0.codeName == AttributeValue.externalKey }),
      let value = parameters.filled("external_key")
    {
      attributes.append(AttributeValue(codeName: AttributeValue.externalKey, value: value))
    }
    return attributes
  }

  /// The custom attributes that a call changes, under the same names; one with an empty value is cleared.
  static func attributeChanges(_ parameters: FormParameters) -> [AttributeValue] {
    var attributes: [AttributeValue] = []
    for pair in parameters.pairs where pair.name.hasPrefix(customPrefix) {
      let codeName = String(pair.name.dropFirst(customPrefix.count))
      attributes.removeAll { $0.codeName == codeName }
      attributes.append(AttributeValue(codeName: codeName, value: pair.value))
    }
    if !attributes.contains(where: { $0.codeName == AttributeValue.externalKey }),
      let value = parameters["external_key"]
    {
      attributes.append(AttributeValue(codeName: AttributeValue.externalKey, value: value))
    }
    return attributes
  }

  /// The name under which a call has sent an attribute: the documented one, or the deprecated one of the external key.
  static func name(of codeName: String, in parameters: FormParameters) -> String {
    let name = customPrefix + codeName
    return parameters.filled(name) == nil && codeName == AttributeValue.externalKey ? codeName : name
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
    func value(_ name: String, _ deprecated: String) -> String {
      parameters.filled(name) ?? parameters.filled(deprecated) ?? ""
    }
    return CustomerInfo(
      name: value("customer.name", "customer_name"),
      company: value("customer.company", "customer_company"),
      companyCode: value("customer.company_code", "customer_company_code"),
      details: value("customer.details", "customer_desc"))
  }
}

extension FormParameters {
  /// The value of a name, where it has one: a parameter without a value is as if it had not been sent.
  func filled(_ name: String) -> String? { self[name].flatMap { $0.isEmpty ? nil : $0 } }
}
