public import Determinism

/// Who is logged in, and which queues are active, beyond what the model's tables say.
public struct ConsoleBook: Sendable {
  private var byUserID: [Int: Console] = [:]
  private var userIDByRow: [RowID: Int] = [:]
  /// The row of the queue where sessions are before their first queue.
  public internal(set) var prewaitQueue = RowID(0)
  /// The row of the queue of everybody.
  public internal(set) var generalQueue = RowID(0)
  /// The rows of the active team queues, by team ID.
  public internal(set) var teamQueues: [Int: RowID] = [:]
  /// The rows of the active embassy queues, by embassy ID.
  public internal(set) var embassyQueues: [Int: RowID] = [:]
  var gsnumbers = GSNumbers()

  /// The console of a logged-in representative.
  public internal(set) subscript(userID: Int) -> Console? {
    get { byUserID[userID] }
    set {
      if let old = byUserID[userID] { userIDByRow[old.rowID] = nil }
      byUserID[userID] = newValue
      if let newValue { userIDByRow[newValue.rowID] = userID }
    }
  }

  /// The user ID of the representative with a row in `representative`.
  public func userID(row: RowID) -> Int? { userIDByRow[row] }

  /// How many representatives are logged in.
  public var count: Int { byUserID.count }
}

/// A representative console that is logged in.
public struct Console: Sendable {
  /// The row in `representative`.
  public let rowID: RowID
  /// The row of the personal queue.
  public let queueID: RowID
  /// The number of the connection.
  public let gsnumber: Int
  /// When the representative logged in.
  public let since: Timestamp
  /// Whether *Showing On Representative List* is checked in the console.
  public internal(set) var isShowing: Bool
  /// The port of the console's connection, which reports show behind the public address.
  public let port: Int
  let membershipRows: [RowID]
}

/// The `gsnumber`s of connections: small positive integers, recycled, never the same for two at once.
struct GSNumbers: Sendable {
  private var highest = 0
  private var free: [Int] = []

  /// The smallest number that nobody has.
  mutating func take() -> Int {
    if let number = free.popLast() { return number }
    highest += 1
    return highest
  }

  mutating func giveBack(_ number: Int) {
    // Largest first, so that the smallest is last.
    let place = free.firstIndex { $0 < number } ?? free.endIndex
    free.insert(number, at: place)
  }
}
