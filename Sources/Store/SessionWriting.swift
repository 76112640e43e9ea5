import ApplianceDomain
import Determinism
import GRDB
import History

/// Writes sessions and their events. Writing one again replaces it.
extension Statements {
  /// Writes a session.
  ///
  /// - Parameter changed: the lists that are written; the others are as they were written before.
  func write(_ session: SessionRecord, _ ids: inout SessionIDs, changed: SessionParts = .all) throws {
    let known = ids[session.lsid]
    // A session that was not known here may have been written in an earlier life of the appliance.
    let earlier = try known ?? sessionID(session.lsid)
    try run(Self.saveSession) { $0.bind(session) }
    let id = earlier ?? database.lastInsertedRowID
    if known == nil { try run("UPDATE progress SET last_lseq = max(last_lseq, ?)", [session.lseq]) }
    if known == nil && earlier != nil || ids.hasSurvey(session.lsid) { try updateSurveys(ofSession: id) }
    ids.note(id, lsid: session.lsid, isRunning: session.end == nil)
    let isNew = earlier == nil
    if changed.contains(.attributes) {
      for (place, attribute) in session.attributes.enumerated() {
        try run("INSERT OR REPLACE INTO session_attribute VALUES (?, ?, ?, ?)") { row in
          row.bind(id)
          row.bind(place)
          row.bind(attribute.codeName)
          row.bind(attribute.value)
        }
      }
      if !isNew { try cut("session_attribute", of: id, to: session.attributes.count) }
    }
    if changed.contains(.teams) {
      for (place, team) in session.teams.enumerated() {
        try run("INSERT OR REPLACE INTO session_team VALUES (?, ?, ?, ?)") { row in
          row.bind(id)
          row.bind(place)
          row.bind(team.id)
          row.bind(team.name)
        }
      }
      if !isNew { try cut("session_team", of: id, to: session.teams.count) }
    }
    if changed.contains(.representatives) {
      for (place, part) in session.representatives.enumerated() {
        try write(part, id, place, Self.saveRepresentative)
      }
      if !isNew { try cut("session_representative", of: id, to: session.representatives.count) }
    }
  }

  /// Takes away what is left of a longer list.
  private func cut(_ table: String, of session: Int64, to count: Int) throws {
    try run("DELETE FROM \(table) WHERE session = ? AND place >= ?", [session, count])
  }

  private static let saveRepresentative =
    "INSERT OR REPLACE INTO session_representative VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)"

  /// Writes a representative's part by the statement of a table, of sessions or of presentations.
  func write(_ part: RepresentativeRecord, _ owner: Int64, _ place: Int, _ sql: String) throws {
    try run(sql) { row in
      row.bind(owner)
      row.bind(place)
      row.bind(part.gsnumber)
      row.bind(part.id)
      row.bind(part.username)
      row.bind(part.publicDisplayName)
      row.bind(part.privateDisplayName)
      row.bind(part.displayNumber)
      row.bind(part.publicIP)
      row.bind(part.privateIP)
      row.bind(part.hostname)
      row.bind(part.operatingSystem)
      row.bind(part.isOwner)
      row.bind(part.isPrimary)
      row.bind(part.type.rawValue)
      row.bind(part.joined.milliseconds)
      row.bind(part.isPresent)
      row.bind(part.secondsInvolved)
    }
  }

  /// Writes an event of a session that has been written.
  func write(_ event: SessionEvent, _ ids: inout SessionIDs) throws {
    guard let id = try ids[event.lsid] ?? sessionID(event.lsid) else { return }
    try write(event, id, Self.saveEvent)
  }

  private static let saveEvent = "INSERT OR REPLACE INTO event VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?)"

  /// Writes an event by the statement of a table, of sessions or of presentations.
  func write(_ event: SessionEvent, _ owner: Int64, _ sql: String) throws {
    let (kind, body) = EventBody.of(event.detail)
    let (performer, destination) = (event.performedBy, event.destination)
    try run(sql) { row in
      row.bind(owner)
      row.bind(event.sequence)
      row.bind(event.timestamp.milliseconds)
      row.bind(kind)
      row.bind(body)
      row.bind(performer.type.rawValue)
      row.bind(performer.gsnumber)
      row.bind(performer.name)
      row.bind(performer.userID)
      row.bind(destination?.type.rawValue)
      row.bind(destination?.gsnumber)
      row.bind(destination?.name)
      row.bind(destination?.userID)
      row.bind(event.account)
    }
  }

  func sessionID(_ lsid: String) throws -> Int64? {
    let statement = try database.cachedStatement(sql: "SELECT id FROM session WHERE lsid = ?")
    return try Int64.fetchOne(statement, arguments: [lsid])
  }

  private static let sessionColumns = """
    lsid, lseq, started, ended, closed_abnormally, start_method, site, site_name, jumpoint, jumpoint_name, owner,
    team, customer_gsnumber, customer_username, customer_public_ip, customer_private_ip, customer_hostname,
    customer_operating_system, customer_name, customer_company, customer_company_code, customer_details,
    customer_issue, file_transfer_count, file_move_count, file_delete_count, recorded, screen_shared,
    show_my_screens, command_shells, external_key
    """

  /// An upsert and not a replacement, so that the row keeps its id, which its children know.
  private static let saveSession: String = {
    let names = sessionColumns.split { $0 == "," || $0 == "\n" }.map { $0.drop { $0 == " " } }
      .filter { !$0.isEmpty }
    let updates = names.dropFirst().map { "\($0) = excluded.\($0)" }.joined(separator: ", ")
    let places = names.map { _ in "?" }.joined(separator: ", ")
    return "INSERT INTO session (\(sessionColumns)) VALUES (\(places)) "
      + "ON CONFLICT (lsid) DO UPDATE SET \(updates)"
  }()
}

extension BoundRow {
  /// Binds the columns of a session, in their order.
  fileprivate mutating func bind(_ session: SessionRecord) {
    bind(session.lsid)
    bind(session.lseq)
    bind(session.start.milliseconds)
    bind(session.end?.milliseconds)
    bind(session.closedAbnormally)
    bind(session.startMethod.rawValue)
    bind(session.publicSite.id)
    bind(session.publicSite.name)
    bind(session.jumpoint?.id)
    bind(session.jumpoint?.name)
    bind(session.primaryRepresentative?.id)
    bind(session.teams.last?.id)
    bind(session.customer)
    bind(session.fileTransferCount)
    bind(session.fileMoveCount)
    bind(session.fileDeleteCount)
    bind(session.recordings.enabled.rawValue)
    bind(session.recordings.hasSharedScreen)
    bind(session.recordings.showMyScreens)
    bind(session.recordings.commandShells)
    bind(session.externalKey)
  }

  private mutating func bind(_ customer: CustomerRecord) {
    bind(customer.gsnumber)
    bind(customer.username)
    bind(customer.publicIP)
    bind(customer.privateIP)
    bind(customer.hostname)
    bind(customer.operatingSystem)
    bind(customer.info.name)
    bind(customer.info.company)
    bind(customer.info.companyCode)
    bind(customer.info.details)
    bind(customer.issue)
  }
}

/// The row IDs of running sessions, or presentations: what a transaction has written, and is forgotten with it where it
/// fails.
struct SessionIDs {
  private var ids: [String: Int64] = [:]
  private var surveyed: Set<String> = []

  subscript(lsid: String) -> Int64? { ids[lsid] }

  /// Remembers a session's row; one that has ended is told of no more than what waits in its batch.
  mutating func note(_ id: Int64, lsid: String, isRunning: Bool) {
    ids[lsid] = isRunning ? id : nil
    if !isRunning { surveyed.remove(lsid) }
  }

  /// Remembers that a survey was submitted in a running session.
  mutating func noteSurvey(of lsid: String) { surveyed.insert(lsid) }

  /// Whether a survey was submitted in a running session.
  func hasSurvey(_ lsid: String) -> Bool { surveyed.contains(lsid) }
}
