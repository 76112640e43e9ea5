import ApplianceDomain
import Archives
import Determinism
import History
import Locking

/// A history in memory, with the plainest reading of a query.
final class FakeHistory: HistoryReading {
  struct Failure: Error {}

  let sessions: [ReportedSession]
  let fails: Bool
  /// The queries so far.
  let queries = Lock<[SessionQuery]>([])

  init(_ sessions: [ReportedSession], fails: Bool = false) {
    self.sessions = sessions
    self.fails = fails
  }

  func sessions(_ query: SessionQuery, withEvents: Bool, upTo number: UInt64) throws -> any SessionCursor {
    if fails { throw Failure() }
    queries.withLock { $0.append(query) }
    let found = sessions.filter { matches($0.record, query) }.map {
      ReportedSession(record: $0.record, events: withEvents ? $0.events : [])
    }
    return Cursor(found)
  }

  private func matches(_ record: SessionRecord, _ query: SessionQuery) -> Bool {
    switch query.selection {
    case .lsids(let lsids): return lsids.contains(record.lsid)
    case .started(let from, let to):
      guard record.start >= from, to.map({ record.start < $0 }) ?? true else { return false }
    case .ended(let from, let to):
      guard let end = record.end, end >= from, to.map({ end < $0 }) ?? true else { return false }
    }
    switch query.limit {
    case .all: return true
    case .representative(let id): return record.primaryRepresentative?.id == id
    case .anyTeam: return !record.teams.isEmpty
    case .team(let id): return record.teams.last?.id == id
    case .members(let ids): return record.primaryRepresentative.map { ids.contains($0.id) } ?? false
    case .site(let id): return record.publicSite.id == id
    }
  }

  private final class Cursor: SessionCursor {
    private let rest: Lock<ArraySlice<ReportedSession>>
    init(_ sessions: [ReportedSession]) { rest = Lock(sessions[...]) }
    func next() -> ReportedSession? { rest.withLock { $0.popFirst() } }
  }
}

/// A history that has as many sessions as one wants, made when they are read.
final class EndlessHistory: HistoryReading {
  let session: ReportedSession
  let count: Int
  /// Whether it cannot be read behind the last session.
  let breaks: Bool

  init(_ session: ReportedSession, count: Int, breaks: Bool = false) {
    self.session = session
    self.count = count
    self.breaks = breaks
  }

  func sessions(_ query: SessionQuery, withEvents: Bool, upTo number: UInt64) -> any SessionCursor {
    Cursor(session, count, breaks)
  }

  private final class Cursor: SessionCursor {
    let session: ReportedSession
    private let left: Lock<Int>
    private let breaks: Bool
    init(_ session: ReportedSession, _ count: Int, _ breaks: Bool) {
      self.session = session
      self.breaks = breaks
      left = Lock(count)
    }
    func next() throws -> ReportedSession? {
      try left.withLock { left in
        guard left > 0 else {
          if breaks { throw FakeHistory.Failure() }
          return nil
        }
        left -= 1
        // Each is a session of its own, as far as a report tells.
        var one = session
        one.record.lsid = String(session.record.lsid.dropLast(8)) + String(10_000_000 + left)
        return one
      }
    }
  }
}

/// Archives in memory: those of one day, both kinds, in no order. A file's content says which one it is.
struct FakeArchives: ArchiveReading {
  var date: CivilDate
  var states = 0
  var events = 0

  func archives(on date: CivilDate, upTo number: UInt64) -> [ArchiveEntry] {
    guard date == self.date else { return [] }
    let events = (0..<self.events).map { place in
      let time = date.start.advanced(bySeconds: Int64(place) * 600)
      return ArchiveEntry(
        kind: .event, date: date, index: place + 1, time: time, end: time.advanced(bySeconds: 599))
    }
    let states = (0..<self.states).map { place in
      let time = date.start.advanced(bySeconds: Int64(place) * 1800)
      return ArchiveEntry(
        kind: .state, date: date, index: place + 1, time: time, end: time, eventArchiveIndex: place * 3 + 1)
    }
    return events + states
  }

  func archive(_ kind: ArchiveKind, on date: CivilDate, index: Int, upTo number: UInt64)
    -> (any ArchiveFile)?
  {
    guard archives(on: date, upTo: number).contains(where: { $0.kind == kind && $0.index == index }) else {
      return nil
    }
    return File(["\(kind.rawValue) ", "\(index)"])
  }

  private final class File: ArchiveFile {
    private let pieces: Lock<[String]>
    init(_ pieces: [String]) { self.pieces = Lock(pieces) }
    func next() -> [UInt8]? { pieces.withLock { $0.isEmpty ? nil : Array($0.removeFirst().utf8) } }
  }
}
