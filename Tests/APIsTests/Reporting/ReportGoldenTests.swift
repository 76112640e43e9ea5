import ApplianceDomain
import Determinism
import DomainTesting
import Testing

@testable import APIs

@Suite("reports as whole documents")
struct ReportGoldenTests {
  static let fidelities: [Fidelity] = Fidelity.allCases

  @Test("each version writes each report as it is kept", arguments: APIVersion.allCases, fidelities)
  func goldens(_ version: APIVersion, _ fidelity: Fidelity) throws {
    let bench = ReportingBench(
      version, fidelity, history: FakeHistory(Samples.sessions),
      presentations: FakePresentations(Samples.presentations), surveys: FakeSurveys(Samples.surveys),
      archives: FakeArchives(date: CivilDate(ReportingBench.noon), states: 2, events: 4),
      teams: NaiveTeamHistory { Samples.teamEvents },
      licenses: FakeLicenses([LicenseReportTests.usage(-60, 9), LicenseReportTests.usage(3600, 7, 3)]))
    let window = "start_date=2016-09-01&duration=0"
    let queries = [
      ("SupportSession", "generate_report=SupportSession&\(window)"),
      ("SupportSessionListing", "generate_report=SupportSessionListing&\(window)"),
      ("SupportSessionSummary-rep", "generate_report=SupportSessionSummary&\(window)&report_type=rep"),
      ("SupportSessionSummary-team", "generate_report=SupportSessionSummary&\(window)&report_type=team"),
      ("SupportSessionSummary-site", "generate_report=SupportSessionSummary&\(window)&report_type=site"),
      ("SupportSessionSummary-error", "generate_report=SupportSessionSummary&\(window)&report_type=queue"),
      ("ArchiveListing", "generate_report=ArchiveListing&date=2016-10-01"),
      ("SupportCustExitSurvey", "generate_report=SupportCustExitSurvey&\(window)&report_type=rep&id=all"),
      ("SupportRepExitSurvey", "generate_report=SupportRepExitSurvey&\(window)&report_type=rep&id=all"),
      ("PresentationSession", "generate_report=PresentationSession&\(window)"),
      ("PresentationSessionListing", "generate_report=PresentationSessionListing&\(window)"),
      ("SupportTeam", "generate_report=SupportTeam&start_time=\(Samples.at(-7050).seconds)&duration=0"),
      ("SupportTeam-empty", "generate_report=SupportTeam&end_date=2016-10-02&duration=1"),
      ("SupportTeam-error", "generate_report=SupportTeam&\(window)&team_id=x"),
      ("LicenseUsage", "generate_report=LicenseUsage&\(window)&group_by=hour"),
      ("LicenseUsage-empty", "generate_report=LicenseUsage&start_time=0&duration=1&group_by=month"),
      ("LicenseUsage-error", "generate_report=LicenseUsage&\(window)"),
      ("SupportSession-empty", "generate_report=SupportSession&lsid=unknown"),
      (
        "SupportSessionListing-error",
        "generate_report=SupportSessionListing&start_date=2016-13-01&duration=0"
      ),
      ("Archive-missing", "generate_report=Archive&type=state&date=2016-10-01&index=50"),
    ]
    for (name, query) in queries {
      let answer = try bench.get(query)
      #expect(answer.status == 200)
      #expect(answer.head.contains("Content-Type: text/xml; charset=UTF-8\r\n"))
      #expect(XMLCheck.isWellFormed(answer.body), "\(name)")
      try Goldens.check(answer.body, "\(version.rawValue)-\(fidelity.rawValue)/\(name).xml")
    }
  }

  @Test(
    "an activity of every kind stands in each version's report as it is kept", arguments: APIVersion.allCases)
  func activities(_ version: APIVersion) throws {
    let answer = try ReportingBench(version, history: FakeHistory([Samples.busy]))
      .get("generate_report=SupportSession&lsid=\(Samples.busyID)")
    #expect(XMLCheck.isWellFormed(answer.body))
    #expect(answer.texts("//r:event")?.count == SessionActivity.Kind.allCases.count + 1)
    try Goldens.check(answer.body, "activities-\(version.rawValue).xml")
  }

  @Test(
    "the form of a document does not depend on the size of its pieces", arguments: [1, 100, 1000, 1 << 20])
  func pieces(_ limit: Int) throws {
    let bench = ReportingBench(history: FakeHistory(Samples.sessions))
    let query = "generate_report=SupportSession&start_date=2016-09-01&duration=0"
    #expect(try bench.get(query, limit: limit).body == bench.get(query).body)
  }

  @Test("a report of thousands of sessions leaves in small pieces, several sessions in each")
  func streaming() throws {
    let count = 5000
    let bench = ReportingBench(history: EndlessHistory(Samples.waiting, count: count))
    let answer = try bench.get(
      "generate_report=SupportSession&start_date=2016-09-01&duration=0", limit: 16_384)
    #expect(answer.texts("/r:session_list/r:session")?.count == count)
    #expect(answer.pieces > 100)
    #expect(answer.pieces < count / 4)
    #expect(answer.longest < 20_000)
  }

  @Test("a history that breaks on the way breaks the body, so that nobody takes it for complete")
  func breaking() {
    let bench = ReportingBench(history: EndlessHistory(Samples.waiting, count: 200, breaks: true))
    #expect(throws: FakeHistory.Failure.self) {
      try bench.get("generate_report=SupportSession&start_date=2016-09-01&duration=0")
    }
  }
}
