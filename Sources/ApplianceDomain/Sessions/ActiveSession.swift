/// An active session, beyond its row.
///
/// A value; but a copy costs one reference, because everybody who looks after a session has one in hand.
public struct ActiveSession: Sendable {
  /// What it is made of.
  struct Fields: Sendable {
    var rowID: RowID
    var customerRowID: RowID?
    var record: SessionRecord
    var owner: Int?
    var participantRows: [Int: RowID] = [:]
    var attributeRows: [RowID]
    var skillRows: [RowID]
    var tools: [ToolUse] = []
    var prewait: Prewait?
    var assigned: Int?
    var hasPerson = false
    var counters = ActivityCounters()
    var origin = ClientOrigin()
  }

  private final class Storage: @unchecked Sendable {
    // Unchecked: whoever writes makes sure first that nobody else has it.
    var fields: Fields
    init(_ fields: Fields) { self.fields = fields }
  }

  private var storage: Storage

  init(_ fields: Fields) { storage = Storage(fields) }

  var fields: Fields {
    _read { yield storage.fields }
    _modify {
      if !isKnownUniquelyReferenced(&storage) { storage = Storage(storage.fields) }
      yield &storage.fields
    }
  }

  /// Its row in `support_session`.
  public var rowID: RowID { storage.fields.rowID }
  /// The row of its customer in `customer_client`; nil when the customer has left.
  public var customerRowID: RowID? { storage.fields.customerRowID }
  /// What the reports tell of it so far.
  public var record: SessionRecord { _read { yield storage.fields.record } }
  /// The user ID of the representative who owns it; nil while it waits in a queue.
  public var owner: Int? { storage.fields.owner }
  /// The rows in `representative_support_session` of those who take part, by user ID.
  public var participantRows: [Int: RowID] { _read { yield storage.fields.participantRows } }
  var attributeRows: [RowID] { storage.fields.attributeRows }
  var skillRows: [RowID] { storage.fields.skillRows }
  /// The tools in use.
  public var tools: [ToolUse] { _read { yield storage.fields.tools } }
  /// Where it goes when the customer's client is there; nil unless it is in the prewait queue.
  public var prewait: Prewait? { storage.fields.prewait }
  /// To whom it is offered.
  public var assigned: Int? { storage.fields.assigned }
  /// Whether a person is there for the customer, who does everything that the customer does.
  public var hasPerson: Bool { storage.fields.hasPerson }
  /// How often the customer has written into the chat.
  public var customerMessages: Int { storage.fields.counters.customerMessages }
  var counters: ActivityCounters { storage.fields.counters }
  var origin: ClientOrigin { storage.fields.origin }
  /// The traffic node of the customer's client, by its place among the cluster's nodes.
  var trafficNode: Int? { storage.fields.origin.trafficNode.map(Int.init) }

  /// Whether a Support Button is deployed that has not been removed.
  public var hasButton: Bool { !storage.fields.counters.buttons.isEmpty }

  /// The customer, as someone who does something.
  public var customerParty: Party {
    let customer = record.customer
    return Party(type: .customer, gsnumber: customer.gsnumber, name: customer.username)
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
  /// Whether the session's video has been told of.
  var hasToldVideo = false
  /// What the customer has written into the chat.
  var customerMessages = 0
  /// Who has submitted an exit survey.
  var surveyed: [Actor] = []
  /// The Support Buttons that are deployed, the latest last.
  var buttons: [Int64] = []
}
