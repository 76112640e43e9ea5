import Determinism

/// What happens in teams (guide: "Download Reports with SupportTeam"). Embassies count as teams, in the API versions that
/// have them.
///
/// `Undocumented:` the guide lists the kinds of event without saying when each is logged; ``TeamEvent/Kind`` says what
/// is taken for it, and the names of `data` are ours but for those of a login. A session that begins in a team's queue
/// was not transferred there.
extension ApplianceDomain {
  /// Tells an event of a team.
  mutating func tell(
    _ kind: TeamEvent.Kind, in team: TeamIdentity, by performer: Party, to destinations: [Party] = [],
    at time: Timestamp, _ complete: (inout TeamEvent) -> Void = { _ in }
  ) {
    var event = TeamEvent(
      number: teams.nextNumber, team: team, timestamp: time, kind: kind, performedBy: performer,
      destinations: destinations)
    teams.nextNumber += 1
    complete(&event)
    keep(.teamEvent(event))
  }

  /// The teams and embassies of a representative.
  private func teamIdentities(of id: Int) -> [TeamIdentity] {
    let teams = index.teams(of: id).map { TeamIdentity($0.team.id) }
    guard capabilities.embassies else { return teams }
    return teams + index.embassies(of: id).map { TeamIdentity($0.team.id, isEmbassy: true) }
  }

  /// A representative has logged in.
  mutating func tellLogin(_ account: RepresentativeAccount, _ console: Console, at now: Timestamp) {
    let (party, member) = (party(account, console), details(account, console))
    for team in teamIdentities(of: account.id) {
      tell(.memberAdded, in: team, by: party, at: now) { $0.member = member }
    }
  }

  /// A representative is about to log out: nobody watches them any more, nor they anybody.
  mutating func tellLogout(_ id: Int, at now: Timestamp) {
    guard let console = console[id], let account = account(id) else { return }
    for (watcher, watched) in teams.monitoring.sorted(by: { $0.key < $1.key })
    where watcher == id || watched.member == id {
      endMonitoring(by: watcher, at: now)
    }
    let party = party(account, console)
    for team in teamIdentities(of: id) { tell(.memberDeparted, in: team, by: party, at: now) }
  }

  /// A representative's console has lost its connection, or has it again.
  mutating func tellConnection(
    _ account: RepresentativeAccount, _ console: Console, _ isConnected: Bool, at now: Timestamp
  ) {
    let party = party(account, console)
    for team in teamIdentities(of: account.id) {
      tell(.memberStateChanged, in: team, by: party, at: now) {
        $0.data = [.init("state", Self.state(isConnected))]
      }
    }
  }

  // MARK: Sessions

  /// A session has gone from one queue to another.
  mutating func tellTransfer(
    of session: ActiveSession, from old: RowID?, to new: RowID, by performer: Party, at now: Timestamp
  ) {
    guard let old, old != new, queues.kind(of: old) != .prewait else { return }
    if let team = team(ofQueue: old) {
      let data = data(of: session) + [.init("queue", model.queue[new]?.name ?? "")]
      tell(.sessionTransferredAway, in: team, by: performer, at: now) { $0.data = data }
    }
    if let team = team(ofQueue: new) {
      let data = data(of: session) + [.init("queue", model.queue[old]?.name ?? "")]
      tell(.sessionTransferredHere, in: team, by: performer, at: now) { $0.data = data }
    }
  }

  /// A session that waited in a queue has been taken.
  mutating func tellTaking(
    of session: ActiveSession, from queue: RowID?, by owner: Party, at now: Timestamp
  ) {
    guard let queue, let team = team(ofQueue: queue) else { return }
    let data = [.init("owner", owner.name)] + data(of: session)
    tell(.ownerChanged, in: team, by: owner, to: [owner], at: now) { $0.data = data }
  }

  private func data(of session: ActiveSession) -> [TeamEvent.Datum] {
    [.init("lsid", session.record.lsid), .init("customer_name", session.record.customer.username)]
  }

  private func team(ofQueue queue: RowID) -> TeamIdentity? {
    switch queues.kind(of: queue) {
    case .team(let id): TeamIdentity(id)
    case .embassy(let id): TeamIdentity(id, isEmbassy: true)
    case .prewait, .general, .personal, nil: nil
    }
  }
}
