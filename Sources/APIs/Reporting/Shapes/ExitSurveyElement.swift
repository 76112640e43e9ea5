import APIKit
import ApplianceDomain
import Determinism
import Documents
import History

/// `/exit_survey_list/exit_survey`, in the guide's order of elements.
struct ExitSurveyElement: Sendable {
  private let kind: SurveyKind
  private let now: Timestamp
  private let people: PeopleElements
  private let teams: TeamNames
  private let survey: SurveyElements

  init(
    kind: SurveyKind, now: Timestamp, organization: Organization, index: OrganizationIndex, edition: Edition
  ) {
    self.kind = kind
    self.now = now
    people = PeopleElements(embassyUsers: EmbassyUsers(edition))
    teams = TeamNames(index, edition)
    survey = SurveyElements(surveys: organization.exitSurveys)
  }

  /// Whether a session has a primary team in the version.
  func hasTeam(_ session: SessionRecord) -> Bool {
    let memory = RowMemory()
    return withExtendedLifetime(memory) {
      teams.primary(memory.row(ReportedSession(record: session, events: [])).teams) != nil
    }
  }

  func write(_ reported: ReportedSurvey, to xml: inout XMLWriter) {
    let session = reported.session
    xml.begin("exit_survey")
    xml.attribute("lsid", session.lsid)
    xml.attribute("ts", session.start.seconds)
    xml.element("session_type", "support")
    xml.begin("public_site")
    xml.attribute("id", Int64(session.publicSite.id))
    xml.text(session.publicSite.name)
    xml.end()
    survey.writeSubmitter(of: reported.survey, to: &xml)
    let memory = RowMemory()
    withExtendedLifetime(memory) {
      let row = memory.row(ReportedSession(record: session, events: []))
      writePrimaries(session, row, to: &xml)
      people.write(row.customer, to: &xml)
      people.write(row.representatives, until: end(of: reported), to: &xml)
      teams.write(row.teams, to: &xml)
    }
    xml.element("rep_resolved", 0)
    survey.writeQuestions(of: reported.survey, site: session.publicSite.id, to: &xml)
    xml.end()
  }

  private func writePrimaries(_ session: SessionRecord, _ row: borrowing SessionRow, to xml: inout XMLWriter)
  {
    xml.begin("primary_customer")
    xml.attribute("id", 0)
    xml.attribute("gsnumber", Int64(session.customer.gsnumber))
    xml.text(session.customer.username)
    xml.end()
    if let representative = session.primaryRepresentative {
      xml.begin("primary_rep")
      xml.attribute("id", Int64(representative.id))
      xml.attribute("gsnumber", Int64(representative.gsnumber))
      xml.text(representative.privateDisplayName)
      xml.end()
    }
    if let team = teams.primary(row.teams) {
      xml.begin("primary_team")
      xml.attribute("id", team.id)
      teams.write(team, to: &xml)
      xml.end()
    }
  }

  /// Up to when the stays of representatives who are there count, as in SupportSession.
  private func end(of reported: ReportedSurvey) -> Timestamp {
    let session = reported.session
    if let end = session.end { return end }
    return session.closedAbnormally ? reported.lastEvent ?? session.start : now
  }
}
