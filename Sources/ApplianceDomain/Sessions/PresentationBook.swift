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
  /// The logging session ID.
  public let lsid: String
  /// Its name.
  public let name: String
  /// Its row in `presentation_session`.
  public let rowID: RowID
  /// When it began.
  public let start: Timestamp
  /// The user ID of the representative who began it.
  public let owner: Int
  /// Who shows the screen: the user ID and the row in `presenter`.
  public internal(set) var presenter: (representative: Int, row: RowID)?
  /// Who attends, in the order in which they came.
  public internal(set) var attendees: [Attendee] = []
  var eventCount = 0

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
