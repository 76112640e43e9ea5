public import ApplianceDomain
public import Determinism
import GRDB
public import History
import Locking

extension Schema {
  /// What happened in teams, and who was logged in when: `departed` is null while they are. Of the several things of one
  /// moment the number says which came first; a login ends no later than the process. `details` is JSON.
  static let teams = """
    CREATE TABLE team_event (
      number INTEGER PRIMARY KEY, is_embassy INTEGER NOT NULL, team INTEGER NOT NULL, time INTEGER NOT NULL,
      kind TEXT NOT NULL, body TEXT, details TEXT, performer_type TEXT NOT NULL,
      performer_gsnumber INTEGER NOT NULL, performer_name TEXT NOT NULL, performer_id INTEGER, account TEXT
    ) STRICT;
    CREATE INDEX team_event_by_team ON team_event (is_embassy, team, time, number);
    CREATE TABLE team_login (
      is_embassy INTEGER NOT NULL, team INTEGER NOT NULL, representative INTEGER NOT NULL,
      joined INTEGER NOT NULL, joined_number INTEGER NOT NULL, departed INTEGER, departed_number INTEGER,
      gsnumber INTEGER NOT NULL, public_display_name TEXT NOT NULL, private_display_name TEXT NOT NULL,
      public_ip TEXT NOT NULL, private_ip TEXT NOT NULL,
      PRIMARY KEY (is_embassy, team, representative, joined, joined_number)
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX team_login_open ON team_login (representative) WHERE departed IS NULL;
    CREATE TABLE pinned_session (ordinal INTEGER PRIMARY KEY, body TEXT NOT NULL) STRICT;
    """
}

extension Store: TeamHistoryReading {
  /// What happened in some teams in a window of time; a page of it is in memory at a time.
  ///
  /// - Throws: ``StoreError``, here and from the cursor.
  public func activity(of teams: [TeamIdentity], from: Timestamp, to: Timestamp?, upTo number: UInt64) throws
    -> any TeamActivityCursor
  {
    try queue.waitUntilWritten(number)
    let last = try read("Reading the activity of teams") {
      try Int64.fetchOne($0, sql: "SELECT max(number) FROM team_event") ?? 0
    }
    return TeamActivityPages(
      teams, from: from.milliseconds, to: to?.milliseconds ?? .max, lastNumber: last, store: self)
  }
}

/// The activity of teams, a page at a time, each in a short transaction of its own. What is told after the report was
/// asked for is left out by its number.
final class TeamActivityPages: TeamActivityCursor {
  /// How many events are in memory at once.
  static let pageSize = 100

  private struct Place {
    var teams: ArraySlice<TeamIdentity>
    var page: ArraySlice<TeamEvent> = []
    /// Who was logged in before the first event of a team that has not been named yet.
    var opening: [TeamLogin]?
    /// The event after which the next page of the team begins; nil where another team is next.
    var after: (team: TeamIdentity, time: Int64, number: Int64)?
  }

  private let from: Int64
  private let to: Int64
  private let lastNumber: Int64
  private let store: Store
  private let place: Lock<Place>

  init(_ teams: [TeamIdentity], from: Int64, to: Int64, lastNumber: Int64, store: Store) {
    self.from = from
    self.to = to
    self.lastNumber = lastNumber
    self.store = store
    place = Lock(Place(teams: teams[...]))
  }

  func next() throws -> TeamActivityStep? {
    let result: Result<TeamActivityStep?, any Error> = place.withLock { place in
      Result { try step(&place) }
    }
    return try result.get()
  }

  private func step(_ place: inout Place) throws -> TeamActivityStep? {
    while place.page.isEmpty {
      if let after = place.after {
        try turn(to: after.team, after: (after.time, after.number), &place)
      } else if let team = place.teams.popFirst() {
        try turn(to: team, after: (from, -1), &place)
        if let first = place.page.first { place.opening = try logins(before: first) }
      } else {
        return nil
      }
    }
    if let opening = place.opening, let first = place.page.first {
      place.opening = nil
      return .team(first.team, loggedIn: opening)
    }
    return place.page.popFirst().map { .event($0) }
  }

  /// Reads the next page of a team, which may be empty.
  private func turn(to team: TeamIdentity, after: (time: Int64, number: Int64), _ place: inout Place) throws {
    let arguments: StatementArguments = [
      "embassy": team.isEmbassy, "team": team.id, "time": after.time, "number": after.number, "to": to,
      "last": lastNumber, "limit": Self.pageSize,
    ]
    let (events, end) = try store.read("Reading a page of a team's activity") { database in
      let rows = try GRDB.Row.fetchAll(
        database.cachedStatement(sql: TeamEventColumns.page), arguments: arguments)
      let end = rows.count < Self.pageSize ? nil : rows.last.map { ($0[1] as Int64, $0[0] as Int64) }
      return (try rows.compactMap { try TeamEventColumns.event($0, of: team) }, end)
    }
    place.page = events[...]
    place.after = end.map { (team, $0.0, $0.1) }
  }

  private func logins(before event: TeamEvent) throws -> [TeamLogin] {
    try store.read("Reading who was logged in") { database in
      let rows = try GRDB.Row.fetchAll(
        database.cachedStatement(sql: TeamLoginColumns.present),
        arguments: [
          "embassy": event.team.isEmbassy, "team": event.team.id, "time": event.timestamp.milliseconds,
          "number": Int64(bitPattern: event.number),
        ])
      return rows.map(TeamLoginColumns.login)
    }
  }
}
