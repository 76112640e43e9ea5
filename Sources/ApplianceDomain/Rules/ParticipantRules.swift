import Determinism

/// Representatives come into sessions and leave them; sessions change queues.
extension ApplianceDomain {
  /// Puts a session into another queue; its owner, if it had one, leaves it.
  mutating func enter(_ destination: Destination, _ lsid: String, by performer: Party, at now: Timestamp) {
    guard let session = sessions[lsid] else { return }
    let before = queueOwner(of: session)
    if let owner = session.owner {
      removeParticipant(owner, from: lsid, at: now)
      sessions.update(lsid) { $0.owner = nil }
    }
    update(SupportSessionRow.self, session.rowID) { row in
      row.queueID = destination.queueID
      row.queueEntryTimestamp = now
      row.estimatedPickupTimestamp = now.advanced(bySeconds: Self.expectedWaitSeconds)
      if destination.representative == nil { row.primaryTeamQueueID = destination.queueID }
    }
    if let team = destination.team {
      sessions.update(lsid) { session in
        session.record.teams.removeAll { $0.id == team.id }
        session.record.teams.append(team)
      }
    }
    log(
      .conferenceOwnerChanged(owner: destination.name), in: lsid, by: performer, to: queueParty(destination),
      at: now)
    for changed in Set([before, destination.representative].compactMap { $0 }).sorted() {
      settleRouting(of: changed)
    }
    keepRecord(of: lsid)
  }

  /// A session whose representative has gone falls back to the team that had it last, or to everybody.
  mutating func fallBack(_ lsid: String, at now: Timestamp) {
    guard let session = sessions[lsid] else { return }
    let general = Destination(queueID: console.generalQueue, name: Self.generalQueueName)
    let team = model.supportSession[session.rowID]?.primaryTeamQueueID
    let destination = session.record.teams.last.flatMap { last -> Destination? in
      guard let team, console.teamQueues[last.id] == team || console.embassyQueues[last.id] == team else {
        return nil
      }
      return Destination(queueID: team, name: last.name, team: last)
    }
    enter(destination ?? general, lsid, by: .system, at: now)
  }

  mutating func addParticipant(
    _ id: Int, _ account: RepresentativeAccount, _ console: Console, to lsid: String, at now: Timestamp
  ) {
    guard let session = sessions[lsid] else { return }
    let rowID = insert(
      RepresentativeSupportSessionRow(
        createdTimestamp: now, representativeID: console.rowID, selectedSupportSessionServiceTool: nil,
        supportSessionID: session.rowID))
    let newRecord = record(account, console, at: now)
    sessions.update(lsid) { session in
      session.participantRows[id] = rowID
      let known = session.record.representatives.firstIndex { $0.id == id && $0.gsnumber == console.gsnumber }
      if let known {
        session.record.representatives[known].isPresent = true
        session.record.representatives[known].joined = now
      } else {
        session.record.representatives.append(newRecord)
      }
    }
    let details = SessionEvent.MemberDetails(
      name: account.publicDisplayName, privateName: account.privateDisplayName, username: account.username,
      userID: id, privateIP: account.privateIP, publicIP: "\(account.publicIP):\(console.port)",
      hostname: account.hostname, operatingSystem: account.operatingSystem,
      supportTeams: index.teamNames(of: id))
    let party = party(account, console)
    log(.conferenceMemberAdded(details), in: lsid, by: party, to: party, at: now)
  }

  mutating func removeParticipant(_ id: Int, from lsid: String, at now: Timestamp) {
    guard let session = sessions[lsid], let rowID = session.participantRows[id], let console = console[id],
      let account = index.representative(id)
    else { return }
    if model.representative[console.rowID]?.selectedSupportSessionID == session.rowID {
      update(RepresentativeRow.self, console.rowID) { $0.selectedSupportSessionID = nil }
    }
    delete(RepresentativeSupportSessionRow.self, rowID)
    sessions.update(lsid) { session in
      session.participantRows[id] = nil
      guard let place = session.record.representatives.lastIndex(where: { $0.id == id && $0.isPresent })
      else { return }
      let stay = now.seconds - session.record.representatives[place].joined.seconds
      session.record.representatives[place].secondsInvolved += stay
      session.record.representatives[place].isPresent = false
    }
    let party = party(account, console)
    log(.conferenceMemberDeparted(name: account.publicDisplayName), in: lsid, by: party, to: party, at: now)
  }

  /// The console shows a session.
  mutating func select(_ sessionRow: RowID, by console: Console) {
    update(RepresentativeRow.self, console.rowID) { $0.selectedSupportSessionID = sessionRow }
  }

  private func queueParty(_ destination: Destination) -> Party {
    if let id = destination.representative, let console = console[id], let account = index.representative(id)
    {
      return party(account, console)
    }
    return Party(type: .system, gsnumber: 0, name: destination.name)
  }

  private func record(_ account: RepresentativeAccount, _ console: Console, at now: Timestamp)
    -> RepresentativeRecord
  {
    RepresentativeRecord(
      gsnumber: console.gsnumber, id: account.id, username: account.username,
      publicDisplayName: account.publicDisplayName, privateDisplayName: account.privateDisplayName,
      displayNumber: account.displayNumber, publicIP: "\(account.publicIP):\(console.port)",
      privateIP: account.privateIP, hostname: account.hostname, operatingSystem: account.operatingSystem,
      isOwner: false, isPrimary: false, type: model.representative[console.rowID]?.type ?? .normal,
      joined: now,
      isPresent: true, secondsInvolved: 0)
  }
}
