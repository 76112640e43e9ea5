import ApplianceDomain
import Determinism
import GRDB
import History

/// Reads sessions with their lists and events where they lie.
struct SessionRowReader {
  /// The columns that ``fill(from:)`` reads, in its order.
  static let columns = """
    \(SessionPages.placeColumns), id, lsid, closed_abnormally, start_method, site, site_name, jumpoint, jumpoint_name,
    customer_gsnumber, customer_username, customer_public_ip, customer_private_ip, customer_hostname,
    customer_operating_system, customer_name, customer_company, customer_company_code, customer_details,
    customer_issue, file_transfer_count, file_move_count, file_delete_count, recorded, screen_shared,
    show_my_screens, command_shells
    """

  /// What reads the lists and events of a session, by its id.
  static let attributesSQL =
    "SELECT code_name, value FROM session_attribute WHERE session = ?1 ORDER BY place"
  static let teamsSQL = "SELECT team, name FROM session_team WHERE session = ?1 ORDER BY place"
  static let representativesSQL = """
    SELECT \(partColumns)
    FROM session_representative WHERE session = ?1 ORDER BY place
    """
  /// The columns of a representative's part, in a session or in a presentation.
  static let partColumns = """
    gsnumber, representative, username, public_display_name, private_display_name, display_number, public_ip,
    private_ip, hostname, operating_system, is_owner, is_primary, type, joined, is_present, seconds_involved
    """
  static let eventsSQL = "SELECT \(eventColumns) FROM event WHERE session = ?1 ORDER BY sequence"
  /// The same in the order of their time as reports show it, in seconds. It sorts, and is for sessions alone in which an
  /// event tells of an earlier time than those before it.
  static let eventsByTimeSQL =
    "SELECT \(eventColumns) FROM event WHERE session = ?1 ORDER BY time / 1000, sequence"
  /// The columns of an event, of a session or of a presentation.
  static let eventColumns = """
    sequence, time, kind, body, performer_type, performer_gsnumber, performer_name, performer_id, destination_type,
    destination_gsnumber, destination_name, destination_id, account
    """
  static let surveysSQL =
    "SELECT place, kind, submitter, time, answers FROM survey WHERE session = ?1 ORDER BY place"
  /// The time of the latest event; null where there is none.
  static let lastEventSQL = "SELECT max(time) FROM event WHERE session = ?1"

  private let attributes: RawStatement
  private let teams: RawStatement
  private let representatives: RawStatement
  private let events: RawStatement
  private let eventsByTime: RawStatement
  private let surveys: RawStatement
  private let lastEvent: RawStatement
  private let withEvents: Bool
  private let texts = TextArena()
  private var row = SessionRow()

  init(_ database: Database, withEvents: Bool) throws {
    attributes = try RawStatement(Self.attributesSQL, database)
    teams = try RawStatement(Self.teamsSQL, database)
    representatives = try RawStatement(Self.representativesSQL, database)
    events = try RawStatement(Self.eventsSQL, database)
    eventsByTime = try RawStatement(Self.eventsByTimeSQL, database)
    surveys = try RawStatement(Self.surveysSQL, database)
    lastEvent = try RawStatement(Self.lastEventSQL, database)
    self.withEvents = withEvents
  }

  /// Shows the session at which a statement with ``columns`` stands; answers whether there is room for another.
  mutating func show<Visitor: SessionVisitor & ~Copyable>(_ session: RawStatement, _ visitor: inout Visitor)
    throws -> Bool
  {
    let id = session.integer(3)
    fill(from: session)
    texts.clear()
    try fillLists(id)
    try visitor.begin(row)
    if withEvents { try showEvents(of: id, &visitor) }
    return try visitor.end()
  }

  private mutating func fill(from session: RawStatement) {
    row.lsid = session.text(4)
    row.lseq = session.integer(2)
    row.start = Timestamp(milliseconds: session.integer(0))
    row.end = session.isNull(1) ? nil : Timestamp(milliseconds: session.integer(1))
    row.closedAbnormally = session.integer(5) != 0
    row.startMethod = session.text(6)
    row.publicSite = NamedRow(id: session.integer(7), name: session.text(8))
    row.jumpoint = session.isNull(9) ? nil : NamedRow(id: session.integer(9), name: session.text(10))
    row.customer.gsnumber = session.integer(11)
    row.customer.username = session.text(12)
    row.customer.publicIP = session.text(13)
    row.customer.privateIP = session.text(14)
    row.customer.hostname = session.text(15)
    row.customer.operatingSystem = session.text(16)
    row.customer.name = session.text(17)
    row.customer.company = session.text(18)
    row.customer.companyCode = session.text(19)
    row.customer.details = session.text(20)
    row.customer.issue = session.text(21)
    row.fileTransferCount = session.integer(22)
    row.fileMoveCount = session.integer(23)
    row.fileDeleteCount = session.integer(24)
    row.recordings = SessionRecordings(
      enabled: RecordingKinds(rawValue: Int(session.integer(25))), hasSharedScreen: session.integer(26) != 0,
      showMyScreens: Int(session.integer(27)), commandShells: Int(session.integer(28)))
  }

  private mutating func fillSurveys(_ id: Int64) throws {
    surveys.bind(1, id)
    defer { surveys.reset() }
    while try surveys.step() {
      row.surveys.append(try StoredSurvey.survey(surveys, of: row.lsid.string))
    }
  }

  private mutating func fillLists(_ id: Int64) throws {
    row.lastEvent = nil
    if row.closedAbnormally {
      try Self.each(lastEvent, id) {
        row.lastEvent = $0.isNull(0) ? nil : Timestamp(milliseconds: $0.integer(0))
      }
    }
    row.attributes.removeAll(keepingCapacity: true)
    try Self.each(attributes, id) {
      row.attributes.append(AttributeRow(codeName: texts.keep($0.text(0)), value: texts.keep($0.text(1))))
    }
    row.teams.removeAll(keepingCapacity: true)
    try Self.each(teams, id) { row.teams.append(NamedRow(id: $0.integer(0), name: texts.keep($0.text(1)))) }
    row.representatives.removeAll(keepingCapacity: true)
    try Self.each(representatives, id) { row.representatives.append(Self.part($0, texts)) }
    row.surveys.removeAll(keepingCapacity: true)
    if withEvents, row.hasEndedWell { try fillSurveys(id) }
  }

  /// The part in a row with ``partColumns``; its texts are there as long as the arena keeps them.
  static func part(_ row: RawStatement, _ texts: TextArena) -> ParticipantRow {
    var part = ParticipantRow()
    part.gsnumber = row.integer(0)
    part.id = row.integer(1)
    part.username = texts.keep(row.text(2))
    part.publicDisplayName = texts.keep(row.text(3))
    part.privateDisplayName = texts.keep(row.text(4))
    part.displayNumber = row.integer(5)
    part.publicIP = texts.keep(row.text(6))
    part.privateIP = texts.keep(row.text(7))
    part.hostname = texts.keep(row.text(8))
    part.operatingSystem = texts.keep(row.text(9))
    part.isOwner = row.integer(10) != 0
    part.isPrimary = row.integer(11) != 0
    part.type = texts.keep(row.text(12))
    part.joined = Timestamp(milliseconds: row.integer(13))
    part.isPresent = row.integer(14) != 0
    part.secondsInvolved = row.integer(15)
    return part
  }

  /// Shows the events as they came, until one is found that is not in its place.
  private func showEvents<Visitor: SessionVisitor & ~Copyable>(of id: Int64, _ visitor: inout Visitor) throws
  {
    var last = Int64.min
    let isInOrder = try Self.eachEvent(events, of: id) { event in
      guard event.time.seconds >= last else { return false }
      last = event.time.seconds
      try visitor.event(event)
      return true
    }
    guard !isInOrder else { return }
    try visitor.beginEventsAgain()
    try Self.eachEvent(eventsByTime, of: id) { event in
      try visitor.event(event)
      return true
    }
  }

  /// Shows the events that a statement with ``eventColumns`` finds for an id, while `body` answers that it wants more;
  /// false where it did not want all.
  @discardableResult
  static func eachEvent(_ events: RawStatement, of id: Int64, _ body: (borrowing EventRow) throws -> Bool)
    throws -> Bool
  {
    var event = EventRow()
    events.bind(1, id)
    defer { events.reset() }
    while try events.step() {
      event.sequence = events.integer(0)
      event.time = Timestamp(milliseconds: events.integer(1))
      event.kind = events.text(2)
      event.body = events.text(3)
      event.performer = party(events, at: 4)
      event.destination = events.isNull(8) ? nil : party(events, at: 8)
      event.account = events.isNull(12) ? nil : events.text(12)
      guard try body(event) else { return false }
    }
    return true
  }

  private static func party(_ row: RawStatement, at column: Int32) -> PartyRow {
    var party = PartyRow()
    party.type = row.text(column)
    party.gsnumber = row.integer(column + 1)
    party.name = row.text(column + 2)
    party.userID = row.isNull(column + 3) ? nil : row.integer(column + 3)
    return party
  }

  /// Calls `body` at each row that a statement finds for an id.
  static func each(_ statement: RawStatement, _ id: Int64, _ body: (RawStatement) throws -> Void) throws {
    statement.bind(1, id)
    defer { statement.reset() }
    while try statement.step() { try body(statement) }
  }
}
