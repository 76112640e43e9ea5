import ApplianceDomain
import History

/// What SupportSession makes of a kind of event.
struct EventKind: Sendable {
  /// What the body of the event becomes.
  enum Content: Sendable {
    /// Nothing: who, whom and when say it.
    case nothing
    /// The element `body`.
    case text
    /// A message of the chat.
    case chat
    /// A data value with this name.
    case value(StaticString)
    /// The data values of a member.
    case member
    /// The data values of an activity, and the elements that the guide has for some of them.
    case activity(SessionActivity.Kind)
  }

  /// The guide's name, `event_type`.
  let type: [UInt8]
  let content: Content
  /// The names that clients in the field know for what the record calls otherwise. `Undocumented:` where none is known,
  /// the archives' name stands.
  let names: [(stored: StaticString, shown: StaticString)]

  private init(_ type: String, _ content: Content, names: KeyValuePairs<StaticString, StaticString> = [:]) {
    self.type = Array(type.utf8)
    self.content = content
    self.names = names.map { ($0.key, $0.value) }
  }

  /// Every kind, by its word in the record (``EventBody``).
  static let all = WordTable(
    [
      ("session_start", EventKind("Session Start", .nothing)),
      ("session_end", EventKind("Session End", .nothing)),
      ("conference_owner_changed", EventKind("Conference Owner Changed", .value("owner"))),
      ("conference_member_added", EventKind("Conference Member Added", .member)),
      // Whom it was is said by performed_by and destination.
      ("conference_member_departed", EventKind("Conference Member Departed", .nothing)),
      // `Undocumented:` where the key stands.
      ("external_key", EventKind("External Key", .text)),
      ("chat_message", EventKind("Chat Message", .chat)),
    ] + SessionActivity.Kind.allCases.map { ($0.rawValue, EventKind($0)) })

  private init(_ kind: SessionActivity.Kind) {
    self.init(Self.type(of: kind), .activity(kind), names: Self.names(of: kind))
  }

  /// The event types of the guide's list ("XML Response for SupportSession Query"). `Undocumented:` the list lacks some
  /// that archives have; those are named by its pattern.
  private static func type(of kind: SessionActivity.Kind) -> String {
    switch kind {
    case .fileDownloadIncomplete: "File Download Failed"
    case .fileUploadIncomplete: "File Upload Failed"
    case .representativeSurvey: "Representative Exit Survey"
    default:
      kind.rawValue.split(separator: "_").map { $0.prefix(1).uppercased() + $0.dropFirst() }
        .joined(separator: " ")
    }
  }

  private static func names(of kind: SessionActivity.Kind) -> KeyValuePairs<StaticString, StaticString> {
    switch kind {
    case .fileDeleted, .fileDownload, .fileDownloadIncomplete, .fileUpload, .fileUploadIncomplete:
      ["name": "filename", "size": "filesize"]
    case .registryKeyAdded, .registryKeyDeleted, .registryKeyRenamed:
      [
        "key": "key_name", "new_key": "key_name_new", "old_key": "key_name_old", "path": "parent_path",
      ]
    case .registryValueAdded, .registryValueDeleted, .registryValueModified, .registryValueRenamed:
      [
        "data": "value_data", "name": "value_name", "new_data": "value_data_new",
        "new_name": "value_name_new", "old_data": "value_data_old", "old_name": "value_name_old",
        "path": "key_path", "type": "value_type",
      ]
    case .sessionForegroundWindowChanged: ["exe_name": "exeName", "window_name": "windowName"]
    default: [:]
    }
  }
}

extension SessionActivity.Kind {
  /// Whether `filename` and `filesize` tell of its file.
  var isAboutFile: Bool {
    switch self {
    case .fileDeleted, .fileDownload, .fileDownloadIncomplete, .fileUpload, .fileUploadIncomplete: true
    default: false
    }
  }

  /// Whether some of its values stand in elements of their own, which come before the data.
  var hasElements: Bool {
    switch self {
    case .sessionNoteAdded, .filesShared, .systemInformationRetrieved: true
    default: isAboutFile
    }
  }
}
