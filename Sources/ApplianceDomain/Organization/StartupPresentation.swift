/// A presentation of the seed data that ended before the appliance's first start, told relative to that.
public struct StartupPresentation: Codable, Equatable, Sendable {
  /// The logging session ID, 32 lower-case hex digits. A session of the seed data may have the same one.
  public var lsid: String
  /// Its name.
  public var name: String
  /// How many seconds before the appliance's first start it began.
  public var startedSecondsAgo: Int64
  /// How many seconds it lasted.
  public var duration: Int64
  /// The user ID of the representative who gave it.
  public var representative: Int
  /// Whether the representative showed the screen.
  public var showsScreen: Bool
  /// The names of those who attended.
  public var attendees: [String]
  /// The lines of the chat.
  public var chat: [StartupTalkLine]

  /// A presentation of the seed data.
  public init(
    lsid: String, name: String, startedSecondsAgo: Int64, duration: Int64, representative: Int,
    showsScreen: Bool = true, attendees: [String] = [], chat: [StartupTalkLine] = []
  ) {
    self.lsid = lsid
    self.name = name
    self.startedSecondsAgo = startedSecondsAgo
    self.duration = duration
    self.representative = representative
    self.showsScreen = showsScreen
    self.attendees = attendees
    self.chat = chat
  }
}

/// A line of the chat of a seeded presentation.
public struct StartupTalkLine: Codable, Equatable, Sendable {
  /// The place of the attendee who spoke, among those of the presentation; nil where it was the representative.
  public var attendee: Int?
  /// What was said.
  public var body: String

  /// A line of a chat.
  public init(attendee: Int?, body: String) {
    self.attendee = attendee
    self.body = body
  }
}
