import ApplianceDomain
import Determinism
import GRDB

/// Reads sessions as they were written.
struct SessionReader {
  let database: Database

  /// The columns that ``record(_:)`` reads, in its order.
  static let columns = """
    id, lsid, lseq, started, ended, closed_abnormally, start_method, site, site_name, jumpoint, jumpoint_name,
    customer_gsnumber, customer_username, customer_public_ip, customer_private_ip, customer_hostname,
    customer_operating_system, customer_name, customer_company, customer_company_code, customer_details,
    customer_issue, file_transfer_count, file_move_count, file_delete_count, recorded, screen_shared,
    show_my_screens, command_shells
    """

  /// The session of a row with ``columns``.
  func record(_ row: GRDB.Row) throws -> SessionRecord {
    let id: Int64 = row[0]
    let jumpoint: Int? = row[9]
    return SessionRecord(
      lsid: row[1], lseq: row[2], start: Timestamp(milliseconds: row[3]),
      end: (row[4] as Int64?).map { Timestamp(milliseconds: $0) }, closedAbnormally: row[5],
      startMethod: try word(row[6]), publicSite: NamedID(id: row[7], name: row[8]),
      jumpoint: jumpoint.map { NamedID(id: $0, name: row[10] ?? "") }, attributes: try attributes(id),
      customer: CustomerRecord(
        gsnumber: row[11], username: row[12], publicIP: row[13], privateIP: row[14], hostname: row[15],
        operatingSystem: row[16],
        info: CustomerInfo(name: row[17], company: row[18], companyCode: row[19], details: row[20]),
        issue: row[21]),
      representatives: try representatives(id), teams: try teams(id), fileTransferCount: row[22],
      fileMoveCount: row[23], fileDeleteCount: row[24],
      recordings: SessionRecordings(
        enabled: RecordingKinds(rawValue: row[25]), hasSharedScreen: row[26], showMyScreens: row[27],
        commandShells: row[28]))
  }

  /// The events of the session with an id, in their order. Kinds that a newer release wrote are left out.
  func events(_ lsid: String, _ id: Int64) throws -> [SessionEvent] {
    try events(lsid, id, "SELECT \(Self.eventColumns) FROM event WHERE session = ? ORDER BY sequence")
  }

  /// The events of the presentation with an id, likewise.
  func presentationEvents(_ lsid: String, _ id: Int64) throws -> [SessionEvent] {
    let sql = "SELECT \(Self.eventColumns) FROM presentation_event WHERE presentation = ? ORDER BY sequence"
    var events = try events(lsid, id, sql)
    for place in events.indices { events[place].isInPresentation = true }
    return events
  }

  private static let eventColumns = """
    sequence, time, kind, body, performer_type, performer_gsnumber, performer_name, performer_id, destination_type,
    destination_gsnumber, destination_name, destination_id, account
    """

  private func events(_ lsid: String, _ id: Int64, _ sql: String) throws -> [SessionEvent] {
    let rows = try children(sql, id)
    var events: [SessionEvent] = []
    while let row = try rows.next() {
      guard let detail = try EventColumns.detail(kind: row[2], body: row[3]) else { continue }
      let destination: Party? =
        switch row[8] as String? {
        case let type?: Party(type: try word(type), gsnumber: row[9], name: row[10], userID: row[11])
        case nil: nil
        }
      events.append(
        SessionEvent(
          lsid: lsid, sequence: row[0], timestamp: Timestamp(milliseconds: row[1]), detail: detail,
          performedBy: Party(type: try word(row[4]), gsnumber: row[5], name: row[6], userID: row[7]),
          destination: destination, account: row[12]))
    }
    return events
  }

  private func attributes(_ id: Int64) throws -> [AttributeValue] {
    let rows = try children(
      "SELECT code_name, value FROM session_attribute WHERE session = ? ORDER BY place", id)
    return try Array(rows.map { AttributeValue(codeName: $0[0], value: $0[1]) })
  }

  private func teams(_ id: Int64) throws -> [NamedID] {
    let rows = try children("SELECT team, name FROM session_team WHERE session = ? ORDER BY place", id)
    return try Array(rows.map { NamedID(id: $0[0], name: $0[1]) })
  }

  private func representatives(_ id: Int64) throws -> [RepresentativeRecord] {
    try representatives(id, "SELECT * FROM session_representative WHERE session = ? ORDER BY place")
  }

  /// The representatives of the presentation with an id, in the order in which they came.
  func presenters(_ id: Int64) throws -> [RepresentativeRecord] {
    try representatives(
      id, "SELECT * FROM presentation_representative WHERE presentation = ? ORDER BY place")
  }

  private func representatives(_ id: Int64, _ sql: String) throws -> [RepresentativeRecord] {
    let rows = try children(sql, id)
    var parts: [RepresentativeRecord] = []
    while let row = try rows.next() {
      parts.append(
        RepresentativeRecord(
          gsnumber: row[2], id: row[3], username: row[4], publicDisplayName: row[5],
          privateDisplayName: row[6], displayNumber: row[7], publicIP: row[8], privateIP: row[9],
          hostname: row[10], operatingSystem: row[11], isOwner: row[12], isPrimary: row[13],
          type: try word(row[14]), joined: Timestamp(milliseconds: row[15]), isPresent: row[16],
          secondsInvolved: row[17]))
    }
    return parts
  }

  private func children(_ sql: String, _ id: Int64) throws -> RowCursor {
    try GRDB.Row.fetchCursor(database.cachedStatement(sql: sql), arguments: [id])
  }

  /// The case that a stored word stands for.
  private func word<T: RawRepresentable>(_ text: String) throws -> T where T.RawValue == String {
    guard let value = T(rawValue: text) else {
      throw DecodingError.dataCorrupted(
        .init(codingPath: [], debugDescription: "\"\(text)\" is no \(T.self)"))
    }
    return value
  }
}
