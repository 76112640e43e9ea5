import Determinism

/// What happens to a session between its beginning and its end.
extension ApplianceDomain {
  mutating func acceptSession(_ lsid: String, by id: Int, at now: Timestamp) throws(Refusal) {
    guard let session = sessions[lsid] else { throw .unknownSession(lsid) }
    guard let console = console[id], let account = account(id) else { throw try notLoggedIn(id) }
    guard session.owner != id else { throw .alreadyInSession(lsid: lsid, representative: id) }
    guard session.prewait == nil else { throw .notPrewaiting(lsid) }
    let previousOwner = session.owner
    let waitedFor = queueOwner(of: session)
    let oldQueue = model.supportSession[session.rowID]?.queueID
    if let previousOwner { removeParticipant(previousOwner, from: lsid, at: now) }
    if session.participantRows[id] == nil { addParticipant(id, account, console, to: lsid, at: now) }
    move(session, to: console.queueID, isTaken: true, at: now)
    sessions.update(lsid) { session in
      session.owner = id
      session.assigned = nil
      // Who has logged in several times is there as who came last.
      let newOwner = session.record.representatives.lastIndex { $0.id == id }
      for place in session.record.representatives.indices {
        session.record.representatives[place].isPrimary = place == newOwner
        if place == newOwner { session.record.representatives[place].isOwner = true }
      }
    }
    let party = party(account, console)
    log(.conferenceOwnerChanged(owner: account.publicDisplayName), in: lsid, by: party, to: party, at: now)
    tellTaking(of: session, from: oldQueue, by: party, at: now)
    select(session.rowID, by: id, at: now)
    for changed in Set([id, previousOwner, waitedFor].compactMap { $0 }).sorted() {
      settleRouting(of: changed)
    }
    keepRecord(of: lsid, .representatives)
  }

  mutating func transferSession(_ lsid: String, to reference: QueueReference, at now: Timestamp)
    throws(Refusal)
  {
    guard let session = sessions[lsid] else { throw .unknownSession(lsid) }
    guard session.prewait == nil else { throw .notPrewaiting(lsid) }
    let destination = try destination(of: reference)
    if let id = destination.representative, queueOwner(of: session) == id {
      throw .alreadyInSession(lsid: lsid, representative: id)
    }
    // Who is in the session already need not be waited for.
    if let id = destination.representative, session.participantRows[id] != nil {
      return try acceptSession(lsid, by: id, at: now)
    }
    let owner = session.owner.flatMap { id in account(id).map { (id, $0) } }
    let performer = owner.flatMap { id, account in console[id].map { party(account, $0) } } ?? .system
    enter(destination, lsid, by: performer, at: now)
  }

  mutating func sendChatMessage(
    _ lsid: String, from sender: ChatSender, body: String, at now: Timestamp
  ) throws(Refusal) {
    guard let session = sessions[lsid] else { throw .unknownSession(lsid) }
    switch sender {
    case .customer:
      guard session.customerRowID != nil else { throw .customerGone(lsid) }
      sessions.update(lsid) { $0.counters.customerMessages += 1 }
      log(.chatMessage(body: body), in: lsid, by: session.customerParty, to: .everyone, at: now)
    case .representative(let id):
      guard session.participantRows[id] != nil, let console = console[id],
        let account = account(id)
      else { throw .notInSession(lsid: lsid, representative: id) }
      log(.chatMessage(body: body), in: lsid, by: party(account, console), to: .everyone, at: now)
    }
  }

  mutating func customerAppears(_ lsid: String) throws(Refusal) {
    guard let session = sessions[lsid] else { throw .unknownSession(lsid) }
    guard session.customerRowID != nil else { throw .customerGone(lsid) }
    sessions.update(lsid) { $0.hasPerson = true }
  }

  mutating func customerLeaves(_ lsid: String, at now: Timestamp) throws(Refusal) {
    try customerGoes(lsid, sentBy: nil, at: now)
  }

  mutating func removeCustomer(_ lsid: String, at now: Timestamp) throws(Refusal) {
    try customerGoes(lsid, sentBy: .system, at: now)
  }

  /// The customer is gone: of themselves, or because somebody has removed them.
  private mutating func customerGoes(_ lsid: String, sentBy remover: Party?, at now: Timestamp)
    throws(Refusal)
  {
    guard let session = sessions[lsid] else { throw .unknownSession(lsid) }
    guard session.customerRowID != nil || session.prewait != nil else { throw .customerGone(lsid) }
    guard session.owner != nil, let rowID = session.customerRowID else {
      try endSession(lsid, by: remover == nil ? .customer : .system, at: now)
      return
    }
    // Nothing can be used on a system that is gone.
    for use in session.tools { delete(RepresentativeSupportSessionToolRow.self, use.row) }
    delete(CustomerClientRow.self, rowID)
    clients.forget(rowID)
    sessions.update(lsid) { session in
      session.tools = []
      session.customerRowID = nil
    }
    log(
      .conferenceMemberDeparted(name: session.record.customer.username), in: lsid,
      by: remover ?? session.customerParty, to: session.customerParty, at: now)
  }

  mutating func endSession(_ lsid: String, by ender: SessionEnder, at now: Timestamp) throws(Refusal) {
    guard let session = sessions[lsid] else { throw .unknownSession(lsid) }
    let performer = performer(ender, of: session)
    let waitedFor = queueOwner(of: session)
    tellVideo(of: session, at: now)
    for id in session.participantRows.keys.sorted() { removeParticipant(id, from: lsid, at: now) }
    if let customerRowID = session.customerRowID {
      delete(CustomerClientRow.self, customerRowID)
      clients.forget(customerRowID)
      log(
        .conferenceMemberDeparted(name: session.record.customer.username), in: lsid,
        by: session.customerParty,
        to: session.customerParty, at: now)
    }
    log(.sessionEnd, in: lsid, by: performer, at: now)
    for rowID in session.attributeRows { delete(SupportSessionAttributeRow.self, rowID) }
    for rowID in session.skillRows { delete(SupportSessionSkillRow.self, rowID) }
    if let queue = model.supportSession[session.rowID]?.queueID { queues.leave(session.rowID, queue) }
    delete(SupportSessionRow.self, session.rowID)
    sessions.update(lsid) { $0.record.end = now }
    keepRecord(of: lsid, .representatives)
    sessions.remove(lsid)
    console.gsnumbers.giveBack(session.record.customer.gsnumber)
    if let waitedFor { settleRouting(of: waitedFor) }
  }

  /// The representative in whose personal queue the session is.
  func queueOwner(of session: ActiveSession) -> Int? {
    guard let queueID = model.supportSession[session.rowID]?.queueID,
      let row = model.queue[queueID]?.representativeID
    else { return nil }
    return console.userID(row: row)
  }

  func party(_ account: RepresentativeAccount, _ console: Console) -> Party {
    Party(
      type: .representative, gsnumber: console.gsnumber, name: account.publicDisplayName, userID: account.id)
  }

  private func performer(_ ender: SessionEnder, of session: ActiveSession) -> Party {
    switch ender {
    case .system: .system
    case .customer: session.customerParty
    case .owner:
      session.owner.flatMap { id in
        account(id).flatMap { account in console[id].map { party(account, $0) } }
      } ?? .system
    }
  }
}
