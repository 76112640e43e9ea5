import ApplianceDomain

/// What is true of a domain between any two intents.
struct Invariants {
  let domain: ApplianceDomain
  private var found: [String] = []

  init(domain: ApplianceDomain) { self.domain = domain }

  func problems() -> [String] {
    var audit = self
    audit.sessions()
    audit.representatives()
    audit.participants()
    audit.queues()
    return audit.found
  }

  private mutating func expect(_ condition: Bool, _ otherwise: @autoclosure () -> String) {
    if !condition { found.append(otherwise()) }
  }

  private mutating func sessions() {
    let model = domain.model
    expect(domain.sessions.count == model.supportSession.count, "The book has other sessions than the table")
    var numbers: [Int] = []
    for id in model.supportSession.ids() {
      guard let row = model.supportSession[id], let session = domain.sessions[row: id] else {
        found.append("The session \(id.value) is not in the book")
        continue
      }
      let name = session.record.lsid
      numbers.append(session.record.customer.gsnumber)
      expect(row.lsid == name, "\(name) has another LSID in its row")
      expect(model.queue.contains(row.queueID), "\(name) is in no queue")
      expect(session.record.end == nil, "\(name) has ended and is still there")
      let clients = model.customerClient.ids { $0.supportSessionID == id }
      expect(clients == [session.customerRowID].compactMap { $0 }, "\(name) has other customers")
      let attributes = model.supportSessionAttribute.ids { $0.supportSessionID == id }
        .compactMap { model.supportSessionAttribute[$0] }
      expect(
        attributes.map { AttributeValue(codeName: $0.codeName, value: $0.value) }
          == session.record.attributes,
        "\(name) has other attributes than its record")
      let primary = session.record.representatives.filter(\.isPrimary)
      expect(primary.count <= 1, "\(name) has several primary representatives")
      let present = session.record.representatives.filter(\.isPresent).map(\.id).sorted()
      expect(present == session.participantRows.keys.sorted(), "\(name): others are present than take part")
      if let owner = session.owner {
        expect(domain.console[owner]?.queueID == row.queueID, "\(name) is not in its owner's queue")
        expect(session.participantRows[owner] != nil, "\(name)'s owner takes no part in it")
        expect(primary.first?.id == owner, "\(name)'s owner is not its primary representative")
      }
    }
    let consoles = domain.organization.representatives.compactMap { domain.console[$0.id]?.gsnumber }
    numbers += consoles
    expect(Set(numbers).count == numbers.count, "Two have the same gsnumber: \(numbers.sorted())")
  }

  private mutating func representatives() {
    let model = domain.model
    expect(domain.console.count == model.representative.count, "The book has other consoles than the table")
    for id in model.representative.ids() {
      guard let row = model.representative[id], let account = domain.index.representative(row.userID) else {
        found.append("The representative \(id.value) has no account")
        continue
      }
      let name = account.username
      expect(domain.console[row.userID]?.rowID == id, "\(name) has another row in the book")
      expect(model.queue[row.queueID]?.representativeID == id, "\(name)'s queue is another's")
      let owned = model.supportSession.ids { $0.queueID == row.queueID }.count
      expect(row.routingBusy == (owned >= account.maximumSessions), "\(name) is busy, or not, wrongly")
      let isAvailable = row.routingEnabled && row.connected && !row.routingBusy && !row.routingIdle
      expect(row.routingAvailable == isAvailable, "\(name) is available, or not, wrongly")
      if let selected = row.selectedSupportSessionID {
        let takesPart = domain.sessions[row: selected]?.participantRows[row.userID] != nil
        expect(takesPart, "\(name) looks at a session without taking part in it")
      }
    }
  }

  private mutating func participants() {
    let rows = domain.model.representativeSupportSession
    var known = 0
    for id in domain.model.supportSession.ids() {
      guard let session = domain.sessions[row: id] else { continue }
      for (user, participant) in session.participantRows {
        known += 1
        expect(rows[participant]?.supportSessionID == id, "A participant's row names another session")
        expect(
          rows[participant]?.representativeID == domain.console[user]?.rowID,
          "A participant's row names somebody else than \(user)")
      }
    }
    expect(known == rows.count, "There are participants whom no session knows")
  }

  private mutating func queues() {
    for team in domain.organization.teams {
      let isStaffed = team.members.contains { domain.console[$0.representative] != nil }
      let row = domain.console.teamQueues[team.id]
      expect(
        (row != nil) == (team.isPersistent || isStaffed), "\(team.name)'s queue is open, or not, wrongly")
      let isInModel = row.map { domain.model.queue.contains($0) } ?? true
      expect(isInModel, "\(team.name)'s queue has no row")
    }
    let personal = domain.model.queue.ids { $0.type == .personal }
    expect(personal.count == domain.console.count, "There are personal queues of nobody")
  }
}
