/// The active sessions, beyond what the model's tables say of them.
public struct SessionBook: Sendable {
  /// A session is large, and a dictionary keeps room for half as many again: so it stands in a place of its own.
  private var byRow: [RowID: Place] = [:]
  private var rowByLSID: [String: RowID] = [:]
  var lastLseq: Int64

  /// Where a session stands. Copies of the book share it until one of them writes.
  private final class Place: @unchecked Sendable {
    // Unchecked: whoever writes makes sure first that nobody else has it.
    var session: ActiveSession
    init(_ session: ActiveSession) { self.session = session }
  }

  init(lastLseq: Int64) { self.lastLseq = lastLseq }

  /// The active session with an LSID.
  public subscript(lsid: String) -> ActiveSession? { rowByLSID[lsid].flatMap { byRow[$0]?.session } }

  /// The active session whose row in `support_session` has an id.
  public subscript(row row: RowID) -> ActiveSession? { byRow[row]?.session }

  /// How many sessions are active.
  public var count: Int { byRow.count }

  mutating func insert(_ session: ActiveSession) {
    byRow[session.rowID] = Place(session)
    rowByLSID[session.record.lsid] = session.rowID
  }

  mutating func remove(_ lsid: String) {
    if let row = rowByLSID.removeValue(forKey: lsid) { byRow[row] = nil }
  }

  /// Changes a session in place, without copying its record.
  mutating func update<T>(_ lsid: String, _ body: (inout ActiveSession) -> T) -> T {
    let row = rowByLSID[lsid]!  // Every caller has looked the session up in the same intent.
    if !isKnownUniquelyReferenced(&byRow[row]!) { byRow[row] = Place(byRow[row]!.session) }
    return body(&byRow[row]!.session)
  }
}

/// An active session, beyond its row.
public struct ActiveSession: Sendable {
  /// Its row in `support_session`.
  public internal(set) var rowID: RowID
  /// The row of its customer in `customer_client`; nil when the customer has left.
  public internal(set) var customerRowID: RowID?
  /// What the reports tell of it so far.
  public internal(set) var record: SessionRecord
  /// How many events it has had.
  public internal(set) var eventCount: Int
  /// The user ID of the representative who owns it; nil while it waits in a queue.
  public internal(set) var owner: Int?
  /// The rows in `representative_support_session` of those who take part, by user ID.
  public internal(set) var participantRows: [Int: RowID]
  var attributeRows: [RowID]
  var skillRows: [RowID]
  /// The tools in use.
  public internal(set) var tools: [ToolUse] = []
  /// Where it goes when the customer's client is there; nil unless it is in the prewait queue.
  public internal(set) var prewait: Prewait?
  /// To whom it is offered.
  public internal(set) var assigned: Int?
  var counters = ActivityCounters()

  /// Whether a Support Button is deployed that has not been removed.
  public var hasButton: Bool { !counters.buttons.isEmpty }

  /// The customer, as someone who does something.
  public var customerParty: Party {
    Party(type: .customer, gsnumber: record.customer.gsnumber, name: record.customer.username)
  }
}

/// A tool that a representative uses in a session.
public struct ToolUse: Sendable, Equatable {
  /// The representative's user ID.
  public let representative: Int
  /// The tool.
  public let tool: ServiceTool
  let row: RowID
}

/// What a session in the prewait queue is going to be.
public struct Prewait: Sendable, Equatable {
  /// The queue that it was started for.
  public let queue: QueueReference
  let clientType: ClientType
}

/// What the appliance counts in a session.
struct ActivityCounters: Sendable {
  var notes: Int32 = 0
  var shells: Int32 = 0
  var showMyScreens: Int32 = 0
  /// The Support Buttons that are deployed, the latest last.
  var buttons: [Int64] = []
}
