extension Schema {
  /// The tables of surveys.
  static let surveyTables = ["survey"]

  /// What stands behind `answers`, which is JSON, repeats what the session says, so that a report finds its surveys
  /// without a look at the sessions; it is kept in step with the session.
  static let surveys = """
    CREATE TABLE survey (
      session INTEGER NOT NULL, place INTEGER NOT NULL, kind TEXT NOT NULL, submitter TEXT NOT NULL,
      time INTEGER NOT NULL, answers TEXT NOT NULL,
      started INTEGER NOT NULL, lseq INTEGER NOT NULL, ended INTEGER, owner INTEGER, team INTEGER,
      site INTEGER NOT NULL,
      PRIMARY KEY (session, place)
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX survey_by_start ON survey (kind, started, lseq, place, owner, team, site, ended);
    CREATE INDEX survey_by_end ON survey (kind, ended, started) WHERE ended IS NOT NULL;
    """
}
