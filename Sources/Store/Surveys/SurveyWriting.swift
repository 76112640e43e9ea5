import ApplianceDomain
import Determinism
import GRDB

/// Writes surveys. Writing one again replaces it.
extension Statements {
  /// Writes a survey of a session that has been written.
  ///
  /// - Parameter ids: learns that the session has one.
  func write(_ survey: SurveyRecord, _ ids: inout SessionIDs) throws {
    let known = ids[survey.lsid]
    guard let id = try known ?? sessionID(survey.lsid) else { return }
    try run(
      """
      INSERT OR REPLACE INTO survey
      SELECT ?1, ?2, ?3, ?4, ?5, ?6, started, lseq, ended, owner, team, site FROM session WHERE id = ?1
      """,
      [
        id, survey.place, survey.kind.rawValue, survey.submitter, survey.time.milliseconds,
        StoredSurvey.text(survey.answers),
      ])
    if known != nil { ids.noteSurvey(of: survey.lsid) }
  }

  /// Makes the surveys of a session say what it says now.
  func updateSurveys(ofSession id: Int64) throws {
    try run(
      """
      UPDATE survey SET (ended, owner, team) = (SELECT ended, owner, team FROM session WHERE id = ?1)
      WHERE session = ?1
      """, [id])
  }

  /// What a restart has changed of sessions, it changes of their surveys, too.
  ///
  /// - Parameter resumed: the LSIDs of the sessions that are active again, as JSON.
  func settleSurveys(resumed: String) throws {
    try run(
      """
      UPDATE survey SET ended = NULL WHERE session IN (
        SELECT id FROM session WHERE lsid IN (SELECT value FROM json_each(?)))
      """, [resumed])
  }
}
