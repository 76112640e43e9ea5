import ApplianceDomain
import Determinism
import History
import Locking

/// Sessions that are values, shown as the store shows its rows.
final class ShownSessions: SessionRows {
  private let next: @Sendable () throws -> ReportedSession?

  /// - Parameter next: answers the next session; nil after the last.
  init(_ next: @escaping @Sendable () throws -> ReportedSession?) { self.next = next }

  convenience init(_ sessions: [ReportedSession]) {
    let rest = Lock(sessions[...])
    self.init { rest.withLock { $0.popFirst() } }
  }

  func show<Visitor: SessionVisitor & ~Copyable>(_ visitor: inout Visitor) throws -> Bool {
    while let session = try next() {
      let memory = RowMemory()
      try withExtendedLifetime(memory) {
        try visitor.begin(memory.row(session))
        try show(session.events, memory, &visitor)
      }
      guard try visitor.end() else { return true }
    }
    return false
  }

  /// Shows the events as they came, and once more where they are not in the order of their time.
  private func show<Visitor: SessionVisitor & ~Copyable>(
    _ events: [SessionEvent], _ memory: RowMemory, _ visitor: inout Visitor
  ) throws {
    for event in events { try visitor.event(memory.row(event)) }
    let sorted = events.sorted {
      ($0.timestamp.seconds, $0.sequence) < ($1.timestamp.seconds, $1.sequence)
    }
    guard sorted != events else { return }
    try visitor.beginEventsAgain()
    for event in sorted { try visitor.event(memory.row(event)) }
  }
}

/// The same as a list tells of them.
final class ShownListing: ListedSessions {
  private let rest: Lock<ArraySlice<ReportedSession>>

  init(_ sessions: [ReportedSession]) { rest = Lock(sessions[...]) }

  func show(_ visit: (borrowing ListedSession) throws -> Bool) throws -> Bool {
    while let record = rest.withLock({ $0.popFirst() })?.record {
      let memory = RowMemory()
      let goesOn = try withExtendedLifetime(memory) {
        try visit(
          ListedSession(
            lsid: memory.text(record.lsid), lseq: record.lseq,
            hasRecording: record.hasEndedWell && record.recordings.hasVideo, end: record.end,
            externalKey: record.externalKey.map(memory.text)))
      }
      guard goesOn else { return true }
    }
    return false
  }
}
