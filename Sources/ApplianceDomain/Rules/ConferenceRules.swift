import Determinism

/// Several representatives in one session, offers of waiting sessions, and the tools that they use.
extension ApplianceDomain {
  mutating func assignSession(_ lsid: String, to id: Int, timeout: Int64?, at now: Timestamp) throws(Refusal)
  {
    guard let session = sessions[lsid] else { throw .unknownSession(lsid) }
    guard session.owner == nil else { throw .sessionTaken(lsid) }
    guard session.prewait == nil else { throw .notPrewaiting(lsid) }
    guard let console = console[id], let account = account(id) else { throw try notLoggedIn(id) }
    sessions.update(lsid) { $0.assigned = id }
    let party = party(account, console)
    log(.activity(.sessionAssigned(timeout: timeout)), in: lsid, by: .system, to: party, at: now)
  }

  mutating func respondToAssignment(_ lsid: String, _ response: AssignmentResponse, at now: Timestamp)
    throws(Refusal)
  {
    guard let session = sessions[lsid] else { throw .unknownSession(lsid) }
    guard let id = session.assigned else { throw .notAssigned(lsid) }
    guard let console = console[id], let account = account(id) else { throw try notLoggedIn(id) }
    sessions.update(lsid) { $0.assigned = nil }
    log(
      .activity(.sessionAssignmentResponse(response)), in: lsid, by: party(account, console), at: now)
    if response == .accepted { try acceptSession(lsid, by: id, at: now) }
  }

  /// A session that nobody owns is taken by the one who joins it.
  mutating func joinSession(_ lsid: String, by id: Int, at now: Timestamp) throws(Refusal) {
    guard let session = sessions[lsid] else { throw .unknownSession(lsid) }
    guard session.owner != nil else { return try acceptSession(lsid, by: id, at: now) }
    guard let console = console[id], let account = account(id) else { throw try notLoggedIn(id) }
    guard session.participantRows[id] == nil else { throw .alreadyInSession(lsid: lsid, representative: id) }
    addParticipant(id, account, console, to: lsid, at: now)
    select(session.rowID, by: id, at: now)
    keepRecord(of: lsid, .representatives)
  }

  mutating func leaveSession(_ lsid: String, by id: Int, at now: Timestamp) throws(Refusal) {
    guard let session = sessions[lsid] else { throw .unknownSession(lsid) }
    guard session.participantRows[id] != nil else { throw .notInSession(lsid: lsid, representative: id) }
    if session.owner == id {
      if let heir = heir(of: session) {
        try acceptSession(lsid, by: heir, at: now)
      } else {
        fallBack(lsid, at: now)
      }
    } else {
      removeParticipant(id, from: lsid, at: now)
      removeOutsidersLeftAlone(in: lsid, at: now)
      keepRecord(of: lsid, .representatives)
    }
  }

  /// Who owns a session when its owner leaves: of the others, the one who has been in it longest.
  private func heir(of session: ActiveSession) -> Int? {
    let others = session.participantRows.filter { $0.key != session.owner && console.invited[$0.key] == nil }
    return others.min { $0.value < $1.value }?.key
  }

  mutating func inviteRepresentative(_ lsid: String, by id: Int, name: String, at now: Timestamp)
    throws(Refusal) -> Outcome
  {
    guard let session = sessions[lsid] else { throw .unknownSession(lsid) }
    guard session.participantRows[id] != nil else { throw .notInSession(lsid: lsid, representative: id) }
    let endpoint = chance.endpoint(.desktop)
    let account = RepresentativeAccount(
      id: console.takeInvitedID(), username: "", publicDisplayName: name, privateDisplayName: name,
      displayNumber: 0, showsOnRepList: false, routingEnabled: false, hostname: endpoint.hostname,
      operatingSystem: endpoint.operatingSystem, privateIP: endpoint.privateIP,
      publicIP: String(endpoint.publicIP.prefix { $0 != ":" }))
    console.invited[account.id] = account
    openConsole(account, type: .invited, at: now)
    guard let open = console[account.id] else { preconditionFailure("The console has just been opened") }
    addParticipant(account.id, account, open, to: lsid, at: now)
    select(session.rowID, by: account.id, at: now)
    keepRecord(of: lsid, .representatives)
    return .invited(representative: account.id)
  }

  /// People from outside leave with the last representative.
  mutating func removeOutsidersLeftAlone(in lsid: String, at now: Timestamp) {
    guard let session = sessions[lsid] else { return }
    let present = session.participantRows.keys.sorted()
    guard present.allSatisfy({ console.invited[$0] != nil }) else { return }
    for id in present { removeParticipant(id, from: lsid, at: now) }
  }

  mutating func useTool(
    _ tool: ServiceTool, _ isInUse: Bool, in lsid: String, by id: Int, at now: Timestamp
  ) throws(Refusal) {
    guard let session = sessions[lsid] else { throw .unknownSession(lsid) }
    guard session.participantRows[id] != nil, let console = console[id] else {
      throw .notInSession(lsid: lsid, representative: id)
    }
    guard session.customerRowID != nil else { throw .customerGone(lsid) }
    let known = session.tools.first { $0.representative == id && $0.tool == tool }
    switch (known, isInUse) {
    case (nil, true):
      let row = insert(
        RepresentativeSupportSessionToolRow(
          createdTimestamp: now, representativeID: console.rowID, supportSessionID: session.rowID, tool: tool)
      )
      sessions.update(lsid) { $0.tools.append(ToolUse(representative: id, tool: tool, row: row)) }
      if tool == .screenSharing, !session.record.recordings.hasSharedScreen {
        sessions.update(lsid) { $0.record.recordings.hasSharedScreen = true }
        keepRecord(of: lsid, [])
      }
    case (let known?, false):
      delete(RepresentativeSupportSessionToolRow.self, known.row)
      sessions.update(lsid) { $0.tools.removeAll { $0 == known } }
    default: break
    }
  }

  mutating func selectTool(_ tool: ServiceTool?, in lsid: String, by id: Int) throws(Refusal) {
    guard let session = sessions[lsid] else { throw .unknownSession(lsid) }
    guard let row = session.participantRows[id] else {
      throw .notInSession(lsid: lsid, representative: id)
    }
    update(RepresentativeSupportSessionRow.self, row) { $0.selectedSupportSessionServiceTool = tool }
  }

  mutating func setCustomerConnected(_ lsid: String, _ isConnected: Bool, at now: Timestamp) throws(Refusal) {
    guard let session = sessions[lsid] else { throw .unknownSession(lsid) }
    guard let row = session.customerRowID else { throw .customerGone(lsid) }
    guard model.customerClient[row]?.connected != isConnected else { return }
    update(CustomerClientRow.self, row) { $0.connected = isConnected }
    setClient(row, isConnected: isConnected, at: now)
    log(
      .activity(.memberStateChanged(state: Self.state(isConnected))), in: lsid, by: session.customerParty,
      to: session.customerParty, at: now)
  }

  mutating func customerRunsClient(_ lsid: String, _ type: ClientType) throws(Refusal) {
    guard let session = sessions[lsid] else { throw .unknownSession(lsid) }
    guard let row = session.customerRowID else { throw .customerGone(lsid) }
    guard model.customerClient[row]?.clientType == .webChat else { return }
    update(CustomerClientRow.self, row) { $0.clientType = type }
  }

  mutating func elevateCustomer(_ lsid: String) throws(Refusal) {
    guard let session = sessions[lsid] else { throw .unknownSession(lsid) }
    guard let row = session.customerRowID else { throw .customerGone(lsid) }
    update(CustomerClientRow.self, row) { $0.elevated = true }
  }
}
