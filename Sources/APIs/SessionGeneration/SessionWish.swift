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
      .cut(toTotal: AttributeValue.maximumTotal)
    let hostname = request.authority
    let clientType: ClientType = parameters["c2cjs"] == "1" ? .webChat : .desktop
    if prompts, isByKey(method) {
      // Guide: with the prompt on, only the external key can be passed along with a session key.
      attributes.removeAll { $0.codeName != AttributeValue.externalKey }
      return SessionRequest(
        method: method, attributes: attributes, hostname: hostname, clientType: clientType)
    }
    let skills = SessionParameters.skills(parameters)?.filter { index.hasSkill($0) }
    let priority = parameters["session.priority"].flatMap { Int($0) }.flatMap {
      (1...3).contains($0) ? $0 : nil
    }
    return SessionRequest(
      method: method, customer: Self.cut(SessionParameters.customer(parameters)),
      attributes: attributes,
      priority: priority, skills: skills.flatMap { $0.isEmpty ? nil : $0 }, hostname: hostname,
      clientType: clientType)
  }

  private func isByKey(_ method: SessionRequest.Method) -> Bool {
    switch method {
    case .shortKey, .accessKey: true
    case .representative, .issue, .issueCodeName, .queue, .jump: false
    }
  }

  private static func cut(_ customer: CustomerInfo) -> CustomerInfo {
    CustomerInfo(
      name: String(customer.name.prefix(CustomerInfo.maximumLength)),
      company: String(customer.company.prefix(CustomerInfo.maximumLength)),
      companyCode: String(customer.companyCode.prefix(CustomerInfo.maximumLength)),
      details: customer.details.beginning(bytes: CustomerInfo.maximumDetailsBytes))
  }
}
