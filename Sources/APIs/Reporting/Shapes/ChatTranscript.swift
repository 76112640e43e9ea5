import ApplianceDomain
import Determinism
import Documents
import History

/// What was said in a session, and who came and went.
struct ChatTranscript {
  private struct Line {
    let time: Timestamp
    let speaker: String
    let words: String
  }

  let lsid: String
  private let lines: [Line]

  init(_ session: ReportedSession) {
    lsid = session.record.lsid
    lines = session.events.compactMap { event in
      Self.words(event).map { Line(time: event.timestamp, speaker: event.performedBy.name, words: $0) }
    }
  }

  /// The transcript as lines of text.
  var text: [UInt8] {
    var text = "Chat transcript of session \(lsid)\n\n"
    for line in lines { text += "\(line.time.iso8601) \(line.speaker): \(line.words)\n" }
    return Array(text.utf8)
  }

  /// The transcript as a page.
  var html: [UInt8] {
    var page = XMLWriter()
    page.begin("html")
    page.attribute("lang", "en")
    page.begin("head")
    page.begin("meta")
    page.attribute("charset", "utf-8")
    page.end()
    page.element("title", "Chat transcript of session \(lsid)")
    page.end()
    page.begin("body")
    page.element("h1", "Chat transcript")
    for line in lines {
      page.begin("p")
      page.element("time", line.time.iso8601)
      page.text(" ")
      // A visible stand-in, because an empty element would not be closed in HTML.
      page.element("b", line.speaker.isEmpty ? "?" : line.speaker)
      page.text(": \(line.words)")
      page.end()
    }
    page.end()
    page.end()
    return Array("<!DOCTYPE html>\n".utf8) + page.bytes + [0x0A]
  }

  /// What the chat shows of an event; nil where it shows nothing.
  static func words(_ event: SessionEvent) -> String? {
    switch event.detail {
    case .sessionStart: "The session began."
    case .sessionEnd: "The session ended."
    case .chatMessage(let body) where event.account != nil: body
    case .chatMessage(let body): ChatMacro.replaced(in: body, by: event.performedBy.name)
    case .conferenceMemberAdded(let member): "\(member.name) joined the session."
    case .conferenceMemberDeparted(let name): "\(name) left the session."
    case .activity(let activity): words(activity)
    case .conferenceOwnerChanged, .externalKey: nil
    }
  }

  /// Of the activities the chat shows the files that somebody offers in it.
  private static func words(_ activity: SessionActivity) -> String? {
    guard activity.kind == .filesShared, case .files(let files)? = activity["files"] else { return nil }
    return "Shared " + files.map(\.name).joined(separator: ", ")
  }
}
