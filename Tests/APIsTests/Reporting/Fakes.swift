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

  func rows(_ query: SessionQuery, withEvents: Bool, upTo number: UInt64) throws -> any SessionRows {
    ShownSessions(
      try found(query).map {
        ReportedSession(
          record: $0.record, events: withEvents ? $0.events : [], surveys: withEvents ? $0.surveys : [])
      })
  }

  func listing(_ query: SessionQuery, upTo number: UInt64) throws -> any ListedSessions {
    ShownListing(try found(query))
  }

  func summary(_ query: SummaryQuery, upTo number: UInt64) throws -> [SessionSummary] {
    var sums: [Int: SessionSummary] = [:]
    for session in try found(SessionQuery(selection: query.selection)) {
      let record = session.record
      let owner: NamedID? =
        switch query.grouping {
        case .representative:
          record.primaryRepresentative.map { NamedID(id: $0.id, name: $0.privateDisplayName) }
        case .team: record.teams.last
        case .site: record.publicSite
        }
      guard let owner else { continue }
      let end = record.end ?? (record.closedAbnormally ? session.events.last?.timestamp : query.now)
      var day = record.start
      if case .ended = query.selection { day = end ?? day }
      var sum =
        sums[owner.id]
        ?? SessionSummary(id: owner.id, latestName: "", sessions: 0, weekdaySessions: 0, seconds: 0)
      sum.latestName = owner.name
      sum.sessions += 1
      sum.weekdaySessions += CivilDate(day).weekday < 5 ? 1 : 0
      sum.seconds += (end ?? record.start).seconds - record.start.seconds
      sums[owner.id] = sum
    }
    return sums.values.sorted { $0.id < $1.id }
  }

  private func found(_ query: SessionQuery) throws -> [ReportedSession] {
    if fails { throw Failure() }
    queries.withLock { $0.append(query) }
    return sessions.filter { matches($0.record, query) }
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

  func rows(_ query: SessionQuery, withEvents: Bool, upTo number: UInt64) -> any SessionRows {
    let left = Lock(count)
    return ShownSessions { [session, breaks] in
      let number = left.withLock { left in
        left -= 1
        return left
      }
      guard number >= 0 else {
        if breaks { throw FakeHistory.Failure() }
        return nil
      }
      // Each is a session of its own, as far as a report tells.
      var one = session
      one.record.lsid = String(session.record.lsid.dropLast(8)) + String(10_000_000 + number)
      return one
    }
  }

  func listing(_ query: SessionQuery, upTo number: UInt64) throws -> any ListedSessions { ShownListing([]) }

  func summary(_ query: SummaryQuery, upTo number: UInt64) throws -> [SessionSummary] { [] }
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
