import ApplianceDomain
import Changes
import Determinism
import Documents
import History

/// The conversation of a session as its customer sees it.
struct Conversation: Sendable {
  /// How the session stands.
  enum Standing: String, Sendable {
    /// Nobody has taken it yet.
    case waiting
    /// A representative has it.
    case active
    /// The customer has left; a representative may still have it.
    case left
    /// It is over, or was never there.
    case ended
  }

  /// Something that was said or happened.
  struct Line: Sendable {
    /// The number of the event in its session.
    var sequence: Int
    var time: Timestamp
    var speaker: Party
    /// Whether it was said; else it happened.
    var isSpoken: Bool
    var words: String

    /// The words as the page shows them: a message with its BBCode, as in the transcript.
    var html: HTML { isSpoken ? BBCode.html(words) : "\(words)" }
  }

  var standing: Standing
  /// The public display name of the representative who has the session.
  var representative: String?
  /// How many events it has had; nil once it has ended.
  var eventCount: Int?

  /// How a session stands now.
  init(_ lsid: String, in appliance: Appliance) {
    self = appliance.read { domain, _ in
      guard let session = domain.sessions[lsid] else { return Conversation(standing: .ended) }
      let name = session.owner.flatMap { id in
        session.record.representatives.last { $0.id == id }?.publicDisplayName
      }
      return Conversation(
        standing: session.customerRowID == nil ? .left : session.owner == nil ? .waiting : .active,
        representative: name, eventCount: domain.sessions.eventCount(of: lsid))
    }
  }

  private init(standing: Standing, representative: String? = nil, eventCount: Int? = nil) {
    self.standing = standing
    self.representative = representative
    self.eventCount = eventCount
  }

  /// What the customer is told about it.
  var sentence: String {
    switch standing {
    case .waiting: "Please wait: a representative will be with you soon."
    case .active:
      representative.map { "You are talking with \($0)." } ?? "You are talking with a representative."
    case .left: "You have left the chat."
    case .ended: "The session has ended."
    }
  }

  /// What a customer sees of a session's events, after the one with a number: as they came, so that what is new comes
  /// last, whatever time a message tells of.
  static func lines(_ events: [SessionEvent], after sequence: Int) -> [Line] {
    events.sorted { $0.sequence < $1.sequence }.compactMap { event in
      guard event.sequence > sequence, isForCustomer(event), let words = ChatTranscript.words(event) else {
        return nil
      }
      var isSpoken = false
      if case .chatMessage = event.detail { isSpoken = true }
      return Line(
        sequence: event.sequence, time: event.timestamp, speaker: event.performedBy, isSpoken: isSpoken,
        words: words)
    }
  }

  /// What representatives say to each other alone is none of the customer's business.
  private static func isForCustomer(_ event: SessionEvent) -> Bool {
    guard case .chatMessage = event.detail else { return true }
    return event.destination?.type != .representative
  }
}
