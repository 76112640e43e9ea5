import ApplianceDomain
import Determinism
import History

/// What was said in a session, who came and went, and which files were offered in the chat.
///
/// `Undocumented:` the guide does not say how a transcript looks. As a page it shows the BBCode of messages, as a text it
/// has them as they were written.
struct ChatTranscript {
  private struct Line {
    let time: Timestamp
    let speaker: Party
    let words: String
    /// Whether the words are a message, and not what the transcript says of an event.
    let isMessage: Bool
  }

  let session: KeptSession
  let company: String
  private let lines: [Line]

  init(_ session: KeptSession, company: String) {
    self.session = session
    self.company = company
    lines = session.events.compactMap { event in
      Self.words(event).map { words in
        var isMessage = false
        if case .chatMessage = event.detail { isMessage = true }
        return Line(time: event.timestamp, speaker: event.performedBy, words: words, isMessage: isMessage)
      }
    }
  }

  /// The transcript as lines of text. The further lines of a message are indented, so that none looks like another's.
  var text: [UInt8] {
    var text = "Chat transcript of session \(session.lsid)\n"
    for (name, value) in SessionFacts.rows(of: session) { text += "\(name): \(Self.indented(value))\n" }
    text += "\n"
    for line in lines {
      text += "\(line.time.iso8601) \(Self.indented(line.speaker.name)): \(Self.indented(line.words))\n"
    }
    return Array(text.utf8)
  }

  /// The transcript as a page.
  var page: KeptPage {
    let items: [HTML] = lines.map { line in
      let words: HTML = line.isMessage ? BBCode.html(line.words) : "<i>\(line.words)</i>"
      // A visible stand-in for an empty name.
      let name = line.speaker.name.isEmpty ? "?" : line.speaker.name
      return """
        <li><time datetime="\(line.time.iso8601)">\(line.time.iso8601)</time> \
        <b class="\(line.speaker.type.rawValue)">\(name)</b>: <div>\(words)</div></li>

        """
    }
    return KeptPage(
      heading: "Chat transcript", company: company,
      content: """
        \(SessionFacts.html(of: session))<ol class="chat">
        \(items)</ol>

        """)
  }

  private static func indented(_ text: String) -> String {
    text.split(omittingEmptySubsequences: false) { $0.isNewline }.joined(separator: "\n    ")
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
