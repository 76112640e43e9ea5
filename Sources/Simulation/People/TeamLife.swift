import ApplianceDomain
import Determinism

/// What goes on in teams besides sessions: colleagues talk, exchange files, pin systems, and watch each other's work.
extension SupportCentre {
  /// So many members of a team are looked at to find somebody.
  private static let searchLimit = 24
  /// So many sessions are pinned at a time, at most; past it one is unpinned.
  private static let mostPinned = 40
  /// How often which deed is done: talk with all, talk with one, share, upload, download, monitor, pin, change a pin.
  private static let weights = [28.0, 10, 8, 16, 16, 7, 6, 9]

  mutating func planTeams(in domain: ApplianceDomain) {
    guard scenario.work.teamDeedMinutes > 0 else { return }
    for place in domain.organization.teams.indices { planTeam(UInt32(place)) }
  }

  private mutating func planTeam(_ place: UInt32) {
    agenda.add(.team(place), at: now.later(meanSeconds: scenario.work.teamDeedMinutes * 60, &dice.teams))
  }

  mutating func liven(team place: Int, in domain: ApplianceDomain) {
    planTeam(UInt32(place))
    let team = domain.organization.teams[place]
    if stopMonitoring(in: team, domain) { return }
    guard let id = somebody(of: team, besides: nil, in: domain),
      let deed = dice.teams.place(weights: Self.weights)
    else { return }
    let colleague = somebody(of: team, besides: id, in: domain)
    switch (deed, colleague) {
    case (1, let other?): act(team, id, .say(dice.teams.pick(Phrases.asides), to: other))
    case (2, let other): act(team, id, share(with: dice.teams.chance(0.3) ? other : nil))
    case (3, let other?): act(team, id, transfer(.upload, with: other))
    case (4, let other?): act(team, id, transfer(.download, with: other))
    case (5, let other?): monitor(in: team, id, other, domain)
    case (6, _): pin(to: team, id, in: domain)
    case (7, _): changePin(of: team, id, in: domain)
    default: act(team, id, .say(dice.teams.pick(Phrases.teamTalk)))
    }
  }

  private mutating func act(_ team: SupportTeam, _ id: Int, _ deed: TeamDeed) {
    intents.append(.actInTeam(team: team.id, representative: id, deed))
  }

  /// A member who is at work, from a place drawn anew; nil where those who were looked at are not.
  private mutating func somebody(of team: SupportTeam, besides id: Int?, in domain: ApplianceDomain) -> Int? {
    let members = team.members
    guard !members.isEmpty else { return nil }
    let start = dice.teams.below(members.count)
    for step in 0..<min(members.count, Self.searchLimit) {
      let other = members[(start + step) % members.count].representative
      if other != id, isAtWork(other, in: domain) { return other }
    }
    return nil
  }

  private mutating func share(with colleague: Int?) -> TeamDeed {
    .share(Self.sharedFiles(&dice.teams), to: colleague)
  }

  private mutating func transfer(_ direction: TeamDeed.FileDirection, with colleague: Int) -> TeamDeed {
    let file = SharedFile(
      name: dice.teams.pick(Phrases.files), size: Int64(dice.teams.int(in: 200...90_000_000)))
    let fails = dice.teams.chance(scenario.faults.fileFailureProbability)
    return .transfer(
      file, direction, with: colleague, failure: fails ? dice.teams.pick(Phrases.failures) : nil)
  }

  // MARK: Monitoring

  private mutating func monitor(
    in team: SupportTeam, _ id: Int, _ other: Int, _ domain: ApplianceDomain
  ) {
    func rank(_ id: Int) -> Int {
      switch team.members.first(where: { $0.representative == id })?.role {
      case .manager: 2
      case .lead: 1
      case .member, nil: 0
      }
    }
    let (watcher, watched) = rank(id) > rank(other) ? (id, other) : (other, id)
    guard rank(watcher) > rank(watched), domain.teams.monitoring[watcher] == nil else { return }
    act(team, watcher, .monitor(watched))
  }

  /// Whoever watches somebody in the team has seen enough; false where nobody does.
  private mutating func stopMonitoring(in team: SupportTeam, _ domain: ApplianceDomain) -> Bool {
    let watchers = domain.teams.monitoring.filter { $0.value.team == team.id }
    guard let watcher = watchers.keys.min(), let watched = watchers[watcher]?.member else { return false }
    act(team, watcher, .stopMonitoring(watched))
    return true
  }

  // MARK: Pinned sessions

  /// Somebody pins a computer that they are working on.
  private mutating func pin(to team: SupportTeam, _ id: Int, in domain: ApplianceDomain) {
    guard domain.teams.pinned.count < Self.mostPinned, let place = people.place(of: id) else { return }
    for slot in people[place].cases {
      guard let session = domain.sessions[row: cases[slot].row], session.owner == id,
        let client = session.customerRowID, domain.model.customerClient[client]?.clientType == .desktop
      else { continue }
      intents.append(.pinSession(lsid: session.record.lsid, representative: id, team: team.id))
      return
    }
  }

  private mutating func changePin(of team: SupportTeam, _ id: Int, in domain: ApplianceDomain) {
    let pins = domain.teams.pinned.filter { $0.team == team.id }
    guard !pins.isEmpty else { return }
    let pin = dice.teams.pick(pins)
    let others = domain.organization.teams.filter { $0.id != team.id }
    let deed: PinnedSessionDeed =
      switch dice.teams.below(3) {
      case 0 where !others.isEmpty: .move(toTeam: dice.teams.pick(others).id)
      case 1: .setPassword
      default: .unpin
      }
    intents.append(.changePinnedSession(id: pin.id, representative: id, deed))
  }
}
