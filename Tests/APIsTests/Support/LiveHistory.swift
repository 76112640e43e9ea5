import ApplianceDomain
import Changes
import History
import Locking

/// A history that reads an appliance's own log: whatever has happened since its start is there at once.
struct LiveHistory: HistoryReading {
  private let log: ChangeLog

  init(_ log: ChangeLog) { self.log = log }

  func sessions(_ query: SessionQuery, withEvents: Bool, upTo number: UInt64) -> any SessionCursor {
    guard case .lsids(let lsids) = query.selection,
      case .batches(let batches) = log.batches(after: 0, limit: .max)
    else { return Cursor([]) }
    var records: [String: SessionRecord] = [:]
    var events: [String: [SessionEvent]] = [:]
    for entry in batches.lazy.filter({ $0.number <= number }).flatMap(\.entries) {
      switch entry {
      case .sessionEvent(let event): events[event.lsid, default: []].append(event)
      case .record(.session(let record, _)): records[record.lsid] = record
      case .change, .truncateModel, .record: break
      }
    }
    return Cursor(
      lsids.compactMap { lsid in
        records[lsid].map { ReportedSession(record: $0, events: withEvents ? events[lsid] ?? [] : []) }
      })
  }

  private final class Cursor: SessionCursor {
    private let rest: Lock<ArraySlice<ReportedSession>>
    init(_ sessions: [ReportedSession]) { rest = Lock(sessions[...]) }
    func next() -> ReportedSession? { rest.withLock { $0.popFirst() } }
  }
}
