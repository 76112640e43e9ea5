import Determinism

/// Representatives come into sessions and leave them; sessions change queues.
extension ApplianceDomain {
  /// Puts a session into another queue; its owner, if it had one, leaves it.
  mutating func enter(_ destination: Destination, _ lsid: String, by performer: Party, at now: Timestamp) {
    guard let session = sessions[lsid] else { return }
    let before = queueOwner(of: session)
    let oldQueue = model.supportSession[session.rowID]?.queueID
    if let owner = session.owner {
      removeParticipant(owner, from: lsid, at: now)
      sessions.update(lsid) { $0.owner = nil }
      removeOutsidersLeftAlone(in: lsid, at: now)
    }
    move(session, to: destination.queueID, isTeams: destination.representative == nil, at: now)
    sessions.update(lsid) { session in
      session.assigned = nil
      session.prewait = nil
      guard let team = destination.team else { return }
      // An embassy may have a team's ID, so that the name belongs to what is compared.
      session.record.teams.removeAll { $0 == team }
      session.record.teams.append(team)
    }
    log(
      .conferenceOwnerChanged(owner: destination.name), in: lsid, by: performer, to: queueParty(destination),
      at: now)
    tellTransfer(of: session, from: oldQueue, to: destination.queueID, by: performer, at: now)
    for changed in Set([before, destination.representative].compactMap { $0 }).sorted() {
      settleRouting(of: changed)
    }
    keepRecord(of: lsid, [.teams, .representatives])
  }

  /// Puts a session's row into another queue, and gives it a new expectation of when it is taken from there. One that
  /// somebody takes keeps the expectation that it had.
  mutating func move(
    _ session: ActiveSession, to queue: RowID, isTaken: Bool = false, isTeams: Bool = false, at now: Timestamp
  ) {
    guard let row = model.supportSession[session.rowID] else { return }
    let waited = now.milliseconds - row.queueEntryTimestamp.milliseconds
    if isTaken, session.owner == nil { queues.noteWait(waited, in: row.queueID) }
    // Who takes a session from the own queue leaves it where it is, and when it came there.
    guard row.queueID != queue else { return }
    queues.leave(session.rowID, row.queueID)
    queues.enter(session.rowID, queue, priority: row.priority)
    let expected = now.advanced(byMilliseconds: queues.expectedWait(in: queue))
    update(SupportSessionRow.self, session.rowID) { row in
      row.queueID = queue
      row.queueEntryTimestamp = now
      if !isTaken { row.estimatedPickupTimestamp = expected }
      if isTeams { row.primaryTeamQueueID = queue }
    }
  }

  /// A session whose representative has gone falls back to the team that had it last, or to everybody; without a
  /// customer it ends.
  mutating func fallBack(_ lsid: String, at now: Timestamp) {
    guard let session = sessions[lsid] else { return }
    if session.customerRowID == nil {
      // It cannot be refused: the session has just been found.
      try? endSession(lsid, by: .system, at: now)
      return
    }
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
    self.console.update(id) { $0.sessions.insert(session.rowID) }
    sessions.update(lsid) { session in
      session.participantRows[id] = rowID
      // Whoever has logged in again appears once more, with the new number; one connection stands there once, also
      // where a number has come round to the same person.
      let known = session.record.representatives.lastIndex {
        $0.id == id && $0.gsnumber == console.gsnumber
      }
      if let known {
        session.record.representatives[known].isPresent = true
        session.record.representatives[known].joined = now
      } else {
        session.record.representatives.append(newRecord)
      }
    }
    let party = party(account, console)
    log(.conferenceMemberAdded(details(account, console)), in: lsid, by: party, to: party, at: now)
  }

  mutating func removeParticipant(_ id: Int, from lsid: String, at now: Timestamp) {
    guard let session = sessions[lsid], let rowID = session.participantRows[id], let console = console[id],
      let account = account(id)
    else { return }
    deselect(session.rowID, by: id)
    for use in session.tools where use.representative == id {
      delete(RepresentativeSupportSessionToolRow.self, use.row)
    }
    delete(RepresentativeSupportSessionRow.self, rowID)
    self.console.update(id) { $0.sessions.remove(session.rowID) }
    sessions.update(lsid) { session in
      session.tools.removeAll { $0.representative == id }
      session.participantRows[id] = nil
      guard let place = session.record.representatives.lastIndex(where: { $0.id == id && $0.isPresent })
      else { return }
      let stay = now.seconds - session.record.representatives[place].joined.seconds
      session.record.representatives[place].secondsInvolved += stay
      session.record.representatives[place].isPresent = false
    }
    let party = party(account, console)
    log(.conferenceMemberDeparted(name: account.publicDisplayName), in: lsid, by: party, to: party, at: now)
    if self.console.invited[id] != nil { closeConsole(id) }
  }

  /// The console shows a session.
  /// What a report says of a representative who comes in.
  func details(_ account: RepresentativeAccount, _ console: Console) -> SessionEvent.MemberDetails {
    SessionEvent.MemberDetails(
      name: account.publicDisplayName, privateName: account.privateDisplayName, username: account.username,
      userID: account.id, privateIP: account.privateIP, publicIP: account.publicAddress(port: console.port),
      hostname: account.hostname, operatingSystem: account.operatingSystem,
      supportTeams: index.teamNames(of: account.id))
  }

  /// The owner of a queue, as somebody to whom sessions go: a representative, or the appliance under the queue's name.
  func queueParty(_ destination: Destination) -> Party {
    if let id = destination.representative, let console = console[id], let account = account(id) {
      return party(account, console)
    }
    return Party(type: .system, gsnumber: 0, name: destination.name)
  }

  /// What reports say of a representative who comes in.
  func record(_ account: RepresentativeAccount, _ console: Console, at now: Timestamp)
    -> RepresentativeRecord
  {
    RepresentativeRecord(
      gsnumber: console.gsnumber, id: account.id, username: account.username,
      publicDisplayName: account.publicDisplayName, privateDisplayName: account.privateDisplayName,
      displayNumber: account.displayNumber, publicIP: account.publicAddress(port: console.port),
      privateIP: account.privateIP, hostname: account.hostname, operatingSystem: account.operatingSystem,
      isOwner: false, isPrimary: false, type: model.representative[console.rowID]?.type ?? .normal,
      joined: now,
      isPresent: true, secondsInvolved: 0)
  }
}
