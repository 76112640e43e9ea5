import APIKit
import ApplianceDomain
import Changes
import Documents
import HTTPMessages
import HTTPTypes

/// One call that starts a session (guide: "Session Generation API").
///
/// The session begins with the answer, which is the download of a customer client, or with `c2cjs=1` a page to chat on.
/// With *prompt customers before downloading the customer client* a page asks first, and its button begins the session.
/// HEAD asks only whether a session could begin.
struct StartCall {
  /// For whom the answer is.
  enum Form {
    /// A browser.
    case page
    /// `/api/start_session.js`, on a page of anybody's.
    case json
  }

  let request: Request
  let parameters: FormParameters
  let form: Form
  let api: SessionGenerationAPI
  let setting: Setting

  var context: APIContext { api.context }

  /// What of the appliance a call goes by.
  struct Setting: Sendable {
    var site: PublicSite
    var company: String
    var languages: [String]
    var prompts: Bool
  }

  init(_ request: Request, _ parameters: FormParameters, _ form: Form, _ api: SessionGenerationAPI) {
    self.request = request
    self.parameters = parameters
    self.form = form
    self.api = api
    setting = api.context.setting(for: request)
  }

  func answer() -> Response {
    do throws(CallFault) {
      return start(try SessionRequest.Method(parameters, on: setting.site))
    } catch {
      return fault(.badRequest, error.message)
    }
  }

  func start(_ method: SessionRequest.Method) -> Response {
    let wish = api.wish(method, parameters, request, setting)
    do throws(Refusal) {
      let isPrompting =
        setting.prompts && wish.clientType != .webChat && parameters["prompted"] != "1"
      if isPrompting || request.method == .head {
        try check(wish)
        return isPrompting ? prompt(method) : possible
      }
      let performed = try context.appliance.perform(.startSession(wish))
      guard case .session(let lsid) = performed.outcome else {
        preconditionFailure("startSession answers with a session")
      }
      return begun(lsid, wish, DurabilityGate(context.appliance, performed.number))
    } catch {
      return fault(Self.status(of: error), RefusalText.sentence(error))
    }
  }

  private func check(_ wish: SessionRequest) throws(Refusal) {
    let result: Result<Void, Refusal> = context.appliance.read { domain, now in
      do throws(Refusal) { return .success(try domain.check(wish, at: now)) } catch { return .failure(error) }
    }
    try result.get()
  }

  private static func status(of refusal: Refusal) -> HTTPResponse.Status {
    switch refusal {
    case .queueUnavailable, .synchronising: .serviceUnavailable
    default: .notFound
    }
  }

  // MARK: The answers

  /// To HEAD: a session could begin. In chunks, so that no length is said of what is not made (RFC 9110 section 8.6).
  private var possible: Response {
    var response = Answers.answer(.octets, .bytes([]), to: request, in: context)
    response.prefersChunked = true
    return response
  }

  private func begun(_ lsid: String, _ wish: SessionRequest, _ gate: DurabilityGate) -> Response {
    let isChat = wish.clientType == .webChat
    let node = trafficNode(of: lsid, wish)
    if form == .json {
      return foreign(.ok, gate: gate) { [context, request, api, carried] json in
        let base = node ?? context.base(for: request)
        let url =
          isChat ? api.tickets.chatURL(of: lsid, base: base) : api.tickets.clientURL(of: lsid, base: base)
        json.key("lsid")
        json.string(lsid)
        if isChat { json.key("chat_url") } else { json.key("download_url") }
        json.string(url + carried)
      }
    }
    if let node {
      let url =
        isChat ? api.tickets.chatURL(of: lsid, base: node) : api.tickets.clientURL(of: lsid, base: node)
      return redirect(to: url + carried, gate)
    }
    if isChat {
      return ChatPage(
        lsid: lsid, ticket: api.tickets.ticket(lsid), company: setting.company,
        chatLocale: api.takesChatLocale ? parameters.filled("chat_locale") : nil
      ).response(to: request, in: context, gate: gate)
    }
    return api.download(
      lsid, wish.platform, language: Self.language(parameters, setting), to: request, gate: gate)
  }

  /// The language of the customer's side: the installed one that is asked for, else the default one, because a customer
  /// must not be turned away for it.
  static func language(_ parameters: FormParameters, _ setting: Setting) -> String {
    let asked = parameters.filled("locale")?.lowercased()
    return setting.languages.first { $0 == asked } ?? setting.languages.first ?? Language.available[0]
  }

  private func prompt(_ method: SessionRequest.Method) -> Response {
    if form == .json {
      return foreign(.ok) { json in
        json.key("prompt")
        json.bool(true)
      }
    }
    return PromptPage(call: self, isByKey: method.isByKey, company: setting.company).response
  }

  /// Says on a page, or to the script, why nothing was started.
  func fault(_ status: HTTPResponse.Status, _ sentence: String) -> Response {
    switch form {
    case .page:
      return ProblemPage(sentence: sentence, company: setting.company).response(
        status, to: request, in: context)
    case .json:
      return foreign(status) { json in
        json.key("error")
        json.string(sentence)
      }
    }
  }

  /// JSON that pages of other sites may read (Fetch, section 3.2): a session can be started from anywhere.
  private func foreign(
    _ status: HTTPResponse.Status, gate: DurabilityGate? = nil, _ write: (inout JSONWriter) -> Void
  ) -> Response {
    var response = Answers.json(status: status, to: request, in: context, gate: gate, write)
    response.fields.append("Access-Control-Allow-Origin", "*")
    return response
  }
}

extension APIContext {
  /// What of the appliance a customer's request goes by.
  func setting(for request: Request) -> StartCall.Setting {
    appliance.read { domain, _ in
      StartCall.Setting(
        site: domain.index.site(hostname: request.authority),
        company: domain.organization.company.displayName, languages: domain.organization.languages,
        prompts: domain.settings.promptBeforeSession)
    }
  }
}
