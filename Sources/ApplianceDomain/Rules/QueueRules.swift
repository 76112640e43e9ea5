import Determinism

/// Queues: which are active, and where a reference leads.
extension ApplianceDomain {
  /// A queue that a session can be put into.
  struct Destination {
    var queueID: RowID
    var name: String
    /// The team or embassy whose queue it is.
    var team: NamedID?
    /// The representative whose personal queue it is.
    var representative: Int?
    /// The issue by which the queue was named.
    var issue: Issue?
  }

  /// Resolves names and issues: the answer is general, a representative, a team or an embassy, and exists.
  public func resolve(_ reference: QueueReference) throws(Refusal) -> QueueReference {
    switch reference {
    case .general: return .general
    case .representative(let id):
      guard index.representative(id) != nil else { throw .unknownRepresentative(id) }
      return reference
    case .representativeUsername(let name):
      let ids = index.representatives(username: name)
      guard let id = ids.first else { throw .unknownUsername(name) }
      guard ids.count == 1 else { throw .ambiguousUsername(name) }
      return .representative(id)
    case .team(let id):
      guard index.team(id) != nil else { throw .unknownTeam(id) }
      return reference
    case .embassy(let id):
      guard capabilities.embassies, index.embassy(id) != nil else { throw .unknownEmbassy(id) }
      return reference
    case .issue(let codeName):
      guard let issue = index.issue(codeName: codeName) else { throw .unknownIssue(codeName) }
      return .team(issue.team)
    }
  }

  /// Whether someone is there for a resolved queue (guide: `generate_session_key`, attribute `available`).
  ///
  /// `Undocumented:` the general queue is nobody's in particular: anybody who is logged in is there for it, and sessions
  /// may wait in it while nobody is.
  public func isAvailable(_ resolved: QueueReference) -> Bool {
    switch resolved {
    case .general: console.count > 0
    case .representative(let id): console[id] != nil
    case .team(let id): console.teamQueues[id] != nil
    case .embassy(let id): console.embassyQueues[id] != nil
    case .representativeUsername, .issue: false
    }
  }

  func destination(of reference: QueueReference) throws(Refusal) -> Destination {
    var issue: Issue?
    if case .issue(let codeName) = reference { issue = index.issue(codeName: codeName) }
    let resolved = try resolve(reference)
    switch resolved {
    case .representative(let id):
      guard let console = console[id], let account = account(id) else {
        throw .queueUnavailable(resolved)
      }
      return Destination(queueID: console.queueID, name: account.publicDisplayName, representative: id)
    case .team(let id):
      guard let queueID = console.teamQueues[id], let team = index.team(id) else {
        throw .queueUnavailable(resolved)
      }
      return Destination(
        queueID: queueID, name: team.name, team: NamedID(id: id, name: team.name), issue: issue)
    case .embassy(let id):
      guard let queueID = console.embassyQueues[id], let team = index.embassy(id) else {
        throw .queueUnavailable(resolved)
      }
      return Destination(queueID: queueID, name: team.name, team: NamedID(id: id, name: team.name))
    case .general, .representativeUsername, .issue:
      return Destination(queueID: console.generalQueue, name: Self.generalQueueName)
    }
  }

  /// The display name of the queue of everybody.
  public static let generalQueueName = "General"
  /// The display name of the queue where sessions are before their first queue.
  public static let prewaitQueueName = "Prewait"

  mutating func openStandingQueues(at now: Timestamp) {
    console.prewaitQueue = insert(
      queue(name: Self.prewaitQueueName, codeName: "", teamID: "", type: .prewait, at: now))
    queues.open(console.prewaitQueue, .prewait)
    console.generalQueue = insert(
      queue(name: Self.generalQueueName, codeName: "general", teamID: "", type: .team, at: now))
    queues.open(console.generalQueue, .general)
    for team in organization.teams where team.isPersistent { openTeamQueue(team, at: now) }
    guard capabilities.embassies else { return }
    for embassy in organization.embassies where embassy.isPersistent { openEmbassyQueue(embassy, at: now) }
  }

  @discardableResult
  mutating func openTeamQueue(_ team: SupportTeam, at now: Timestamp) -> RowID {
    if let open = console.teamQueues[team.id] { return open }
    let id = insert(
      queue(name: team.name, codeName: team.codeName, teamID: "\(team.id)", type: .team, at: now))
    console.teamQueues[team.id] = id
    queues.open(id, .team(team.id))
    return id
  }

  @discardableResult
  mutating func openEmbassyQueue(_ embassy: SupportTeam, at now: Timestamp) -> RowID {
    if let open = console.embassyQueues[embassy.id] { return open }
    let id = insert(
      queue(name: embassy.name, codeName: embassy.codeName, teamID: "\(embassy.id)", type: .embassy, at: now))
    console.embassyQueues[embassy.id] = id
    queues.open(id, .embassy(embassy.id))
    return id
  }

  private func queue(
    name: String, codeName: String, teamID: String, type: QueueType, at now: Timestamp
  ) -> QueueRow {
    QueueRow(
      codeName: codeName, createdTimestamp: now, name: name, representativeID: nil, supportTeamID: teamID,
      type: type)
  }
}
