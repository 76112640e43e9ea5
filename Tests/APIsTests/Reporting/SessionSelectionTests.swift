import ApplianceDomain
import Determinism
import History
import Locking
import Testing

@testable import APIs

@Suite("how sessions are chosen")
struct SessionSelectionTests {
  static let october = Timestamp(seconds: 1_475_280_000)  // 2016-10-01
  static let last = Timestamp(seconds: 253_402_300_799)

  /// The query that a request comes to.
  private func query(_ parameters: String, _ version: APIVersion = .v1_21_1) throws -> SessionQuery? {
    let history = FakeHistory(Samples.sessions)
    let bench = ReportingBench(version, history: history)
    let answer = try bench.get("generate_report=SupportSession&\(parameters)")
    #expect(answer.errors == [], "\(parameters)")
    return history.queries.withLock(\.last)
  }

  @Test(
    "a window begins at its date or time and ends where its duration says",
    arguments: [
      ("start_date=2016-10-01&duration=0", .started(from: october, to: nil)),
      (
        "start_date=2016-10-01&duration=31",
        .started(from: october, to: october.advanced(bySeconds: 31 * 86_400))
      ),
      ("end_date=2016-10-01&duration=1", .ended(from: october, to: october.advanced(bySeconds: 86_400))),
      (
        "start_time=1475308800&duration=36000",
        .started(from: Timestamp(seconds: 1_475_308_800), to: Timestamp(seconds: 1_475_344_800))
      ),
      ("end_time=0&duration=0", .ended(from: Timestamp(seconds: 0), to: nil)),
      ("lsid=&start_time=0&duration=0", .started(from: Timestamp(seconds: 0), to: nil)),
      ("start_date=2016-10-01&duration=9223372036854775807", .started(from: october, to: last)),
      ("start_time=5&duration=99999999999999999999999", .started(from: Timestamp(seconds: 5), to: last)),
      ("start_date=9999-12-31&duration=2", .started(from: Timestamp(seconds: 253_402_214_400), to: last)),
    ] as [(String, SessionQuery.Selection)])
  func window(_ parameters: String, _ selection: SessionQuery.Selection) throws {
    #expect(try query(parameters) == SessionQuery(selection: selection))
  }

  @Test(
    "LSIDs may stand in either case, with white space around them, and more than once",
    arguments: [
      ("lsid=%20ABCDEF%20", ["abcdef"]), ("lsids=ab,%20cd%20,,ab", ["ab", "cd"]),
      ("lsid=ab&limit=nonsense&duration=x", ["ab"]),
    ])
  func lsids(_ parameters: String, _ expected: [String]) throws {
    #expect(try query(parameters) == SessionQuery(selection: .lsids(expected)))
  }

  @Test(
    "each form of limit is understood",
    arguments: [
      ("all", .all), ("rep:1", .representative(1)), ("team:all", .anyTeam), ("team:2", .team(2)),
      ("members:1", .members([1, 5])), ("members:9", .members([])), ("site:1", .site(1)),
    ] as [(String, SessionQuery.Limit)])
  func limit(_ text: String, _ limit: SessionQuery.Limit) throws {
    let found = try query("start_time=0&duration=0&limit=\(text)")
    #expect(found?.limit == limit)
  }

  @Test("the members of an embassy count where the version knows embassies")
  func embassyMembers() throws {
    #expect(try query("start_time=0&duration=0&limit=members:1", .v1_16_0)?.limit == .members([1, 5, 7]))
  }

  @Test(
    "what cannot be understood is named, with what was given and what is allowed",
    arguments: [
      ("", ["start_date", "lsids"]), ("duration=1", ["start_date"]),
      ("start_date=2016-02-30&duration=0", ["start_date", "2016-02-30", "YYYY-MM-DD"]),
      ("start_date=1475280000&duration=0", ["start_date", "YYYY-MM-DD"]),
      ("start_time=-1&duration=0", ["start_time", "-1"]),
      ("start_time=%2B1&duration=0", ["start_time", "+1"]),
      ("end_time=99999999999999999999&duration=0", ["end_time"]), ("start_time=1", ["duration", "seconds"]),
      ("start_date=2016-10-01&duration=-1", ["duration", "-1", "days"]),
      ("end_date=2016-10-01&duration=1.5", ["duration", "1.5"]),
      ("start_date=2016-10-01&end_date=2016-10-01&duration=1", ["start_date and end_date"]),
      ("start_date=2016-10-01&lsid=ab&duration=1", ["start_date and lsid"]), ("lsids=,%20,", ["lsids"]),
      ("start_time=0&duration=0&limit=queue:1", ["limit", "queue:1", "members:ID"]),
      ("start_time=0&duration=0&limit=team:", ["limit"]), ("start_time=0&duration=0&limit=rep:x", ["limit"]),
      ("start_time=0&duration=0&limit=%3C%00", ["limit"]),
    ])
  func refusal(_ parameters: String, _ words: [String]) throws {
    let answer = try ReportingBench().get("generate_report=SupportSession&\(parameters)")
    #expect(answer.status == 200)
    let errors = try #require(answer.texts("/r:session_list/r:error"))
    #expect(errors.count == 1)
    for word in words { #expect(errors[0].contains(word), "\(errors)") }
  }

  @Test("the listing knows windows only")
  func listing() throws {
    let bench = ReportingBench(history: FakeHistory(Samples.sessions))
    let refused = try bench.get("generate_report=SupportSessionListing&lsid=\(Samples.endedID)")
    #expect(refused.texts("/r:session_summary_list/r:error")?.count == 1)
    let answer = try bench.get("generate_report=SupportSessionListing&end_time=0&duration=0&limit=nonsense")
    #expect(answer.texts("/r:session_summary_list/r:session_summary/@lsid") == [Samples.endedID])
    #expect(answer.texts("//@lseq") == ["17"])
    #expect(answer.texts("//@has_recording") == ["1"])
    #expect(answer.texts("//@external_key") == ["ABC&123"])
  }

  @Test("a history that cannot be read is an error inside the root")
  func failure() throws {
    let bench = ReportingBench(history: FakeHistory([], fails: true))
    let answer = try bench.get("generate_report=SupportSession&start_time=0&duration=0")
    #expect(answer.texts("/r:session_list/r:error")?.count == 1)
  }
}
