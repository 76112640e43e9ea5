import ApplianceDomain
import Archives
import Changes
import Determinism
import GRDB

/// Turns batches into statements, in their order. A value: a transaction that fails is forgotten with its copy.
struct Recorder {
  private let identity: ApplianceIdentity
  /// Before this time no archives are made; nil where they always are.
  private let archivesBegin: Timestamp?
  /// The rows of the sessions that are running, so that nobody looks them up for each event.
  private var ids = SessionIDs()
  /// The same of presentations.
  private var presentations = SessionIDs()
  private var hasReset = false
  /// Read from the database with the first batch.
  private var archives: ArchiveRecorder?

  init(_ identity: ApplianceIdentity, archivesBegin: Timestamp? = nil) {
    self.identity = identity
    self.archivesBegin = archivesBegin
  }

  mutating func write(_ group: ArraySlice<Batch>, _ statements: Statements) throws {
    if archives == nil { archives = try ArchiveRecorder(reading: statements) }
    for batch in group { try write(batch, statements) }
    if let last = group.last {
      try statements.run("UPDATE progress SET last_time = ?") { $0.bind(last.time.milliseconds) }
    }
  }

  private mutating func write(_ batch: Batch, _ statements: Statements) throws {
    switch batch.content {
    case .reset(let memory):
      ids = SessionIDs()
      presentations = SessionIDs()
      try statements.replaceEverything(with: memory)
      hasReset = true
      archives = try ArchiveRecorder(reading: statements)
    case .archiveBoundary where !hasArchives(at: batch.time): break
    case .archiveBoundary(let model):
      try archives?.border(model, at: batch.time, batch.number, statements)
    case .entries(let entries):
      // The records first: what is told of a session asks for its public site.
      try write(entries, statements)
      if hasArchives(at: batch.time) { try archives?.tell(batch, identity, statements) }
    }
  }

  private func hasArchives(at time: Timestamp) -> Bool { archivesBegin.map { $0 <= time } ?? true }

  /// The borders whose state archives are not complete, by the numbers of their batches, in their order.
  var pendingSnapshots: [UInt64] { archives?.snapshots.map(\.number) ?? [] }

  /// Whether everything was replaced since the last call.
  mutating func takeReset() -> Bool {
    defer { hasReset = false }
    return hasReset
  }

  /// Whether there is work to be done between groups.
  var hasWork: Bool { archives?.hasWork ?? false }

  /// Does a few milliseconds of it. `transaction` writes, or throws; then the same is tried again at the next call.
  mutating func work(_ transaction: ((Statements) throws -> Void) throws -> Void) throws {
    try archives?.work(transaction)
  }

  /// Records come before events: a session's first events are logged before its record, and need its row.
  private mutating func write(_ entries: [LogEntry], _ statements: Statements) throws {
    var lastRecord: [String: Int] = [:]
    var changed: [String: SessionParts] = [:]
    for (place, entry) in entries.enumerated() {
      guard case .record(.session(let session, let parts)) = entry else { continue }
      lastRecord[session.lsid] = place
      changed[session.lsid, default: []].formUnion(parts)
    }
    for (place, entry) in entries.enumerated() {
      switch entry {
      // Of a session's records in one batch the last one says everything.
      case .record(.session(let session, _)):
        guard lastRecord[session.lsid] == place else { continue }
        try statements.write(session, &ids, changed: changed[session.lsid] ?? .all)
      case .record(.presentation(let presentation)): try statements.write(presentation, &presentations)
      case .record(let record): try statements.write(record)
      case .change, .truncateModel, .sessionEvent: break
      }
    }
    for entry in entries {
      switch entry {
      case .sessionEvent(let event), .record(.sessionEvent(let event)):
        if event.isInPresentation {
          try statements.write(event, ofPresentation: presentations)
        } else {
          try statements.write(event, &ids)
        }
      case .record(.survey(let survey)): try statements.write(survey, &ids)
      case .record(.attendee(let attendee)): try statements.write(attendee, ofPresentation: presentations)
      case .change, .truncateModel, .record: break
      }
    }
  }
}

extension Statements {
  fileprivate func write(_ record: DomainRecord) throws {
    switch record {
    // Written by the recorder, which knows their rows.
    case .session, .sessionEvent, .survey, .presentation, .attendee: break
    case .teamEvent(let event): try write(event)
    case .pinnedSession(let pin): try write(pin)
    case .pinnedSessionRemoved(let id): try run("DELETE FROM pinned_session WHERE ordinal = ?", [id])
    case .licenseUsage(let usage): try write(usage)
    case .sessionKey(let key): try write(key)
    case .sessionKeyRemoved(let shortKey):
      try removeSessionKey(shortKey)
    case .token(let token): try write(token)
    case .tokenRemoved(let digest): try run("DELETE FROM token WHERE digest = ?", [Stored.blob(digest.bytes)])
    case .account(let account): try write(account)
    case .accountRemoved(let clientID): try run("DELETE FROM account WHERE client_id = ?", [clientID])
    case .jumpItem(let item): try write(item)
    case .failover(let status):
      try run("UPDATE appliance SET failover = ?", [try Stored.encode(status)])
    case .settings(let settings):
      try run("UPDATE appliance SET settings = ?", [try Stored.encode(settings)])
    case .organization(let organization):
      try run("UPDATE appliance SET organization = ?", [try Stored.encode(organization)])
    }
  }
}
