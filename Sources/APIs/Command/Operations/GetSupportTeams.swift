import APIKit
import ApplianceDomain
import Changes
import Documents
import HTTPMessages

extension CommandOperation {
  /// `get_support_teams` (guide: "API Command: get_support_teams").
  ///
  /// `showmembers=1` adds the members. Versions with embassies list them after the teams, marked `<embassy>1</embassy>`.
  static let getSupportTeams = CommandOperation(
    action: "get_support_teams", requirement: .commandReadOnly, errorParent: "support_teams"
  ) { (call) throws(CallFault) in
    let showsMembers = try call.parameters.boolean("showmembers")
    let (organization, index, waiting) = call.context.appliance.read { domain, _ in
      (domain.organization, domain.index, Waiting(domain))
    }
    return call.xml("support_teams") { xml in
      for team in organization.teams {
        let issues = organization.issues.filter { $0.team == team.id }
        write(team, issues, waiting: waiting.teams[team.id] ?? 0, isEmbassy: false, &xml)
        if showsMembers { write(members: team.members, index, &xml) }
        xml.end()
      }
      guard call.edition.capabilities.embassies else { return }
      for embassy in organization.embassies {
        write(embassy, [], waiting: waiting.embassies[embassy.id] ?? 0, isEmbassy: true, &xml)
        if showsMembers { write(members: embassy.members, index, &xml) }
        xml.end()
      }
    }
  }

  /// How many sessions wait in each team's and each embassy's queue.
  private struct Waiting: Sendable {
    var teams: [Int: Int64] = [:]
    var embassies: [Int: Int64] = [:]

    init(_ domain: borrowing ApplianceDomain) {
      var counts: [RowID: Int64] = [:]
      domain.model.supportSession.forEach { _, row in counts[row.queueID, default: 0] += 1 }
      teams = domain.console.teamQueues.compactMapValues { counts[$0] }
      embassies = domain.console.embassyQueues.compactMapValues { counts[$0] }
    }
  }

  /// Begins a team's element, which is left open.
  private static func write(
    _ team: SupportTeam, _ issues: [Issue], waiting: Int64, isEmbassy: Bool, _ xml: inout XMLWriter
  ) {
    xml.begin("support_team")
    xml.attribute("id", Int64(team.id))
    xml.element("name", team.name)
    if isEmbassy { xml.element("embassy", 1) }
    xml.begin("issues")
    for issue in issues {
      xml.begin("issue")
      xml.attribute("id", Int64(issue.id))
      xml.element("title", issue.title)
      xml.end()
    }
    xml.end()
    xml.element("support_session_count", waiting)
  }

  private static func write(members: [TeamMember], _ index: OrganizationIndex, _ xml: inout XMLWriter) {
    xml.begin("members")
    for member in members {
      guard let account = index.representative(member.representative) else { continue }
      xml.begin("representative")
      xml.attribute("id", Int64(account.id))
      xml.element("username", account.username)
      xml.element("display_name", account.publicDisplayName)
      xml.element("public_display_name", account.publicDisplayName)
      xml.element("private_display_name", account.privateDisplayName)
      xml.end()
    }
    xml.end()
  }
}
