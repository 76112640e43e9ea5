public import ApplianceDomain

/// What the reports on presentations read. Everything here may block and runs on a worker thread.
public protocol PresentationReading: Sendable {
  /// Opens the presentations that a query asks for, ordered by start and then by `lseq`.
  ///
  /// - Parameters:
  ///   - withEvents: whether ``PresentationCursor/next()`` brings the attendees and the events of each too.
  ///   - number: the number of the batch up to which the record must be written before it is read.
  func presentations(_ query: PresentationQuery, withEvents: Bool, upTo number: UInt64) throws
    -> any PresentationCursor
}

extension PresentationReading {
  /// The presentation with an LSID, with its attendees and its events in their order; nil where there is none.
  ///
  /// A support session may have the same LSID: what a presentation's links lead to is found here and nowhere else.
  public func presentation(_ lsid: String, upTo number: UInt64) throws -> ReportedPresentation? {
    try presentations(PresentationQuery(selection: .lsids([lsid])), withEvents: true, upTo: number).next()
  }
}

/// Presentations, one at a time, in constant memory.
public protocol PresentationCursor: AnyObject, Sendable {
  /// The next presentation; nil at the end.
  func next() throws -> ReportedPresentation?
}

/// Which presentations a report asks for (guide: "Download Reports with PresentationSession").
public struct PresentationQuery: Sendable, Equatable {
  /// By what they are chosen.
  public var selection: SessionQuery.Selection
  /// The user IDs of those who may have created them; nil is anybody. Ignored with a list of LSIDs.
  public var owners: [Int]?

  /// A query.
  public init(selection: SessionQuery.Selection, owners: [Int]? = nil) {
    self.selection = selection
    self.owners = owners
  }
}

/// A presentation of the history.
public struct ReportedPresentation: Sendable, Equatable {
  /// The presentation.
  public var record: PresentationRecord
  /// Those who attended it, in the order in which they came; empty where they were not asked for.
  public var attendees: [AttendeeRecord]
  /// Its events in their order; empty where they were not asked for.
  public var events: [SessionEvent]

  /// A presentation of the history.
  public init(record: PresentationRecord, attendees: [AttendeeRecord], events: [SessionEvent]) {
    self.record = record
    self.attendees = attendees
    self.events = events
  }
}
