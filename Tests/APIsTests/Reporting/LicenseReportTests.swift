import ApplianceDomain
import Determinism
import History
import Locking
import Testing

@testable import APIs

@Suite("LicenseUsage")
struct LicenseReportTests {
  static let start = "generate_report=LicenseUsage&start_date=2016-10-01"

  /// Usage at so many seconds after noon of 2016-10-01.
  static func usage(_ seconds: Int64, _ logins: Int, _ contacts: Int = 0) -> LicenseUsage {
    LicenseUsage(
      time: Samples.at(seconds), counts: LicenseCounts(logins: logins, extendedContacts: contacts))
  }

  /// Each interval as its timestamp and its counts.
  private func intervals(_ answer: ReportingBench.Answer) -> [[String]] {
    let path = "/r:license_usage/r:license_time_intervals/r:license_time_interval"
    let times = answer.texts("\(path)/@timestamp") ?? []
    return times.map { [$0] + (answer.texts("\(path)[@timestamp='\($0)']/r:license_count") ?? []) }
  }

  @Test("each hour, day or month shows its highest usage; of several the first")
  func grouping() throws {
    let logged = [
      Self.usage(0, 9), Self.usage(10, 8, 2), Self.usage(20, 10), Self.usage(3599, 9),
      Self.usage(3600, 9), Self.usage(11 * 3600, 9, 2), Self.usage(12 * 3600, 12),
      Self.usage(31 * 86_400 - 12 * 3600 - 1, 9), Self.usage(31 * 86_400 - 12 * 3600, 10),
    ]
    let bench = ReportingBench(licenses: FakeLicenses(logged))
    func ask(_ group: String) throws -> [[String]] {
      intervals(try bench.get("\(Self.start)&duration=62&group_by=\(group)"))
    }
    func shown(_ seconds: Int64, _ logins: Int, _ contacts: Int = 0) -> [String] {
      ["\(Samples.at(seconds).seconds)", "\(logins)", "\(contacts)", "\(logins + contacts)"]
    }
    let month = Int64(31 * 86_400 - 12 * 3600)
    #expect(
      try ask("hour") == [
        shown(10, 8, 2), shown(3600, 9), shown(11 * 3600, 9, 2), shown(12 * 3600, 12), shown(month - 1, 9),
        shown(month, 10),
      ])
    #expect(
      try ask("day") == [shown(11 * 3600, 9, 2), shown(12 * 3600, 12), shown(month - 1, 9), shown(month, 10)])
    #expect(try ask("month") == [shown(12 * 3600, 12), shown(month, 10)])
  }

  @Test("of several figures of one moment the last counts, also where others were higher")
  func moments() throws {
    let logged = [
      Self.usage(0, 0, 10), Self.usage(0, 1, 9), Self.usage(0, 3, 7), Self.usage(5, 12), Self.usage(5, 9),
      Self.usage(3600, 9), Self.usage(3600, 10), Self.usage(3601, 9, 1), Self.usage(7200, 8, 1),
    ]
    let bench = ReportingBench(licenses: FakeLicenses(logged))
    let shown = intervals(try bench.get("\(Self.start)&duration=0&group_by=hour"))
    #expect(shown.map { Array($0.dropFirst()) } == [["3", "7", "10"], ["10", "0", "10"], ["8", "1", "9"]])
  }

  @Test("the intervals equal a plain reckoning of what was logged", arguments: LicenseGrouping.allCases)
  func reckoning(_ grouping: LicenseGrouping) throws {
    var dice = SeededGenerator(seed: 5, stream: "licences")
    var time: Int64 = 0
    let logged = (0..<3000).map { _ in
      time += Int64(dice.int(in: 1...9000))
      return Self.usage(time, dice.int(in: 5...9), dice.int(in: 4...6))
    }
    var best: [String: LicenseUsage] = [:]
    for usage in logged {
      let text = usage.time.iso8601
      let key = String(text.prefix(grouping == .hour ? 13 : grouping == .day ? 10 : 7))
      if let known = best[key], known.counts.total >= usage.counts.total { continue }
      best[key] = usage
    }
    let bench = ReportingBench(licenses: FakeLicenses(logged))
    let answer = try bench.get("\(Self.start)&duration=0&group_by=\(grouping.rawValue)")
    let expected = best.values.sorted { $0.time < $1.time }
    let path = "/r:license_usage/r:license_time_intervals/r:license_time_interval"
    #expect(answer.texts("\(path)/@datetime") == expected.map(\.time.iso8601))
    #expect(
      answer.texts("\(path)/r:license_count[not(@reason)]") == expected.map { "\($0.counts.total)" })
    #expect(answer.pieces > 5 || grouping == .month)
  }

  @Test("the window is what is asked for, and shown with the grouping")
  func window() throws {
    let licenses = FakeLicenses([Self.usage(-1, 9), Self.usage(0, 9), Self.usage(59, 9), Self.usage(60, 9)])
    let bench = ReportingBench(licenses: licenses)
    let noon = ReportingBench.noon
    let answer = try bench.get(
      "generate_report=LicenseUsage&start_time=\(noon.seconds)&duration=60&group_by=hour")
    #expect(licenses.windows.withLock { $0.last } == .init(from: noon, to: noon.advanced(bySeconds: 60)))
    #expect(intervals(answer).map(\.[0]) == ["\(noon.seconds)"])
    #expect(answer.texts("/r:license_usage/r:start_time/@timestamp") == ["\(noon.seconds)"])
    #expect(answer.texts("/r:license_usage/r:end_time/@timestamp") == ["\(noon.seconds + 60)"])
    #expect(answer.texts("/r:license_usage/r:group_by") == ["hour"])
    let day = try bench.get("\(Self.start)&duration=0&group_by=day")
    #expect(day.texts("/r:license_usage/r:start_time") == ["2016-10-01T00:00:00+00:00"])
    #expect(day.texts("/r:license_usage/r:end_time") == ["2016-10-01T12:00:00+00:00"])
    #expect(
      licenses.windows.withLock { $0.last } == .init(from: CivilDate(noon).start, to: nil))
    #expect(intervals(day).map(\.[0]) == ["\(noon.seconds - 1)"])
  }

  @Test("without anything logged the intervals are empty", arguments: APIVersion.allCases)
  func empty(_ version: APIVersion) throws {
    let answer = try ReportingBench(version).get("\(Self.start)&duration=0&group_by=hour")
    #expect(answer.texts("/r:license_usage/r:license_time_intervals")?.count == 1)
    #expect(intervals(answer) == [])
  }

  @Test(
    "what is wrong is named inside the root",
    arguments: [
      ("duration=0&group_by=day", "No time is chosen: give one of start_date, start_time"),
      ("end_date=2016-10-01&duration=0&group_by=day", "No time is chosen"),
      ("start_date=2016-10-01&start_time=1&duration=0&group_by=day", "start_date and start_time exclude"),
      ("start_date=2016-10-01&group_by=day", "duration is missing"),
      ("start_date=2016-10-01&duration=x&group_by=day", "duration is \"x\"; with start_date"),
      ("start_date=2016-10-32&duration=0&group_by=day", "start_date is \"2016-10-32\""),
      ("start_time=noon&duration=0&group_by=day", "start_time is \"noon\""),
      ("start_date=2016-10-01&duration=0", "group_by is missing: give hour, day or month."),
      (
        "start_date=2016-10-01&duration=0&group_by=week",
        "group_by is \"week\"; it may be hour, day or month."
      ),
    ])
  func faults(_ query: String, _ sentence: String) throws {
    for version in APIVersion.allCases {
      let answer = try ReportingBench(version).get("generate_report=LicenseUsage&\(query)")
      #expect(answer.status == 200)
      let errors = answer.texts("/r:license_usage/r:error") ?? []
      #expect(errors.first?.hasPrefix(sentence) == true, "\(answer.text)")
    }
  }

  @Test("a record that cannot be read is said, not shown as empty")
  func broken() throws {
    let answer = try ReportingBench(licenses: FakeLicenses([], fails: true))
      .get("\(Self.start)&duration=0&group_by=hour")
    #expect(
      answer.texts("/r:license_usage/r:error")?.first?.hasPrefix("The usage of licences could not") == true)
  }
}
