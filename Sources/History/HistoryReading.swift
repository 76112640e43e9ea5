public import Determinism

/// What the reports read. Everything here may block and runs on a worker thread.
public protocol HistoryReading: Sendable {
  /// The sessions that a query asks for, in its order.
  ///
  /// - Parameters:
  ///   - withEvents: whether their events are shown too.
  ///   - number: the number of the batch up to which the record must be written before it is read.
  func rows(_ query: SessionQuery, withEvents: Bool, upTo number: UInt64) throws -> any SessionRows

  /// The same sessions, with no more of each than a list of them says.
  func listing(_ query: SessionQuery, upTo number: UInt64) throws -> any ListedSessions

  /// The sessions of a window, summed up; in the order of the IDs, those that have no session left out.
  func summary(_ query: SummaryQuery, upTo number: UInt64) throws -> [SessionSummary]
}

/// What was read is damaged, or from a newer release.
public protocol RecordDamage: Error {}

/// Sessions of which a list tells, shown where they lie; otherwise as ``SessionRows``.
public protocol ListedSessions: AnyObject, Sendable {
  /// Shows the sessions that follow until `visit` answers that there is no room for another; false where none is left.
  func show(_ visit: (borrowing ListedSession) throws -> Bool) throws -> Bool
}

/// What a list of sessions says of one.
public struct ListedSession {
  /// The logging session ID.
  public var lsid: RowText
  /// The session's number.
  public var lseq: Int64
  /// Whether it has ended well and has a video.
  public var hasRecording: Bool
  /// When it ended; nil while it runs.
  public var end: Timestamp?
  /// The external key; nil where none was set.
  public var externalKey: RowText?

  /// A session of a list.
  public init(lsid: RowText, lseq: Int64, hasRecording: Bool, end: Timestamp?, externalKey: RowText?) {
    self.lsid = lsid
    self.lseq = lseq
    self.hasRecording = hasRecording
    self.end = end
    self.externalKey = externalKey
  }
}
