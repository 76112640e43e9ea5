import APIKit
import ApplianceDomain

// Differences: report-limit-embassies

/// Whom `limit=members:ID` means: in the guides up to 18.1 the members of "a team or embassy", in the 21.3 guide those
/// of a team ("Download Reports with SupportSession", `limit`). The forms `team:` need no translation, since a session
/// keeps its embassies among its teams.
struct TeamsByID: Sendable {
  private let index: OrganizationIndex
  private let includesEmbassies: Bool

  init(index: OrganizationIndex, _ edition: Edition) {
    self.index = index
    includesEmbassies = edition.capabilities.embassies
  }

  /// The user IDs of everybody who is a member of any.
  var everyMember: [Int] {
    let teams = index.everyTeam + (includesEmbassies ? index.everyEmbassy : [])
    return Set(teams.flatMap(\.members).map(\.representative)).sorted()
  }

  /// The user IDs of the members of all that have an ID; none where nothing has it.
  func members(of id: Int) -> [Int] {
    let teams = [index.team(id), includesEmbassies ? index.embassy(id) : nil].compactMap { $0 }
    return Set(teams.flatMap(\.members).map(\.representative)).sorted()
  }
}
