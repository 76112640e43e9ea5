import ApplianceDomain
import Determinism

/// A session that the simulation looks after, with everybody's plans for it. There are tens of thousands of them:
/// nothing in it is allocated by itself.
struct Case: Sendable {
  /// Why the customer's client is not connected.
  enum Absence: UInt8, Sendable { case none, elevating, rebooting, lost, gone }
  /// What an assignment alert comes to.
  enum Answer: UInt8, Sendable { case accepted, rejected, timeout }

  /// What is known of it, and what is planned besides times.
  struct Flags: OptionSet, Sendable {
    let rawValue: UInt16
    static let attended = Flags(rawValue: 1)
    /// The customer is asked for a legal agreement as soon as the client is there.
    static let asksAgreement = Flags(rawValue: 2)
    static let neverStarts = Flags(rawValue: 4)
    static let leavesFirst = Flags(rawValue: 8)
    static let hasBegun = Flags(rawValue: 16)
    static let hasGreeted = Flags(rawValue: 32)
    static let canElevate = Flags(rawValue: 128)
    /// The client is there and ``Case/client`` says what it is.
    static let hasClient = Flags(rawValue: 256)
    /// A Support Button is still to be deployed.
    static let getsButton = Flags(rawValue: 1024)
    /// A person is there for the customer: the simulation plays the other side alone.
    static let hasPerson = Flags(rawValue: 2048)
  }

  /// The row in `support_session`.
  let row: RowID
  /// How often its slot has been used before; an item of the agenda with another number is not for it.
  var generation: UInt32 = 0
  /// The user ID of who had it when it was last looked after; -1 where it waited.
  var owner = -1
  /// The user ID of who is asked to take it; -1 for nobody.
  var asked = -1
  /// The skills that it asks for, a bit for each of the organization's.
  var skills: UInt64 = 0
  /// Which conversation is held in it, and how far it has come.
  var script: UInt8 = 0
  var line: UInt8 = 0
  /// How often nobody has been found for it.
  var tries: UInt8 = 0
  /// How many canned scripts have been executed in it.
  var scripts: UInt8 = 0
  var client = ClientType.desktop
  let system: SystemFamily
  var absence = Absence.none
  var mishap = Absence.none
  var answer = Answer.accepted
  var flags: Flags = []
  /// When it was settled who takes it, or that nobody does; the model shows it a tick later.
  var settled = Timestamp(milliseconds: 0)
  /// When somebody looks for a representative, the customer starts the client, or the one who is asked answers.
  var pickup: Timestamp
  /// When the customer gives up waiting.
  var givesUp: Timestamp
  /// When it ends; never until somebody has taken it.
  var ends = Timestamp.never
  /// When its representative hands it on.
  var handover = Timestamp.never
  /// When somebody else comes in or goes.
  var conference = Timestamp.never
  /// When the customer's client loses its connection, or is connected again.
  var mishapAt = Timestamp.never
  /// How many of the customer's lines have been heard, and when the last one was, where a person is there.
  var heard = 0
  var lastHeard = Timestamp(milliseconds: 0)
  /// When the next line of the chat is due, and the next deed.
  var nextLine = Timestamp.never
  var nextDeed = Timestamp.never
  /// When it must be looked after again.
  var next: Timestamp
}

/// The sessions that are looked after, in slots that are used again.
struct CaseBook: Sendable {
  private var cases: ContiguousArray<Case> = []
  private var free: [UInt32] = []
  /// Only ever asked for one.
  private var slotByRow: [RowID: UInt32] = [:]

  /// How many there are.
  var count: Int { slotByRow.count }

  subscript(slot: UInt32) -> Case {
    get { cases[Int(slot)] }
    set { cases[Int(slot)] = newValue }
  }

  /// The slot of the session with a row; nil where it is not looked after.
  func slot(of row: RowID) -> UInt32? { slotByRow[row] }

  /// Whether a slot is still used for what it was used for.
  func isCurrent(_ slot: UInt32, _ generation: UInt32) -> Bool {
    cases[Int(slot)].generation == generation && slotByRow[cases[Int(slot)].row] == slot
  }

  mutating func add(_ new: Case) -> UInt32 {
    var new = new
    if let slot = free.popLast() {
      new.generation = cases[Int(slot)].generation &+ 1
      cases[Int(slot)] = new
      slotByRow[new.row] = slot
      return slot
    }
    cases.append(new)
    let slot = UInt32(cases.count - 1)
    slotByRow[new.row] = slot
    return slot
  }

  mutating func remove(_ slot: UInt32) {
    slotByRow[cases[Int(slot)].row] = nil
    free.append(slot)
  }
}
