import ApplianceDomain
import Determinism
import DomainTesting
import History
import Testing

@testable import APIs

@Suite("what SupportCustExitSurvey and SupportRepExitSurvey say")
struct ExitSurveyReportTests {
  private static let all = "start_time=0&duration=0&report_type=rep&id=all"

  private func ask(_ parameters: String) throws -> ReportingBench.Answer {
    try ask("SupportCustExitSurvey", parameters)
  }

  private func ask(_ report: String, _ parameters: String) throws -> ReportingBench.Answer {
    try ReportingBench(surveys: FakeSurveys(Samples.surveys)).get("generate_report=\(report)&\(parameters)")
  }

  @Test("a survey has its session, its people and who submitted it")
  func survey() throws {
    let answer = try ask("lsid=\(Samples.endedID)&report_type=rep")
    let survey = "/r:exit_survey_list/r:exit_survey"
    #expect(answer.texts("\(survey)/@lsid") == [Samples.endedID])
    #expect(answer.texts("\(survey)/@ts") == ["1475316000"])
    #expect(answer.texts("\(survey)/r:session_type") == ["support"])
    #expect(answer.texts("\(survey)/r:public_site[@id='1']") == ["Default"])
    #expect(answer.texts("\(survey)/r:submitted_by[@type='cust']") == ["Bob \"B\" <bob>"])
    #expect(answer.texts("\(survey)/r:primary_customer[@id='0' and @gsnumber='4']") == ["Bob \"B\" <bob>"])
    #expect(answer.texts("\(survey)/r:primary_rep[@id='5' and @gsnumber='3']") == ["John S."])
    #expect(answer.texts("\(survey)/r:primary_team[@id='1']") == ["First <Line>"])
    #expect(answer.texts("\(survey)/r:customer_list/r:customer/r:username") == ["Bob \"B\" <bob>"])
    #expect(answer.texts("\(survey)/r:rep_list/r:representative/@id") == ["7", "9", "5"])
    #expect(answer.texts("\(survey)/r:team_list/r:team/@primary_team") == ["1"])
    #expect(answer.texts("\(survey)/r:rep_resolved") == ["0"])
  }

  @Test("each question is shown with its answers, and one that was left open has a blank one")
  func questions() throws {
    let answer = try ask("lsid=\(Samples.endedID)&report_type=rep")
    let question = "//r:question_list/r:question"
    #expect(answer.texts("\(question)/@id") == ["1", "2", "3"])
    #expect(answer.texts("\(question)/r:name") == ["how", "solved", "praise"])
    #expect(answer.texts("\(question)/r:type") == ["text", "radio", "checkbox"])
    #expect(answer.texts("\(question)/r:label") == ["How was it?", "Solved?", "What was good?"])
    #expect(answer.texts("\(question)/r:report_header") == ["How", "Is it solved", "Good"])
    #expect(answer.texts("\(question)[@id='1']//r:answer") == ["Very & <well>"])
    #expect(answer.texts("\(question)[@id='2']//r:answer") == [""])
    #expect(answer.texts("\(question)[@id='3']//r:answer") == ["r", "s"])
  }

  @Test("questions and answers are shown as they are configured now")
  func today() throws {
    var organization = Samples.organization
    organization.exitSurveys.customer[2].label = "What pleased you?"
    organization.exitSurveys.customer[2].options[2].loggedValue = "outcome"
    organization.exitSurveys.customer.remove(at: 0)
    let bench = ReportingBench(surveys: FakeSurveys(Samples.surveys), organization: organization)
    let answer = try bench.get(
      "generate_report=SupportCustExitSurvey&lsid=\(Samples.endedID)&report_type=team")
    #expect(answer.texts("//r:question/r:label") == ["Solved?", "What pleased you?"])
    #expect(answer.texts("//r:question[@id='3']//r:answer") == ["outcome", "s"])
  }

  @Test("the questions are those of the session's public site")
  func sites() throws {
    let answer = try ask("lsid=\(Samples.brokenID)&report_type=rep")
    #expect(answer.texts("//r:question/@id") == ["1", "2", "3", "4"])
    #expect(answer.texts("//r:question[@id='4']//r:answer") == ["Leeds"])
    #expect(answer.texts("//r:seconds_involved") == ["90"], "it closed abnormally: up to its last event")
  }

  @Test("a session that was never accepted or transferred has neither representative nor team")
  func absent() throws {
    let answer = try ask("lsid=\(Samples.waitingID)&report_type=rep")
    #expect(answer.texts("//r:exit_survey/@lsid") == [Samples.waitingID])
    #expect(answer.texts("//r:exit_survey/r:primary_rep | //r:primary_team") == [])
  }

  @Test("representatives' surveys say so, and there is one of each who submitted it")
  func representatives() throws {
    let answer = try ask("SupportRepExitSurvey", "lsid=\(Samples.endedID)&report_type=rep")
    #expect(answer.texts("//r:submitted_by[@type='rep']") == ["John S.", "Eva S."])
    #expect(answer.texts("//r:exit_survey[1]//r:question[@id='6']//r:answer") == ["yes"])
    #expect(answer.texts("//r:exit_survey[2]//r:answer") == ["", ""])
  }

  @Test(
    "surveys are chosen by when their session began or ended, by whose it was, and by its site",
    arguments: [
      (all, [Samples.runningID, Samples.endedID, Samples.brokenID]),
      ("start_time=0&duration=0&report_type=rep&id=5", [Samples.endedID, Samples.brokenID]),
      ("start_time=0&duration=0&report_type=rep&id=99", []),
      ("start_time=0&duration=0&report_type=team&id=all", [Samples.runningID, Samples.endedID]),
      ("start_time=0&duration=0&report_type=team&id=1", [Samples.runningID, Samples.endedID]),
      ("start_time=1475316000&duration=1&report_type=rep&id=all", [Samples.endedID]),
      ("end_date=2016-10-01&duration=1&report_type=rep&id=all", [Samples.endedID]),
      ("end_time=1475319662&duration=0&report_type=rep&id=all", []), ("\(all)&site_id=2", [Samples.brokenID]),
      (
        "lsids=\(Samples.endedID),%20\(Samples.brokenID)&report_type=rep&id=x",
        [Samples.endedID, Samples.brokenID]
      ), ("lsid=\(Samples.endedID)&report_type=team&site_id=2", []),
    ])
  func selection(_ parameters: String, _ expected: [String]) throws {
    let answer = try ask(parameters)
    #expect(answer.errors == [])
    #expect(answer.texts("/r:exit_survey_list/r:exit_survey/@lsid") == expected)
  }

  @Test(
    "what cannot be understood is said inside the root",
    arguments: [
      ("report_type=rep&id=all", "No sessions are chosen"), ("start_time=0&report_type=rep&id=1", "duration"),
      ("start_date=2016-02-30&duration=0&report_type=rep&id=1", "start_date is"),
      ("start_time=0&duration=0&id=all", "report_type is missing"),
      ("lsid=ab", "report_type is missing"), ("lsid=ab&report_type=site", "report_type is \"site\""),
      ("start_time=0&duration=0&report_type=rep", "id is missing"),
      ("start_time=0&duration=0&report_type=team&id=x", "id is \"x\"; it must be the ID of a team"),
      ("\(all)&site_id=one", "site_id is \"one\""),
    ])
  func errors(_ parameters: String, _ sentence: String) throws {
    for report in ["SupportCustExitSurvey", "SupportRepExitSurvey"] {
      let errors = try ask(report, parameters).texts("/r:exit_survey_list/r:error")
      #expect(errors?.count == 1 && errors?.first?.contains(sentence) == true, "\(errors ?? [])")
    }
  }

  @Test("both ask for the permission for support sessions, and say where the history cannot be read")
  func access() throws {
    for report in ["SupportCustExitSurvey", "SupportRepExitSurvey"] {
      let query = "generate_report=\(report)&\(Self.all)"
      let others = Permissions(command: .fullAccess, granted: [.reportingPresentation, .reportingArchive])
      #expect(try ReportingBench(permissions: others).get(query).status == 403)
      #expect(
        try ReportingBench(permissions: Permissions(granted: [.reportingSupport])).get(query).status == 200)
      let broken = try ReportingBench(surveys: FakeSurveys([], fails: true)).get(query)
      #expect(broken.texts("/r:exit_survey_list/r:error")?.count == 1)
    }
  }
}
