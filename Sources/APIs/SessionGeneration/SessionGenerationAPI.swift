public import APIKit
import ApplianceDomain
import Changes
import Documents
import HTTPMessages
import HTTPTypes

/// The Session Generation API: `/api/start_session`, and the URLs of session keys (guide: "Session Generation API").
///
/// It needs no account: it is what the public site's forms and links call. A session starts with the answer, which is
/// the download of a customer client.
public struct SessionGenerationAPI: Sendable {
  let context: APIContext

  /// The API of an appliance.
  public init(context: APIContext) { self.context = context }

  /// What answers: the API's path, the deprecated one with `.ns`, and the public site's root for `/?ak=…`.
  public var endpoints: [Endpoint] {
    ["/api/start_session", "/api/start_session.ns"].map { path in
      Endpoint(path, [.get, .post]) { [self] in startSession($0) }
    } + [Endpoint("/", [.get]) { [self] in root($0) }]
  }

  private func startSession(_ request: Request) -> Response {
    let parameters: FormParameters
    do { parameters = try FormParameters(of: request, in: context) } catch {
      return page(.unsupportedMediaType, "Send parameters as application/x-www-form-urlencoded.", request)
    }
    do throws(CallFault) {
      return start(try method(parameters), parameters, request)
    } catch {
      return page(.badRequest, error.message, request)
    }
  }

  private func root(_ request: Request) -> Response {
    let parameters = FormParameters(decoding: request.query)
    guard let accessKey = parameters.filled("ak") else {
      let site = context.appliance.read { domain, _ in domain.index.site(hostname: request.authority) }
      return page(
        .ok, "This is the support site \(site.name). Start a session with the key you were given.", request)
    }
    return start(.accessKey(accessKey), parameters, request)
  }

  /// Which of the three documented ways a call takes.
  private func method(_ parameters: FormParameters) throws(CallFault) -> SessionRequest.Method {
    if let shortKey = parameters.filled("short_key") { return .shortKey(shortKey) }
    if let menu = parameters.filled("issue_menu") {
      guard menu == "1" else { throw CallFault("The parameter issue_menu is \"\(menu)\"; it must be 1.") }
      return try issue(parameters)
    }
    guard let idText = parameters.filled("id") else {
      throw CallFault(
        "Nothing says how to start the session: send short_key, or id and name, or issue_menu=1 with id or codeName."
      )
    }
    guard let id = Int(idText) else { throw CallFault("The parameter id is \"\(idText)\"; it is a number.") }
    guard let name = parameters.filled("name") else {
      throw CallFault(
        "The parameter name is missing: a representative is named by id and public display name.")
    }
    return .representative(id: id, name: name)
  }

  private func issue(_ parameters: FormParameters) throws(CallFault) -> SessionRequest.Method {
    switch (parameters.filled("codeName"), parameters.filled("id")) {
    case (_?, _?): throw CallFault("Both codeName and id are given; send one of them.")
    case (let codeName?, nil): return .issueCodeName(codeName)
    case (nil, let text?):
      guard let id = Int(text) else { throw CallFault("The parameter id is \"\(text)\"; it is a number.") }
      return .issue(id: id)
    case (nil, nil): throw CallFault("The issue is missing: send codeName or id.")
    }
  }

  private func start(_ method: SessionRequest.Method, _ parameters: FormParameters, _ request: Request)
    -> Response
  {
    let wish = wish(method, parameters, request)
    do throws(Refusal) {
      let performed = try context.appliance.perform(.startSession(wish))
      guard case .session(let lsid) = performed.outcome else {
        preconditionFailure("startSession answers with a session")
      }
      return download(lsid, request, DurabilityGate(context.appliance, performed.number))
    } catch {
      return page(status(of: error), RefusalText.sentence(error), request)
    }
  }

  private func status(of refusal: Refusal) -> HTTPResponse.Status {
    if case .queueUnavailable = refusal { .serviceUnavailable } else { .notFound }
  }

  private func download(_ lsid: String, _ request: Request, _ gate: DurabilityGate) -> Response {
    let text = "This file stands for the customer client of the support session \(lsid).\n"
    var response = Answers.answer(.octets, .bytes(Array(text.utf8)), to: request, in: context, gate: gate)
    response.fields.append("Content-Disposition", "attachment; filename=\"customer-client-\(lsid).txt\"")
    return response
  }

  private func page(_ status: HTTPResponse.Status, _ sentence: String, _ request: Request) -> Response {
    let html = """
      <!DOCTYPE html>
      <html lang="en"><head><meta charset="utf-8"><title>Remote support</title></head>
      <body><main><h1>Remote support</h1><p>\(HTMLText.escape(sentence))</p></main></body></html>

      """
    return Answers.answer(.html, .bytes(Array(html.utf8)), status: status, to: request, in: context)
  }
}
