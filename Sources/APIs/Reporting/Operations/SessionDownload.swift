import APIKit
import ApplianceDomain
import Changes
import Documents
import HTTPMessages
import HTTPTypes
import History

/// The chat transcripts that `session_chat_view_url` and `session_chat_download_url` of SupportSession lead to.
///
/// `Undocumented:` the guide does not say what is behind the URLs. The hash in them is the authorisation: a wrong one is
/// refused with 403, also for sessions that do not exist. There is a transcript once the session has ended. The links
/// to recordings lead nowhere: none are made.
extension ReportingAPI {
  func sessionDownload(_ request: Request) -> Response {
    let parameters = FormParameters(decoding: request.query)
    guard let ticket = SessionDownloads.Ticket(parameters["lsid"] ?? ""),
      parameters["dl_action"] == ticket.content.word
    else { return plain(.notFound, "There is no such download.", request) }
    guard downloads.authorise(ticket) else {
      return plain(.forbidden, "The download's hash is wrong.", request)
    }
    guard ticket.content == .chat else { return plain(.notFound, "There is no such recording.", request) }
    let isView = parameters["view"] == "1"
    let number = context.appliance.log.last
    return Response(
      status: .ok,
      body: .deferred(
        WorkerAnswer {
          let session: ReportedSession?
          do {
            let query = SessionQuery(selection: .lsids([ticket.lsid]))
            session = try history.sessions(query, withEvents: true, upTo: number).next()
          } catch {
            return plain(.internalServerError, "The session could not be read: \(error).", request)
          }
          guard let session, session.record.end != nil, !session.record.closedAbnormally else {
            return plain(.notFound, "There is no ended session with that ID.", request)
          }
          return answer(ChatTranscript(session), isView: isView, to: request)
        }))
  }

  private func answer(_ transcript: ChatTranscript, isView: Bool, to request: Request) -> Response {
    if isView { return Answers.answer(.html, .bytes(transcript.html), to: request, in: context) }
    var response = Answers.answer(.text, .bytes(transcript.text), to: request, in: context)
    response.fields.append("Content-Disposition", "attachment; filename=\"chat-\(transcript.lsid).txt\"")
    return response
  }

  private func plain(_ status: HTTPResponse.Status, _ sentence: String, _ request: Request) -> Response {
    Answers.plain(status, sentence, to: request, in: context)
  }
}
