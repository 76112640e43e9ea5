/// What the seed data puts into the appliance besides its configuration.
///
/// At the first start all of it is created; at every later start the active sessions are active again.
public struct Startup: Codable, Equatable, Sendable {
  /// Session keys that are valid from the start and never used up.
  public var sessionKeys: [StartupKey]
  /// Sessions that are active whenever the appliance starts.
  public var activeSessions: [StartupSession]
  /// Sessions that ended before the appliance's first start.
  public var earlierSessions: [StartupSession]
  /// Presentations that ended before the appliance's first start.
  public var earlierPresentations: [StartupPresentation]

  /// What is there at the start.
  public init(
    sessionKeys: [StartupKey] = [], activeSessions: [StartupSession] = [],
    earlierSessions: [StartupSession] = [], earlierPresentations: [StartupPresentation] = []
  ) {
    self.sessionKeys = sessionKeys
    self.activeSessions = activeSessions
    self.earlierSessions = earlierSessions
    self.earlierPresentations = earlierPresentations
  }
}

/// A session key of the seed data.
public struct StartupKey: Codable, Equatable, Sendable {
  /// The seven digits.
  public var shortKey: String
  /// Where its sessions go.
  public var queue: QueueReference

  /// A key for a queue.
  public init(shortKey: String, queue: QueueReference) {
    self.shortKey = shortKey
    self.queue = queue
  }
}

/// A session of the seed data, told relative to the clock's start.
public struct StartupSession: Codable, Equatable, Sendable {
  /// The logging session ID, 32 lower-case hex digits.
  public var lsid: String
  /// How many seconds before the appliance's first start it began.
  public var startedSecondsAgo: Int64
  /// How many seconds it lasted; nil for an active session.
  public var duration: Int64?
  /// The queue that it was started in.
  public var queue: QueueReference
  /// The representative who owns it; nil while it waits.
  public var representative: Int?
  /// Who the customer is.
  public var customer: CustomerInfo
  /// The custom attributes, the external key among them as `external_key`, in their order.
  public var attributes: [AttributeValue]
  /// The code name of the issue, where the customer chose one.
  public var issue: String?
  /// The lines of the chat so far: who spoke (`customer` or `representative`), and what.
  public var chat: [StartupChatLine]
  /// Whether the customer's screen was shared.
  public var sharesScreen: Bool
  /// How many times the representative's own screen was shown.
  public var showMyScreens: Int
  /// How many command shells were opened.
  public var commandShells: Int
  /// The exit surveys that were submitted; only of earlier sessions.
  public var surveys: [StartupSurvey]

  /// A session of the seed data.
  public init(
    lsid: String, startedSecondsAgo: Int64, duration: Int64? = nil, queue: QueueReference,
    representative: Int? = nil, customer: CustomerInfo = CustomerInfo(), attributes: [AttributeValue] = [],
    issue: String? = nil, chat: [StartupChatLine] = [], sharesScreen: Bool = false, showMyScreens: Int = 0,
    commandShells: Int = 0, surveys: [StartupSurvey] = []
  ) {
    self.lsid = lsid
    self.startedSecondsAgo = startedSecondsAgo
    self.duration = duration
    self.queue = queue
    self.representative = representative
    self.customer = customer
    self.attributes = attributes
    self.issue = issue
    self.chat = chat
    self.sharesScreen = sharesScreen
    self.showMyScreens = showMyScreens
    self.commandShells = commandShells
    self.surveys = surveys
  }

  /// What was done with the tools, in its order, as far as it is told under these settings: a recording that is
  /// switched off is none.
  func deeds(_ recorded: RecordingKinds) -> [SessionActivity] {
    var deeds = Array(repeating: SessionActivity.commandShellSessionStarted, count: commandShells)
    if recorded.contains(.showMyScreen) {
      deeds += Array(repeating: .showMyScreenRecording, count: showMyScreens)
    }
    if recorded.contains(.screenSharing), sharesScreen { deeds.append(.screenRecording) }
    return deeds
  }
}

/// An exit survey that was submitted in a session of the seed data.
public struct StartupSurvey: Codable, Equatable, Sendable {
  /// Who answered.
  public var kind: SurveyKind
  /// The answers, which are to questions that are configured.
  public var answers: [SurveyAnswer]

  /// A survey of the seed data.
  public init(kind: SurveyKind, answers: [SurveyAnswer]) {
    self.kind = kind
    self.answers = answers
  }
}

/// A line of a seeded chat.
public struct StartupChatLine: Codable, Equatable, Sendable {
  /// Who spoke.
  public var from: PartyType
  /// What was said.
  public var body: String

  /// A line of a chat.
  public init(from: PartyType, body: String) {
    self.from = from
    self.body = body
  }
}
