import Archives
import Determinism
import Foundation
import Testing

/// A reader of archives as an integration writes it, after the guide's words alone: it decompresses, parses with
/// Foundation, and keeps tables of rows of values. A value is its text; null is `nil`.
struct ArchiveReplica: Equatable {
  typealias Row = [String: String?]
  var tables: [String: [String: Row]] = [:]

  /// The rows of a table.
  subscript(table: String) -> [String: Row] { tables[table] ?? [:] }

  /// Puts a state archive's file in place of everything.
  init(state file: [UInt8]) throws {
    let object = try Self.object(try gunzip(file))
    for (table, rows) in object where !(rows is NSNull) { try put(rows, into: table) }
  }

  /// Takes in a line of an event archive.
  mutating func apply(_ line: ArchiveLine) throws {
    switch line.type {
    case "truncate_model": tables = [:]
    case "model_insert", "model_update":
      for (table, rows) in line.data { try put(rows, into: table) }
    case "model_delete":
      for (table, ids) in line.data {
        for id in try #require(ids as? [String]) {
          #expect(tables[table]?[id] != nil, "\(table) \(id) is deleted and was not there")
          tables[table]?[id] = nil
        }
        if tables[table]?.isEmpty == true { tables[table] = nil }
      }
    case "session_event": break
    default: Issue.record("An event of the type \(line.type)")
    }
  }

  private mutating func put(_ rows: Any, into table: String) throws {
    for (id, fields) in try #require(rows as? [String: [String: Any]]) {
      for (name, value) in fields {
        let text: String? = value is NSNull ? nil : "\(value)"
        tables[table, default: [:]][id, default: [:]][name] = .some(text)
      }
    }
  }

  static func object(_ bytes: some Collection<UInt8>) throws -> [String: Any] {
    try #require(JSONSerialization.jsonObject(with: Data(bytes)) as? [String: Any])
  }
}

/// A line of an event archive.
struct ArchiveLine {
  let type: String
  let second: Int64
  let data: [String: Any]

  init(_ bytes: some Collection<UInt8>) throws {
    let object = try ArchiveReplica.object(bytes)
    type = try #require(object["type"] as? String)
    second = try #require(object["timestamp"] as? Int64)
    data = object["data"] as? [String: Any] ?? [:]
  }
}

/// The archives of some days, read as an integration reads them: the listing, then the files.
struct ArchiveShelf {
  struct Window {
    let start: Int64
    let lines: [ArchiveLine]
  }

  struct State {
    let second: Int64
    let index: Int
    let replica: ArchiveReplica
    /// The event archive that starts right after it, as the listing names it.
    let eventIndex: Int?
  }

  var windows: [Window] = []
  var states: [State] = []

  init(_ archives: some ArchiveReading, from day: CivilDate, days: Int = 1, upTo number: UInt64) throws {
    for offset in 0..<Int64(days) {
      let day = day.advanced(byDays: offset)
      for entry in try archives.archives(on: day, upTo: number) {
        let file = try #require(
          try archives.file(entry.kind, on: day, index: entry.index, upTo: number))
        switch entry.kind {
        case .state:
          states.append(
            State(
              second: entry.time.seconds, index: entry.index, replica: try ArchiveReplica(state: file),
              eventIndex: entry.eventArchiveIndex))
        case .event:
          let lines = try gunzip(file).split(separator: 0x0A).map { try ArchiveLine($0) }
          #expect(lines.allSatisfy { $0.second >= entry.time.seconds && $0.second <= entry.end.seconds })
          #expect(zip(lines, lines.dropFirst()).allSatisfy { $0.second <= $1.second }, "oldest to newest")
          windows.append(Window(start: entry.time.seconds, lines: lines))
        }
      }
    }
  }

  /// Replays from each state archive to each later one, and answers how many of those it met.
  func replayEverything() throws -> Int {
    var met = 0
    for (place, state) in states.enumerated() {
      var replica = state.replica
      var later = states[(place + 1)...]
      for window in windows where window.start >= state.second {
        while let next = later.first, next.second <= window.start {
          later.removeFirst()
          #expect(replica == next.replica, "from \(state.second) to \(next.second)")
          met += 1
        }
        for line in window.lines { try replica.apply(line) }
      }
      for next in later {
        #expect(replica == next.replica, "from \(state.second) to \(next.second)")
        met += 1
      }
    }
    return met
  }
}
