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

  /// `GET /customer_client`: the download again, for who was interrupted the first time.
  func customerClient(_ request: Request) -> Response {
    let parameters = FormParameters(decoding: request.query)
    let setting = context.setting(for: request)
    guard let lsid = tickets.session(parameters) else {
      return ProblemPage(sentence: "The link is wrong or incomplete.", company: setting.company)
        .response(.forbidden, to: request, in: context)
    }
    return download(
      lsid, CustomerPlatform(parameters, request), language: StartCall.language(parameters, setting),
      to: request)
  }
}
