import ApplianceDomain
import Determinism
import History

/// What an `event` element of SupportSession holds besides its people and its time.
struct EventContent {
  let type: String
  var body: String?
  var filename: String?
  var filesize: Int64?
  var systemInformation: [SystemCategory]?
  var files: [SharedFile]?
  var data: [(name: String, value: String)] = []

  init(type: String, body: String? = nil, data: [(name: String, value: String)] = []) {
    self.type = type
    self.body = body
    self.data = data
  }

  /// What a report says of an activity. Values go to `data`, except those that the guide has elements for.
  ///
  /// - Parameter urls: the data values with the URLs of a recording.
  init(
    _ activity: SessionActivity, _ recorded: RecordingKinds,
    urls: (SessionDownloads.Content) -> [(name: String, value: String)]
  ) {
    type = Self.type(of: activity.kind)
    for entry in activity.values {
      switch entry.value {
      case .text(let text): add(entry.name, text, activity.kind)
      case .integer(let number): add(entry.name, "\(number)", activity.kind)
      case .time(let time): data.append((entry.name, "\(time.seconds)"))
      // `Undocumented:` the guide does not say how the survey stands among the events.
      case .answers(let answers): data += answers.map { ($0.question, $0.answer) }
      case .files(let files): self.files = files
      case .categories(let categories): systemInformation = categories
      }
    }
    if activity.kind.isAboutFile {
      filename = activity.text("name")
      filesize = activity.integer("size")
    }
    if let kind = activity.kind.recording, recorded.contains(kind), let recording = activity.recording {
      data += urls(recording)
    }
  }

  private mutating func add(_ name: String, _ value: String, _ kind: SessionActivity.Kind) {
    if kind == .sessionNoteAdded, name == "body" {
      body = value
    } else {
      data.append((Self.dataNames(of: kind)[name] ?? name, value))
    }
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

  /// The names that clients in the field know for what archives call otherwise. `Undocumented:` where none is known,
  /// the archives' name stands.
  private static func dataNames(of kind: SessionActivity.Kind) -> [String: String] {
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
  fileprivate var isAboutFile: Bool {
    switch self {
    case .fileDeleted, .fileDownload, .fileDownloadIncomplete, .fileUpload, .fileUploadIncomplete: true
    default: false
    }
  }
}
