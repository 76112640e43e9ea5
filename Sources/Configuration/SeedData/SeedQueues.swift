import ApplianceDomain

/// Where keys and sessions go, and whether it is there when the appliance starts.
extension SeedReader {
  /// A queue that exists.
  func queue(at value: YAMLValue) -> QueueReference? {
    guard let text = value.text else { return nil }
    guard let reference = QueueReference(text) else {
      value.fail(
        "\(Misfit.quote(text)) names no queue; write general, rep:ID, rep_username:NAME, team:ID, embassy:ID "
          + "or issue:CODE_NAME")
      return nil
    }
    if let missing = missing(reference) { value.fail("\(missing); write a queue that exists") }
    return reference
  }

  private func missing(_ reference: QueueReference) -> String? {
    switch reference {
    case .general: return nil
    case .representative(let id):
      return organization.representatives.contains { $0.id == id }
        ? nil : "no representative has the ID \(id)"
    case .representativeUsername(let name):
      let count = organization.representatives.count { $0.username == name }
      return count == 1 ? nil : "\(count) representatives have the user name \(Misfit.quote(name))"
    case .team(let id):
      return organization.teams.contains { $0.id == id } ? nil : "no team has the ID \(id)"
    case .embassy(let id):
      return organization.embassies.contains { $0.id == id } ? nil : "no embassy has the ID \(id)"
    case .issue(let codeName):
      let isKnown = organization.issues.contains { $0.codeName.lowercased() == codeName.lowercased() }
      return isKnown ? nil : "no issue has the code name \(Misfit.quote(codeName))"
    }
  }

  /// Checks that an active session finds its queue when the appliance starts.
  func checkStart(_ session: StartupSession, _ value: YAMLValue) {
    switch session.queue {
    case .general: return
    case .embassy:
      value.fail("is an embassy's, and 1.21.1 has no embassies; write a team's queue")
    case .representative(let id):
      checkLoggedIn(id, value)
    case .representativeUsername(let name):
      guard let account = organization.representatives.first(where: { $0.username == name }) else { return }
      checkLoggedIn(account.id, value)
    case .team(let id): checkTeamQueue(id, value)
    case .issue(let codeName):
      let issue = organization.issues.first { $0.codeName.lowercased() == codeName.lowercased() }
      if let issue { checkTeamQueue(issue.team, value) }
    }
  }

  func checkLoggedIn(_ representative: Int, _ value: YAMLValue) {
    let account = organization.representatives.first { $0.id == representative }
    guard let account, !account.loggedInAtStart else { return }
    value.fail(
      "representative \(representative) is not logged in at the start; set logged_in_at_start, or name another"
    )
  }

  private func checkTeamQueue(_ id: Int, _ value: YAMLValue) {
    guard let team = organization.teams.first(where: { $0.id == id }), !team.isPersistent else { return }
    let isManned = team.members.contains { member in
      organization.representatives.contains { $0.id == member.representative && $0.loggedInAtStart }
    }
    guard !isManned else { return }
    value.fail(
      "team \(id) has no queue at the start, since it is not persistent and no member is logged in then; "
        + "make it persistent or set logged_in_at_start for a member")
  }
}
