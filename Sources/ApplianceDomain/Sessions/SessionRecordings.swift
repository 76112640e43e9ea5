/// The kinds of recording that the administrators can switch on, each by itself.
public struct RecordingKinds: OptionSet, Hashable, Codable, Sendable {
  /// A bit for each; the record keeps it, so that a bit never changes its meaning.
  public let rawValue: Int

  /// The kinds with these bits.
  public init(rawValue: Int) { self.rawValue = rawValue }

  /// Screen sharing, as the one video of the session.
  public static let screenSharing = RecordingKinds(rawValue: 1)
  /// Show My Screen.
  public static let showMyScreen = RecordingKinds(rawValue: 2)
  /// Command shells.
  public static let commandShell = RecordingKinds(rawValue: 4)
}

/// What there is to record in a session, and what of it is recorded.
public struct SessionRecordings: Hashable, Codable, Sendable {
  /// What is recorded: what the settings said when the session began (the guide's "at the time of the session").
  public var enabled: RecordingKinds
  /// Whether a representative has shared the customer's screen.
  public var hasSharedScreen: Bool
  /// How many times a representative's own screen was shown.
  public var showMyScreens: Int
  /// How many command shells were opened.
  public var commandShells: Int

  /// What a session has at its beginning, unless more is said.
  public init(
    enabled: RecordingKinds = [.screenSharing, .showMyScreen, .commandShell], hasSharedScreen: Bool = false,
    showMyScreens: Int = 0, commandShells: Int = 0
  ) {
    self.enabled = enabled
    self.hasSharedScreen = hasSharedScreen
    self.showMyScreens = showMyScreens
    self.commandShells = commandShells
  }

  /// Whether there is a video of the session.
  public var hasVideo: Bool { enabled.contains(.screenSharing) && hasSharedScreen }
  /// How many recordings of a representative's screen there are; their instances count from 0.
  public var showMyScreenRecordings: Int { enabled.contains(.showMyScreen) ? showMyScreens : 0 }
  /// How many recordings of command shells there are; their instances count from 0.
  public var commandShellRecordings: Int { enabled.contains(.commandShell) ? commandShells : 0 }
}

extension SessionActivity.Kind {
  /// The recording that an activity of this kind tells of; nil where it is about none. A command shell may be opened
  /// without being recorded, the others are told of recordings alone.
  public var recording: RecordingKinds? {
    switch self {
    case .screenRecording: .screenSharing
    case .showMyScreenRecording: .showMyScreen
    case .commandShellSessionStarted: .commandShell
    default: nil
    }
  }
}
