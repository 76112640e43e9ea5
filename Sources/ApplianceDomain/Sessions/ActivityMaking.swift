public import Determinism

/// The activities, each with what a caller says of it. Everything is told in the guide's words.
extension SessionActivity {
  /// A Support Button was put on the customer's computer. The appliance gives it its ID.
  public static func callbackButtonDeployed(
    description: String, expiration: Timestamp, profileID: Int, profileName: String
  ) -> Self {
    Self(
      .callbackButtonDeployed,
      [
        "description": .text(description), "expiration": .time(expiration),
        "profile_id": .integer(Int64(profileID)), "profile_name": .text(profileName),
      ])
  }

  /// The Support Button that was deployed last in this session is removed.
  public static var callbackButtonRemoved: Self { Self(.callbackButtonRemoved) }

  /// A canned script was executed.
  public static func cannedScriptExecuted(name: String) -> Self {
    Self(.cannedScriptExecuted, ["script_name": .text(name)])
  }

  /// A command shell was opened. The appliance counts its instances from 0.
  public static var commandShellSessionStarted: Self { Self(.commandShellSessionStarted) }

  /// The customer answered the exit survey.
  public static func customerExitSurvey(_ responses: [SurveyAnswer]) -> Self {
    Self(.customerExitSurvey, ["responses": .answers(responses)])
  }

  /// The representative answered the exit survey.
  public static func representativeSurvey(_ responses: [SurveyAnswer]) -> Self {
    Self(.representativeSurvey, ["responses": .answers(responses)])
  }

  /// The customer, or the time, answered the legal agreement.
  public static func legalAgreementResponse(_ response: AgreementResponse, title: String, text: String)
    -> Self
  {
    Self(
      .legalAgreementResponse,
      ["response": .text(response.rawValue), "text": .text(text), "title": .text(title)])
  }

  /// A screen recording exists.
  public static var screenRecording: Self { Self(.screenRecording) }
  /// A recording of the representative's screen exists. The appliance counts its instances from 0.
  public static var showMyScreenRecording: Self { Self(.showMyScreenRecording) }
  /// A screenshot was captured.
  public static var screenshotCaptured: Self { Self(.screenshotCaptured) }

  /// The window in the foreground of the customer's screen changed.
  public static func foregroundWindowChanged(executable: String, window: String) -> Self {
    Self(
      .sessionForegroundWindowChanged, ["exe_name": .text(executable), "window_name": .text(window)])
  }

  /// A note was added. The appliance counts notes from 0.
  public static func noteAdded(body: String) -> Self { Self(.sessionNoteAdded, ["body": .text(body)]) }

  /// A special action was executed.
  public static func specialActionExecuted(name: String) -> Self {
    Self(.specialActionExecuted, ["action_name": .text(name)])
  }

  /// The system's information was pulled, as at the start of a session.
  public static func systemInformationRetrieved(_ categories: [SystemCategory]) -> Self {
    Self(.systemInformationRetrieved, ["system_information": .categories(categories)])
  }

  /// A member's state changed.
  public static func memberStateChanged(state: String) -> Self {
    Self(.conferenceMemberStateChanged, ["state": .text(state)])
  }

  /// Somebody was granted access to a service.
  public static func serviceAccessAllowed(service: String, level: String, grantedTo: String) -> Self {
    Self(
      .serviceAccessAllowed,
      ["granted_to": .text(grantedTo), "level": .text(level), "service": .text(service)])
  }

  static func sessionAssigned(timeout: Int64?) -> Self {
    Self(.sessionAssigned, ["timeout": timeout.map { .integer($0) }])
  }

  static func sessionAssignmentResponse(_ response: AssignmentResponse) -> Self {
    Self(.sessionAssignmentResponse, ["response": .text(response.rawValue)])
  }
}

/// What became of a legal agreement (guide: `legal_agreement_response`).
public enum AgreementResponse: String, Sendable, CaseIterable {
  /// The customer accepted.
  case accept
  /// The customer declined.
  case decline
  /// The customer did not answer in time.
  case timeout
}

/// What became of a session assignment alert. `Undocumented:` the guide says only that it is text.
public enum AssignmentResponse: String, Sendable, CaseIterable {
  /// The representative took the session.
  case accepted
  /// The representative declined it.
  case rejected
  /// The representative did not answer in time.
  case timeout
}
