/// The switches of the appliance's administration pages. They can change at any time, and hold at once.
public struct Settings: Codable, Equatable, Sendable {
  /// Enable XML API.
  public var xmlAPI: Bool
  /// Enable State Archive API.
  public var stateArchiveAPI: Bool
  /// Whether user name and password are accepted in place of a token.
  public var legacyLogin: Bool
  /// How many integrations may receive the real-time stream at once.
  public var integrationLimit: Int
  /// The longest time, in seconds, for which a session key is valid, and the time where none is asked for.
  public var sessionKeyMaximumTTL: Int64
  /// How many licences the company has.
  public var licenses: Int
  /// Whether customers are prompted before the customer client is downloaded.
  public var promptBeforeSession: Bool
  /// How many seconds after its end an archive becomes available.
  public var archiveDelay: Int64
  /// Whether the API answers over plain HTTP, where that listener is on.
  public var httpAPI: Bool
  /// Whether screen sharing is recorded in sessions that begin from now on.
  public var recordScreenSharing: Bool
  /// Whether Show My Screen is recorded in sessions that begin from now on.
  public var recordShowMyScreen: Bool
  /// Whether command shells are recorded in sessions that begin from now on.
  public var recordCommandShell: Bool
  /// Whether presentations that begin from now on are recorded.
  public var recordPresentations: Bool
  /// How many seconds after the end of its session a recording is kept.
  public var recordingRetention: Int64

  /// Settings; what is not given has its default.
  public init(
    xmlAPI: Bool = true, stateArchiveAPI: Bool = true, legacyLogin: Bool = false, integrationLimit: Int = 30,
    sessionKeyMaximumTTL: Int64 = 86_400, licenses: Int = 10, promptBeforeSession: Bool = false,
    archiveDelay: Int64 = 120, httpAPI: Bool = true, recordScreenSharing: Bool = true,
    recordShowMyScreen: Bool = true, recordCommandShell: Bool = true, recordPresentations: Bool = true,
    recordingRetention: Int64 = 90 * 86_400
  ) {
    self.xmlAPI = xmlAPI
    self.stateArchiveAPI = stateArchiveAPI
    self.legacyLogin = legacyLogin
    self.integrationLimit = integrationLimit
    self.sessionKeyMaximumTTL = sessionKeyMaximumTTL
    self.licenses = licenses
    self.promptBeforeSession = promptBeforeSession
    self.archiveDelay = archiveDelay
    self.httpAPI = httpAPI
    self.recordScreenSharing = recordScreenSharing
    self.recordShowMyScreen = recordShowMyScreen
    self.recordCommandShell = recordCommandShell
    self.recordPresentations = recordPresentations
    self.recordingRetention = recordingRetention
  }

  /// What is recorded in a session that begins now.
  var sessionRecordings: RecordingKinds {
    var kinds: RecordingKinds = []
    if recordScreenSharing { kinds.insert(.screenSharing) }
    if recordShowMyScreen { kinds.insert(.showMyScreen) }
    if recordCommandShell { kinds.insert(.commandShell) }
    return kinds
  }
}
