import Determinism

/// Pinned sessions: systems that wait in a team's queue until a member reaches for them (guide: "Download Reports with
/// SupportTeam", the events about pinned sessions). `Undocumented:` what else a pinned session is; nothing but these
/// events shows it.
extension ApplianceDomain {
  mutating func pinSession(_ lsid: String, by id: Int, toTeam teamID: Int, at now: Timestamp)
    throws(Refusal) -> Outcome
  {
    guard let session = sessions[lsid] else { throw .unknownSession(lsid) }
    guard session.participantRows[id] != nil else { throw .notInSession(lsid: lsid, representative: id) }
    guard session.customerRowID != nil else { throw .customerGone(lsid) }
    guard let team = index.team(teamID) else { throw .unknownTeam(teamID) }
    let party = try member(id, of: team)
    guard teams.pinned.count < TeamBook.maximumPinned else { throw .tooManyPinnedSessions }
    let pin = PinnedSession(id: teams.nextPin, name: session.record.customer.hostname, team: teamID)
    teams.nextPin += 1
    teams.pinned.append(pin)
    keep(.pinnedSession(pin))
    tell(.sessionPinned, in: TeamIdentity(teamID), by: party, at: now) {
      $0.data = [.init("name", pin.name), .init("lsid", lsid)]
    }
    return .pinnedSession(id: pin.id)
  }

  mutating func changePinnedSession(
    _ id: Int, by performer: Int, _ deed: PinnedSessionDeed, at now: Timestamp
  )
    throws(Refusal)
  {
    guard let place = teams.pinned.firstIndex(where: { $0.id == id }) else { throw .unknownPinnedSession(id) }
    let pin = teams.pinned[place]
    guard let team = index.team(pin.team) else { throw .unknownTeam(pin.team) }
    let party = try member(performer, of: team)
    let here = TeamIdentity(pin.team)
    let name = TeamEvent.Datum("name", pin.name)
    switch deed {
    case .move(let target):
      guard let other = index.team(target) else { throw .unknownTeam(target) }
      guard target != pin.team else { return }
      teams.pinned[place].team = target
      keep(.pinnedSession(teams.pinned[place]))
      tell(.pinnedSessionMovedAway, in: here, by: party, at: now) {
        $0.data = [name, .init("queue", other.name)]
      }
      tell(.pinnedSessionMovedHere, in: TeamIdentity(target), by: party, at: now) {
        $0.data = [name, .init("queue", team.name)]
      }
    case .setPassword: tell(.pinnedSessionPasswordModified, in: here, by: party, at: now) { $0.data = [name] }
    case .unpin:
      teams.pinned.remove(at: place)
      keep(.pinnedSessionRemoved(id))
      tell(.sessionUnpinned, in: here, by: party, at: now) { $0.data = [name] }
    }
  }
}
