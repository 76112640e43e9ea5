extension SessionActivity {
  /// A value that a caller says of an activity.
  public struct Field: Sendable, Equatable {
    /// The types that a value can have.
    public enum Form: Sendable {
      /// A string.
      case text
      /// A number.
      case integer
      /// A point in time.
      case time
      /// Questions with their answers.
      case answers
      /// Files and directories.
      case files
      /// What is known of a system.
      case categories
    }

    /// The documented name.
    public let name: String
    /// Its type.
    public let form: Form
    /// Whether it may be left out.
    public let isOptional: Bool

    init(_ name: String, _ form: Form = .text, isOptional: Bool = false) {
      self.name = name
      self.form = form
      self.isOptional = isOptional
    }
  }

  /// An activity from values in the order of the kind's fields; nil where one is missing that must be there, is not
  /// known, or has another type.
  public init?(_ kind: Kind, given: [Entry]) {
    var values: [Entry] = []
    for field in kind.fields {
      guard let entry = given.first(where: { $0.name == field.name }) else {
        guard field.isOptional else { return nil }
        continue
      }
      guard entry.value.form == field.form else { return nil }
      values.append(entry)
    }
    guard values.count == given.count else { return nil }
    self.init(kind: kind.rawValue, values: values)
  }
}

extension SessionActivity.Value {
  /// The value's type.
  var form: SessionActivity.Field.Form {
    switch self {
    case .text: .text
    case .integer: .integer
    case .time: .time
    case .answers: .answers
    case .files: .files
    case .categories: .categories
    }
  }
}

extension SessionActivity.Kind {
  private typealias Field = SessionActivity.Field

  /// What a caller says of an activity of this kind, in the guide's order.
  public var fields: [SessionActivity.Field] {
    let failure = Field("failure_reason", isOptional: true)
    switch self {
    case .callbackButtonDeployed:
      return [
        Field("description"), Field("expiration", .time), Field("profile_id", .integer),
        Field("profile_name"),
      ]
    case .callbackButtonRemoved, .commandShellSessionStarted, .registryImported, .screenRecording,
      .screenshotCaptured, .showMyScreenRecording:
      return []
    case .cannedScriptExecuted: return [Field("script_name")]
    case .customerExitSurvey, .representativeSurvey: return [Field("responses", .answers)]
    case .directoryCreated: return [failure, Field("path")]
    case .fileDeleted: return [failure, Field("name"), Field("size", .integer)]
    case .fileDownload, .fileUpload: return [Field("name"), Field("size", .integer)]
    case .fileDownloadIncomplete, .fileUploadIncomplete:
      return [Field("bytes_transferred", .integer), Field("failure_reason"), Field("name")]
    case .fileMoved: return [failure, Field("new_path"), Field("old_path")]
    case .filesShared: return [Field("files", .files)]
    case .legalAgreementResponse: return [Field("response"), Field("text"), Field("title")]
    case .registryExported: return [Field("root_path")]
    case .registryKeyAdded, .registryKeyDeleted: return [Field("key"), Field("path")]
    case .registryKeyRenamed: return [Field("new_key"), Field("old_key"), Field("path")]
    case .registryValueAdded: return [Field("data"), Field("name"), Field("path"), Field("type")]
    case .registryValueDeleted: return [Field("name"), Field("path")]
    case .registryValueModified:
      return [Field("name"), Field("new_data"), Field("old_data"), Field("path"), Field("type")]
    case .registryValueRenamed: return [Field("new_name"), Field("old_name"), Field("path")]
    case .sessionAssigned: return [Field("timeout", .integer, isOptional: true)]
    case .sessionAssignmentResponse: return [Field("response")]
    case .sessionForegroundWindowChanged: return [Field("exe_name"), Field("window_name")]
    case .sessionNoteAdded: return [Field("body")]
    case .specialActionExecuted: return [Field("action_name")]
    case .systemInformationRetrieved: return [Field("system_information", .categories)]
    case .conferenceMemberStateChanged: return [Field("state")]
    case .serviceAccessAllowed: return [Field("granted_to"), Field("level"), Field("service")]
    }
  }
}
