import Archives
import Determinism
import Foundation
import GRDB

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

  static func file(_ kind: ArchiveKind, on date: CivilDate, index: Int, _ database: Database) throws
    -> [UInt8]?
  {
    try Data.fetchOne(
      database,
      sql: "SELECT file FROM archive WHERE kind = ? AND day = ? AND place = ? AND is_complete = 1",
      arguments: [kind.rawValue, date.daysSinceEpoch, index]
    ).map { Array($0) }
  }
}
