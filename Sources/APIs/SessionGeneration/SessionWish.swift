import APIKit
import ApplianceDomain
import Changes
import Documents
import HTTPMessages

/// What a call of `start_session` asks for. A browser must not strand a customer: what is too long is cut, and what
/// the configuration does not know is left out, where the Command API would refuse.
extension SessionGenerationAPI {
  /// The offsets from UTC that there are, in minutes; another one is as if it had not been sent.
  private static let timezoneOffsets = -720...840

  func wish(
    _ method: SessionRequest.Method, _ parameters: FormParameters, _ request: Request,
    _ setting: StartCall.Setting
  ) -> SessionRequest {
    let index = context.appliance.read { domain, _ in domain.index }
    let isChat = parameters["c2cjs"] == "1" || setting.site.prefersChat && parameters["c2cjs"] != "0"
    let platform = CustomerPlatform(parameters, request)
    var wish = SessionRequest(
      method: method,
      attributes: SessionParameters.attributes(parameters).filter { index.hasCustomField($0.codeName) }
        .cut(toTotal: AttributeValue.maximumTotal),
      hostname: request.authority,
      clientType: isChat ? .webChat : platform?.isMobile == true ? .mobile : .desktop, platform: platform,
      hasPerson: isChat && request.isFromBrowser,
      timezoneOffset: parameters.filled("timezone_offset").flatMap { Int($0) }
        .flatMap { Self.timezoneOffsets.contains($0) ? $0 : nil })
    if setting.prompts, method.isByKey {
      // Guide: with the prompt on, only the external key can be passed along with a session key.
      wish.attributes.removeAll { $0.codeName != AttributeValue.externalKey }
      return wish
    }
    wish.customer = Self.cut(SessionParameters.customer(parameters))
    wish.priority = parameters["session.priority"].flatMap { Int($0) }.flatMap {
      (1...3).contains($0) ? $0 : nil
    }
    let skills = SessionParameters.skills(parameters)?.filter { index.hasSkill($0) }
    wish.skills = skills.flatMap { $0.isEmpty ? nil : $0 }
    return wish
  }

  private static func cut(_ customer: CustomerInfo) -> CustomerInfo {
    CustomerInfo(
      name: customer.name.beginning(characters: CustomerInfo.maximumLength),
      company: customer.company.beginning(characters: CustomerInfo.maximumLength),
      companyCode: customer.companyCode.beginning(characters: CustomerInfo.maximumLength),
      details: customer.details.beginning(bytes: CustomerInfo.maximumDetailsBytes))
  }
}

extension Request {
  /// Whether somebody looks at the answer: browsers ask for HTML by name, programs take anything.
  var isFromBrowser: Bool { fields.text("accept")?.contains("text/html") == true }
}
