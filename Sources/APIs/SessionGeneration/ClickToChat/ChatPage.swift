import APIKit
import ApplianceDomain
import Documents
import HTTPMessages
import HTTPTypes

/// The page on which a customer chats. Its script fetches what is new and sends what is written; without a script, or
/// without a mouse, its forms and links do the same.
struct ChatPage {
  /// The longest message that the page lets somebody write, in characters; the endpoint cuts what is longer than
  /// ``ChatDesk/longestMessage`` bytes.
  private static let longestLine = 1000

  var lsid: String
  var ticket: String
  var company: String
  /// The language in which is chatted, where that is another one (guide 21.3: `chat_locale`).
  var chatLocale: String?
  var standing = Conversation.Standing.waiting
  var sentence = "Please wait: a representative will be with you soon."
  var lines: [Conversation.Line] = []

  private var content: HTML {
    let isOpen = standing == .waiting || standing == .active
    let forms: HTML = isOpen ? self.forms : .none
    return """
      <p id="state" role="status">\(sentence)</p>
      <div role="log" aria-label="Conversation" tabindex="0"\(language)>
      <ol id="log">
      \(lines.map(Self.line))</ol>
      </div>
      <div id="chat" data-session="\(lsid)" data-ticket="\(ticket)" data-after="\(lines.last?.sequence ?? -1)">
      \(forms)</div>
      <p><a href="/">All ways to get support</a></p>

      """
  }

  private var forms: HTML {
    """
    <form id="say" method="post" action="/chat">
    \(keys)<label for="message">Your message</label>
    <input id="message" name="message" maxlength="\(Self.longestLine)" autocomplete="off" required autofocus\(language)>
    <button>Send</button>
    </form>
    <form id="leave" method="post" action="/chat">
    \(keys)<input type="hidden" name="leave" value="1">
    <button>End the chat</button>
    </form>
    <noscript><p><a href="\("/chat?session=\(lsid)&ticket=\(ticket)" as String)">Show new messages</a></p></noscript>

    """
  }

  private var keys: [HTML] { HTML.hidden([("session", lsid), ("ticket", ticket)]) }

  /// An attribute with the language of the chat, where what was sent is the name of one (RFC 5646 section 2.1).
  private var language: HTML {
    guard let tag = chatLocale, (2...35).contains(tag.utf8.count),
      tag.utf8.allSatisfy({ Self.isLetterOrDigit($0) || $0 == 0x2D })
    else { return .none }
    return " lang=\"\(tag)\""
  }

  private static func isLetterOrDigit(_ byte: UInt8) -> Bool {
    (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
  }

  private static func line(_ line: Conversation.Line) -> HTML {
    let words: HTML = line.isSpoken ? "<b>\(line.speaker.name):</b> \(line.html)" : "<i>\(line.html)</i>"
    return "<li><div>\(words)</div></li>\n"
  }

  func response(to request: Request, in context: APIContext, gate: (any Gate)? = nil) -> Response {
    SitePageFrame(heading: "Chat with \(company)", company: company, content: content, script: "/chat.js")
      .response(to: request, in: context, gate: gate)
  }
}
