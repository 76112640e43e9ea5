import ApplianceDomain
import Determinism
import GRDB
import History

/// How the events of teams stand in the database.
enum TeamEventColumns {
  /// A page of a team's events.
  static let page = """
    SELECT number, time, kind, body, details, performer_type, performer_gsnumber, performer_name, performer_id, account
    FROM team_event
    WHERE is_embassy = :embassy AND team = :team AND (time, number) > (:time, :number) AND time < :to
      AND number <= :last
    ORDER BY time, number LIMIT :limit
    """

  /// The event of a row of ``page``; nil where this release does not know its kind.
  static func event(_ row: GRDB.Row, of team: TeamIdentity) throws -> TeamEvent? {
    guard let kind = TeamEvent.Kind(rawValue: row[2]) else { return nil }
    let details = try (row[4] as String?).map { try Stored.decode(Details.self, $0) } ?? Details()
    return TeamEvent(
      number: UInt64(bitPattern: row[0] as Int64), team: team, timestamp: Timestamp(milliseconds: row[1]),
      kind: kind,
      performedBy: Party(
        type: PartyType(rawValue: row[5]) ?? .system, gsnumber: row[6], name: row[7], userID: row[8]),
      destinations: details.destinations?.map(\.party) ?? [], body: row[3],
      files: details.files?.map { SharedFile(name: $0.name, size: $0.size, isDirectory: $0.isDirectory) }
        ?? [],
      member: details.member?.details,
      data: details.data?.map { TeamEvent.Datum($0.name, $0.value) } ?? [], account: row[9])
  }

  /// What goes with an event as JSON; nil where nothing does.
  static func details(of event: TeamEvent) throws -> String? {
    var details = Details()
    if !event.destinations.isEmpty { details.destinations = event.destinations.map(Details.Person.init) }
    if !event.files.isEmpty { details.files = event.files.map(Details.File.init) }
    if !event.data.isEmpty {
      details.data = event.data.map { Details.Value(name: $0.name, value: $0.value) }
    }
    details.member = event.member.map(StoredMember.init)
    return details == Details() ? nil : try Stored.encode(details)
  }

  /// The names in it are its own: the database outlives the domain's types. Only representatives are destinations.
  private struct Details: Codable, Equatable {
    var destinations: [Person]?
    var files: [File]?
    var data: [Value]?
    var member: StoredMember?

    struct Person: Codable, Equatable {
      var gsnumber: Int
      var name: String
      var id: Int?

      init(_ party: Party) {
        gsnumber = party.gsnumber
        name = party.name
        id = party.userID
      }

      var party: Party { Party(type: .representative, gsnumber: gsnumber, name: name, userID: id) }
    }

    struct File: Codable, Equatable {
      var name: String
      var size: Int64
      var isDirectory: Bool

      init(_ file: SharedFile) {
        name = file.name
        size = file.size
        isDirectory = file.isDirectory
      }
    }

    struct Value: Codable, Equatable {
      var name: String
      var value: String
    }
  }
}

/// How the logins of teams' members stand in the database.
enum TeamLoginColumns {
  /// Who of a team was logged in just before an event: of everybody who ever was in it, the last login before. It goes
  /// from person to person by the primary key, so that it costs as much as the team has had members.
  static let present = """
    WITH RECURSIVE person (id) AS (
      SELECT min(representative) FROM team_login WHERE is_embassy = :embassy AND team = :team
      UNION ALL
      SELECT (
        SELECT min(representative) FROM team_login
        WHERE is_embassy = :embassy AND team = :team AND representative > person.id
      ) FROM person WHERE person.id IS NOT NULL
    )
    SELECT gsnumber, representative, public_display_name, private_display_name, public_ip, private_ip
    FROM person CROSS JOIN team_login AS login
    WHERE login.is_embassy = :embassy AND login.team = :team AND login.representative = person.id
      AND (login.joined, login.joined_number) = (
        SELECT joined, joined_number FROM team_login
        WHERE is_embassy = :embassy AND team = :team AND representative = person.id
          AND (joined, joined_number) < (:time, :number)
        ORDER BY joined DESC, joined_number DESC LIMIT 1
      )
      AND (login.departed IS NULL OR (login.departed, login.departed_number) >= (:time, :number))
    """

  /// The logins that nothing has ended yet, by person and team.
  static func open(_ database: Database) throws -> [(team: TeamIdentity, representative: Party)] {
    let rows = try GRDB.Row.fetchAll(
      database,
      sql: """
        SELECT team, is_embassy, representative, gsnumber, public_display_name
        FROM team_login INDEXED BY team_login_open WHERE departed IS NULL
        ORDER BY representative, is_embassy, team
        """)
    return rows.map { row in
      (
        TeamIdentity(row[0], isEmbassy: row[1]),
        Party(type: .representative, gsnumber: row[3], name: row[4], userID: row[2])
      )
    }
  }

  /// The login of a row of ``present``.
  static func login(_ row: GRDB.Row) -> TeamLogin {
    TeamLogin(
      gsnumber: row[0], id: row[1], publicDisplayName: row[2], privateDisplayName: row[3], publicIP: row[4],
      privateIP: row[5])
  }
}

extension Statements {
  func write(_ event: TeamEvent) throws {
    let (team, performer) = (event.team, event.performedBy)
    let number = Int64(bitPattern: event.number)
    try run(
      "INSERT OR REPLACE INTO team_event VALUES (?,?,?,?,?,?,?,?,?,?,?,?)",
      [
        number, team.isEmbassy, team.id, event.timestamp.milliseconds, event.kind.rawValue, event.body,
        try TeamEventColumns.details(of: event), performer.type.rawValue, performer.gsnumber, performer.name,
        performer.userID, event.account,
      ])
    if let login = TeamLogin(event) {
      try run(
        "INSERT OR REPLACE INTO team_login VALUES (?,?,?,?,?,NULL,NULL,?,?,?,?,?)",
        [
          team.isEmbassy, team.id, login.id, event.timestamp.milliseconds, number, login.gsnumber,
          login.publicDisplayName, login.privateDisplayName, login.publicIP, login.privateIP,
        ])
    } else if event.kind == .memberDeparted {
      try run(
        """
        UPDATE team_login SET departed = ?, departed_number = ?
        WHERE is_embassy = ? AND team = ? AND representative = ? AND departed IS NULL
        """, [event.timestamp.milliseconds, number, team.isEmbassy, team.id, performer.userID])
    }
  }

  func write(_ pin: PinnedSession) throws {
    try run("INSERT OR REPLACE INTO pinned_session VALUES (?, ?)", [pin.id, try Stored.encode(pin)])
  }
}
