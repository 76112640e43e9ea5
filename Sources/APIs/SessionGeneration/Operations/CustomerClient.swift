import APIKit
import ApplianceDomain
import Changes
import Documents
import HTTPMessages
import HTTPTypes

/// The download of the customer client of a session that has begun.
extension SessionGenerationAPI {
  /// The client for a platform; where that is not known, for the computer that the session's customer has.
  func download(
    _ lsid: String, _ platform: CustomerPlatform?, language: String, to request: Request,
    gate: DurabilityGate? = nil
  ) -> Response {
    let setting = context.setting(for: request)
    let customer = context.appliance.read { domain, _ in domain.sessions[lsid]?.record.customer }
    guard let customer else {
      return ProblemPage(sentence: "The session has ended.", company: setting.company)
        .response(.notFound, to: request, in: context)
    }
    let platform = platform ?? CustomerPlatform(operatingSystem: customer.operatingSystem)
    guard !platform.isMobile else {
      return AppPage(lsid: lsid, company: setting.company).response(to: request, in: context, gate: gate)
    }
    let file = CustomerClientFile(
      lsid: lsid, platform: platform, site: setting.site.name, base: context.base(for: request),
      language: language)
    return file.response(to: request, in: context, gate: gate)
  }

  /// `GET /customer_client`: the download again, for who was interrupted the first time; and the full client of a
  /// virtual customer, who has it from then on (guide 21.3: "API Command: create_virtual_customer").
  func customerClient(_ request: Request) -> Response {
    let parameters = FormParameters(decoding: request.query)
    let setting = context.setting(for: request)
    guard let lsid = tickets.session(parameters) else {
      return ProblemPage(sentence: "The link is wrong or incomplete.", company: setting.company)
        .response(.forbidden, to: request, in: context)
    }
    guard parameters["c2cjs"] != "1" else {
      var response = Answers.answer(.html, .none, status: .seeOther, to: request, in: context)
      response.fields.append("Location", tickets.chatURL(of: lsid, base: ""))
      return response
    }
    let platform = CustomerPlatform(parameters, request)
    let gate = request.method == .head ? nil : elevate(lsid, platform)
    return download(
      lsid, platform, language: StartCall.language(parameters, setting),
      to: request, gate: gate)
  }

  /// The client takes the place of a chat; a session that has one already stays as it is.
  private func elevate(_ lsid: String, _ platform: CustomerPlatform?) -> DurabilityGate? {
    let chat = context.appliance.read { domain, _ in
      domain.sessions[lsid]?.customerRowID.flatMap { domain.model.customerClient[$0] }
    }
    guard let chat, chat.clientType == .webChat else { return nil }
    let platform = platform ?? CustomerPlatform(operatingSystem: chat.operatingSystem)
    let intent = Intent.customerRunsClient(lsid: lsid, platform.isMobile ? .mobile : .desktop)
    // Refused where the customer has left in between, and then the download says that the session has ended.
    guard let performed = try? context.appliance.perform(intent) else { return nil }
    return DurabilityGate(context.appliance, performed.number)
  }
}
