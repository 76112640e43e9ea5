public import ApplianceDomain
import Determinism

extension Organization {
  /// This organization with a scenario's staff: representatives with IDs from 1000 on, teams with IDs from 100 on, and
  /// an issue for each of those. The same seed gives the same people. Nobody of them is logged in at the start, and
  /// nobody has a password.
  public func staffed(by staff: Staff, seed: UInt64) -> Organization {
    guard staff.representatives > 0 || staff.teams > 0 || staff.licenses > 0 else { return self }
    var staffing = Staffing(self, staff, SeededGenerator(seed: seed, stream: "staff"))
    return staffing.fill()
  }
}

/// Makes up people and teams.
private struct Staffing {
  /// The first IDs, past any that people give their own.
  private static let firstRepresentative = 1000
  private static let firstTeam = 100
  /// How many members of a team a manager looks after, and how many a lead.
  private static let perManager = 25
  private static let perLead = 8
  /// The probability that somebody is in a second team.
  private static let secondTeamProbability = 0.25
  /// The probability of each skill.
  private static let skillProbability = 0.35

  private var organization: Organization
  private let staff: Staff
  private var dice: SeededGenerator

  init(_ organization: Organization, _ staff: Staff, _ dice: SeededGenerator) {
    self.organization = organization
    self.staff = staff
    self.dice = dice
  }

  mutating func fill() -> Organization {
    let firstTeam = max(Self.firstTeam, (organization.teams.map(\.id).max() ?? 0) + 1)
    let firstIssue = max(Self.firstTeam, (organization.issues.map(\.id).max() ?? 0) + 1)
    for number in 0..<staff.teams { addTeam(number, id: firstTeam + number, issue: firstIssue + number) }
    let taken = organization.representatives.map(\.id).max() ?? 0
    let first = max(Self.firstRepresentative, taken + 1)
    let inEmbassies = organization.embassies.isEmpty ? 0 : staff.embassyRepresentatives
    for number in 0..<staff.representatives {
      let account = representative(first + number)
      organization.representatives.append(account)
      if number < inEmbassies {
        join(&organization.embassies[number % organization.embassies.count], account.id)
      } else if !organization.teams.isEmpty {
        let place = number % organization.teams.count
        join(&organization.teams[place], account.id)
        let other = dice.below(organization.teams.count)
        if dice.chance(Self.secondTeamProbability), other != place {
          join(&organization.teams[other], account.id)
        }
      }
    }
    if staff.licenses > 0 { organization.licenses = staff.licenses }
    return organization
  }

  private mutating func addTeam(_ number: Int, id: Int, issue: Int) {
    let names = Phrases.teams
    let round = number / names.count
    let suffix = round == 0 ? "" : " \(round + 1)"
    let name = names[number % names.count] + suffix
    let codeName = "team_\(id)"
    organization.teams.append(
      SupportTeam(id: id, name: name, codeName: codeName, isPersistent: number % 2 == 0, members: []))
    let skills =
      organization.skills.isEmpty || dice.chance(0.6) ? [] : [dice.pick(organization.skills).codeName]
    organization.issues.append(
      Issue(
        id: issue, codeName: "issue_\(issue)", title: "Something about \(name.lowercased())", team: id,
        priority: dice.int(in: 1...3), skills: skills))
  }

  private func join(_ team: inout SupportTeam, _ id: Int) {
    let place = team.members.count
    let role: TeamRole =
      place % Self.perManager == 0 ? .manager : place % Self.perLead == 1 ? .lead : .member
    team.members.append(TeamMember(representative: id, role: role))
  }

  private mutating func representative(_ id: Int) -> RepresentativeAccount {
    let first = dice.pick(Phrases.firstNames)
    let last = dice.pick(Phrases.lastNames)
    let skills = organization.skills.map(\.codeName).filter { _ in dice.chance(Self.skillProbability) }
    let system = dice.pick(Phrases.consoleSystems)
    // Addresses of a private network, two octets of which say who it is, and one of RFC 5737 for all of them.
    return RepresentativeAccount(
      id: id, username: "rep\(id)", publicDisplayName: first, privateDisplayName: "\(first) \(last)",
      displayNumber: id, skills: skills, showsOnRepList: dice.chance(0.8),
      maximumSessions: staff.maximumSessions, routingEnabled: dice.chance(0.9), hostname: "DESK-\(id)",
      operatingSystem: system, privateIP: "10.\(64 + id / 62_500 % 64).\(id / 250 % 250).\(id % 250 + 2)",
      publicIP: "192.0.2.\(20 + id % 200)")
  }
}
