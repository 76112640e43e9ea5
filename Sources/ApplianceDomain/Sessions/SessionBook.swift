/// The active sessions, beyond what the model's tables say of them.
public struct SessionBook: Sendable {
  private var byLSID: [String: ActiveSession] = [:]
  private var lsidByRow: [RowID: String] = [:]
  var lastLseq: Int64

  init(lastLseq: Int64) { self.lastLseq = lastLseq }

  /// The active session with an LSID.
  public internal(set) subscript(lsid: String) -> ActiveSession? {
    get { byLSID[lsid] }
    set {
      if let old = byLSID[lsid] { lsidByRow[old.rowID] = nil }
      byLSID[lsid] = newValue
      if let newValue { lsidByRow[newValue.rowID] = lsid }
    }
  }

  /// The active session whose row in `support_session` has an id.
  public subscript(row row: RowID) -> ActiveSession? { lsidByRow[row].flatMap { byLSID[$0] } }

  /// How many sessions are active.
  public var count: Int { byLSID.count }

  /// Changes an active session in place, without copying its record.
  mutating func update<T>(_ lsid: String, _ body: (inout ActiveSession) -> T) -> T {
    body(&byLSID[lsid]!)  // Every caller has looked the session up in the same intent.
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
