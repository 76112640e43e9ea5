import ApplianceDomain
import Determinism
import GRDB
import History

/// Writes sessions and their events. Writing one again replaces it.
extension Statements {
  ///
  /// - Parameter changed: the lists that are written; the others are as they were written before.
  func write(_ session: SessionRecord, _ ids: inout SessionIDs, changed: SessionParts = .all) throws {
    let customer = session.customer
    try run(
      Self.saveSession,
      [
        session.lsid, session.lseq, session.start.milliseconds, session.end?.milliseconds,
        session.closedAbnormally, session.startMethod.rawValue, session.publicSite.id,
        session.publicSite.name,
        session.jumpoint?.id, session.jumpoint?.name, session.primaryRepresentative?.id,
        session.teams.last?.id, customer.gsnumber, customer.username, customer.publicIP, customer.privateIP,
        customer.hostname, customer.operatingSystem, customer.info.name, customer.info.company,
        customer.info.companyCode, customer.info.details, customer.issue, session.fileTransferCount,
        session.fileMoveCount, session.fileDeleteCount, session.recordings.enabled.rawValue,
        session.recordings.hasSharedScreen, session.recordings.showMyScreens,
        session.recordings.commandShells, session.externalKey,
      ])
    let known = ids[session.lsid]
    if known == nil { try run("UPDATE progress SET last_lseq = max(last_lseq, ?)", [session.lseq]) }
    guard let id = try known ?? sessionID(session.lsid) else { return }
    // A session that was not known here may have been written in an earlier life of the appliance.
    if known == nil || ids.hasSurvey(session.lsid) { try updateSurveys(ofSession: id) }
    ids.note(id, lsid: session.lsid, isRunning: session.end == nil)
    if changed.contains(.attributes) {
      for (place, attribute) in session.attributes.enumerated() {
        try run(
          "INSERT OR REPLACE INTO session_attribute VALUES (?, ?, ?, ?)",
          [id, place, attribute.codeName, attribute.value])
      }
      try cut("session_attribute", of: id, to: session.attributes.count)
    }
    if changed.contains(.teams) {
      for (place, team) in session.teams.enumerated() {
        try run("INSERT OR REPLACE INTO session_team VALUES (?, ?, ?, ?)", [id, place, team.id, team.name])
      }
      try cut("session_team", of: id, to: session.teams.count)
    }
    if changed.contains(.representatives) {
      for (place, part) in session.representatives.enumerated() {
        try write(part, id, place, Self.saveRepresentative)
      }
      try cut("session_representative", of: id, to: session.representatives.count)
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
    try run(
      sql,
      [
        owner, place, part.gsnumber, part.id, part.username, part.publicDisplayName,
        part.privateDisplayName, part.displayNumber, part.publicIP, part.privateIP, part.hostname,
        part.operatingSystem, part.isOwner, part.isPrimary, part.type.rawValue, part.joined.milliseconds,
        part.isPresent, part.secondsInvolved,
      ])
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
    try run(
      sql,
      [
        owner, event.sequence, event.timestamp.milliseconds, kind, Stored.body(body), performer.type.rawValue,
        performer.gsnumber, performer.name, performer.userID, destination?.type.rawValue,
        destination?.gsnumber, destination?.name, destination?.userID,
        event.account,
      ])
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
