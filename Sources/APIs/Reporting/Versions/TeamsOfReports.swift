import APIKit
import ApplianceDomain

// Differences: report-team-embassies

/// The teams that reports speak of: in the guides up to 18.1 teams and embassies ("Download Reports with SupportTeam",
/// `team_id`; "Download Reports with SupportSessionSummary" and the exit surveys, `report_type=team`), in the 21.3 guide
/// teams alone. They are shown by the names that they have now.
struct TeamsOfReports: Sendable {
  /// A team or an embassy.
  struct Team: Sendable, Equatable {
    let identity: TeamIdentity
    let name: String
  }

  /// All of them in the organization's order, teams first.
  let all: [Team]
  /// What an ID is one of, with its article.
  let noun: String

  init(_ view: ReportView, _ edition: Edition) {
    let hasEmbassies = edition.capabilities.embassies
    let embassies = hasEmbassies ? view.organization.embassies : []
    all =
      view.organization.teams.map { Team(identity: TeamIdentity($0.id), name: $0.name) }
      + embassies.map { Team(identity: TeamIdentity($0.id, isEmbassy: true), name: $0.name) }
    noun = hasEmbassies ? "a support team or embassy" : "a support team"
  }

  /// Those with an ID, which a team and an embassy may share.
  func with(id: Int) -> [Team] { all.filter { $0.identity.id == id } }
}
