import ApplianceDomain
import Determinism
import GRDB

/// Writes presentations, those who are in them, and their events. Writing one again replaces it.
extension Statements {
  func write(_ presentation: PresentationRecord, _ ids: inout SessionIDs) throws {
    try run(
      """
      INSERT INTO presentation (lsid, lseq, name, started, ended, closed_abnormally, owner, is_recorded,
        has_shown_screen)
      VALUES (?,?,?,?,?,?,?,?,?)
      ON CONFLICT (lsid) DO UPDATE SET lseq = excluded.lseq, name = excluded.name, started = excluded.started,
        ended = excluded.ended, closed_abnormally = excluded.closed_abnormally, owner = excluded.owner,
        is_recorded = excluded.is_recorded, has_shown_screen = excluded.has_shown_screen
      """,
      [
        presentation.lsid, presentation.lseq, presentation.name, presentation.start.milliseconds,
        presentation.end?.milliseconds, presentation.closedAbnormally, presentation.owner,
        presentation.isRecorded, presentation.hasShownScreen,
      ])
    let known = ids[presentation.lsid]
    if known == nil { try run("UPDATE progress SET last_lseq = max(last_lseq, ?)", [presentation.lseq]) }
    guard let id = try known ?? presentationID(presentation.lsid) else { return }
    ids.note(id, lsid: presentation.lsid, isRunning: presentation.end == nil)
    for (place, part) in presentation.representatives.enumerated() {
      try write(part, id, place, Self.savePresenter)
    }
  }

  /// Writes somebody who attends a presentation that has been written.
  func write(_ attendee: AttendeeRecord, ofPresentation ids: SessionIDs) throws {
    guard let id = try ids[attendee.lsid] ?? presentationID(attendee.lsid) else { return }
    try run(
      "INSERT OR REPLACE INTO presentation_attendee VALUES (?, ?, ?, ?, ?)",
      [id, attendee.place, attendee.gsnumber, attendee.username, attendee.publicIP])
  }

  /// Writes an event of a presentation that has been written.
  func write(_ event: SessionEvent, ofPresentation ids: SessionIDs) throws {
    guard let id = try ids[event.lsid] ?? presentationID(event.lsid) else { return }
    try write(event, id, Self.savePresentationEvent)
  }

  /// Settles what the end of the last life left open. Who was in a presentation then is taken to have stayed until its
  /// last event.
  func settlePresentations() throws {
    try run(
      """
      UPDATE presentation_representative AS part SET is_present = 0,
        seconds_involved = seconds_involved + max(0, -joined / 1000 +
          (SELECT max(time) FROM presentation_event WHERE presentation = part.presentation) / 1000)
      WHERE is_present = 1
      """)
    try run(
      "UPDATE presentation SET closed_abnormally = 1 WHERE ended IS NULL AND closed_abnormally = 0")
  }

  private func presentationID(_ lsid: String) throws -> Int64? {
    let statement = try database.cachedStatement(sql: "SELECT id FROM presentation WHERE lsid = ?")
    return try Int64.fetchOne(statement, arguments: [lsid])
  }

  private static let savePresenter =
    "INSERT OR REPLACE INTO presentation_representative VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)"
  private static let savePresentationEvent =
    "INSERT OR REPLACE INTO presentation_event VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?)"
}
