import ApplianceDomain
import Recordings

/// What the recording of a screen says of an event.
enum EventWords {
  /// What happened, at so many seconds since the recording's beginning; nil for what nobody sees.
  static func happening(_ event: SessionEvent, second: Int64) -> ScreenRecording.Happening? {
    guard let (kind, words) = words(event) else { return nil }
    let party = event.performedBy
    let side: ScreenRecording.Happening.Side =
      switch party.type {
      case .customer, .attendee: .customer
      case .representative: .representative
      case .system: .system
      }
    return ScreenRecording.Happening(
      second: second, side: side, name: side == .system ? "" : party.name, kind: kind, words: words)
  }

  private static func words(_ event: SessionEvent) -> (ScreenRecording.Happening.Kind, String)? {
    switch event.detail {
    case .sessionStart: (.done, "The session begins.")
    case .sessionEnd: (.done, event.performedBy.type == .system ? "The session ends." : "ends the session.")
    case .conferenceOwnerChanged: nil
    case .conferenceMemberAdded(let member):
      (.done, event.performedBy.name == member.name ? "is here." : "\(member.name) is here.")
    case .conferenceMemberDeparted(let name):
      (.done, event.performedBy.name == name ? "leaves." : "\(name) leaves.")
    case .externalKey(let key): (.done, key.isEmpty ? "External key removed" : "External key \(key)")
    case .chatMessage: ChatTranscript.words(event).map { (.said, $0) }
    case .activity(let activity): words(activity)
    }
  }

  private static func words(_ activity: SessionActivity) -> (ScreenRecording.Happening.Kind, String)? {
    if activity.kind == .sessionForegroundWindowChanged {
      return (.window, "\(activity.text("window_name") ?? "") (\(activity.text("exe_name") ?? ""))")
    }
    guard let verb = verbs[activity.kind] else { return nil }
    var words = [verb]
    for name in told {
      switch activity[name] {
      case .text(let text): words.append(text)
      case .files(let files): words.append(files.map(\.name).joined(separator: ", "))
      default: break
      }
    }
    if let reason = activity.text("failure_reason") { words.append("- \(reason)") }
    return (.done, words.joined(separator: " "))
  }

  /// The values that are shown, in this order.
  private static let told = [
    "name", "path", "old_path", "new_path", "key", "old_key", "new_key", "old_name", "new_name", "root_path",
    "script_name", "action_name", "profile_name", "service", "level", "title", "response", "files", "body",
    "state",
  ]

  /// What somebody does; of what has no word here nothing is seen.
  private static let verbs: [SessionActivity.Kind: String] = [
    .callbackButtonDeployed: "deploys the Support Button",
    .callbackButtonRemoved: "removes the Support Button",
    .cannedScriptExecuted: "runs the script", .commandShellSessionStarted: "opens a command shell",
    .directoryCreated: "creates the directory", .fileDeleted: "deletes", .fileDownload: "sends the file",
    .fileDownloadIncomplete: "cannot send", .fileMoved: "moves", .fileUpload: "uploads",
    .fileUploadIncomplete: "cannot upload", .filesShared: "shares",
    .legalAgreementResponse: "answers the agreement",
    .registryExported: "exports the registry below", .registryImported: "imports into the registry",
    .registryKeyAdded: "adds to the registry", .registryKeyDeleted: "deletes from the registry",
    .registryKeyRenamed: "renames in the registry", .registryValueAdded: "adds to the registry",
    .registryValueDeleted: "deletes from the registry", .registryValueModified: "changes in the registry",
    .registryValueRenamed: "renames in the registry", .screenshotCaptured: "takes a screenshot",
    .showMyScreenRecording: "shows the own screen", .specialActionExecuted: "does",
    .serviceAccessAllowed: "allows", .conferenceMemberStateChanged: "is",
  ]
}
