import Determinism

/// Representatives log in and out (guide: tables `representative`, `representative_queue`, `queue`).
extension ApplianceDomain {
  mutating func logIn(_ id: Int, at now: Timestamp) throws(Refusal) {
    guard let account = index.representative(id) else { throw .unknownRepresentative(id) }
    guard console[id] == nil else { throw .alreadyLoggedIn(id) }
    openConsole(account, type: isEmbassyUser(id) ? .embassy : .normal, at: now)
    licenses.logIn(id)
    noteLicenses(at: now)
  }

  /// Opens a console: the personal queue, the representative and the memberships.
  mutating func openConsole(_ account: RepresentativeAccount, type: RepresentativeType, at now: Timestamp) {
    let id = account.id
    let rowID = takeRowID()
    let queueID = insert(
      QueueRow(
        codeName: "", createdTimestamp: now, name: account.publicDisplayName, representativeID: rowID,
        supportTeamID: "", type: .personal))
    queues.open(queueID, .personal(id))
    let port = chance.port()
    insert(representativeRow(account, type, queueID: queueID, port: port, at: now), id: rowID)
    let memberships = type == .invited ? [] : joinQueues(id, rowID: rowID, at: now)
    console[id] = Console(
      rowID: rowID, queueID: queueID, gsnumber: console.gsnumbers.take(besides: console.formerNumbers[id]),
      since: now, isShowing: account.showsOnRepList, port: port,
      status: organization.statuses.first?.codeName ?? "",
      memberships: memberships)
    if type != .invited, let console = console[id] { tellLogin(account, console, at: now) }
    noteAvailability(of: id)
    let origin = origin(minutes: account.timezoneOffset.map { $0 / 60 })
    connect(.representative, rowID, origin, isShowing: account.showsOnRepList, at: now)
  }

  mutating func logOut(_ id: Int, at now: Timestamp) throws(Refusal) {
    guard let leaving = console[id], console.invited[id] == nil else { throw try notLoggedIn(id) }
    leavePresentations(id, at: now)
    for rowID in queues.sessions(in: leaving.queueID) {
      if let session = sessions[row: rowID] { fallBack(session.record.lsid, at: now) }
    }
    for rowID in (console[id]?.sessions ?? []).sorted() {
      guard let lsid = sessions[row: rowID]?.record.lsid else { continue }
      removeParticipant(id, from: lsid, at: now)
      removeOutsidersLeftAlone(in: lsid, at: now)
      keepRecord(of: lsid, .representatives)
    }
    tellLogout(id, at: now)
    closeConsole(id)
    licenses.logOut(id)
    noteLicenses(at: now)
    for membership in leaving.memberships { closeIfDeserted(membership.queue, at: now) }
  }

  /// Takes a console out of the model, when it takes part in no session any more.
  mutating func closeConsole(_ id: Int) {
    guard let leaving = console[id] else { return }
    for (row, queue) in leaving.memberships {
      queues.setAvailable(id, false, in: queue)
      queues.changeMembers(of: queue, by: -1)
      delete(RepresentativeQueueRow.self, row)
    }
    // The personal queue names its representative, and the other way round: both go in one batch.
    delete(RepresentativeRow.self, leaving.rowID)
    clients.forget(leaving.rowID)
    delete(QueueRow.self, leaving.queueID)
    queues.close(leaving.queueID)
    // People from outside never come again.
    if console.invited[id] == nil { console.formerNumbers[id] = leaving.gsnumber }
    console[id] = nil
    console.invited[id] = nil
    console.gsnumbers.giveBack(leaving.gsnumber)
  }

  /// The console loses its connection or has it again; the others in its sessions hear of it.
  mutating func setConnected(_ id: Int, _ isConnected: Bool, at now: Timestamp) throws(Refusal) {
    guard let open = console[id], let account = account(id) else { throw try notLoggedIn(id) }
    guard model.representative[open.rowID]?.connected != isConnected else { return }
    try setRouting(id) { $0.connected = isConnected }
    setClient(open.rowID, isConnected: isConnected, at: now)
    tellConnection(account, open, isConnected, at: now)
    let party = party(account, open)
    for rowID in open.sessions.sorted() {
      guard let lsid = sessions[row: rowID]?.record.lsid else { continue }
      log(
        .activity(.memberStateChanged(state: Self.state(isConnected))), in: lsid, by: party, to: party,
        at: now)
    }
  }

  /// A status that takes no sessions marks the representative as busy, so that routing passes them by.
  mutating func setStatus(_ id: Int, _ codeName: String) throws(Refusal) {
    guard console[id] != nil, console.invited[id] == nil else { throw try notLoggedIn(id) }
    guard index.status(codeName: codeName) != nil else { throw .unknownStatus(codeName) }
    console.update(id) { $0.status = codeName }
    settleRouting(of: id)
  }

  /// Changes what routing looks at, and keeps the flags that follow from it true.
  mutating func setRouting(_ id: Int, _ body: (inout RepresentativeRow) -> Void) throws(Refusal) {
    guard let console = console[id] else { throw try notLoggedIn(id) }
    update(RepresentativeRow.self, console.rowID) { row in
      body(&row)
      Self.settleRouting(&row)
    }
    noteAvailability(of: id)
  }

  /// A representative is busy from the maximum number of sessions on, or by a status that takes none, and available
  /// when nothing stands against it.
  mutating func settleRouting(of id: Int) {
    guard let console = console[id], let account = account(id) else { return }
    let takesSessions = index.status(codeName: console.status)?.takesSessions ?? true
    let isBusy = !takesSessions || queues.count(in: console.queueID) >= account.maximumSessions
    update(RepresentativeRow.self, console.rowID) { row in
      row.routingBusy = isBusy
      Self.settleRouting(&row)
    }
    noteAvailability(of: id)
  }

  private static func settleRouting(_ row: inout RepresentativeRow) {
    row.routingAvailable = row.routingEnabled && row.connected && !row.routingBusy && !row.routingIdle
  }

  /// Tells the queues whether the representative can be given their sessions.
  private mutating func noteAvailability(of id: Int) {
    guard let console = console[id] else { return }
    let isAvailable = model.representative[console.rowID]?.routingAvailable ?? false
    for membership in console.memberships { queues.setAvailable(id, isAvailable, in: membership.queue) }
  }

  /// The account of a representative, or of somebody from outside who is in a session.
  public func account(_ id: Int) -> RepresentativeAccount? { index.representative(id) ?? console.invited[id] }

  func notLoggedIn(_ id: Int) throws(Refusal) -> Refusal {
    index.representative(id) == nil ? .unknownRepresentative(id) : .notLoggedIn(id)
  }

  private mutating func joinQueues(_ id: Int, rowID: RowID, at now: Timestamp) -> [(
    row: RowID, queue: RowID
  )] {
    var joined: [(RowID, TeamRole)] = [(console.generalQueue, .member)]
    for (team, role) in index.teams(of: id) { joined.append((openTeamQueue(team, at: now), role)) }
    if capabilities.embassies {
      for (embassy, role) in index.embassies(of: id) {
        joined.append((openEmbassyQueue(embassy, at: now), role))
      }
    }
    return joined.map { queueID, role in
      queues.changeMembers(of: queueID, by: 1)
      let row = insert(
        RepresentativeQueueRow(createdTimestamp: now, queueID: queueID, representativeID: rowID, role: role))
      return (row, queueID)
    }
  }

  /// A queue that is not persistent ends with its last member; what still waits in it goes to the general queue.
  private mutating func closeIfDeserted(_ queueID: RowID, at now: Timestamp) {
    guard queues.memberCount(of: queueID) == 0, let kind = queues.kind(of: queueID) else { return }
    switch kind {
    case .team(let id) where index.team(id)?.isPersistent == false: console.teamQueues[id] = nil
    case .embassy(let id) where index.embassy(id)?.isPersistent == false: console.embassyQueues[id] = nil
    default: return
    }
    closeQueue(queueID, at: now)
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
    queues.close(queueID)
  }

  private func representativeRow(
    _ account: RepresentativeAccount, _ type: RepresentativeType, queueID: RowID, port: Int, at now: Timestamp
  ) -> RepresentativeRow {
    RepresentativeRow(
      connected: true, consoleInFocus: true, createdTimestamp: now, hostname: account.hostname,
      operatingSystem: account.operatingSystem, privateDisplayName: account.privateDisplayName,
      privateIP: account.privateIP, publicDisplayName: account.publicDisplayName,
      publicIP: account.publicAddress(port: port), queueID: queueID, routingAvailable: account.routingEnabled,
      routingBusy: false, routingEnabled: account.routingEnabled, routingIdle: false,
      selectedSupportSessionID: nil, skillCodeNames: account.skills.joined(separator: ","),
      type: type, userID: account.id, username: account.username)
  }

  private func isEmbassyUser(_ id: Int) -> Bool {
    capabilities.embassies && !index.embassies(of: id).isEmpty && index.teams(of: id).isEmpty
  }
}
