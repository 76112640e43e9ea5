import ApplianceDomain
import Determinism
import History
import Locking
import Testing

@testable import APIs

@Suite("what SupportSessionSummary says")
struct SummaryTests {
  private func ask(_ query: String, _ version: APIVersion = .v1_21_1, history: any HistoryReading) throws
    -> ReportingBench.Answer
  {
    try ReportingBench(version, history: history).get("generate_report=SupportSessionSummary&" + query)
  }

  @Test(
    "each representative, team and site has its sessions, their average on a weekday and their average length"
  )
  func numbers() throws {
    let sums = [
      SessionSummary(id: 5, latestName: "Old Name", sessions: 3, weekdaySessions: 2, seconds: 10_000),
      SessionSummary(id: 99, latestName: "Gone", sessions: 1, weekdaySessions: 0, seconds: 360_000),
    ]
    // From Thursday to Saturday noon, the clock's time: two weekdays.
    let answer = try ask("start_date=2016-09-29&duration=31&report_type=rep", history: FakeSums(sums))
    #expect(answer.texts("//r:summary/@id") == ["5", "99"])
    #expect(answer.texts("//r:summary/@type") == ["rep", "rep"])
    #expect(
      answer.texts("//r:display_name") == ["John S.", "Gone"], "the names of now, of those who are there")
    #expect(answer.texts("//r:total_sessions") == ["3", "1"])
    #expect(answer.texts("//r:avg_sessions_per_weekday") == ["1.0", "0.0"])
    #expect(answer.texts("//r:avg_duration") == ["00:55:33", "100:00:00"])
  }

  @Test(
    "the weekdays of a window are those that it touches, until now",
    arguments: [
      ("start_date=2016-09-26&duration=5", "2.0"),  // Monday to Friday.
      ("start_date=2016-09-26&duration=0", "2.0"),
      ("start_date=2016-09-24&duration=2", "0.0"),  // A weekend.
      ("start_date=2016-08-01&duration=0", "0.2"),  // 45 weekdays until Friday.
      ("end_time=1475236800&duration=3600", "10.0"),  // An hour of Friday.
      ("start_time=1475236800&duration=0", "10.0"),  // Friday noon to Saturday noon.
      ("start_date=2016-10-03&duration=0", "0.0"),  // To come.
      ("start_date=1970-01-01&duration=0", "0.0"),
    ])
  func weekdays(_ window: String, _ average: String) throws {
    let sums = [SessionSummary(id: 1, latestName: "", sessions: 10, weekdaySessions: 10, seconds: 0)]
    let answer = try ask("\(window)&report_type=site", history: FakeSums(sums))
    #expect(answer.texts("//r:avg_sessions_per_weekday") == [average], "\(window)")
  }

  @Test(
    "averages are rounded to the nearest",
    arguments: [(1, 4, "0.3"), (1, 3, "0.3"), (2, 3, "0.7"), (5, 2, "2.5"), (7, 0, "0.0")])
  func rounding(_ count: Int64, _ parts: Int64, _ text: String) {
    #expect(Tenths(count, per: parts).text == text)
  }

  @Test(
    "every set of parameters asks for its window and grouping, and the history's sums equal counting its sessions"
  )
  func parameters() throws {
    let history = FakeHistory(Samples.sessions)
    let all = Samples.sessions.map(\.record)
    for type in ["rep", "team", "site"] {
      for window in [
        "start_date=2016-09-01", "start_time=1472688000", "end_date=2016-09-01", "end_time=1472688000",
      ] {
        let answer = try ask("\(window)&duration=0&report_type=\(type)", history: history)
        let chosen = all.filter { window.hasPrefix("start") || $0.end != nil }
        let keys: [Int] = chosen.compactMap {
          type == "rep" ? $0.primaryRepresentative?.id : type == "team" ? $0.teams.last?.id : $0.publicSite.id
        }
        let ids = Set(keys).sorted()
        #expect(answer.texts("//r:summary/@id") == ids.map(String.init), "\(window) \(type)")
        let totals = ids.map { id in String(keys.count { $0 == id }) }
        #expect(answer.texts("//r:total_sessions") == totals)
      }
    }
  }

  @Test("a parameter that is missing or wrong is named, with what is allowed")
  func errors() throws {
    let history = FakeHistory(Samples.sessions)
    for (query, words) in [
      ("start_date=2016-09-01&duration=0", "report_type is missing; it may be rep, team or site."),
      ("start_date=2016-09-01&duration=0&report_type=REP", "report_type is \"REP\"; it may be"),
      ("report_type=rep", "give one of start_date, start_time, end_date, end_time"),
      ("report_type=rep&start_date=2016-09-01", "duration is missing"),
      ("report_type=rep&start_date=2016-02-30&duration=0", "start_date is \"2016-02-30\""),
      ("report_type=rep&lsid=x", "give one of"),
    ] {
      let answer = try ask(query, history: history)
      #expect(answer.texts("/r:summary_list/r:error")?.first?.contains(words) == true, "\(query)")
    }
    #expect(
      try ask("start_date=2016-09-01&duration=0&report_type=rep", history: FakeHistory([], fails: true))
        .errors.count == 1)
  }

  @Test(
    "teams are shown with embassies in the versions that have them, and told apart where they share an ID")
  func embassies() throws {
    let sums = [
      SessionSummary(id: 1, latestName: "", sessions: 4, weekdaySessions: 0, seconds: 0),
      SessionSummary(id: 1, isEmbassy: true, latestName: "", sessions: 2, weekdaySessions: 0, seconds: 0),
      SessionSummary(id: 8, latestName: "Gone", sessions: 1, weekdaySessions: 0, seconds: 0),
    ]
    let query = "start_date=2016-09-01&duration=0&report_type=team"
    for version in APIVersion.allCases {
      let history = FakeSums(sums)
      let answer = try ask(query, version, history: history)
      let hasEmbassies = version != .v1_21_1
      #expect(
        answer.texts("//r:display_name")
          == (hasEmbassies ? ["First <Line>", "Vendor", "Gone"] : ["First <Line>", "Gone"]))
      guard case .team(let told)? = history.asked.withLock({ $0?.grouping }) else {
        Issue.record("teams were not asked for")
        continue
      }
      #expect(told == [1: "Vendor"])
    }
  }

  @Test("a window without sessions gives an empty list, or the text that clients look for")
  func empty() throws {
    let query = "generate_report=SupportSessionSummary&start_date=2016-09-01&duration=0&report_type=rep"
    let documented = try ReportingBench(history: FakeHistory([])).get(query)
    #expect(documented.texts("/r:summary_list") == [""])
    let observed = try ReportingBench(.v1_16_0, .observed, history: FakeHistory([])).get(query)
    #expect(observed.errors == ["No Support report information matching your chosen criteria is available."])
  }
}

/// A history whose sums are given.
private final class FakeSums: HistoryReading {
  let sums: [SessionSummary]
  let asked = Lock<SummaryQuery?>(nil)

  init(_ sums: [SessionSummary]) { self.sums = sums }

  func rows(_ query: SessionQuery, withEvents: Bool, upTo number: UInt64) -> any SessionRows {
    ShownSessions([])
  }

  func listing(_ query: SessionQuery, upTo number: UInt64) -> any ListedSessions { ShownListing([]) }

  func summary(_ query: SummaryQuery, upTo number: UInt64) -> [SessionSummary] {
    asked.withLock { $0 = query }
    return sums
  }
}
