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
  /// The people from outside who are in a session, by the user ID that they have meanwhile.
  public internal(set) var invited: [Int: RepresentativeAccount] = [:]
  var gsnumbers: GSNumbers
  /// The `gsnumber`s that representatives had when they were last logged in, by user ID.
  var formerNumbers: [Int: Int]
  private var nextInvitedID = ConsoleBook.firstInvitedID

  /// `Undocumented:` the user IDs of people from outside begin here, far above those of accounts; none is used again.
  public static let firstInvitedID = 1_000_000

  init(_ memory: Memory) {
    let known = memory.startupSessions.map(\.record)
    let customers = Set(known.map(\.customer.gsnumber))
    var former: [Int: Int] = [:]
    for part in known.flatMap(\.representatives) { former[part.id] = part.gsnumber }
    for lost in memory.lostLogins { former[lost.representative.userID ?? 0] = lost.representative.gsnumber }
    let everyNumber = known.flatMap(\.representatives).map(\.gsnumber) + former.values + customers
    gsnumbers = GSNumbers(after: everyNumber.max() ?? 0, inUse: customers)
    formerNumbers = former
  }

  mutating func takeInvitedID() -> Int {
    defer { nextInvitedID += 1 }
    return nextInvitedID
  }

  /// Changes a console in place.
  mutating func update(_ userID: Int, _ body: (inout Console) -> Void) {
    guard byUserID[userID] != nil else { return }
    body(&byUserID[userID]!)  // Just found.
  }

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
  /// The code name of the representative's status; empty where none are configured.
  public internal(set) var status: String
  /// The rows in `representative_queue`, with the queues that they name.
  let memberships: [(row: RowID, queue: RowID)]
  /// The sessions that the representative takes part in.
  public internal(set) var sessions: Set<RowID> = []
  /// The session that the representative looks at, which the model shows a little later.
  var wanted: RowID?
  /// When the model was last told what the representative looks at.
  var lastRecorded: Timestamp?
  /// Whether ``wanted`` waits to be told to the model.
  var isRecordingDue = false
}
