import ApplianceDomain
import Archives
import Changes
import Determinism
import Foundation
import GRDB

/// Writes the archives as their events come, in the same transactions as the rest of the record: what a kill leaves
/// behind never contradicts itself.
///
/// One window is open at a time. Its lines lie beside it until the next border, where they become its file. A window
/// in which the process died goes on where the next process starts in time, and is closed where it comes too late.
struct ArchiveRecorder {
  /// The start of the open window; nil where there is none.
  private var window: Timestamp?
  /// Whether an earlier process has left a window, and this one has neither told anything nor met a border yet.
  private var isUntoldRestart: Bool

  /// The archives as they were left.
  init(reading database: Database) throws {
    window = try Int64.fetchOne(
      database, sql: "SELECT time FROM archive WHERE kind = 'event' AND is_complete = 0"
    ).map { Timestamp(milliseconds: $0) }
    isUntoldRestart = window != nil
  }

  /// Adds what a batch tells to the window that is open at its time.
  mutating func tell(_ batch: Batch, _ statements: Statements) throws {
    try enter(ArchiveCalendar.window(of: batch.time), statements)
    let lines = EventLines.lines(of: batch)
    guard !lines.isEmpty else { return }
    isUntoldRestart = false
    try statements.run("INSERT INTO archive_lines (lines) VALUES (?)", [Stored.blob(lines)])
  }

  /// Closes the window before a border, opens the one after it, and takes a state archive where one is due.
  ///
  /// A process that starts right on a border takes none there: its model is empty, which no event before the border
  /// tells, so that a snapshot would contradict the windows of the process before.
  mutating func border(_ model: StateModel, at time: Timestamp, _ statements: Statements) throws {
    try enter(ArchiveCalendar.window(of: time), statements)
    defer { isUntoldRestart = false }
    guard ArchiveCalendar.isSnapshotTime(time), !isUntoldRestart else { return }
    let day = ArchiveCalendar.day(of: time).daysSinceEpoch
    // The snapshot of a border that a restart meets a second time is the one that is there.
    try statements.run(
      """
      INSERT OR IGNORE INTO archive (kind, day, place, time, event_place, is_complete, file)
      VALUES ('state', ?1, 1 + (SELECT count(*) FROM archive WHERE kind = 'state' AND day = ?1), ?2,
        (SELECT place FROM archive WHERE kind = 'event' AND time = ?2), 1, ?3)
      """, [day, time.milliseconds, Stored.blob(try StateSnapshot.file(of: model))])
  }

  private mutating func enter(_ next: Timestamp, _ statements: Statements) throws {
    if let window {
      guard next > window else { return }
      try close(window, statements)
    }
    let day = ArchiveCalendar.day(of: next)
    try statements.run(
      """
      INSERT INTO archive (kind, day, place, time, is_complete)
      VALUES ('event', ?1, 1 + (SELECT count(*) FROM archive WHERE kind = 'event' AND day = ?1), ?2, 0)
      """, [day.daysSinceEpoch, next.milliseconds])
    if window.map({ ArchiveCalendar.day(of: $0) }) != day { try forgetOldDays(statements) }
    window = next
  }

  /// Joins the lines of a window into its file, a batch's lines at a time.
  private func close(_ window: Timestamp, _ statements: Statements) throws {
    var gzip = try GzipWriter()
    let lines = try Data.fetchCursor(
      statements.database, sql: "SELECT lines FROM archive_lines ORDER BY id")
    while let next = try lines.next() { try gzip.append(Array(next)) }
    try statements.run(
      "UPDATE archive SET file = ?, is_complete = 1 WHERE kind = 'event' AND time = ?",
      [Stored.blob(try gzip.finish()), window.milliseconds])
    try statements.run("DELETE FROM archive_lines")
  }

  private func forgetOldDays(_ statements: Statements) throws {
    try statements.run(
      """
      DELETE FROM archive WHERE day < (
        SELECT min(day) FROM (SELECT DISTINCT day FROM archive ORDER BY day DESC LIMIT ?))
      """, [ArchiveCalendar.activeDays])
  }
}
