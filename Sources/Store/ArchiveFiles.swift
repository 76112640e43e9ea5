import Archives
import Determinism
import Foundation
import GRDB
import Locking

/// Reads the archives.
enum ArchiveFiles {
  static func entries(on date: CivilDate, _ database: Database) throws -> [ArchiveEntry] {
    let rows = try GRDB.Row.fetchCursor(
      database,
      sql: """
        SELECT kind, place, time, event_place FROM archive WHERE day = ? AND is_complete = 1
        ORDER BY time, kind DESC
        """, arguments: [date.daysSinceEpoch])
    var entries: [ArchiveEntry] = []
    while let row = try rows.next() {
      guard let kind = ArchiveKind(rawValue: row[0]) else { continue }
      let time = Timestamp(milliseconds: row[2])
      entries.append(
        ArchiveEntry(
          kind: kind, date: date, index: row[1], time: time,
          end: kind == .event ? ArchiveCalendar.end(ofWindow: time) : time, eventArchiveIndex: row[3]))
    }
    return entries
  }

  static func file(
    _ kind: ArchiveKind, on date: CivilDate, index: Int, of store: Store, _ database: Database
  ) throws -> StoredArchive? {
    try GRDB.Row.fetchOne(
      database,
      sql: "SELECT id, pieces FROM archive WHERE kind = ? AND day = ? AND place = ? AND is_complete = 1",
      arguments: [kind.rawValue, date.daysSinceEpoch, index]
    ).map { StoredArchive(store: store, id: $0[0], pieces: $0[1]) }
  }
}

/// An archive's file, read piece by piece; each in a short transaction of its own, as the pages of a report are.
final class StoredArchive: ArchiveFile {
  private let store: Store
  private let id: Int64
  private let pieces: Int
  private let place = Lock(0)

  init(store: Store, id: Int64, pieces: Int) {
    self.store = store
    self.id = id
    self.pieces = pieces
  }

  func next() throws -> [UInt8]? {
    let place = place.withLock { place in
      defer { place += 1 }
      return place
    }
    guard place < pieces else { return nil }
    let bytes = try store.read("Reading an archive") { database in
      try Data.fetchOne(
        database, sql: "SELECT bytes FROM archive_piece WHERE archive = ? AND place = ?",
        arguments: [id, place])
    }
    // Whoever reads slowly enough may see the archive's day end.
    guard let bytes else {
      throw StoreError.database(operation: "Reading an archive", reason: "it was deleted meanwhile")
    }
    return Stored.bytes(bytes)
  }
}
