import ApplianceDomain
import History
import Testing

@testable import APIs

/// A record that was made by a version with embassies, in which "Vendor" has the ID of the team "First <Line>".
@Suite("what embassies did before a version without them")
struct FormerEmbassyTests {
  private static let window = "start_time=0&duration=0"

  /// Sessions of the team, of the embassy alone, and of the embassy after the team; all have the ID 1.
  private var sessions: [ReportedSession] {
    let (team, embassy) = (NamedID(id: 1, name: "First <Line>"), NamedID(id: 1, name: "Vendor"))
    return [[team], [embassy], [team, embassy], [embassy, team]].enumerated().map { place, teams in
      var session = Samples.ended
      session.record.lsid = Self.lsid(place)
      session.record.lseq = Int64(place + 1)
      session.record.teams = teams
      return session
    }
  }

  private static func lsid(_ place: Int) -> String { String(repeating: "0", count: 31) + "\(place)" }

  private func ask(_ query: String, _ version: APIVersion = .v1_21_1) throws -> ReportingBench.Answer {
    let surveys = sessions.map { session in
      var survey = Samples.surveys[0]
      survey.session = session.record
      return survey
    }
    return try ReportingBench(version, history: FakeHistory(sessions), surveys: FakeSurveys(surveys))
      .get("generate_report=\(query)&\(Self.window)")
  }

  @Test("sessions name no embassy, and have no primary team where an embassy was their last")
  func named() throws {
    for report in ["SupportSession", "SupportCustExitSurvey&report_type=rep&id=all"] {
      let newest = try ask(report)
      #expect(newest.texts("//r:team_list/r:team") == Array(repeating: "First <Line>", count: 3))
      #expect(newest.texts("//r:team_list/r:team/@primary_team") == ["1", "0", "1"])
      #expect(newest.texts("//r:primary_team") == ["First <Line>", "First <Line>"])
      let older = try ask(report, .v1_16_0)
      #expect(older.texts("//r:team_list/r:team")?.count == 6)
      #expect(older.texts("//r:primary_team")?.count == 4)
    }
  }

  @Test("what is asked of teams leaves out sessions that were an embassy's last", arguments: ["1", "all"])
  func limited(_ team: String) throws {
    let sessions = "SupportSession&limit=team:\(team)"
    #expect(try ask(sessions).texts("//r:session/@lsid") == [0, 3].map(Self.lsid))
    #expect(try ask(sessions, .v1_16_0).texts("//r:session/@lsid") == (0...3).map(Self.lsid))
    let surveys = "SupportCustExitSurvey&report_type=team&id=\(team)"
    #expect(try ask(surveys).texts("//r:exit_survey/@lsid") == [0, 3].map(Self.lsid))
    #expect(try ask(surveys, .v1_16_0).texts("//r:exit_survey/@lsid") == (0...3).map(Self.lsid))
  }

  @Test("an embassy whose ID no team has is none either")
  func unshared() throws {
    var session = Samples.ended
    session.record.teams = [NamedID(id: 8, name: "Vendor, as it was called")]
    var organization = Samples.organization
    organization.embassies[0].id = 8
    for (version, names) in [(APIVersion.v1_21_1, []), (.v1_16_0, ["Vendor"])] as [(APIVersion, [String])] {
      let bench = ReportingBench(version, history: FakeHistory([session]), organization: organization)
      let answer = try bench.get("generate_report=SupportSession&\(Self.window)")
      #expect(answer.texts("//r:primary_team") == names)
      #expect(answer.texts("//r:session")?.count == 1)
    }
    let answer = try ReportingBench(history: FakeHistory([session]), organization: organization)
      .get("generate_report=SupportSession&limit=team:8&\(Self.window)")
    #expect(answer.texts("/r:session_list/*") == [])
  }
}
