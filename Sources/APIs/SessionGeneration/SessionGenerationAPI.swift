public import APIKit
import ApplianceDomain
import Changes
import Documents
import HTTPMessages
import HTTPTypes
public import History

/// The Session Generation API and the public site: `/api/start_session`, `/` with the URLs of session keys, the chat of
/// click-to-chat sessions, and `/api/start_session.js` (guide: "Session Generation API" and the chapters after it).
///
/// It needs no account: it is what the public site's forms and links call.
public struct SessionGenerationAPI: Sendable {
  let context: APIContext
  let history: any HistoryReading
  let tickets: CustomerTickets
  let takesChatLocale: Bool
  private let library = StartSessionLibrary()
  private let chatScript = ServedScript(PackageResources.chat_js)

  /// The API of an appliance.
  ///
  /// - Parameters:
  ///   - history: where chats are read from.
  ///   - tickets: what customers of sessions prove themselves by.
  public init(context: APIContext, history: any HistoryReading, tickets: CustomerTickets) {
    self.context = context
    self.history = history
    self.tickets = tickets
    takesChatLocale = ChatLocale.isTaken(by: context.edition.version)
  }

  /// What answers: the API's path, the deprecated one with `.ns`, and the public site.
  public var endpoints: [Endpoint] {
    ["/api/start_session", "/api/start_session.ns"].map { path in
      Endpoint(path, [.get, .post]) { [self] in startSession($0, in: .page) }
    } + [
      // What /api/start_session.js calls from foreign pages.
      Endpoint("/api/start_session.json", [.post]) { [self] in startSession($0, in: .json) },
      Endpoint("/api/start_session.js", [.get]) { [self] in library.script.answer($0, in: context) },
      Endpoint("/", [.get]) { [self] in root($0) },
      Endpoint(CustomerTickets.clientPath, [.get]) { [self] in customerClient($0) },
      Endpoint(CustomerTickets.chatPath, [.get, .post]) { [self] in
        $0.method == .post ? chat($0) : chatPage($0)
      },
      Endpoint(CustomerTickets.chatPath + "/messages", [.get]) { [self] in messages($0) },
      Endpoint(CustomerTickets.chatPath + ".js", [.get]) { [self] in chatScript.answer($0, in: context) },
    ]
  }

  private func startSession(_ request: Request, in form: StartCall.Form) -> Response {
    let parameters: FormParameters
    do throws(ParameterFault) { parameters = try FormParameters(of: request, in: context) } catch {
      return StartCall(request, FormParameters(), form, self).fault(
        .unsupportedMediaType, "Send parameters as application/x-www-form-urlencoded.")
    }
    return StartCall(request, parameters, form, self).answer()
  }

  private func root(_ request: Request) -> Response {
    let parameters = FormParameters(decoding: request.query)
    guard let accessKey = parameters.filled("ak") else { return sitePage(request, parameters) }
    return StartCall(request, parameters, .page, self).start(.accessKey(accessKey))
  }
}
