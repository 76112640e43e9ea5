public import ApplianceDomain
public import Determinism

/// A second model that knows nothing but the changes and events: it rebuilds the tables, and checks after every tick
/// whatever the guides say of the rows that were touched. It costs as much as what happened, so that whole days can be
/// audited second by second.
public struct NaiveModel {
  var queues = TableMirror<QueueRow>()
  var representatives = TableMirror<RepresentativeRow>()
  var memberships = TableMirror<RepresentativeQueueRow>()
  var sessions = TableMirror<SupportSessionRow>()
  var attributes = TableMirror<SupportSessionAttributeRow>()
  var skills = TableMirror<SupportSessionSkillRow>()
  var clients = TableMirror<CustomerClientRow>()
  var parts = TableMirror<RepresentativeSupportSessionRow>()
  var tools = TableMirror<RepresentativeSupportSessionToolRow>()
  var presentations = TableMirror<PresentationSessionRow>()
  var attendees = TableMirror<AttendeeRow>()
  var presenters = TableMirror<PresenterRow>()

  /// What was touched since the last audit.
  var touchedSessions: Set<RowID> = []
  var touchedRepresentatives: Set<RowID> = []
  var touchedQueues: Set<RowID> = []
  /// The keys of the rows that were written, as they are now.
  private var newKeys: [RowID: (table: TableName, keys: [RowID])] = [:]
  private var removed: [RowID] = []

  /// Rows that name others, by the row that is named.
  var sessionsOfQueue: [RowID: Set<RowID>] = [:]
  var clientsOfSession = Links()
  var partsOfSession = Links()
  var toolsOfSession = Links()
  var membersOfQueue = Links()
  var presentersOfPresentation = Links()
  var lastSelection: [RowID: Timestamp] = [:]

  private var references = ReferenceCount()
  private var lastID: [TableName: RowID] = [:]
  private var lsids: [String: RowID] = [:]
  private var talk = EventAudit()
  private var problems: [String] = []

  /// A model of an appliance that has not been started.
  public init() {}

  /// Whether a row is there, whatever its table.
  private func isThere(_ id: RowID) -> Bool {
    queues.rows[id] != nil || representatives.rows[id] != nil || sessions.rows[id] != nil
      || presentations.rows[id] != nil
  }

  /// Takes in what happened at a time, and answers everything that must not be so.
  public mutating func follow(_ entries: [LogEntry], at now: Timestamp) -> [String] {
    problems = []
    for entry in entries {
      switch entry {
      case .change(let change): apply(change, at: now)
      case .truncateModel: self = NaiveModel()
      case .sessionEvent(let event): problems += talk.follow(event, at: now)
      case .record: break
      }
    }
    checkKeys()
    problems += TickRules(model: self, now: now).problems()
    touchedSessions = []
    touchedRepresentatives = []
    touchedQueues = []
    return problems
  }

  /// Every key of a row that was written names a row, and none names one that has gone.
  private mutating func checkKeys() {
    for (id, (table, keys)) in newKeys {
      for key in keys where !isThere(key) {
        problems.append("\(table) \(id.value) names \(key.value), which is not there")
      }
    }
    for id in removed where references.isNamed(id) {
      problems.append("\(id.value) has gone and is still named")
    }
    newKeys = [:]
    removed = []
  }

  // MARK: Changes

  private mutating func apply(_ change: Change, at now: Timestamp) {
    switch change.row {
    case .queue(let row):
      note(change, queues.apply(change, row), row)
      touchedQueues.insert(change.id)
    case .representative(let row):
      let before = note(change, representatives.apply(change, row), row)
      touchedRepresentatives.insert(change.id)
      select(change.id, row, before, at: now)
    case .representativeQueue(let row):
      note(change, memberships.apply(change, row), row)
      membersOfQueue.follow(change, row.queueID)
      touchedQueues.insert(row.queueID)
    case .supportSession(let row): session(change, row, at: now)
    case .supportSessionAttribute(let row): note(change, attributes.apply(change, row), row)
    case .supportSessionSkill(let row): note(change, skills.apply(change, row), row)
    case .customerClient(let row):
      note(change, clients.apply(change, row), row)
      clientsOfSession.follow(change, row.supportSessionID)
      touchedSessions.insert(row.supportSessionID)
    case .representativeSupportSession(let row):
      note(change, parts.apply(change, row), row)
      partsOfSession.follow(change, row.supportSessionID)
      touchedSessions.insert(row.supportSessionID)
      touchedRepresentatives.insert(row.representativeID)
    case .representativeSupportSessionTool(let row):
      note(change, tools.apply(change, row), row)
      toolsOfSession.follow(change, row.supportSessionID)
      touchedSessions.insert(row.supportSessionID)
    case .presentationSession(let row): presentation(change, row)
    case .attendee(let row): note(change, attendees.apply(change, row), row)
    case .presenter(let row):
      note(change, presenters.apply(change, row), row)
      presentersOfPresentation.follow(change, row.presentationSessionID)
      if presentersOfPresentation[row.presentationSessionID].count > 1 {
        problems.append("\(row.presentationSessionID.value) has two presenters")
      }
    }
    guard case .insert = change.kind else { return }
    let created = Self.created(change.row.row)
    if created != now.seconds {
      problems.append("\(change.table) \(change.id.value) is created at \(created)")
    }
    if let last = lastID[change.table], last >= change.id {
      problems.append("\(change.table) \(change.id.value) comes after \(last.value)")
    }
    lastID[change.table] = change.id
  }

  private mutating func session(_ change: Change, _ row: SupportSessionRow, at now: Timestamp) {
    let before = note(change, sessions.apply(change, row), row)
    touchedSessions.insert(change.id)
    if let before {
      if case .update = change.kind, before.queueEntryTimestamp != row.queueEntryTimestamp,
        before.queueID == row.queueID || row.queueEntryTimestamp != now
      {
        problems.append("\(row.lsid) enters its queue at another time than it does")
      }
      sessionsOfQueue[before.queueID]?.remove(change.id)
      touchedQueues.insert(before.queueID)
    }
    touchedQueues.insert(row.queueID)
    switch change.kind {
    case .insert:
      if lsids.updateValue(change.id, forKey: row.lsid) != nil {
        problems.append("\(row.lsid) is used twice")
      }
      talk.open(row.lsid)
      fallthrough
    case .update: sessionsOfQueue[row.queueID, default: []].insert(change.id)
    case .delete:
      lsids[row.lsid] = nil
      problems += talk.close(row.lsid)
    }
  }

  private mutating func presentation(_ change: Change, _ row: PresentationSessionRow) {
    note(change, presentations.apply(change, row), row)
    switch change.kind {
    case .insert: talk.open(row.lsid)
    case .update: problems.append("A presentation changes")
    case .delete: problems += talk.close(row.lsid)
    }
  }

  private mutating func select(
    _ id: RowID, _ row: RepresentativeRow, _ before: RepresentativeRow?, at now: Timestamp
  ) {
    guard let selected = row.selectedSupportSessionID, selected != before?.selectedSupportSessionID else {
      return
    }
    if let last = lastSelection[id], now.milliseconds - last.milliseconds < 5000 {
      problems.append("\(row.username) looks at two sessions within five seconds")
    }
    lastSelection[id] = now
  }

  /// Counts what a row names, and what it named before.
  @discardableResult
  private mutating func note<R: Row>(
    _ change: Change, _ result: (before: R?, problem: String?), _ row: R
  ) -> R? {
    if let problem = result.problem { problems.append("\(change.table) \(change.id.value) \(problem)") }
    if let before = result.before { references.remove(Self.keys(before)) }
    if case .delete = change.kind {
      removed.append(change.id)
      newKeys[change.id] = nil
    } else {
      let keys = Self.keys(row)
      references.add(keys)
      newKeys[change.id] = (change.table, keys)
    }
    return result.before
  }

  private static func keys(_ row: some Row) -> [RowID] {
    (0..<row.fieldCount).compactMap { if case .key(let id) = row.value(at: $0) { id } else { nil } }
  }

  private static func created<R: Row>(_ row: R) -> Int64 {
    guard let place = R.fieldNames.firstIndex(of: "created_timestamp"),
      case .integer(let seconds) = row.value(at: place)
    else { return 0 }
    return seconds
  }
}
