public import Determinism

/// The two kinds of archive (guide: "Download Reports with Archive", parameter `type`).
public enum ArchiveKind: String, Sendable {
  /// The model at one point in time.
  case state
  /// What happened in ten minutes.
  case event
}

/// An archive that exists.
public struct ArchiveEntry: Sendable, Equatable {
  /// Its kind.
  public var kind: ArchiveKind
  /// The day that it belongs to.
  public var date: CivilDate
  /// Its index in that day, from 1 for each kind.
  public var index: Int
  /// For a state archive the time of the snapshot, for an event archive the first second that can be in it.
  public var time: Timestamp
  /// For an event archive the last second that can be in it; for a state archive its time.
  public var end: Timestamp
  /// For a state archive the index of the event archive that starts right after it.
  public var eventArchiveIndex: Int?

  /// An archive's description.
  public init(
    kind: ArchiveKind, date: CivilDate, index: Int, time: Timestamp, end: Timestamp,
    eventArchiveIndex: Int? = nil
  ) {
    self.kind = kind
    self.date = date
    self.index = index
    self.time = time
    self.end = end
    self.eventArchiveIndex = eventArchiveIndex
  }
}

/// Where archives are read from. Everything here may block and runs on a worker thread.
public protocol ArchiveReading: Sendable {
  /// The archives of a day that are complete, in the order of their time, whether their delay is over or not.
  ///
  /// - Parameter number: the batch up to which the record must be written before it is read.
  func archives(on date: CivilDate, upTo number: UInt64) throws -> [ArchiveEntry]
  /// Opens the gzip file of an archive; nil where there is none.
  func archive(_ kind: ArchiveKind, on date: CivilDate, index: Int, upTo number: UInt64) throws
    -> (any ArchiveFile)?
}

/// An archive's gzip file, a piece at a time, in constant memory.
public protocol ArchiveFile: AnyObject, Sendable {
  /// The next piece; nil at the end.
  func next() throws -> [UInt8]?
}
