import APIKit
import ApplianceDomain
import Changes
import Documents
import HTTPMessages

/// What a call of `start_session` asks for. A browser must not strand a customer: what is too long is cut, and what
/// the configuration does not know is left out, where the Command API would refuse.
extension SessionGenerationAPI {
  func wish(_ method: SessionRequest.Method, _ parameters: FormParameters, _ request: Request)
    -> SessionRequest
  {
    let (index, prompts) = context.appliance.read { domain, _ in
      (domain.index, domain.settings.promptBeforeSession)
    }
    var attributes = SessionParameters.attributes(parameters).filter { index.hasCustomField($0.codeName) }
    let hostname = request.authority
    let clientType: ClientType = parameters["c2cjs"] == "1" ? .webChat : .desktop
    if prompts, isByKey(method) {
      // Guide: with the prompt on, only the external key can be passed along with a session key.
      attributes.removeAll { $0.codeName != AttributeValue.externalKey }
      return SessionRequest(
        method: method, attributes: Self.cut(attributes), hostname: hostname, clientType: clientType)
    }
    let skills = SessionParameters.skills(parameters)?.filter { index.hasSkill($0) }
    let priority = parameters["session.priority"].flatMap { Int($0) }.flatMap {
      (1...3).contains($0) ? $0 : nil
    }
    return SessionRequest(
      method: method, customer: Self.cut(SessionParameters.customer(parameters)),
      attributes: Self.cut(attributes),
      priority: priority, skills: skills.flatMap { $0.isEmpty ? nil : $0 }, hostname: hostname,
      clientType: clientType)
  }

  private func isByKey(_ method: SessionRequest.Method) -> Bool {
    switch method {
    case .shortKey, .accessKey: true
    case .representative, .issue, .issueCodeName, .queue: false
    }
  }

  private static func cut(_ customer: CustomerInfo) -> CustomerInfo {
    CustomerInfo(
      name: String(customer.name.prefix(CustomerInfo.maximumLength)),
      company: String(customer.company.prefix(CustomerInfo.maximumLength)),
      companyCode: String(customer.companyCode.prefix(CustomerInfo.maximumLength)),
      details: cut(customer.details, bytes: CustomerInfo.maximumDetailsBytes))
  }

  /// Each value is cut to its length; what does not fit into the total any more is left out.
  private static func cut(_ attributes: [AttributeValue]) -> [AttributeValue] {
    var room = AttributeValue.maximumTotal
    return attributes.compactMap { attribute in
      let value = String(attribute.value.prefix(AttributeValue.maximumLength))
      guard value.utf8.count <= room else { return nil }
      room -= value.utf8.count
      return AttributeValue(codeName: attribute.codeName, value: value)
    }
  }

  /// The longest beginning of a text that fits into some bytes and ends with a whole character.
  private static func cut(_ text: String, bytes: Int) -> String {
    guard text.utf8.count > bytes else { return text }
    var cut = Substring()
    var count = 0
    for character in text {
      count += character.utf8.count
      guard count <= bytes else { break }
      cut.append(character)
    }
    return String(cut)
  }
}
