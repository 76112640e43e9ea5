import ApplianceDomain
import Archives
import Changes
import Determinism
import GRDB

/// Writes the archives as their events come, in the same transactions as the rest of the record: what a kill leaves
/// behind never contradicts itself.
///
/// One window is open at a time. A window in which the process died goes on where the next process starts in time, and
/// is closed where it comes too late. What takes long, the state archives and deleting what is too old, is left as work
/// to be done between groups of batches.
struct ArchiveRecorder {
  /// The file of the open window; nil where there is none.
  private var file: EventFileRecorder?
  /// Whether an earlier process has left a window, and this one has neither told anything nor met a border yet.
  private var isUntoldRestart: Bool
  /// The state archives that are not complete, the oldest first.
  private(set) var snapshots: [PendingSnapshot] = []
  /// Whether there are pieces of forgotten archives.
  private var hasForgotten: Bool

  /// The archives as they were left. State archives that the last process did not complete are forgotten.
  init(reading statements: Statements) throws {
    try statements.forget("kind = 'state' AND is_complete = 0")
    file = try EventFileRecorder(reading: statements.database)
    isUntoldRestart = file != nil
    hasForgotten = try Self.hasForgotten(statements.database)
  }

  /// Adds what a batch tells to the window that is open at its time.
  mutating func tell(_ batch: Batch, _ identity: ApplianceIdentity, _ statements: Statements) throws {
    try enter(ArchiveCalendar.window(of: batch.time), statements)
    // A failure here is one of the transaction, whose next statement says so.
    let lines = EventLines(identity) { lsid in try? statements.told(lsid) }
    if try file?.tell(batch, lines, statements) == true { isUntoldRestart = false }
  }

  /// Closes the window before a border, opens the one after it, and begins a state archive where one is due.
  ///
  /// A process that starts right on a border takes none there: its model is empty, which no event before the border
  /// tells, so that a snapshot would contradict the windows of the process before.
  mutating func border(_ model: StateModel, at time: Timestamp, _ number: UInt64, _ statements: Statements)
    throws
  {
    try enter(ArchiveCalendar.window(of: time), statements)
    defer { isUntoldRestart = false }
    guard ArchiveCalendar.isSnapshotTime(time), !isUntoldRestart else { return }
    let day = ArchiveCalendar.day(of: time).daysSinceEpoch
    // The snapshot of a border that a restart meets a second time is the one that is there.
    try statements.run(
      """
      INSERT OR IGNORE INTO archive (kind, day, place, time, event_place, is_complete, pieces, size, checksum)
      VALUES ('state', ?1, 1 + (SELECT count(*) FROM archive WHERE kind = 'state' AND day = ?1), ?2,
        (SELECT place FROM archive WHERE kind = 'event' AND time = ?2), 0, 0, 0, 0)
      """, [day, time.milliseconds])
    guard statements.database.changesCount > 0 else { return }
    snapshots.append(
      try PendingSnapshot(model, id: statements.database.lastInsertedRowID, number: number))
  }

  // MARK: Between groups

  /// Whether there is work to be done between groups.
  var hasWork: Bool { !snapshots.isEmpty || hasForgotten }

  /// Does a few milliseconds of it.
  mutating func work(_ transaction: ((Statements) throws -> Void) throws -> Void) throws {
    if let snapshot = snapshots.first {
      try snapshot.advance(transaction)
      if snapshot.isComplete { snapshots.removeFirst() }
    } else if hasForgotten {
      var isLeft = true
      try transaction { isLeft = try Self.deleteForgotten($0) }
      hasForgotten = isLeft
    }
  }

  /// How many pieces are deleted at once.
  private static let deletedPieces = 32

  private static func deleteForgotten(_ statements: Statements) throws -> Bool {
    try statements.run(
      """
      DELETE FROM archive_piece WHERE rowid IN (
        SELECT rowid FROM archive_piece WHERE archive = (SELECT min(id) FROM archive_forgotten) LIMIT ?)
      """, [deletedPieces])
    if statements.database.changesCount < deletedPieces {
      try statements.run("DELETE FROM archive_forgotten WHERE id = (SELECT min(id) FROM archive_forgotten)")
    }
    return try hasForgotten(statements.database)
  }

  private static func hasForgotten(_ database: Database) throws -> Bool {
    try Bool.fetchOne(database, sql: "SELECT EXISTS (SELECT * FROM archive_forgotten)") ?? false
  }

  // MARK: Windows and days

  private mutating func enter(_ next: Timestamp, _ statements: Statements) throws {
    let last = file?.window
    if let last, next <= last { return }
    try file?.close(statements)
    file = try EventFileRecorder(opening: next, statements)
    let day = ArchiveCalendar.day(of: next)
    if last.map({ ArchiveCalendar.day(of: $0) }) != day { try forgetOldDays(statements) }
  }

  private mutating func forgetOldDays(_ statements: Statements) throws {
    try statements.forget(
      "day < (SELECT min(day) FROM (SELECT DISTINCT day FROM archive ORDER BY day DESC LIMIT \(ArchiveCalendar.activeDays)))"
    )
    hasForgotten = try Self.hasForgotten(statements.database)
  }
}

extension Statements {
  /// Takes archives out of the lists; their pieces are deleted later.
  fileprivate func forget(_ condition: String) throws {
    try run("INSERT INTO archive_forgotten SELECT id FROM archive WHERE \(condition)")
    try run("DELETE FROM archive WHERE \(condition)")
  }

  /// What the lines of a session's events ask for; nil for a presentation.
  fileprivate func told(_ lsid: String) throws -> ToldSession? {
    let statement = try database.cachedStatement(sql: "SELECT site, recorded FROM session WHERE lsid = ?")
    return try GRDB.Row.fetchOne(statement, arguments: [lsid]).map {
      ToldSession(site: $0[0], recorded: RecordingKinds(rawValue: $0[1]))
    }
  }
}
