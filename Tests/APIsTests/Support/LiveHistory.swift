import ApplianceDomain
import Changes
import History

/// A history that reads an appliance's own log: whatever has happened since its start is there at once.
struct LiveHistory: HistoryReading {
  private let log: ChangeLog

  init(_ log: ChangeLog) { self.log = log }

  func rows(_ query: SessionQuery, withEvents: Bool, upTo number: UInt64) -> any SessionRows {
    guard case .lsids(let lsids) = query.selection,
      case .batches(let batches) = log.batches(after: 0, limit: .max)
    else { return ShownSessions([]) }
    var records: [String: SessionRecord] = [:]
    var events: [String: [SessionEvent]] = [:]
    for entry in batches.lazy.filter({ $0.number <= number }).flatMap(\.entries) {
      switch entry {
      case .sessionEvent(let event): events[event.lsid, default: []].append(event)
      case .record(.session(let record, _)): records[record.lsid] = record
      case .change, .truncateModel, .record: break
      }
    }
    return ShownSessions(
      lsids.compactMap { lsid in
        records[lsid].map { ReportedSession(record: $0, events: withEvents ? events[lsid] ?? [] : []) }
      })
  }

  func listing(_ query: SessionQuery, upTo number: UInt64) -> any ListedSessions { ShownListing([]) }

  func summary(_ query: SummaryQuery, upTo number: UInt64) -> [SessionSummary] { [] }
}
