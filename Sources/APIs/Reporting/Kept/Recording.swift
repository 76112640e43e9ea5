import ApplianceDomain
import Determinism
import History
import Recordings

/// A recording of a session, before it is a video: the facts from which it is made.
enum Recording: Hashable, Sendable {
  case screen(ScreenRecording)
  case shell(ShellRecording)

  /// The video, as an MP4 file.
  func video() -> [UInt8] {
    switch self {
    case .screen(let screen): screen.video()
    case .shell(let shell): shell.video()
    }
  }

  /// What is seen in it, for who cannot see it.
  var lines: [String] {
    switch self {
    case .screen(let screen):
      screen.happenings.map { happening in
        happening.name.isEmpty ? happening.words : "\(happening.name): \(happening.words)"
      }
    case .shell(let shell): shell.transcript
    }
  }
}

/// Why there is no recording to be had.
enum NoRecording: Error, Equatable {
  case notEnded
  /// The appliance went down while the session ran.
  case closedAbnormally
  case none(String)
  case noInstance(Int64, count: Int64, String)
  case expired

  /// What the caller reads. That of an expired one is known from real appliances.
  ///
  /// - Parameter text: the instance as the caller wrote it, where it was written.
  func sentence(asGiven text: String? = nil) -> String {
    switch self {
    case .notEnded: "There is no such recording yet: the session has not ended."
    case .closedAbnormally: "There is no such recording: the session \(KeptSession.abnormalClose)."
    case .none(let what): "There is no such recording: no \(what) was recorded in the session."
    case .noInstance(let instance, let count, let what):
      "instance is \"\(text ?? "\(instance)")\"; of \(what) the session has \(count) recording\(count == 1 ? "" : "s"), counted from 0."
    case .expired: "This recording has expired and can no longer be viewed or downloaded."
    }
  }
}

extension KeptSession {
  /// The facts of a recording.
  ///
  /// `Undocumented:` when a recording can be had. That of the screen is there when the session has ended, or as soon as
  /// the appliance has told of it; the others are there when they have been told of.
  func recording(_ content: SessionDownloads.Content, company: String) throws(NoRecording) -> Recording {
    switch content {
    case .chat, .presentationChat: throw .none("video of the chat")
    case .recording, .presentationRecording: .screen(try screen(company))
    case .showMyScreen(let instance): .screen(try shownScreen(instance, company))
    case .commandShell(let instance): .shell(try shell(instance, company))
    }
  }

  /// What recordings are called in sentences.
  static func name(of content: SessionDownloads.Content) -> String {
    switch content {
    case .chat, .presentationChat: "chat"
    case .recording, .presentationRecording: "screen"
    case .showMyScreen: "Show My Screen session"
    case .commandShell: "command shell"
    }
  }

  /// What the pages of recordings are called.
  static func title(of content: SessionDownloads.Content) -> String {
    switch content {
    case .chat, .presentationChat: "Chat transcript"
    case .recording: "Session recording"
    case .presentationRecording: "Presentation recording"
    case .showMyScreen(let instance): "Show My Screen recording \(instance)"
    case .commandShell(let instance): "Command shell recording \(instance)"
    }
  }

  /// What the files are called, without their ending.
  static func fileName(of content: SessionDownloads.Content, _ lsid: String) -> String {
    let instance = content.instance.map { "-\($0)" } ?? ""
    let presentation = content.isOfPresentation ? "presentation-" : ""
    return "\(presentation)\(content.word.replacing("_", with: "-"))-\(lsid)\(instance)"
  }

  private func screen(_ company: String) throws(NoRecording) -> ScreenRecording {
    let told = events.last { $0.recording == .recording }
    let none = NoRecording.none(Self.name(of: .recording))
    guard recorded.contains(.screenSharing) else { throw none }
    guard hasVideo || told != nil else {
      throw isRunning ? .notEnded : closedAbnormally ? .closedAbnormally : none
    }
    return film(name, from: start, to: end ?? told?.timestamp ?? lastKnown, company)
  }

  /// How long a representative's screen was shown, which no event tells: seconds.
  private static let shownSeconds = 20...180

  private func shownScreen(_ instance: Int64, _ company: String) throws(NoRecording) -> ScreenRecording {
    let event = try told(.showMyScreen(instance), recorded.contains(.showMyScreen))
    var dice = SeededGenerator(seed: 0, stream: "show-my-screen/\(lsid)/\(instance)")
    let length = Int64(dice.int(in: Self.shownSeconds))
    let from = max(start, event.timestamp.advanced(bySeconds: -length))
    var film = film("Show My Screen \(instance)", from: from, to: event.timestamp, company)
    film.people = [ScreenRecording.Person(role: "Shown by", name: event.performedBy.name)] + people
    return film
  }

  private func shell(_ instance: Int64, _ company: String) throws(NoRecording) -> ShellRecording {
    let event = try told(.commandShell(instance), recorded.contains(.commandShell))
    return ShellRecording(
      company: company, lsid: lsid, instance: instance, representative: event.performedBy.name,
      hostname: computer.hostname, operatingSystem: computer.operatingSystem, address: computer.address,
      start: event.timestamp, end: end)
  }

  /// The event that tells of a recording that there can be several of.
  private func told(_ content: SessionDownloads.Content, _ isRecorded: Bool) throws(NoRecording)
    -> SessionEvent
  {
    let what = Self.name(of: content)
    guard isRecorded else { throw .none(what) }
    if let event = events.first(where: { $0.recording == content }) { return event }
    let count = Int64(events.count { $0.recording?.word == content.word })
    guard count > 0 else { throw isRunning ? .notEnded : .none(what) }
    throw .noInstance(content.instance ?? 0, count: count, what + "s")
  }

  private func film(_ title: String, from: Timestamp, to: Timestamp, _ company: String) -> ScreenRecording {
    ScreenRecording(
      company: company, title: title, lsid: lsid, start: from, seconds: to.seconds - from.seconds,
      people: people,
      happenings: events.lazy.filter { from <= $0.timestamp && $0.timestamp <= to }.compactMap {
        EventWords.happening($0, second: $0.timestamp.seconds - from.seconds)
      })
  }
}

extension SessionEvent {
  /// The recording that it tells of.
  fileprivate var recording: SessionDownloads.Content? {
    if case .activity(let activity) = detail { activity.recording } else { nil }
  }
}
