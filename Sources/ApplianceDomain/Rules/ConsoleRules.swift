import Determinism

/// Representatives log in and out (guide: tables `representative`, `representative_queue`, `queue`).
extension ApplianceDomain {
  mutating func logIn(_ id: Int, at now: Timestamp) throws(Refusal) {
    guard let account = index.representative(id) else { throw .unknownRepresentative(id) }
    guard console[id] == nil else { throw .alreadyLoggedIn(id) }
    let rowID = takeRowID()
    let queueID = insert(
      QueueRow(
        codeName: "", createdTimestamp: now, name: account.publicDisplayName, representativeID: rowID,
        supportTeamID: "", type: .personal))
    let port = chance.port()
    insert(representativeRow(account, queueID: queueID, port: port, at: now), id: rowID)
    let memberships = joinQueues(id, rowID: rowID, at: now)
    console[id] = Console(
      rowID: rowID, queueID: queueID, gsnumber: console.gsnumbers.take(), since: now,
      isShowing: account.showsOnRepList, port: port, membershipRows: memberships)
  }

  mutating func logOut(_ id: Int, at now: Timestamp) throws(Refusal) {
    guard let leaving = console[id] else { throw try notLoggedIn(id) }
    for rowID in model.supportSession.ids() {
      guard let session = sessions[row: rowID] else { continue }
      if model.supportSession[rowID]?.queueID == leaving.queueID {
        fallBack(session.record.lsid, at: now)
      } else if session.participantRows[id] != nil {
        removeParticipant(id, from: session.record.lsid, at: now)
        keepRecord(of: session.record.lsid)
      }
    }
    for membership in leaving.membershipRows { delete(RepresentativeQueueRow.self, membership) }
    // The personal queue names its representative, and the other way round: both go in one batch.
    delete(RepresentativeRow.self, leaving.rowID)
    delete(QueueRow.self, leaving.queueID)
    console[id] = nil
    console.gsnumbers.giveBack(leaving.gsnumber)
    closeDesertedQueues(at: now)
  }

  /// Changes what routing looks at, and keeps the flags that follow from it true.
  mutating func setRouting(_ id: Int, _ body: (inout RepresentativeRow) -> Void) throws(Refusal) {
    guard let console = console[id] else { throw try notLoggedIn(id) }
    update(RepresentativeRow.self, console.rowID) { row in
      body(&row)
      Self.settleRouting(&row)
    }
  }

  /// A representative is busy from the maximum number of sessions on, and available when nothing stands against it.
  mutating func settleRouting(of id: Int) {
    guard let console = console[id], let account = index.representative(id) else { return }
    var owned = 0
    model.supportSession.forEach { _, row in if row.queueID == console.queueID { owned += 1 } }
    update(RepresentativeRow.self, console.rowID) { row in
      row.routingBusy = owned >= account.maximumSessions
      Self.settleRouting(&row)
    }
  }

  private static func settleRouting(_ row: inout RepresentativeRow) {
    row.routingAvailable = row.routingEnabled && row.connected && !row.routingBusy && !row.routingIdle
  }

  func notLoggedIn(_ id: Int) throws(Refusal) -> Refusal {
    index.representative(id) == nil ? .unknownRepresentative(id) : .notLoggedIn(id)
  }

  private mutating func joinQueues(_ id: Int, rowID: RowID, at now: Timestamp) -> [RowID] {
    var queues: [(RowID, TeamRole)] = [(console.generalQueue, .member)]
    for team in organization.teams {
      guard let member = team.members.first(where: { $0.representative == id }) else { continue }
      queues.append((openTeamQueue(team, at: now), member.role))
    }
    if capabilities.embassies {
      for embassy in organization.embassies {
        guard let member = embassy.members.first(where: { $0.representative == id }) else { continue }
        queues.append((openEmbassyQueue(embassy, at: now), member.role))
      }
    }
    return queues.map { queueID, role in
      insert(
        RepresentativeQueueRow(createdTimestamp: now, queueID: queueID, representativeID: rowID, role: role))
    }
  }

  /// A queue that is not persistent ends with its last member; what still waits in it goes to the general queue.
  private mutating func closeDesertedQueues(at now: Timestamp) {
    for team in organization.teams where !team.isPersistent {
      guard let queueID = console.teamQueues[team.id], isDeserted(team) else { continue }
      console.teamQueues[team.id] = nil
      closeQueue(queueID, at: now)
    }
    for embassy in organization.embassies where !embassy.isPersistent {
      guard let queueID = console.embassyQueues[embassy.id], isDeserted(embassy) else { continue }
      console.embassyQueues[embassy.id] = nil
      closeQueue(queueID, at: now)
    }
  }

  private func isDeserted(_ team: SupportTeam) -> Bool {
    !team.members.contains { console[$0.representative] != nil }
  }

  private mutating func closeQueue(_ queueID: RowID, at now: Timestamp) {
    let general = Destination(queueID: console.generalQueue, name: Self.generalQueueName)
    for rowID in model.supportSession.ids() {
      guard let row = model.supportSession[rowID], let session = sessions[row: rowID] else { continue }
      if row.primaryTeamQueueID == queueID {
        update(SupportSessionRow.self, rowID) { $0.primaryTeamQueueID = nil }
      }
      if row.queueID == queueID { enter(general, session.record.lsid, by: .system, at: now) }
    }
    delete(QueueRow.self, queueID)
  }

  private func representativeRow(
    _ account: RepresentativeAccount, queueID: RowID, port: Int, at now: Timestamp
  ) -> RepresentativeRow {
    RepresentativeRow(
      connected: true, consoleInFocus: true, createdTimestamp: now, hostname: account.hostname,
      operatingSystem: account.operatingSystem, privateDisplayName: account.privateDisplayName,
      privateIP: account.privateIP, publicDisplayName: account.publicDisplayName,
      publicIP: "\(account.publicIP):\(port)", queueID: queueID, routingAvailable: account.routingEnabled,
      routingBusy: false, routingEnabled: account.routingEnabled, routingIdle: false,
      selectedSupportSessionID: nil, skillCodeNames: account.skills.joined(separator: ","),
      type: isEmbassyUser(account.id) ? .embassy : .normal, userID: account.id, username: account.username)
  }

  private func isEmbassyUser(_ id: Int) -> Bool {
    capabilities.embassies
      && organization.embassies.contains { $0.members.contains { $0.representative == id } }
      && !organization.teams.contains { $0.members.contains { $0.representative == id } }
  }
}
