import ApplianceDomain
import Documents

/// What the reports on surveys and SupportSession say of a survey itself.
struct SurveyElements: Sendable {
  let surveys: ExitSurveys

  /// `cust_survey_list` and `rep_survey_list` of a session, each only where there is something in it. The surveys are those
  /// of a session that has ended well; the guide has none of others.
  ///
  /// `Undocumented:` what a survey holds there, "several child elements": who submitted it, and the questions with their
  /// answers as the reports on surveys have them.
  func writeLists(of surveys: [SurveyRecord], site: Int, to xml: inout XMLWriter) {
    guard !surveys.isEmpty else { return }
    write(surveys.filter { $0.kind == .customer }, "cust_survey_list", "cust_exit_survey", site, to: &xml)
    write(surveys.filter { $0.kind == .representative }, "rep_survey_list", "rep_exit_survey", site, to: &xml)
  }

  private func write(
    _ surveys: [SurveyRecord], _ list: StaticString, _ item: StaticString, _ site: Int,
    to xml: inout XMLWriter
  ) {
    guard !surveys.isEmpty else { return }
    xml.begin(list)
    for survey in surveys {
      xml.begin(item)
      writeSubmitter(of: survey, to: &xml)
      writeQuestions(of: survey, site: site, to: &xml)
      xml.end()
    }
    xml.end()
  }

  /// Who submitted it, in the words of the guide.
  func writeSubmitter(of survey: SurveyRecord, to xml: inout XMLWriter) {
    xml.begin("submitted_by")
    xml.attribute("type", survey.kind == .customer ? "cust" : "rep")
    xml.text(survey.submitter)
    xml.end()
  }

  /// The questions as they are configured now for the session's public site, each with the answers to it.
  func writeQuestions(of survey: SurveyRecord, site: Int, to xml: inout XMLWriter) {
    xml.begin("question_list")
    for question in surveys.questions(survey.kind, site: site) {
      xml.begin("question")
      xml.attribute("id", Int64(question.id))
      xml.element("name", question.name)
      xml.element("type", question.form.rawValue)
      xml.element("label", question.label)
      xml.element("report_header", question.reportHeader)
      xml.begin("answer_list")
      let answers = survey.answers(to: question)
      // The guide: where a question is unanswered, the answer is blank.
      for answer in answers.isEmpty ? [""] : answers { xml.element("answer", answer) }
      xml.end()
      xml.end()
    }
    xml.end()
  }
}
