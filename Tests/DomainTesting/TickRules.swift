import ApplianceDomain
import Determinism

/// What the guides say of the tables, checked on the rows that a tick has touched.
struct TickRules {
  let model: NaiveModel
  let now: Timestamp
  private var found: [String] = []

  init(model: NaiveModel, now: Timestamp) {
    self.model = model
    self.now = now
  }

  func problems() -> [String] {
    var audit = self
    for id in model.touchedSessions {
      if let row = model.sessions.rows[id] { audit.session(id, row) }
    }
    var representatives = model.touchedRepresentatives
    for id in model.touchedQueues {
      guard let row = model.queues.rows[id] else { continue }
      audit.queue(id, row)
      if let owner = row.representativeID { representatives.insert(owner) }
    }
    for id in representatives {
      if let row = model.representatives.rows[id] { audit.representative(id, row) }
    }
    return audit.found
  }

  private mutating func expect(_ condition: Bool, _ otherwise: @autoclosure () -> String) {
    if !condition { found.append(otherwise()) }
  }

  private mutating func session(_ id: RowID, _ row: SupportSessionRow) {
    let name = row.lsid
    expect((1...3).contains(row.priority), "\(name) has the priority \(row.priority)")
    expect(
      row.createdTimestamp <= row.queueEntryTimestamp && row.queueEntryTimestamp <= now,
      "\(name) was in its queue before it was there, or will be")
    if let team = row.primaryTeamQueueID {
      let type = model.queues.rows[team]?.type
      expect(type == .team || type == .embassy, "\(name)'s primary team is no team")
    }
    let clients = model.clientsOfSession[id]
    expect(clients.count <= 1, "\(name) has several customers")
    let parts = model.partsOfSession[id].compactMap { model.parts.rows[$0]?.representativeID }
    expect(Set(parts).count == parts.count, "\(name) has somebody twice")
    if model.queues.rows[row.queueID]?.type == .prewait {
      expect(clients.isEmpty && parts.isEmpty, "\(name) has people before it has begun")
    }
    let tools = model.toolsOfSession[id].compactMap { model.tools.rows[$0] }
    expect(tools.isEmpty || !clients.isEmpty, "\(name) has tools in use and no customer")
    expect(tools.allSatisfy { parts.contains($0.representativeID) }, "\(name)'s tools are used by strangers")
    let uses = Set(tools.map { "\($0.representativeID.value) \($0.tool)" })
    expect(uses.count == tools.count, "\(name) has a tool twice")
  }

  private mutating func queue(_ id: RowID, _ row: QueueRow) {
    switch row.type {
    case .personal:
      let owner = row.representativeID.flatMap { model.representatives.rows[$0] }
      expect(owner?.queueID == id, "The queue \(id.value) is personal and nobody's")
      expect(row.codeName.isEmpty && row.supportTeamID.isEmpty, "\(row.name)'s own queue is like a team's")
    case .prewait, .team, .embassy:
      expect(row.representativeID == nil, "\(row.name) belongs to somebody")
    }
  }

  private mutating func representative(_ id: RowID, _ row: RepresentativeRow) {
    let name = "\(row.username) (\(row.userID))"
    expect(
      row.routingAvailable == (row.routingEnabled && row.connected && !row.routingBusy && !row.routingIdle),
      "\(name) is available, or not, wrongly")
    if let selected = row.selectedSupportSessionID {
      let takesPart = model.partsOfSession[selected].contains {
        model.parts.rows[$0]?.representativeID == id
      }
      expect(takesPart, "\(name) looks at a session without being in it")
    }
  }
}
