import ApplianceDomain
import Archives
import Changes
import Determinism
import Documents
import Foundation
import GRDB

/// Writes the event archive whose ten minutes are running. A value: a transaction that fails is forgotten with its copy.
///
/// Its lines lie in the database until they fill a block, which is compressed and becomes a piece of the file. So the
/// end of the window costs one block at most, and a restart goes on where the last process stopped.
struct EventFileRecorder {
  /// The archive's row.
  private let id: Int64
  /// The window's beginning.
  let window: Timestamp
  private var pieces: Int
  private var size: Int64
  private var checksum: UInt32
  /// The bytes of the lines that are in no piece yet.
  private var waiting: Int

  /// The window that was left open; nil where there is none.
  init?(reading database: Database) throws {
    let row = try GRDB.Row.fetchOne(
      database,
      sql: "SELECT id, time, pieces, size, checksum FROM archive WHERE kind = 'event' AND is_complete = 0")
    guard let row else { return nil }
    id = row[0]
    window = Timestamp(milliseconds: row[1])
    pieces = row[2]
    size = row[3]
    checksum = row[4]
    waiting =
      try Int.fetchOne(database, sql: "SELECT coalesce(sum(length(lines)), 0) FROM archive_lines") ?? 0
  }

  /// Opens a window.
  init(opening window: Timestamp, _ statements: Statements) throws {
    self.window = window
    let day = ArchiveCalendar.day(of: window).daysSinceEpoch
    try statements.run(
      """
      INSERT INTO archive (kind, day, place, time, is_complete, pieces, size, checksum)
      VALUES ('event', ?1, 1 + (SELECT count(*) FROM archive WHERE kind = 'event' AND day = ?1), ?2, 0, 1, 0, 0)
      """, [day, window.milliseconds])
    id = statements.database.lastInsertedRowID
    (pieces, size, checksum, waiting) = (1, 0, 0, 0)
    try statements.writePiece(EventBlocks.header, of: id, at: 0)
  }

  /// Adds the lines of a batch; answers whether there were any.
  mutating func tell(_ batch: Batch, _ lines: EventLines, _ statements: Statements) throws -> Bool {
    let tells = batch.entries.contains { if case .record = $0 { false } else { true } }
    guard tells else { return false }
    let told = size + Int64(waiting)
    var json = JSONWriter(capacity: min(batch.entries.count, 256) * Self.averageLineLength)
    for entry in batch.entries {
      lines.write(entry, at: batch.time, to: &json)
      guard waiting + json.count >= EventBlocks.blockBytes else { continue }
      try keep(json.take(), statements)
      try closeBlock(statements)
    }
    try keep(json.take(), statements)
    return size + Int64(waiting) > told
  }

  /// Completes the file.
  mutating func close(_ statements: Statements) throws {
    if waiting > 0 { try closeBlock(statements) }
    try statements.writePiece(EventBlocks.trailer(checksum: checksum, size: size), of: id, at: pieces)
    try statements.run("UPDATE archive SET is_complete = 1, pieces = ? WHERE id = ?", [pieces + 1, id])
  }

  /// The room that is reserved for a line; a longer one makes the buffer grow.
  private static let averageLineLength = 256

  private mutating func keep(_ lines: [UInt8], _ statements: Statements) throws {
    guard !lines.isEmpty, size + Int64(waiting + lines.count) <= EventBlocks.fileBytes else { return }
    try statements.run("INSERT INTO archive_lines (lines) VALUES (?)", [Stored.blob(lines)])
    waiting += lines.count
  }

  private mutating func closeBlock(_ statements: Statements) throws {
    var block: [UInt8] = []
    block.reserveCapacity(waiting)
    let lines = try Data.fetchCursor(
      statements.database, sql: "SELECT lines FROM archive_lines ORDER BY id")
    while let next = try lines.next() { block.append(contentsOf: next) }
    try statements.writePiece(try EventBlocks.compress(block), of: id, at: pieces)
    try statements.run("DELETE FROM archive_lines")
    pieces += 1
    size += Int64(block.count)
    checksum = EventBlocks.checksum(checksum, block)
    waiting = 0
    try statements.run(
      "UPDATE archive SET pieces = ?, size = ?, checksum = ? WHERE id = ?",
      [pieces, size, Int64(checksum), id])
  }
}

extension Statements {
  /// Writes a piece of an archive's file.
  func writePiece(_ bytes: [UInt8], of archive: Int64, at place: Int) throws {
    try run(
      "INSERT INTO archive_piece (archive, place, bytes) VALUES (?, ?, ?)",
      [archive, place, Stored.blob(bytes)])
  }
}
