import Determinism

/// What representatives do in teams: they talk, exchange files, and leads and managers watch the members.
extension ApplianceDomain {
  mutating func act(inTeam id: Int, by performer: Int, _ deed: TeamDeed, at now: Timestamp) throws(Refusal) {
    guard let team = index.team(id) else { throw .unknownTeam(id) }
    let party = try member(performer, of: team)
    switch deed {
    case .say(let body, let recipient):
      let to = try recipient.map { (id) throws(Refusal) in [try member(id, of: team)] } ?? []
      tell(.chatMessage, in: TeamIdentity(id), by: party, to: to, at: now) { $0.body = body }
    case .share(let files, let recipient):
      let to = try recipient.map { (id) throws(Refusal) in [try member(id, of: team)] } ?? []
      tell(.filesShared, in: TeamIdentity(id), by: party, to: to, at: now) { $0.files = files }
    case .transfer(let file, let direction, let colleague, let failure):
      let other = try member(colleague, of: team)
      tell(direction.kind(hasFailed: failure != nil), in: TeamIdentity(id), by: party, to: [other], at: now) {
        $0.files = [file]
        $0.data = failure.map { [.init("failure_reason", $0)] } ?? []
      }
    case .monitor(let watched):
      let other = try member(watched, of: team)
      try beginMonitoring(of: watched, by: performer, in: team)
      tell(.monitoringStarted, in: TeamIdentity(id), by: party, to: [other], at: now)
    case .stopMonitoring(let watched):
      guard teams.monitoring[performer] == .init(team: id, member: watched) else {
        throw .notMonitoring(performer, watched)
      }
      endMonitoring(by: performer, at: now)
    }
  }

  /// Somebody who takes part in a team's chat: a member who is logged in.
  func member(_ id: Int, of team: SupportTeam) throws(Refusal) -> Party {
    guard let account = index.representative(id) else { throw .unknownRepresentative(id) }
    guard team.members.contains(where: { $0.representative == id }) else {
      throw .notInTeam(team: team.id, representative: id)
    }
    guard let console = console[id] else { throw .notLoggedIn(id) }
    return party(account, console)
  }

  /// A lead may watch the members, a manager the members and the leads, as with their queues (guide: table
  /// `representative_queue`, field `role`).
  private mutating func beginMonitoring(of watched: Int, by watcher: Int, in team: SupportTeam)
    throws(Refusal)
  {
    func rank(_ id: Int) -> Int {
      switch team.members.first(where: { $0.representative == id })?.role {
      case .manager: 2
      case .lead: 1
      case .member, nil: 0
      }
    }
    guard rank(watcher) > rank(watched) else { throw .roleTooLow(team: team.id, representative: watcher) }
    guard teams.monitoring[watcher] == nil else { throw .alreadyMonitoring(watcher) }
    teams.monitoring[watcher] = .init(team: team.id, member: watched)
  }

  mutating func endMonitoring(by watcher: Int, at now: Timestamp) {
    guard let watched = teams.monitoring.removeValue(forKey: watcher), let console = console[watcher],
      let account = account(watcher), let other = self.console[watched.member],
      let watchedAccount = self.account(watched.member)
    else { return }
    tell(
      .monitoringStopped, in: TeamIdentity(watched.team), by: party(account, console),
      to: [party(watchedAccount, other)], at: now)
  }
}

extension TeamDeed.FileDirection {
  fileprivate func kind(hasFailed: Bool) -> TeamEvent.Kind {
    switch self {
    case .upload: hasFailed ? .fileUploadFailed : .fileUpload
    case .download: hasFailed ? .fileDownloadFailed : .fileDownload
    }
  }
}
