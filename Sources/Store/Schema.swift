import GRDB

/// The shape of the database, as a list of steps. A step that was ever released is never changed: later shapes are
/// steps of their own, written in SQL, so that they mean the same whatever becomes of the types of the domain.
enum Schema {
  /// Marks a SQLite file as ours (`PRAGMA application_id`): "mapl".
  static let applicationID: Int32 = 0x6D61_706C

  static var migrator: DatabaseMigrator {
    var migrator = DatabaseMigrator()
    migrator.registerMigration("1: the record") { database in
      try database.execute(sql: "PRAGMA application_id = \(applicationID)")
      try database.execute(sql: appliance)
      try database.execute(sql: sessions)
      try database.execute(sql: surveys)
      try database.execute(sql: presentations)
      try database.execute(sql: teams)
      try database.execute(sql: licenses)
      try database.execute(sql: archives)
      try database.execute(sql: past)
    }
    return migrator
  }

  /// Everything that a reset empties, children before parents.
  static let tables =
    [
      "appliance", "progress", "past", "account", "token", "session_key", "session_key_removed", "jump_item",
      "event",
      "session_attribute",
      "session_team", "session_representative", "session", "team_event", "team_login", "pinned_session",
      "license_usage", "archive_lines",
      "archive_piece",
      "archive_forgotten", "archive",
    ] + presentationTables + surveyTables

  /// Times are milliseconds since the epoch. `body` and `details` are JSON. `progress` stands apart from `appliance`,
  /// whose row takes several pages: it changes with every transaction. Session keys have no index, which would change
  /// another page with each of them; those that were removed are noted, and deleted at the next start.
  private static let appliance = """
    CREATE TABLE appliance (
      id INTEGER PRIMARY KEY CHECK (id = 1), lifetime INTEGER NOT NULL, seed INTEGER NOT NULL,
      settings TEXT NOT NULL, organization TEXT NOT NULL, failover TEXT
    ) STRICT;
    CREATE TABLE progress (
      id INTEGER PRIMARY KEY CHECK (id = 1), last_time INTEGER, last_lseq INTEGER NOT NULL
    ) STRICT;
    CREATE TABLE account (
      ordinal INTEGER PRIMARY KEY, client_id TEXT NOT NULL UNIQUE, body TEXT NOT NULL
    ) STRICT;
    CREATE TABLE token (
      ordinal INTEGER PRIMARY KEY, digest BLOB NOT NULL UNIQUE, client_id TEXT NOT NULL,
      issued INTEGER NOT NULL, expires INTEGER NOT NULL, hint TEXT NOT NULL
    ) STRICT;
    CREATE TABLE session_key (
      ordinal INTEGER PRIMARY KEY, short_key TEXT NOT NULL, access_key TEXT NOT NULL, queue TEXT NOT NULL,
      created INTEGER NOT NULL, ttl INTEGER NOT NULL, is_reusable INTEGER NOT NULL, priority INTEGER, details TEXT
    ) STRICT;
    CREATE TABLE session_key_removed (short_key TEXT NOT NULL, last_ordinal INTEGER NOT NULL) STRICT;
    CREATE TABLE jump_item (ordinal INTEGER PRIMARY KEY, body TEXT NOT NULL) STRICT;
    """

  /// A row stands there where the record begins with a simulated past.
  private static let past = """
    CREATE TABLE past (
      id INTEGER PRIMARY KEY CHECK (id = 1), began INTEGER NOT NULL, is_complete INTEGER NOT NULL
    ) STRICT;
    """

  /// `owner`, `team` and `external_key` repeat what the child tables say, for the reports' limits and for lists.
  /// `recorded` has the bits of `RecordingKinds`. The indexes by time have what limits and summaries ask for, so that
  /// these read nothing else. The body of an event is a text or fields (`EventBody`). A partial index finds what ran when
  /// the process died without a walk through the history.
  private static let sessions = """
    CREATE TABLE session (
      id INTEGER PRIMARY KEY, lsid TEXT NOT NULL UNIQUE, lseq INTEGER NOT NULL,
      started INTEGER NOT NULL, ended INTEGER, closed_abnormally INTEGER NOT NULL, start_method TEXT NOT NULL,
      site INTEGER NOT NULL, site_name TEXT NOT NULL, jumpoint INTEGER, jumpoint_name TEXT,
      owner INTEGER, team INTEGER,
      customer_gsnumber INTEGER NOT NULL, customer_username TEXT NOT NULL, customer_public_ip TEXT NOT NULL,
      customer_private_ip TEXT NOT NULL, customer_hostname TEXT NOT NULL,
      customer_operating_system TEXT NOT NULL, customer_name TEXT NOT NULL, customer_company TEXT NOT NULL,
      customer_company_code TEXT NOT NULL, customer_details TEXT NOT NULL, customer_issue TEXT NOT NULL,
      file_transfer_count INTEGER NOT NULL, file_move_count INTEGER NOT NULL, file_delete_count INTEGER NOT NULL,
      recorded INTEGER NOT NULL, screen_shared INTEGER NOT NULL, show_my_screens INTEGER NOT NULL,
      command_shells INTEGER NOT NULL, external_key TEXT
    ) STRICT;
    CREATE INDEX session_by_start ON session (started, lseq, ended, closed_abnormally, owner, team, site);
    CREATE INDEX session_by_end ON session (ended, lseq, started, owner, team, site) WHERE ended IS NOT NULL;
    CREATE INDEX session_running ON session (lsid) WHERE ended IS NULL AND closed_abnormally = 0;
    CREATE TABLE session_attribute (
      session INTEGER NOT NULL, place INTEGER NOT NULL, code_name TEXT NOT NULL, value TEXT NOT NULL,
      PRIMARY KEY (session, place)
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE session_team (
      session INTEGER NOT NULL, place INTEGER NOT NULL, team INTEGER NOT NULL, name TEXT NOT NULL,
      PRIMARY KEY (session, place)
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE session_representative (
      session INTEGER NOT NULL, place INTEGER NOT NULL, gsnumber INTEGER NOT NULL,
      representative INTEGER NOT NULL, username TEXT NOT NULL, public_display_name TEXT NOT NULL,
      private_display_name TEXT NOT NULL, display_number INTEGER NOT NULL, public_ip TEXT NOT NULL,
      private_ip TEXT NOT NULL, hostname TEXT NOT NULL, operating_system TEXT NOT NULL,
      is_owner INTEGER NOT NULL, is_primary INTEGER NOT NULL, type TEXT NOT NULL, joined INTEGER NOT NULL,
      is_present INTEGER NOT NULL, seconds_involved INTEGER NOT NULL,
      PRIMARY KEY (session, place)
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX representative_present ON session_representative (session) WHERE is_present = 1;
    CREATE TABLE event (
      session INTEGER NOT NULL, sequence INTEGER NOT NULL, time INTEGER NOT NULL, kind TEXT NOT NULL, body ANY,
      performer_type TEXT NOT NULL, performer_gsnumber INTEGER NOT NULL, performer_name TEXT NOT NULL,
      performer_id INTEGER, destination_type TEXT, destination_gsnumber INTEGER, destination_name TEXT,
      destination_id INTEGER, account TEXT,
      PRIMARY KEY (session, sequence)
    ) STRICT, WITHOUT ROWID;
    """

  /// `day` counts from the epoch, `place` is the documented index in the day. An event archive that is not complete is
  /// the window that is open: `archive_lines` holds what has been told in it and is not yet in a piece, `size` and
  /// `checksum` count the uncompressed bytes of its pieces. A state archive that is not complete is being written, or
  /// was when the process died. A file is its pieces, one after the other. Archives whose day is over stand in
  /// `archive_forgotten` until their pieces are deleted; so that those are never taken for another's, ids are never
  /// used again.
  private static let archives = """
    CREATE TABLE archive (
      id INTEGER PRIMARY KEY AUTOINCREMENT, kind TEXT NOT NULL, day INTEGER NOT NULL, place INTEGER NOT NULL,
      time INTEGER NOT NULL, event_place INTEGER, is_complete INTEGER NOT NULL, pieces INTEGER NOT NULL,
      size INTEGER NOT NULL, checksum INTEGER NOT NULL,
      UNIQUE (kind, day, place), UNIQUE (kind, time)
    ) STRICT;
    CREATE TABLE archive_piece (
      archive INTEGER NOT NULL, place INTEGER NOT NULL, bytes BLOB NOT NULL, UNIQUE (archive, place)
    ) STRICT;
    CREATE TABLE archive_forgotten (id INTEGER PRIMARY KEY) STRICT;
    CREATE TABLE archive_lines (id INTEGER PRIMARY KEY, lines BLOB NOT NULL) STRICT;
    """
}
