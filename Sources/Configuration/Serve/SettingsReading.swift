public import ApplianceDomain

extension Settings {
  /// The keys of the settings in files.
  static let keys = [
    "xml_api", "state_archive_api", "legacy_login", "integration_limit", "session_key_maximum_ttl",
    "licenses", "prompt_before_session", "archive_delay", "http_api", "record_screen_sharing",
    "record_show_my_screen", "record_command_shell", "record_presentations", "recording_retention",
  ]

  /// What the file says under `settings`, on top of what the version has when nothing is said.
  init(file: YAMLValue?, version: APIVersion) {
    // 1.21.1 has tokens only; the older versions are used with user name and password.
    self.init(legacyLogin: version != .v1_21_1)
    guard let file, !file.isNull else { return }
    let mapping = YAMLMapping(file, keys: Self.keys)
    xmlAPI = mapping.boolean("xml_api", default: xmlAPI)
    stateArchiveAPI = mapping.boolean("state_archive_api", default: stateArchiveAPI)
    legacyLogin = mapping.boolean("legacy_login", default: legacyLogin)
    promptBeforeSession = mapping.boolean("prompt_before_session", default: promptBeforeSession)
    httpAPI = mapping.boolean("http_api", default: httpAPI)
    recordScreenSharing = mapping.boolean("record_screen_sharing", default: recordScreenSharing)
    recordShowMyScreen = mapping.boolean("record_show_my_screen", default: recordShowMyScreen)
    recordCommandShell = mapping.boolean("record_command_shell", default: recordCommandShell)
    recordPresentations = mapping.boolean("record_presentations", default: recordPresentations)
    integrationLimit = mapping.optional(
      "integration_limit", .integer(0...100_000, example: 30), default: integrationLimit)
    licenses = mapping.optional("licenses", .integer(0...1_000_000, example: 10), default: licenses)
    sessionKeyMaximumTTL = Int64(
      mapping.optional(
        "session_key_maximum_ttl", .integer(1...315_360_000, example: 86_400),
        default: Int(sessionKeyMaximumTTL)))
    archiveDelay = Int64(
      mapping.optional("archive_delay", .integer(0...86_400, example: 120), default: Int(archiveDelay)))
    recordingRetention = Int64(
      mapping.optional(
        "recording_retention", .integer(0...315_360_000, example: 7_776_000),
        default: Int(recordingRetention)))
  }
}

extension ServeConfiguration {
  /// The settings of a first start: what the configuration file says, on top of what the seed data say.
  public func settings(for organization: Organization) -> Settings {
    settings(settings, for: organization)
  }

  /// The same, of settings that were read later.
  public func settings(_ read: Settings, for organization: Organization) -> Settings {
    var settings = read
    if !givenSettings.contains("licenses"), let licenses = organization.licenses {
      settings.licenses = licenses
    }
    return settings
  }

  /// The settings of a later start: those that were kept, with what the configuration file says on top of them.
  public func settings(over kept: Settings) -> Settings {
    var merged = kept
    for key in givenSettings {
      switch key {
      case "xml_api": merged.xmlAPI = settings.xmlAPI
      case "state_archive_api": merged.stateArchiveAPI = settings.stateArchiveAPI
      case "legacy_login": merged.legacyLogin = settings.legacyLogin
      case "integration_limit": merged.integrationLimit = settings.integrationLimit
      case "session_key_maximum_ttl": merged.sessionKeyMaximumTTL = settings.sessionKeyMaximumTTL
      case "licenses": merged.licenses = settings.licenses
      case "prompt_before_session": merged.promptBeforeSession = settings.promptBeforeSession
      case "archive_delay": merged.archiveDelay = settings.archiveDelay
      case "http_api": merged.httpAPI = settings.httpAPI
      case "record_screen_sharing": merged.recordScreenSharing = settings.recordScreenSharing
      case "record_show_my_screen": merged.recordShowMyScreen = settings.recordShowMyScreen
      case "record_command_shell": merged.recordCommandShell = settings.recordCommandShell
      case "record_presentations": merged.recordPresentations = settings.recordPresentations
      case "recording_retention": merged.recordingRetention = settings.recordingRetention
      default: preconditionFailure("\(key) is no setting")
      }
    }
    return merged
  }
}
