public import ApplianceDomain

/// What the reports read. Everything here may block and runs on a worker thread.
public protocol HistoryReading: Sendable {
  /// Opens the sessions that a query asks for, ordered by start and then by `lseq`.
  ///
  /// - Parameters:
  ///   - withEvents: whether ``SessionCursor/next()`` brings the events of each session too.
  ///   - durable: the number of the batch up to which the record must be written before it is read.
  func sessions(_ query: SessionQuery, withEvents: Bool, upTo number: UInt64) throws -> any SessionCursor
}

/// Sessions, one at a time, in constant memory.
public protocol SessionCursor: AnyObject, Sendable {
  /// The next session; nil at the end.
  func next() throws -> ReportedSession?
}

/// A session of the history.
public struct ReportedSession: Sendable, Equatable {
  /// The session.
  public var record: SessionRecord
  /// Its events in their order; empty where they were not asked for.
  public var events: [SessionEvent]

  /// A session of the history.
  public init(record: SessionRecord, events: [SessionEvent]) {
    self.record = record
    self.events = events
  }
}
