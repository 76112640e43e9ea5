import ApplianceDomain

// Differences: start-session-chat-locale

/// `chat_locale` of `start_session` is in the 21.3 guide ("Session Generation API", Optional Parameters); the 18.1 guide
/// does not have it. There it is ignored, as every unknown parameter is.
enum ChatLocale {
  static func isTaken(by version: APIVersion) -> Bool { version == .v1_21_1 }
}
