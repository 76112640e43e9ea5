import ApplianceDomain
import Documents

/// The teams of a session, by the names that they have now.
struct TeamNames: Sendable {
  let index: OrganizationIndex

  /// A team and an embassy may share an ID, so that a name which one of them still has is taken as it is.
  func current(_ team: NamedID) -> String {
    let names = [index.team(team.id)?.name, index.embassy(team.id)?.name].compactMap { $0 }
    return names.contains(team.name) ? team.name : names.first ?? team.name
  }

  /// `team_list`; the last team is the primary one.
  func write(_ teams: [NamedID], to xml: inout XMLWriter) {
    xml.begin("team_list")
    for (place, team) in teams.enumerated() {
      xml.begin("team")
      xml.attribute("id", Int64(team.id))
      xml.attribute("primary_team", place == teams.count - 1 ? 1 : 0)
      xml.text(current(team))
      xml.end()
    }
    xml.end()
  }
}
