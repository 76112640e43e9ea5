import APIKit
import ApplianceDomain
import Documents
import History

/// The teams of a session, shown by the name that they have now. A team and an embassy may share an ID, so that a name
/// which one of them still has is taken as it is.
struct TeamNames: Sendable {
  private let index: OrganizationIndex
  private let embassies: EmbassiesAsTeams

  init(_ index: OrganizationIndex, _ edition: Edition) {
    self.index = index
    embassies = EmbassiesAsTeams(edition)
  }

  /// The last team, where the version knows it: nil also for a session that was an embassy's last.
  func primary(_ teams: [NamedRow]) -> NamedRow? { teams.last.flatMap { isShown($0) ? $0 : nil } }

  private func isShown(_ team: NamedRow) -> Bool {
    let id = Int(team.id)
    guard !embassies.areShown, let embassy = index.embassy(id) else { return true }
    guard let other = index.team(id) else { return false }
    return has(other.name, team.name) || !has(embassy.name, team.name)
  }

  func write(_ team: NamedRow, to xml: inout XMLWriter) {
    let id = Int(team.id)
    let (first, second) = (index.team(id)?.name, index.embassy(id)?.name)
    if let now = first ?? second, !has(first, team.name), !has(second, team.name) {
      xml.text(now)
    } else {
      xml.text(utf8: team.name.bytes)
    }
  }

  private func has(_ name: String?, _ text: RowText) -> Bool {
    name.map { text.bytes.elementsEqual($0.utf8) } ?? false
  }

  /// `team_list`; the last team is the primary one.
  func write(_ teams: [NamedRow], to xml: inout XMLWriter) {
    xml.begin("team_list")
    for (place, team) in teams.enumerated() where isShown(team) {
      xml.begin("team")
      xml.attribute("id", team.id)
      xml.attribute("primary_team", place == teams.count - 1 ? 1 : 0)
      write(team, to: &xml)
      xml.end()
    }
    xml.end()
  }
}
