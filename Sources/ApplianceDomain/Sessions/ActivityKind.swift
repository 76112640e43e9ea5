extension SessionActivity {
  /// The kinds of activity. The raw value is the name of the session event where the guide lists one for archives;
  /// the last ones stand in reports and in presentations only.
  public enum Kind: String, Codable, CaseIterable, Sendable {
    case callbackButtonDeployed = "callback_button_deployed"
    case callbackButtonRemoved = "callback_button_removed"
    case cannedScriptExecuted = "canned_script_executed"
    case commandShellSessionStarted = "command_shell_session_started"
    case customerExitSurvey = "customer_exit_survey"
    case directoryCreated = "directory_created"
    case fileDeleted = "file_deleted"
    case fileDownload = "file_download"
    case fileDownloadIncomplete = "file_download_incomplete"
    case fileMoved = "file_moved"
    case fileUpload = "file_upload"
    case fileUploadIncomplete = "file_upload_incomplete"
    case filesShared = "files_shared"
    case legalAgreementResponse = "legal_agreement_response"
    case registryExported = "registry_exported"
    case registryImported = "registry_imported"
    case registryKeyAdded = "registry_key_added"
    case registryKeyDeleted = "registry_key_deleted"
    case registryKeyRenamed = "registry_key_renamed"
    case registryValueAdded = "registry_value_added"
    case registryValueDeleted = "registry_value_deleted"
    case registryValueModified = "registry_value_modified"
    case registryValueRenamed = "registry_value_renamed"
    case representativeSurvey = "representative_survey"
    case screenRecording = "screen_recording"
    case screenshotCaptured = "screenshot_captured"
    case sessionAssigned = "session_assigned"
    case sessionAssignmentResponse = "session_assignment_response"
    case sessionForegroundWindowChanged = "session_foreground_window_changed"
    case sessionNoteAdded = "session_note_added"
    case showMyScreenRecording = "show_my_screen_recording"
    case specialActionExecuted = "special_action_executed"
    case systemInformationRetrieved = "system_information_retrieved"
    /// In reports only: a member's state changed.
    case conferenceMemberStateChanged = "conference_member_state_changed"
    /// In reports only: a representative was granted access to a service.
    case serviceAccessAllowed = "service_access_allowed"

    /// Whether event archives tell of it.
    public var isInArchives: Bool {
      self != .conferenceMemberStateChanged && self != .serviceAccessAllowed
    }

    /// Whose names an event of this kind gives, besides the values.
    public var people: People {
      switch self {
      case .directoryCreated, .fileDeleted, .fileMoved, .fileUpload, .fileUploadIncomplete:
        .performerAndDestination
      case .fileDownload, .fileDownloadIncomplete: .performerAndDestination
      case .filesShared: .performer
      case .callbackButtonDeployed, .callbackButtonRemoved, .commandShellSessionStarted, .registryExported,
        .registryImported, .registryKeyAdded, .registryKeyDeleted, .registryKeyRenamed, .registryValueAdded,
        .registryValueDeleted, .registryValueModified, .registryValueRenamed, .screenRecording,
        .screenshotCaptured, .sessionAssigned, .sessionNoteAdded, .showMyScreenRecording:
        .representativeID
      case .cannedScriptExecuted, .customerExitSurvey, .legalAgreementResponse, .representativeSurvey,
        .sessionAssignmentResponse, .sessionForegroundWindowChanged, .specialActionExecuted,
        .systemInformationRetrieved, .conferenceMemberStateChanged, .serviceAccessAllowed:
        .nobody
      }
    }

    /// Who does it: the others may not.
    var performer: Performer {
      switch self {
      case .customerExitSurvey, .legalAgreementResponse, .sessionForegroundWindowChanged: .customer
      case .systemInformationRetrieved, .conferenceMemberStateChanged: .anybody
      case .filesShared, .serviceAccessAllowed: .anybody
      case .sessionAssigned, .sessionAssignmentResponse: .appliance
      default: .representative
      }
    }
  }

  /// The people in the data of an archive's event.
  public enum People: Sendable {
    /// None.
    case nobody
    /// `representative_id`.
    case representativeID
    /// `performed_by`.
    case performer
    /// `performed_by` and `destination`.
    case performerAndDestination
  }

  enum Performer { case representative, customer, anybody, appliance }
}
