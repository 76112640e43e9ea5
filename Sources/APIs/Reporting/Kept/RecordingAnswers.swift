import APIKit
import ApplianceDomain
import Determinism
import HTTPMessages
import HTTPTypes
import History

extension ReportingAPI {
  /// The session or presentation whose content is asked for, with its events; nil where there is none. Runs on a
  /// worker thread.
  func kept(_ content: SessionDownloads.Content, of lsid: String, upTo number: UInt64) throws -> KeptSession?
  {
    if content.isOfPresentation {
      return try presentations.presentation(lsid, upTo: number).map { KeptSession($0) }
    }
    let query = SessionQuery(selection: .lsids([lsid]))
    return try history.sessions(query, withEvents: true, upTo: number).next().map { KeptSession($0) }
  }

  /// A recording's video as a file to download, or the part of it that was asked for. Runs on a worker thread.
  func video(
    of recording: Recording, _ content: SessionDownloads.Content, _ session: KeptSession, to request: Request
  ) -> Response {
    let file = shelf.file(of: recording)
    let length = file.bytes.count
    var response: Response
    // RFC 9110 section 13.2.2: conditions come before ranges. Those of a POST, which reports take too, would mean
    // something else, and are ignored there as `Range` is.
    switch request.method == .post ? .wanted : file.tag.verdict(on: request) {
    case .wanted: break
    case .known: return Answers.notModified(.video, tag: file.tag.text, to: request, in: context)
    case .failed:
      response = Answers.plain(.preconditionFailed, EntityTag.failure, to: request, in: context)
      response.fields.append("ETag", file.tag.text)
      return response
    }
    switch ByteRange(request, length: length, tag: file.tag.text) {
    case .whole: response = Answers.answer(.video, .bytes(file.bytes), to: request, in: context)
    case .part(let range):
      let part = range.count == length ? file.bytes : Array(file.bytes[range])
      response = Answers.answer(.video, .bytes(part), status: .partialContent, to: request, in: context)
      response.fields.append("Content-Range", "bytes \(range.lowerBound)-\(range.upperBound - 1)/\(length)")
    case .unsatisfiable:
      response = Answers.plain(
        .rangeNotSatisfiable, "The file has \(length) bytes.", to: request, in: context)
      response.fields.append("Content-Range", "bytes */\(length)")
      return response
    }
    let name = KeptSession.fileName(of: content, session.lsid)
    response.fields.append("Content-Disposition", "attachment; filename=\"\(name).mp4\"")
    response.fields.append("Accept-Ranges", "bytes")
    response.fields.append("ETag", file.tag.text)
    return response
  }
}

extension ReportCall {
  /// Guide: the reports that return a recording. Everything that is wrong is said as `<error>`.
  func recording(_ content: SessionDownloads.Content) -> Response {
    // As in the reports on sessions, case and white space of an LSID do not count.
    guard let text = value("lsid")?.filter({ !$0.isWhitespace }).lowercased(), !text.isEmpty else {
      return error("lsid is missing: give the ID of the session.")
    }
    let moment = view()
    return deferred {
      do {
        guard let session = try api.kept(content, of: text, upTo: moment.number) else {
          let what = content.isOfPresentation ? "presentation" : "session"
          return self.error("There is no \(what) with the lsid \"\(text)\".")
        }
        return api.video(of: try session.recording(content, moment), content, session, to: request)
      } catch let reason as NoRecording {
        return self.error(reason.sentence(asGiven: value("instance")))
      } catch {
        return self.error("The session could not be read: \(error).")
      }
    }
  }
}

extension KeptSession {
  /// The facts of a recording, as far as it is kept.
  func recording(_ content: SessionDownloads.Content, _ moment: ReportView) throws(NoRecording) -> Recording {
    let recording = try recording(content, company: moment.organization.company.displayName)
    if moment.hasExpired(isRunning ? nil : lastKnown) { throw .expired }
    return recording
  }
}
