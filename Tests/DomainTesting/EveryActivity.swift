public import ApplianceDomain
public import Determinism

/// An activity of every kind, with every value that it can have, optional ones included.
public enum EveryActivity {
  /// One of each kind, as the appliance tells them: with the numbers that it gives itself.
  public static func all(at time: Timestamp) -> [SessionActivity] {
    var all: [SessionActivity] = [
      numbered(
        .callbackButtonDeployed(
          description: "Call \"us\"", expiration: time.advanced(bySeconds: 3600), profileID: 4,
          profileName: "Default"), "callback_button_id", 17),
      numbered(.callbackButtonRemoved, "callback_button_id", 17),
      .cannedScriptExecuted(name: "Flush DNS"), numbered(.commandShellSessionStarted, "instance", 2),
      .customerExitSurvey(survey), .representativeSurvey(survey),
      .directoryCreated(path: "C:\\Temp\\new", failure: "Access denied"),
      .fileDeleted(name: "old.log", size: 12, failure: "In use"),
      .fileDownload(name: "dump.bin", size: 5_000_000_000),
      .fileDownloadIncomplete(name: "dump.bin", bytesTransferred: 512, failure: "Cancelled"),
      .fileMoved(from: "C:\\a", to: "C:\\b", failure: "Exists"), .fileUpload(name: "fix.exe", size: 0),
      .fileUploadIncomplete(name: "fix.exe", bytesTransferred: 0, failure: "Disk full"),
      .filesShared([
        SharedFile(name: "manual <1>.pdf", size: 42), SharedFile(name: "logs", size: 0, isDirectory: true),
      ]),
      .legalAgreementResponse(.accept, title: "Agreement", text: "Do you agree?\n"),
    ]
    all += [
      .registryExported(rootPath: "HKLM\\Software"), .registryImported,
      .registryKeyAdded("New", path: "HKLM\\Software"), .registryKeyDeleted("New", path: "HKLM\\Software"),
      .registryKeyRenamed(from: "Old", to: "New", path: "HKLM\\Software"),
      .registryValueAdded("Size", path: "HKLM\\Software\\X", type: "REG_DWORD", data: "1"),
      .registryValueDeleted("Size", path: "HKLM\\Software\\X"),
      .registryValueModified("Size", path: "HKLM\\Software\\X", type: "REG_DWORD", from: "1", to: "2"),
      .registryValueRenamed(from: "Size", to: "Sizes", path: "HKLM\\Software\\X"), .screenRecording,
      .screenshotCaptured, made(.sessionAssigned, "timeout", .integer(60)),
      made(.sessionAssignmentResponse, "response", .text("accepted")),
      .foregroundWindowChanged(executable: "excel.exe", window: "Book 1 & 2"),
      numbered(.noteAdded(body: "A note\nof two lines"), "number", 3),
      numbered(.showMyScreenRecording, "instance", 1), .specialActionExecuted(name: "Task Manager"),
      .systemInformationRetrieved(system), .memberStateChanged(state: "Connected"),
      .serviceAccessAllowed(service: "Screen Sharing", level: "full", grantedTo: "Ann"),
    ]
    return all
  }

  /// Those that somebody can ask for, without the numbers that are the appliance's to give.
  public static func wishes(at time: Timestamp) -> [SessionActivity] {
    all(at: time).compactMap { activity in
      switch activity.kind {
      case .sessionAssigned, .sessionAssignmentResponse: nil
      case .callbackButtonDeployed, .callbackButtonRemoved, .commandShellSessionStarted,
        .showMyScreenRecording, .sessionNoteAdded:
        SessionActivity(kind: activity.kind.rawValue, values: Array(activity.values.dropFirst()))
      default: activity
      }
    }
  }

  /// The same as events of a session, in the order of the kinds, each with who does it and to whom.
  public static func events(of lsid: String, at time: Timestamp, after sequence: Int = 0) -> [SessionEvent] {
    let customer = Party(type: .customer, gsnumber: 4, name: "Bob")
    let ann = Party(type: .representative, gsnumber: 2, name: "Ann", userID: 5)
    return all(at: time).enumerated().map { place, activity in
      var (performer, destination): (Party, Party?) = (ann, nil)
      switch activity.kind {
      case .fileDownload, .fileDownloadIncomplete: (performer, destination) = (customer, ann)
      case .directoryCreated, .fileDeleted, .fileMoved, .fileUpload, .fileUploadIncomplete:
        destination = customer
      case .customerExitSurvey, .legalAgreementResponse, .sessionForegroundWindowChanged:
        performer = customer
      case .sessionAssigned: (performer, destination) = (.system, ann)
      default: break
      }
      return SessionEvent(
        lsid: lsid, sequence: sequence + place, timestamp: time.advanced(bySeconds: Int64(place)),
        detail: .activity(activity), performedBy: performer, destination: destination)
    }
  }

  private static let survey = [
    SurveyAnswer(question: "How was it?", answer: "\"Good\""), SurveyAnswer(question: "Solved?", answer: ""),
  ]

  private static let system = [
    SystemCategory(
      name: "Drives", columns: ["Drive", "Type", "Percent Used"],
      rows: [["C:\\", "Local Disk", "60%"], ["D:\\", "DVD", ""]]),
    SystemCategory(name: "Users", columns: ["Name"], rows: []),
  ]

  private static func numbered(_ activity: SessionActivity, _ name: String, _ number: Int64)
    -> SessionActivity
  {
    made(activity.kind, name, .integer(number), activity.values)
  }

  private static func made(
    _ kind: SessionActivity.Kind, _ name: String, _ value: SessionActivity.Value,
    _ values: [SessionActivity.Entry] = []
  ) -> SessionActivity {
    guard
      let made = SessionActivity(
        kind: kind.rawValue, values: [SessionActivity.Entry(name: name, value: value)] + values)
    else { preconditionFailure("A kind's own raw value names it") }
    return made
  }
}
