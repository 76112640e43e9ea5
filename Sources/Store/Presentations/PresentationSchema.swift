extension Schema {
  /// The tables of presentations, children before parents.
  static let presentationTables = [
    "presentation_event", "presentation_attendee", "presentation_representative", "presentation",
  ]

  /// As sessions are kept, in tables of their own: a presentation may have the LSID of a support session.
  static let presentations = """
    CREATE TABLE presentation (
      id INTEGER PRIMARY KEY, lsid TEXT NOT NULL UNIQUE, lseq INTEGER NOT NULL, name TEXT NOT NULL,
      started INTEGER NOT NULL, ended INTEGER, closed_abnormally INTEGER NOT NULL, owner INTEGER NOT NULL,
      is_recorded INTEGER NOT NULL, has_shown_screen INTEGER NOT NULL
    ) STRICT;
    CREATE INDEX presentation_by_start ON presentation (started, lseq);
    CREATE INDEX presentation_by_end ON presentation (ended, started) WHERE ended IS NOT NULL;
    CREATE INDEX presentation_running ON presentation (id) WHERE ended IS NULL AND closed_abnormally = 0;
    CREATE TABLE presentation_representative (
      presentation INTEGER NOT NULL, place INTEGER NOT NULL, gsnumber INTEGER NOT NULL,
      representative INTEGER NOT NULL, username TEXT NOT NULL, public_display_name TEXT NOT NULL,
      private_display_name TEXT NOT NULL, display_number INTEGER NOT NULL, public_ip TEXT NOT NULL,
      private_ip TEXT NOT NULL, hostname TEXT NOT NULL, operating_system TEXT NOT NULL,
      is_owner INTEGER NOT NULL, is_primary INTEGER NOT NULL, type TEXT NOT NULL, joined INTEGER NOT NULL,
      is_present INTEGER NOT NULL, seconds_involved INTEGER NOT NULL,
      PRIMARY KEY (presentation, place)
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX presenter_present ON presentation_representative (presentation) WHERE is_present = 1;
    CREATE TABLE presentation_attendee (
      presentation INTEGER NOT NULL, place INTEGER NOT NULL, gsnumber INTEGER NOT NULL,
      username TEXT NOT NULL, public_ip TEXT NOT NULL,
      PRIMARY KEY (presentation, place)
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE presentation_event (
      presentation INTEGER NOT NULL, sequence INTEGER NOT NULL, time INTEGER NOT NULL, kind TEXT NOT NULL,
      body ANY, performer_type TEXT NOT NULL, performer_gsnumber INTEGER NOT NULL,
      performer_name TEXT NOT NULL, performer_id INTEGER, destination_type TEXT, destination_gsnumber INTEGER,
      destination_name TEXT, destination_id INTEGER, account TEXT,
      PRIMARY KEY (presentation, sequence)
    ) STRICT, WITHOUT ROWID;
    """
}
