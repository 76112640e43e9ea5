import ApplianceDomain
import Determinism
import DomainTesting
import Testing

@Suite("Exit surveys") struct SurveyTests {
  private func answers(_ pairs: [(String, String)]) -> [SurveyAnswer] {
    pairs.map { SurveyAnswer(question: $0.0, answer: $0.1) }
  }

  private func survey(_ audited: Audited) -> SurveyRecord? {
    audited.entries.compactMap { if case .record(.survey(let survey)) = $0 { survey } else { nil } }.last
  }

  @Test("a question is meant by its name, label, report header or ID, an option by label or logged value")
  func words() throws {
    for question in ["solved", "Solved?", "Is it solved", "2"] {
      for option in ["Yes, it is", "yes"] {
        let resolved = try TestOrganization.surveys.customer.resolve(answers([(question, option)]))
        #expect(resolved.answers == [SurveyRecord.Answer(question: 2, option: 0, text: "yes")])
        #expect(resolved.pairs == answers([("Solved?", "yes")]))
      }
    }
  }

  @Test(
    "what is no answer is refused with what is wrong, and leaves nothing",
    arguments: [
      ([("Sovled?", "yes")], .unknownQuestion("Sovled?")),
      ([("solved", "perhaps")], .unknownOption(question: "solved", "perhaps")),
      ([("solved", "yes"), ("Solved?", "no")], .severalAnswers(question: "solved")),
      ([("how", "a"), ("how", "b")], .severalAnswers(question: "how")),
      ([("In which shop?", "Leeds")], .unknownQuestion("In which shop?")),
    ] as [([(String, String)], SurveyMisfit)])
  func refusals(_ given: [(String, String)], _ misfit: SurveyMisfit) throws {
    var audited = Audited()
    let act = Intent.act(
      lsid: TestOrganization.ownedLSID, by: .customer, .customerExitSurvey(answers(given)))
    #expect(audited.perform(act).refusal == .surveyMisfit(misfit))
  }

  @Test("each survey is kept with who submitted it, and told with labels and logged values")
  func kept() throws {
    var audited = Audited()
    let lsid = TestOrganization.ownedLSID
    let given = answers([
      ("praise", "Result"), ("praise", "s"), ("how", "Well."), ("solved", ""), ("Good", "Manners"),
    ])
    audited.perform(.act(lsid: lsid, by: .customer, .customerExitSurvey(given)))
    let first = try #require(survey(audited))
    #expect(first.kind == .customer && first.submitter == "Otto" && first.lsid == lsid)
    #expect(first.answers.map(\.question) == [1, 3, 3, 3])
    #expect(first.answers.map(\.option) == [nil, 2, 0, 1])
    #expect(
      audited.activity?["responses"]
        == .answers(
          answers([
            ("How was it?", "Well."), ("Solved?", ""), ("What was good?", "r"), ("What was good?", "s"),
            ("What was good?", "m"),
          ])))
    audited.perform(.act(lsid: lsid, by: .representative(1), .representativeSurvey(answers([("6", "No")]))))
    let second = try #require(survey(audited))
    #expect(second.kind == .representative && second.submitter == "Private 1")
    #expect(second.place > first.place)
  }

  @Test("a second survey of the same person in a session is refused; one that was refused does not count")
  func second() {
    var audited = Audited()
    let lsid = TestOrganization.ownedLSID
    func submit(_ actor: Actor, _ answer: String) -> Refusal? {
      let given = answers([("solved", answer)])
      return audited.perform(
        .act(
          lsid: lsid, by: actor,
          actor == .customer ? .customerExitSurvey(given) : .representativeSurvey(given))
      ).refusal
    }
    audited.perform(.joinSession(lsid: lsid, representative: 2))
    #expect(submit(.customer, "perhaps") != nil)
    for actor in [Actor.customer, .representative(1), .representative(2)] {
      #expect(submit(actor, "no") == nil)
      #expect(submit(actor, "yes") == .alreadySurveyed(lsid))
    }
  }

  @Test("answers are shown as their question is configured now")
  func today() {
    let record = SurveyRecord(
      lsid: "1", place: 0, kind: .customer, submitter: "A", time: TestOrganization.start,
      answers: [
        SurveyRecord.Answer(question: 2, option: 1, text: "no"),
        SurveyRecord.Answer(question: 2, option: 7, text: "gone"),
        SurveyRecord.Answer(question: 1, option: nil, text: "well"),
      ])
    var question = TestOrganization.surveys.customer[1]
    question.options[1].loggedValue = "not at all"
    #expect(record.answers(to: question) == ["not at all", "gone"])
    #expect(record.answers(to: TestOrganization.surveys.customer[0]) == ["well"])
    #expect(record.answers(to: TestOrganization.surveys.customer[2]) == [])
  }

  @Test("where no questions are configured a survey is told as it came")
  func unconfigured() throws {
    var organization = TestOrganization.organization
    organization.exitSurveys = ExitSurveys()
    var audited = Audited(TestOrganization.domain(of: organization))
    let given = answers([("Anything?", "No")])
    audited.perform(.act(lsid: TestOrganization.ownedLSID, by: .customer, .customerExitSurvey(given)))
    #expect(audited.activity?["responses"] == .answers(given))
    #expect(survey(audited)?.answers == [])
  }
}
