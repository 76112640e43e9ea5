import ApplianceDomain
import Changes
import Determinism
import DomainTesting
import History
import Testing

@testable import APIs

@Suite("SupportTeam")
struct TeamReportTests {
  static let start = "generate_report=SupportTeam&start_date=2016-10-01&duration=0"
  private static let team = "/r:team_activity_list/r:team_activity"

  private func bench(_ version: APIVersion = .v1_21_1) -> ReportingBench {
    ReportingBench(version, teams: NaiveTeamHistory { Samples.teamEvents })
  }

  @Test(
    "an event of every kind stands in each version's report under its printed name",
    arguments: APIVersion.allCases)
  func kinds(_ version: APIVersion) throws {
    let answer = try bench(version).get(Self.start)
    let types = Set(answer.texts("\(Self.team)/r:events/r:event/@event_type") ?? [])
    #expect(
      types == [
        "Chat Message", "Conference Member Added", "Conference Member Departed",
        "Conference Member State Changed", "Conference Owner Changed", "File Download",
        "File Download Failed", "File Upload", "File Upload Failed", "Files Shared",
        "Pinned Session Moved Away from Queue", "Pinned Session Moved to Queue",
        "Pinned Session Password Modified", "Representative Monitoring Started",
        "Representative Monitoring Stopped", "Session Pinned to Queue",
        "Session Transferred Away from Queue", "Session Transferred to Queue",
        "Session Unpinned from Queue",
      ])
    #expect(types.count == TeamEvent.Kind.allCases.count)
  }

  @Test("the list of a login's teams begins with a semicolon too many", arguments: APIVersion.allCases)
  func login(_ version: APIVersion) throws {
    let answer = try bench(version).get("\(Self.start)&team_id=1")
    let login = "r:event[@event_type='Conference Member Added'][1]"
    let value = "\(Self.team)[@name=\"First <Line>\"]/r:events/\(login)/r:data/r:value"
    #expect(
      answer.texts("\(value)/@name") == [
        "hostname", "name", "os", "private_ip", "public_ip", "support_teams", "user_id",
      ])
    #expect(
      answer.texts("\(value)/@value") == [
        "john-pc", "John", "Windows 10", "10.0.0.5", "203.0.113.5:40000", ";First <Line>;B & C", "5",
      ])
  }

  @Test("those are listed who had logged in before the first event of the window")
  func loggedIn() throws {
    let bench = bench()
    func listed(from seconds: Int64) throws -> [[String]] {
      let answer = try bench.get(
        "generate_report=SupportTeam&start_time=\(Samples.at(seconds).seconds)&duration=0")
      let path = "\(Self.team)/r:logged_in_representatives/r:representative"
      return [
        answer.texts("\(path)/@id") ?? [], answer.texts("\(path)/@gsnumber") ?? [],
        answer.texts("\(path)/r:display_name") ?? [], answer.texts("\(path)/r:public_ip") ?? [],
      ]
    }
    #expect(try listed(from: -7200) == [[], [], [], []])
    #expect(try listed(from: -7199) == [["5"], ["3"], ["John S."], ["203.0.113.5:40000"]])
    #expect(
      try listed(from: -7099) == [
        ["1", "5"], ["9", "3"], ["Admin S.", "John S."], ["203.0.113.1:40000", "203.0.113.5:40000"],
      ])
    #expect(try listed(from: -1800)[1] == [])
    #expect(try listed(from: -110)[1] == ["2"])
  }

  @Test("embassies count as teams where the version has them", arguments: APIVersion.allCases)
  func embassies(_ version: APIVersion) throws {
    let isOlder = version != .v1_21_1
    for query in [Self.start, "\(Self.start)&team_id=1"] {
      let answer = try bench(version).get(query)
      #expect(
        answer.texts("\(Self.team)/@name") == (isOlder ? ["First <Line>", "Vendor"] : ["First <Line>"]))
      #expect(answer.texts("\(Self.team)/@id") == (isOlder ? ["1", "1"] : ["1"]))
    }
  }

  @Test("a team that there is not has had no activity", arguments: APIVersion.allCases)
  func unknownTeam(_ version: APIVersion) throws {
    for id in ["99", "99999999999999999999"] {
      let answer = try bench(version).get("\(Self.start)&team_id=\(id)")
      #expect(answer.texts("/r:team_activity_list/*") == answer.texts("//r:start_time | //r:end_time"))
      #expect(answer.texts("/r:team_activity_list/*")?.count == 2)
    }
  }

  @Test("a window up to now that begins later ends where it begins")
  func future() throws {
    let later = ReportingBench.noon.seconds + 3600
    let licences = "generate_report=LicenseUsage&group_by=hour"
    for report in ["generate_report=SupportTeam", licences] {
      let answer = try bench().get("\(report)&start_time=\(later)&duration=0")
      #expect(answer.texts("/*/r:start_time/@timestamp") == ["\(later)"])
      #expect(answer.texts("/*/r:end_time/@timestamp") == ["\(later)"])
    }
  }

  @Test("both kinds of window choose events by their time, from the first second to before the last")
  func windows() throws {
    let events = [-60, 0, 59, 60].enumerated().map { place, seconds in
      TeamEvent(
        number: UInt64(place + 1), team: TeamIdentity(1), timestamp: Samples.at(Int64(seconds)),
        kind: .chatMessage, performedBy: .system, body: "\(seconds)")
    }
    let bench = ReportingBench(teams: NaiveTeamHistory { events })
    let noon = ReportingBench.noon.seconds
    for anchor in ["start", "end"] {
      let minute = try bench.get("generate_report=SupportTeam&\(anchor)_time=\(noon)&duration=60")
      #expect(minute.texts("//r:body") == ["0", "59"])
      #expect(minute.texts("/r:team_activity_list/r:end_time/@timestamp") == ["\(noon + 60)"])
      let day = try bench.get("generate_report=SupportTeam&\(anchor)_date=2016-10-01&duration=1")
      #expect(day.texts("//r:body")?.count == 4)
      #expect(day.texts("/r:team_activity_list/r:start_time") == ["2016-10-01T00:00:00+00:00"])
      let present = try bench.get("generate_report=SupportTeam&\(anchor)_time=\(noon)&duration=0")
      #expect(present.texts("//r:body") == ["0", "59", "60"])
      #expect(present.texts("/r:team_activity_list/r:end_time/@timestamp") == ["\(noon)"])
      let later = try bench.get("generate_report=SupportTeam&\(anchor)_date=2016-10-02&duration=1")
      #expect(later.texts("/r:team_activity_list/*").map(\.count) == 2)
    }
  }

  @Test("messages show the macro replaced, the account behind them, and what XML cannot hold in Base64")
  func messages() throws {
    let answer = try bench().get(Self.start)
    let bodies = try #require(answer.texts("//r:event/r:body"))
    #expect(bodies.contains("Has anybody seen the <spare> key & John's mug?"))
    #expect(bodies.contains("[b]%name%[/b]"))
    #expect(answer.texts("//r:value[@name='api_account']/@value") == ["Bot & Co"])
    #expect(answer.texts("//r:event/r:encoded_body")?.count == 1)
    let direct = "//r:event[r:body='Lunch?']/r:destinations/r:destination"
    #expect(answer.texts(direct) == ["Admin"])
    #expect(answer.texts("\(direct)/@gsnumber") == ["2"])
  }

  @Test("what the appliance does is reported, with the name that a team has now")
  func live() throws {
    let bench = ReportingBench()
    _ = bench.appliance.setClock(now: bench.appliance.now.advanced(bySeconds: 60))
    _ = try bench.appliance.perform(.actInTeam(team: 1, representative: 5, .say("Hello")))
    let later = try bench.get(
      "generate_report=SupportTeam&start_time=\(ReportingBench.noon.seconds + 1)&duration=0")
    #expect(later.texts("\(Self.team)/@name") == ["First <Line>"])
    #expect(later.texts("\(Self.team)/r:logged_in_representatives/r:representative/@id") == ["1", "5"])
    #expect(later.texts("\(Self.team)/r:events/r:event/r:body") == ["Hello"])
    let all = try bench.get(Self.start)
    #expect(all.texts("//r:event/@event_type")?.count == 3)
    #expect(all.texts("\(Self.team)/r:logged_in_representatives/*") == [])
  }

  @Test("a long history leaves in small pieces")
  func streaming() throws {
    let count = 20_000
    let events = (1...count).map { number in
      TeamEvent(
        number: UInt64(number), team: TeamIdentity(1), timestamp: Samples.at(0), kind: .chatMessage,
        performedBy: .system, body: "\(number)")
    }
    let answer = try ReportingBench(teams: NaiveTeamHistory { events }).get(Self.start, limit: 16_384)
    #expect(answer.texts("//r:event")?.count == count)
    #expect(answer.longest < 17_000)
    #expect(answer.pieces > 50)
  }

  @Test(
    "what is wrong is named inside the root",
    arguments: [
      ("duration=0", "No time is chosen: give one of start_date, start_time, end_date, end_time"),
      ("start_date=2016-10-01&end_time=1&duration=0", "start_date and end_time exclude each other"),
      ("end_date=2016-10-01", "duration is missing: with end_date"),
      ("end_time=1&duration=-1", "duration is \"-1\"; with end_time"),
      ("start_date=yesterday&duration=0", "start_date is \"yesterday\""),
      ("end_time=now&duration=0", "end_time is \"now\""),
      ("start_date=2016-10-01&duration=0&team_id=x", "team_id is \"x\"; it must be the ID of a support team"),
    ])
  func faults(_ query: String, _ sentence: String) throws {
    for version in APIVersion.allCases {
      let answer = try bench(version).get("generate_report=SupportTeam&\(query)")
      #expect(answer.status == 200)
      let error = answer.texts("/r:team_activity_list/r:error")?.first
      #expect(error?.hasPrefix(sentence) == true, "\(answer.text)")
      if query.contains("team_id"), version != .v1_21_1 { #expect(error?.contains("embassy") == true) }
    }
  }
}
