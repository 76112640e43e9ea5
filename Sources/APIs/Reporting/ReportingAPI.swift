public import APIKit
import ApplianceDomain
public import Archives
import Changes
import Documents
import HTTPMessages
import HTTPTypes
public import History

/// The Reporting API (guide: "Reporting API"): what happened, as XML, and the archives, as files.
///
/// Every report is read on a worker thread; a request is checked before, on its loop.
public struct ReportingAPI: Sendable {
  let context: APIContext
  let history: any HistoryReading
  let presentations: any PresentationReading
  let surveys: any SurveyReading
  let archives: any ArchiveReading
  let downloads: SessionDownloads
  let teams: any TeamHistoryReading
  let licenses: any LicenseHistoryReading
  let shelf = RecordingShelf()

  /// The API over what it reads.
  ///
  /// - Parameter downloads: the links that reports print, and that are honoured here.
  public init(
    context: APIContext, history: any HistoryReading, presentations: any PresentationReading,
    surveys: any SurveyReading, teams: any TeamHistoryReading, licenses: any LicenseHistoryReading,
    archives: any ArchiveReading, downloads: SessionDownloads
  ) {
    self.context = context
    self.history = history
    self.presentations = presentations
    self.surveys = surveys
    self.archives = archives
    self.downloads = downloads
    self.teams = teams
    self.licenses = licenses
  }

  /// The reports, by their names in `generate_report`.
  static let reports: [Report] = [
    Report(
      "SupportSession", .reportingSupport, isEnabled: { $0.xmlAPI }, answer: { $0.supportSession() }),
    Report(
      "SupportSessionListing", .reportingSupport, isEnabled: { $0.xmlAPI },
      answer: { $0.supportSessionListing() }),
    Report(
      "SupportSessionSummary", .reportingSupport, isEnabled: { $0.xmlAPI },
      answer: { $0.supportSessionSummary() }),
    Report(
      "SupportCustExitSurvey", .reportingSupport, isEnabled: { $0.xmlAPI },
      answer: { $0.supportExitSurvey(.customer) }),
    Report(
      "SupportRepExitSurvey", .reportingSupport, isEnabled: { $0.xmlAPI },
      answer: { $0.supportExitSurvey(.representative) }),
    Report(
      "PresentationSession", .reportingPresentation, isEnabled: { $0.xmlAPI },
      answer: { $0.presentationSession() }),
    Report(
      "PresentationSessionListing", .reportingPresentation, isEnabled: { $0.xmlAPI },
      answer: { $0.presentationSessionListing() }),
    Report(
      "SupportSessionRecording", .reportingSupport, isEnabled: { $0.xmlAPI },
      answer: { $0.supportSessionRecording() }),
    Report(
      "ShowMyScreenRecording", .reportingSupport, isEnabled: { $0.xmlAPI },
      answer: { $0.showMyScreenRecording() }),
    Report(
      "CommandShellRecording", .reportingSupport, isEnabled: { $0.xmlAPI },
      answer: { $0.commandShellRecording() }),
    Report(
      "PresentationSessionRecording", .reportingPresentation, isEnabled: { $0.xmlAPI },
      answer: { $0.presentationSessionRecording() }),
    // The guides: the older name of the same report, still answered.
    Report(
      "PresentationRecording", .reportingPresentation, isEnabled: { $0.xmlAPI },
      answer: { $0.presentationSessionRecording() }),
    Report(
      "ArchiveListing", .reportingArchive, isEnabled: { $0.stateArchiveAPI },
      answer: { $0.archiveListing() }),
    Report("Archive", .reportingArchive, isEnabled: { $0.stateArchiveAPI }, answer: { $0.archive() }),
    Report("SupportTeam", .reportingSupport, isEnabled: { $0.xmlAPI }, answer: { $0.supportTeam() }),
    Report("LicenseUsage", .reportingLicense, isEnabled: { $0.xmlAPI }, answer: { $0.licenseUsage() }),
  ]

  private static let reportsByName = Dictionary(uniqueKeysWithValues: reports.map { ($0.name, $0) })

  /// Where the API answers, the legacy path and the downloads that its answers link to included.
  public var endpoints: [Endpoint] {
    [
      Endpoint("/api/reporting", [.get, .post], handle: respond),
      Endpoint("/api/reporting.ns", [.get, .post], handle: respond),
      Endpoint(SessionDownloads.path, [.get], handle: sessionDownload),
    ]
  }

  private func respond(to request: Request) -> Response {
    let parameters: FormParameters
    do throws(ParameterFault) {
      parameters = try FormParameters(of: request, in: context)
    } catch {
      return Answers.plain(
        .unsupportedMediaType, "Send the parameters as application/x-www-form-urlencoded.", to: request,
        in: context)
    }
    let caller: Caller
    switch context.authenticate(request, parameters) {
    case .success(let known): caller = known
    case .failure(let instead): return instead.response
    }
    return answer(ReportCall(api: self, request: request, parameters: parameters), from: caller)
  }

  /// `Undocumented:` a report whose API is switched off is refused as one without permission is: 403.
  private func answer(_ call: ReportCall, from caller: Caller) -> Response {
    // A client in the field names the report so; in SupportSessionSummary the parameter means something else.
    guard let name = call.value("generate_report") ?? call.value("report_type") else {
      return call.error("generate_report is missing: name the report to generate.")
    }
    guard let report = Self.reportsByName[name] else {
      return call.error("The report \"\(name)\" is not available.")
    }
    let (settings, sync) = context.appliance.read { domain, _ in (domain.settings, domain.runningSync) }
    guard report.isEnabled(settings) else {
      return Answers.accessDenied(.forbidden, to: call.request, in: context)
    }
    guard Requirement.permission(report.permission).isMet(by: caller.permissions) else {
      return Answers.accessDenied(.forbidden, because: .insufficientScope, to: call.request, in: context)
    }
    if let sync { return call.error(RefusalText.sentence(.synchronising(until: sync.ends))) }
    return report.answer(call)
  }
}

/// A report: its name, what it asks of its caller, and how it is answered.
struct Report: Sendable {
  let name: String
  let permission: Permission
  /// Whether the administrators have switched on the API that it belongs to.
  let isEnabled: @Sendable (Settings) -> Bool
  let answer: @Sendable (ReportCall) -> Response

  init(
    _ name: String, _ permission: Permission, isEnabled: @escaping @Sendable (Settings) -> Bool,
    answer: @escaping @Sendable (ReportCall) -> Response
  ) {
    self.name = name
    self.permission = permission
    self.isEnabled = isEnabled
    self.answer = answer
  }
}
