import APIKit
import ApplianceDomain
import Documents
import HTTPMessages
import HTTPTypes
import History

/// What the URLs in reports and event archives lead to: chat transcripts and recordings, to view in a browser (`view=1`)
/// or to download.
///
/// `Undocumented:` the guide does not say what is behind the URLs. The hash in them is the authorisation: a wrong one is
/// refused with 403, also for sessions that do not exist. There is a transcript once the session has ended, and none of
/// one that closed abnormally. What there is not, or not yet, is 404; a recording that has expired is 410.
extension ReportingAPI {
  func sessionDownload(_ request: Request) -> Response {
    let parameters = FormParameters(decoding: request.query)
    guard let ticket = SessionDownloads.Ticket(parameters["lsid"] ?? ""),
      parameters["dl_action"] == ticket.content.word
    else { return plain(.notFound, "There is no such download.", request) }
    guard downloads.authorise(ticket) else {
      return plain(.forbidden, "The download's hash is wrong.", request)
    }
    let isView = parameters["view"] == "1"
    let moment = view()
    return Response(
      status: .ok,
      body: .deferred(
        WorkerAnswer {
          do {
            guard let session = try kept(ticket.content, of: ticket.lsid, upTo: moment.number) else {
              return plain(.notFound, "There is no session with that ID.", request)
            }
            return answer(ticket, session, moment, isView: isView, to: request)
          } catch {
            return plain(.internalServerError, "The session could not be read: \(error).", request)
          }
        }))
  }

  private func answer(
    _ ticket: SessionDownloads.Ticket, _ session: KeptSession, _ moment: ReportView, isView: Bool,
    to request: Request
  ) -> Response {
    let company = moment.organization.company.displayName
    if ticket.content == .chat || ticket.content == .presentationChat {
      let transcript = ChatTranscript(session, company: company)
      return chat(transcript, ticket.content, isView: isView, to: request)
    }
    do throws(NoRecording) {
      let recording = try session.recording(ticket.content, moment)
      if isView {
        return page(of: recording, ticket.content, session, company).response(to: request, in: context)
      }
      return video(of: recording, ticket.content, session, to: request)
    } catch {
      return plain(error == .expired ? .gone : .notFound, error.sentence(), request)
    }
  }

  private func chat(
    _ transcript: ChatTranscript, _ content: SessionDownloads.Content, isView: Bool, to request: Request
  ) -> Response {
    let session = transcript.session
    guard session.end != nil else {
      let reason = session.closedAbnormally ? KeptSession.abnormalClose : "has not ended"
      return plain(.notFound, "There is no transcript: the session \(reason).", request)
    }
    if isView { return transcript.page.response(to: request, in: context) }
    var response = Answers.answer(.text, .bytes(transcript.text), to: request, in: context)
    let name = KeptSession.fileName(of: content, session.lsid)
    response.fields.append("Content-Disposition", "attachment; filename=\"\(name).txt\"")
    return response
  }

  /// A page with the video, with what is seen in it as text, and with the way to its file.
  private func page(
    of recording: Recording, _ content: SessionDownloads.Content, _ session: KeptSession, _ company: String
  ) -> KeptPage {
    let url = downloads.url(content, of: session.lsid, base: "", view: false)
    let lines: [HTML] = recording.lines.map { "\($0)\n" }
    return KeptPage(
      heading: KeptSession.title(of: content), company: company,
      content: """
        <video controls preload="metadata" src="\(url)">Your browser does not play videos.</video>
        <p><a href="\(url)" download>Download the video</a></p>
        \(SessionFacts.html(of: session))<h2>What is seen</h2>
        <pre>
        \(lines)</pre>

        """)
  }

  private func plain(_ status: HTTPResponse.Status, _ sentence: String, _ request: Request) -> Response {
    Answers.plain(status, sentence, to: request, in: context)
  }
}
