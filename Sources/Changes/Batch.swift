public import ApplianceDomain
public import Determinism

/// What one intent or one tick did, with its number in the appliance's history.
public struct Batch: Sendable {
  /// The number: from 1, without gaps, for the life of the process.
  public let number: UInt64
  /// The appliance's time at which it happened.
  public let time: Timestamp
  /// What it holds.
  public let content: Content

  /// What a batch can hold.
  public enum Content: Sendable {
    /// What came out of the domain, in order.
    case entries([LogEntry])
    // What follows is large and rare: in a box of its own it does not make every copy of a batch dear.

    /// A ten-minute border of the archives was reached: the model as it was just before anything of this time.
    indirect case archiveBoundary(StateModel)
    /// The appliance starts over with what it remembers from here on; everything known and kept before is void.
    indirect case reset(Memory)
  }

  /// A batch with its number.
  public init(number: UInt64, time: Timestamp, content: Content) {
    self.number = number
    self.time = time
    self.content = content
  }

  /// The entries; empty for a border.
  public var entries: [LogEntry] {
    if case .entries(let entries) = content { entries } else { [] }
  }

  /// The batch as the log keeps it: without the model of a border, which no reader of the log wants and which would
  /// keep pages of old models alive for as long as the log goes back.
  var forReaders: Batch {
    guard case .archiveBoundary = content else { return self }
    return Batch(number: number, time: time, content: .archiveBoundary(StateModel()))
  }

  /// Whether accounts or settings changed: who was let in before may have to go.
  public var touchesAccess: Bool {
    if case .reset = content { return true }
    return entries.contains {
      switch $0 {
      case .record(.account), .record(.accountRemoved), .record(.settings): true
      case .change, .truncateModel, .sessionEvent, .record: false
      }
    }
  }

  /// Whether the state model changed.
  public var touchesModel: Bool {
    if case .reset = content { return true }
    return entries.contains {
      switch $0 {
      case .change, .truncateModel: true
      case .sessionEvent, .record: false
      }
    }
  }
}
