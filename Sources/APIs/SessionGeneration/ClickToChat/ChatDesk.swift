import APIKit
import ApplianceDomain
import Changes
import Determinism
import Documents
import HTTPMessages
import HTTPTypes
import History

/// Where the page of a click-to-chat session sends what the customer writes, and asks for what is new. Whoever has the
/// ticket of the session is its customer; everybody else is refused.
extension SessionGenerationAPI {
  /// The longest message, in bytes of UTF-8; what is longer is cut.
  static let longestMessage = 4096
  /// The most lines in one answer; the page asks again for the rest.
  static let mostLines = 500

  /// `GET /chat`: the page, with what was said so far.
  func chatPage(_ request: Request) -> Response {
    let parameters = FormParameters(decoding: request.query)
    let company = context.setting(for: request).company
    guard let lsid = tickets.session(parameters) else { return wrongTicket(company, request) }
    return reading(lsid, after: -1) { conversation, lines in
      ChatPage(
        lsid: lsid, ticket: tickets.ticket(lsid), company: company,
        chatLocale: takesChatLocale ? parameters.filled("chat_locale") : nil,
        standing: conversation.standing, sentence: conversation.sentence, lines: lines
      ).response(to: request, in: context)
    } failed: { reason in
      Answers.plain(.internalServerError, reason, to: request, in: context)
    }
  }

  /// `POST /chat`: the customer writes, or leaves. A page without a script is led back to the chat.
  func chat(_ request: Request) -> Response {
    let company = context.setting(for: request).company
    let parameters: FormParameters
    do { parameters = try FormParameters(of: request, in: context) } catch {
      return ProblemPage(
        sentence: "Send parameters as application/x-www-form-urlencoded.", company: company
      ).response(.unsupportedMediaType, to: request, in: context)
    }
    guard let lsid = tickets.session(parameters) else { return wrongTicket(company, request) }
    // What is refused shows in how the session stands: it has ended, or the customer has left it.
    let performed = try? act(lsid, parameters)
    let gate = performed.map { DurabilityGate(context.appliance, $0.number) }
    if parameters["json"] == "1" {
      let conversation = Conversation(lsid, in: context.appliance)
      return Answers.json(to: request, in: context, gate: gate) { Self.write(conversation, into: &$0) }
    }
    var response = Answers.answer(.html, .none, status: .seeOther, to: request, in: context, gate: gate)
    response.fields.append("Location", tickets.chatURL(of: lsid, base: ""))
    return response
  }

  private func act(_ lsid: String, _ parameters: FormParameters) throws(Refusal) -> Appliance.Performed? {
    if parameters["leave"] == "1" { return try context.appliance.perform(.customerLeaves(lsid: lsid)) }
    let text = (parameters["message"] ?? "").beginning(bytes: Self.longestMessage)
    guard text.contains(where: { !$0.isWhitespace }) else { return nil }
    appear(lsid)
    return try context.appliance.perform(.sendChatMessage(lsid: lsid, from: .customer, body: text))
  }

  /// From the first sign of life on, nobody else speaks for the customer.
  private func appear(_ lsid: String) {
    let isNew = context.appliance.read { domain, _ in
      domain.sessions[lsid].map { !$0.hasPerson && $0.customerRowID != nil } ?? false
    }
    // Refused where the customer has left in between, and then there is nobody to appear.
    if isNew { _ = try? context.appliance.perform(.customerAppears(lsid: lsid)) }
  }

  /// `GET /chat/messages`: how the session stands, and what is new since the event with the number `after`.
  func messages(_ request: Request) -> Response {
    let parameters = FormParameters(decoding: request.query)
    guard let lsid = tickets.session(parameters) else {
      return Answers.json(status: .forbidden, to: request, in: context) { json in
        json.key("error")
        json.string(Self.wrongTicketSentence)
      }
    }
    let after = parameters.filled("after").flatMap { Int($0) } ?? -1
    appear(lsid)
    return reading(lsid, after: after) { conversation, lines in
      Answers.json(to: request, in: context) { json in
        Self.write(conversation, into: &json)
        Self.write(lines, into: &json)
      }
    } failed: { reason in
      Answers.json(status: .internalServerError, to: request, in: context) { json in
        json.key("error")
        json.string(reason)
      }
    }
  }

  /// Answers with the lines of a session. Where nothing has happened since, it is known without asking the history.
  private func reading(
    _ lsid: String, after: Int,
    _ answer: @escaping @Sendable (Conversation, [Conversation.Line]) -> Response,
    failed: @escaping @Sendable (String) -> Response
  ) -> Response {
    let conversation = Conversation(lsid, in: context.appliance)
    if let count = conversation.eventCount, after >= count - 1 { return answer(conversation, []) }
    let number = context.appliance.log.last
    return Response(
      status: .ok,
      body: .deferred(
        WorkerAnswer { [history] in
          do {
            let query = SessionQuery(selection: .lsids([lsid]))
            let session = try history.sessions(query, withEvents: true, upTo: number).next()
            let lines = Conversation.lines(session?.events ?? [], after: after)
            return answer(conversation, Array(lines.prefix(Self.mostLines)))
          } catch {
            return failed("The conversation could not be read: \(error).")
          }
        }))
  }

  private static func write(_ conversation: Conversation, into json: inout JSONWriter) {
    json.key("state")
    json.string(conversation.standing.rawValue)
    json.key("sentence")
    json.string(conversation.sentence)
  }

  private static func write(_ lines: [Conversation.Line], into json: inout JSONWriter) {
    json.key("messages")
    json.beginArray()
    for line in lines {
      json.beginObject()
      json.key("sequence")
      json.number(Int64(line.sequence))
      json.key("time")
      json.number(line.time.seconds)
      json.key("from")
      json.string(line.isSpoken ? line.speaker.type.rawValue : "system")
      json.key("name")
      json.string(line.isSpoken ? line.speaker.name : "")
      json.key("text")
      json.string(line.words)
      json.key("html")
      json.string(line.html.text)
      json.endObject()
    }
    json.endArray()
  }

  private static let wrongTicketSentence = "The link to the chat is wrong or incomplete."

  private func wrongTicket(_ company: String, _ request: Request) -> Response {
    ProblemPage(sentence: Self.wrongTicketSentence, company: company)
      .response(.forbidden, to: request, in: context)
  }
}
