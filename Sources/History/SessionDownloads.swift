public import ApplianceDomain
import Determinism

/// The links to what is kept of a session, its chat and its recordings, and the hash in them that authorises a
/// download. Reports and event archives print them; the Reporting API honours them.
public struct SessionDownloads: Sendable {
  /// Where the downloads are.
  public static let path = "/session_download"

  private let hash: @Sendable (_ purpose: String) -> String

  /// Links whose hash is `hash` of what they open: 40 lower-case hex digits, the same as long as the links are to work.
  public init(hash: @escaping @Sendable (_ purpose: String) -> String) { self.hash = hash }

  /// Links whose hashes come from the appliance's seed, so that two runs with one seed give the same.
  public init(seed: UInt64) {
    self.init { purpose in
      var generator = SeededGenerator(seed: seed, stream: "download/" + purpose)
      return generator.hex(40)
    }
  }

  /// The hash that opens one thing of one session, to view and to download: 40 hex digits. What it is goes into the
  /// hash, so that the link to a chat opens no recording, and that of a session not the presentation of the same LSID.
  func hash(_ content: Content, of lsid: String) -> String {
    let instance = content.instance.map { "\($0)/" } ?? ""
    return hash("\(content.type)/\(content.word)/\(instance)\(lsid)")
  }

  /// What a link leads to. Real appliances were seen to write `chat`; the others follow by analogy.
  public enum Content: Sendable, Equatable {
    /// The chat's transcript.
    case chat
    /// The recording of the screen sharing.
    case recording
    /// The recording of a command shell, by its instance.
    case commandShell(Int64)
    /// The recording of a representative's screen, by its instance.
    case showMyScreen(Int64)
    /// The transcript of a presentation's chat. A support session may have the same LSID.
    case presentationChat
    /// The recording of the screens that were shown in a presentation.
    case presentationRecording

    /// Whether it is kept of a presentation, and not of a support session.
    public var isOfPresentation: Bool {
      switch self {
      case .presentationChat, .presentationRecording: true
      case .chat, .recording, .commandShell, .showMyScreen: false
      }
    }

    /// What is meant where something is told of a presentation.
    public var inPresentation: Content {
      switch self {
      case .chat: .presentationChat
      case .recording: .presentationRecording
      case .commandShell, .showMyScreen, .presentationChat, .presentationRecording: self
      }
    }

    /// What stands in `t` of the ticket: by analogy with `sd`, which real appliances write for support sessions.
    var type: String {
      switch self {
      case .chat, .recording, .commandShell, .showMyScreen: "sd"
      case .presentationChat, .presentationRecording: "pd"
      }
    }

    /// What stands for it in `m` of the ticket and in `dl_action`.
    public var word: String {
      switch self {
      case .chat, .presentationChat: "chat"
      case .recording, .presentationRecording: "recording"
      case .commandShell: "command_shell"
      case .showMyScreen: "show_my_screen"
      }
    }

    /// The instance, where there can be several.
    public var instance: Int64? {
      switch self {
      case .chat, .recording, .presentationChat, .presentationRecording: nil
      case .commandShell(let instance), .showMyScreen(let instance): instance
      }
    }

    /// The recording of a kind.
    ///
    /// - Parameter instance: which of them, where there can be several.
    public init?(_ kind: RecordingKinds, instance: Int64) {
      switch kind {
      case .screenSharing: self = .recording
      case .showMyScreen: self = .showMyScreen(instance)
      case .commandShell: self = .commandShell(instance)
      default: return nil
      }
    }

    init?(type: String, word: String, instance: Int64?) {
      switch (type, word, instance) {
      case ("sd", "chat", nil): self = .chat
      case ("sd", "recording", nil): self = .recording
      case ("sd", "command_shell", let instance?): self = .commandShell(instance)
      case ("sd", "show_my_screen", let instance?): self = .showMyScreen(instance)
      case ("pd", "chat", nil): self = .presentationChat
      case ("pd", "recording", nil): self = .presentationRecording
      default: return nil
      }
    }
  }

  /// The URL of a download, as real appliances write it.
  ///
  /// - Parameters:
  ///   - base: scheme and authority, without a slash behind them.
  ///   - view: whether it is to be shown in a browser and not downloaded.
  public func url(_ content: Content, of lsid: String, base: String, view: Bool) -> String {
    links(of: lsid, base: base, inPresentation: content.isOfPresentation).url(content, view: view)
  }

  /// The URLs of all downloads of a session, or of those of a presentation.
  public func links(of lsid: String, base: String, inPresentation: Bool = false) -> SessionLinks {
    SessionLinks(self, of: lsid, base: base, inPresentation: inPresentation)
  }

  /// Whether the ticket's hash is the one for what it names; the time does not tell how much of it is right.
  public func authorise(_ ticket: Ticket) -> Bool {
    let expected = Array(hash(ticket.content, of: ticket.lsid).utf8)
    let given = Array(ticket.hash.utf8)
    guard given.count == expected.count else { return false }
    return zip(given, expected).reduce(0) { $0 | ($1.0 ^ $1.1) } == 0
  }

  /// What the parameter `lsid` of a download holds: `l=<lsid>;h=<hash>;t=sd;m=chat`.
  public struct Ticket: Sendable {
    /// The session.
    public let lsid: String
    /// What to download.
    public let content: Content
    let hash: String

    /// Nil where the text is not that of a ticket for something that is known.
    public init?(_ text: String) {
      var parts: [Substring: String] = [:]
      for part in text.split(separator: ";") {
        let pair = part.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
        if pair.count == 2 { parts[pair[0]] = String(pair[1]) }
      }
      guard let lsid = parts["l"], let hash = parts["h"], let type = parts["t"], let word = parts["m"],
        let content = Content(type: type, word: word, instance: parts["i"].flatMap { Int64($0) })
      else { return nil }
      self.lsid = lsid
      self.hash = hash
      self.content = content
    }
  }
}
