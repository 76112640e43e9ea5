public import Determinism

/// The active presentations, beyond what the model's tables say of them.
public struct PresentationBook: Sendable {
  private var byLSID: [String: ActivePresentation] = [:]

  /// The active presentation with an LSID.
  public internal(set) subscript(lsid: String) -> ActivePresentation? {
    get { byLSID[lsid] }
    set { byLSID[lsid] = newValue }
  }

  /// How many presentations are active.
  public var count: Int { byLSID.count }

  /// All of them, the oldest first.
  public var all: [ActivePresentation] { byLSID.values.sorted { $0.rowID < $1.rowID } }

  mutating func update<T>(_ lsid: String, _ body: (inout ActivePresentation) -> T) -> T {
    body(&byLSID[lsid]!)  // Every caller has looked the presentation up in the same intent.
  }
}

/// An active presentation, beyond its row.
public struct ActivePresentation: Sendable {
  /// What the reports tell of it so far.
  public internal(set) var record: PresentationRecord
  /// Its row in `presentation_session`.
  public let rowID: RowID
  /// Who shows the screen: the user ID and the row in `presenter`.
  public internal(set) var presenter: (representative: Int, row: RowID)?
  /// Who attends, in the order in which they came.
  public internal(set) var attendees: [Attendee] = []
  var eventCount = 0
  var attendeeCount = 0
  /// Whether the event that tells of its recording has been told.
  var hasToldOfRecording = false

  /// The logging session ID.
  public var lsid: String { record.lsid }
  /// Its name.
  public var name: String { record.name }
  /// When it began.
  public var start: Timestamp { record.start }
  /// The user ID of the representative who began it.
  public var owner: Int { record.owner }

  /// The user IDs of the representatives who are in it, in the order in which they came.
  var presentRepresentatives: [Int] { record.representatives.filter(\.isPresent).map(\.id) }

  init(record: PresentationRecord, rowID: RowID) {
    self.record = record
    self.rowID = rowID
  }

  /// Somebody who attends a presentation.
  public struct Attendee: Sendable, Equatable {
    /// The number of the connection.
    public let gsnumber: Int
    /// The row in `attendee`.
    public let rowID: RowID
    /// The name.
    public let name: String

    var party: Party { Party(type: .attendee, gsnumber: gsnumber, name: name) }
  }
}
