import ApplianceDomain
import Documents
import HTTPMessages
import History
import Locking

/// Guide: "Download Reports with SupportTeam".
///
/// What happened in each team in a window of time, with those of its members who were logged in before. `Undocumented:`
/// an event begins and ends in one moment, so that both kinds of window choose the same.
extension ReportCall {
  func supportTeam() -> Response {
    let view = view()
    let root: StaticString = "team_activity_list"
    let window: ReportWindow
    let teams: [TeamsOfReports.Team]
    do throws(ReportFault) {
      window = try ReportWindow(
        oneOf: [.startDate, .startTime, .endDate, .endTime], for: "time", parameters)
      teams = try chosenTeams(TeamsOfReports(view, edition))
    } catch {
      return self.error(error.sentence, in: root)
    }
    return deferred {
      do {
        let cursor = try api.teams.activity(
          of: teams.map(\.identity), from: window.from, to: window.to, upTo: view.number)
        let element = TeamActivityElement(teams)
        return xmlStream(
          root,
          begin: { xml in
            xml.time("start_time", window.from)
            xml.time("end_time", window.shownEnd(now: view.now))
          },
          writeNext: { xml in
            let step = try cursor.next()
            element.write(step, to: &xml)
            return step != nil
          })
      } catch {
        return self.error("The activity of the teams could not be read: \(error).", in: root)
      }
    }
  }

  private func chosenTeams(_ teams: TeamsOfReports) throws(ReportFault) -> [TeamsOfReports.Team] {
    guard let text = value("team_id") else { return teams.all }
    guard let number = WholeNumber.parse(text) else {
      throw ReportFault(
        sentence: "team_id is \"\(text)\"; it must be the ID of \(teams.noun), a whole number.")
    }
    // An ID that nothing has finds nothing, as in all other reports.
    return teams.with(id: Int(clamping: number))
  }
}

/// `/team_activity_list/team_activity`, step by step.
private final class TeamActivityElement: Sendable {
  private let names: [TeamIdentity: String]
  /// Whether a team's element is open. Never contended: there is one writer.
  private let isOpen = Lock(false)

  init(_ teams: [TeamsOfReports.Team]) {
    names = Dictionary(teams.map { ($0.identity, $0.name) }, uniquingKeysWith: { first, _ in first })
  }

  /// Writes a step; nil is the end.
  func write(_ step: TeamActivityStep?, to xml: inout XMLWriter) {
    switch step {
    case .event(let event): TeamEventElement.write(event, to: &xml)
    case .team(let team, let loggedIn):
      close(&xml)
      isOpen.withLock { $0 = true }
      xml.begin("team_activity")
      xml.attribute("id", Int64(team.id))
      xml.attribute("name", names[team] ?? "")
      xml.begin("logged_in_representatives")
      for login in loggedIn { write(login, to: &xml) }
      xml.end()
      xml.begin("events")
    case nil: close(&xml)
    }
  }

  private func close(_ xml: inout XMLWriter) {
    guard isOpen.withLock({ $0 }) else { return }
    xml.end()
    xml.end()
  }

  private func write(_ login: TeamLogin, to xml: inout XMLWriter) {
    xml.begin("representative")
    xml.attribute("gsnumber", Int64(login.gsnumber))
    xml.attribute("id", Int64(login.id))
    xml.element("display_name", login.privateDisplayName)
    xml.element("public_display_name", login.publicDisplayName)
    xml.element("private_display_name", login.privateDisplayName)
    xml.element("public_ip", login.publicIP)
    xml.element("private_ip", login.privateIP)
    xml.end()
  }
}
