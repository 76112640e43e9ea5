import APIKit
import ApplianceDomain

// Differences: report-type-embassies

/// Whether `report_type=team` shows embassies as well: by the guides up to 18.1 it shows "team and embassy" statistics,
/// by the 21.3 guide those of teams ("Download Reports with SupportSessionSummary"; the surveys' `report_type`
/// likewise).
///
/// `Undocumented:` what a version without embassies says of a record that was made by one with them. An embassy is no
/// team then: no report names one, and a session that was an embassy's last has no primary team and counts for none.
struct EmbassiesAsTeams: Sendable {
  /// Whether they are shown.
  let areShown: Bool

  init(_ edition: Edition) { areShown = edition.capabilities.embassies }

  /// The names of the embassies whose ID a team has as well, by ID: their sessions are not the team's.
  func sharingIDs(_ organization: Organization, _ index: OrganizationIndex) -> [Int: String] {
    var names: [Int: String] = [:]
    for embassy in organization.embassies {
      if let team = index.team(embassy.id), team.name != embassy.name { names[embassy.id] = embassy.name }
    }
    return names
  }
}
