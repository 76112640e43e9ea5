import APIKit
import ApplianceDomain
import HTTPMessages
import History

/// Guide: "Download Survey Reports with SupportCustExitSurvey and SupportRepExitSurvey".
///
/// The surveys that customers or representatives have submitted in the sessions of a window of time or of a list of
/// LSIDs, in the order of the sessions' start. A session in which several representatives submitted one has several.
extension ReportCall {
  func supportExitSurvey(_ kind: SurveyKind) -> Response {
    let view = view()
    let query: SurveyQuery
    do throws(ReportFault) {
      let sessions = try SessionSelection(parameters).query(acceptsLSIDs: true)
      query = SurveyQuery(
        kind: kind, selection: sessions.selection, party: try surveyParty(of: sessions.selection),
        site: try surveySite())
    } catch {
      return self.error(error.sentence, in: "exit_survey_list")
    }
    let element = ExitSurveyElement(
      kind: kind, now: view.now, organization: view.organization, index: view.index, edition: edition)
    return rows(of: "surveys", root: "exit_survey_list") {
      let next = try api.surveys.surveys(query, upTo: view.number).next
      guard query.isOfTeams else { return next }
      return {
        while let survey = try next() {
          if element.hasTeam(survey.session) { return survey }
        }
        return nil
      }
    } write: { survey, xml in
      element.write(survey, to: &xml)
    }
  }

  /// Whose sessions `report_type` and `id` ask for. With LSIDs `report_type` must be there, and `id` counts for nothing.
  ///
  /// `Undocumented:` "all representatives" are the sessions that one of them owned last, "all teams" those that have a
  /// primary team. A survey whose session never was anybody's is found by LSID.
  private func surveyParty(of selection: SessionQuery.Selection) throws(ReportFault) -> SurveyQuery.Party {
    guard let type = value("report_type") else {
      throw ReportFault(sentence: "report_type is missing: it must be rep or team.")
    }
    guard type == "rep" || type == "team" else {
      throw ReportFault(sentence: "report_type is \"\(type)\"; it must be rep or team.")
    }
    if case .lsids = selection { return .anybody }
    let whose = type == "rep" ? "a representative" : "a team"
    guard let text = value("id") else {
      throw ReportFault(sentence: "id is missing: it must be the ID of \(whose), or all.")
    }
    if text == "all" { return type == "rep" ? .anyRepresentative : .anyTeam }
    guard let number = WholeNumber.parse(text) else {
      throw ReportFault(
        sentence: "id is \"\(text)\"; it must be the ID of \(whose), which is a whole number, or all.")
    }
    let id = Int(clamping: number)
    return type == "rep" ? .representative(id) : .team(id)
  }

  private func surveySite() throws(ReportFault) -> Int? {
    guard let text = value("site_id") else { return nil }
    guard let number = WholeNumber.parse(text) else {
      throw ReportFault(
        sentence: "site_id is \"\(text)\"; it must be the ID of a public site, which is a whole number.")
    }
    return Int(clamping: number)
  }
}
