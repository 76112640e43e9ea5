import ApplianceDomain
import Determinism

/// Somebody who may log in to a console, as far as the simulation has to remember.
struct Worker: Sendable {
  /// What somebody is about, besides sessions.
  enum Mood: Sendable, Equatable {
    /// At work.
    case working
    /// Idle for a while.
    case idle
    /// Takes no more sessions, so as to have a break, since a time.
    case wantsBreak(Timestamp)
    /// On the break.
    case onBreak
  }

  /// Whether the console has lost its connection, and what becomes of that.
  enum Link: Sendable { case fine, returns, timesOut }

  /// The user ID.
  let id: Int
  /// Whether they are logged in from the start, and so stay.
  let isFixed: Bool
  /// The skills, a bit for each of the organization's.
  let skills: UInt64
  /// The place of the office, and of the shift there.
  var office = 0
  var shift = 0
  var mood = Mood.working
  var link = Link.fine
  /// Whether they take no more sessions because the shift is nearly over.
  var isWindingDown = false
  /// Until when somebody stays past the end of the shift; nil before that.
  var staysUntil: Timestamp?
  /// When the shift began in which the break has been taken.
  var breakTaken: Timestamp?
  /// The sessions that they own, as slots of the book of cases.
  var cases: [UInt32] = []
  /// Whether an assignment alert is on their screen.
  var isAsked = false
  /// Until when they are not asked or given anything: the model does not show yet what they have just taken.
  var busyUntil = Timestamp(milliseconds: 0)
  /// When they last turned idle, logged out or lost the connection: the model does not show it before the next tick.
  var turnedAway = Timestamp(milliseconds: 0)
  /// How many presentations they give.
  var presentations = 0
}

/// Everybody who may log in to a console.
struct Staffroom: Sendable {
  /// How many are looked at to find somebody at random: more would make a decision cost as much as there are people.
  private static let searchLimit = 24
  /// So many skills of the organization are told apart; a session may ask for others in vain.
  static let skillLimit = 64

  private var workers: [Worker] = []
  private var placeByID: [Int: Int] = [:]
  private var bits: [String: UInt64] = [:]
  private var roster = Roster()

  init() {}

  init(_ organization: Organization, offices: [Office], seed: UInt64) {
    let names = organization.skills.prefix(Self.skillLimit).map(\.codeName)
    let bits = Dictionary(names.enumerated().map { ($1, UInt64(1) << UInt64($0)) }) { first, _ in first }
    self.bits = bits
    workers = organization.representatives.map { account in
      Worker(
        id: account.id, isFixed: account.loggedInAtStart,
        skills: account.skills.reduce(0) { $0 | (bits[$1] ?? 0) })
    }
    placeByID = Dictionary(workers.enumerated().map { ($1.id, $0) }) { first, _ in first }
    assign(offices, organization, seed: seed)
  }

  /// The bit of a skill; none past the limit.
  func bit(of skill: String) -> UInt64 { bits[skill] ?? 0 }

  var count: Int { workers.count }

  subscript(place: Int) -> Worker {
    get { workers[place] }
    set { workers[place] = newValue }
  }

  /// The place of somebody; nil for people from outside.
  func place(of id: Int) -> Int? { placeByID[id] }

  /// Changes what is remembered of somebody; nothing for people from outside.
  mutating func update(_ id: Int, _ body: (inout Worker) -> Void) {
    if let place = placeByID[id] { body(&workers[place]) }
  }

  /// Whether somebody is there from the start.
  func isFixed(_ id: Int) -> Bool { placeByID[id].map { workers[$0].isFixed } ?? false }

  /// Whether somebody has all of some skills.
  func has(_ skills: UInt64, _ id: Int) -> Bool {
    placeByID[id].map { workers[$0].skills & skills == skills } ?? (skills == 0)
  }

  /// Whether somebody has nothing at hand that the model does not show yet.
  func canTake(_ id: Int, at now: Timestamp) -> Bool {
    placeByID[id].map { !workers[$0].isAsked && max(workers[$0].busyUntil, workers[$0].turnedAway) < now }
      ?? false
  }

  /// Somebody has taken something in this tick.
  mutating func noteTaking(_ id: Int, at now: Timestamp) { update(id) { $0.busyUntil = now } }

  /// A place to search from, drawn anew.
  func start(_ generator: inout SeededGenerator) -> Int { generator.below(max(1, workers.count)) }

  /// Somebody to whom a condition applies, from a place on; nil where those who were looked at do not fit.
  func search(from start: Int, where fits: (Int) -> Bool) -> Int? {
    for step in 0..<min(workers.count, Self.searchLimit) {
      let id = workers[(start + step) % workers.count].id
      if fits(id) { return id }
    }
    return nil
  }

  // MARK: Shifts

  /// Gives everybody an office and a shift: the same ones for the same seed, whoever else there is.
  mutating func assign(_ offices: [Office], _ organization: Organization, seed: UInt64) {
    roster = Roster(offices)
    var officeByMember: [Int: Int] = [:]
    for (place, office) in offices.enumerated().reversed() {
      for team in organization.teams + organization.embassies where office.teams.contains(team.id) {
        for member in team.members { officeByMember[member.representative] = place }
      }
    }
    let shares = offices.map { $0.teams.isEmpty ? $0.share : 0 }
    for place in workers.indices {
      var dice = SeededGenerator(seed: seed &+ UInt64(workers[place].id) &* 0x9e37_79b9, stream: "roster")
      let drawn = dice.place(weights: shares) ?? 0
      workers[place].office = officeByMember[workers[place].id] ?? drawn
      workers[place].shift = dice.below(offices[workers[place].office].shifts.count)
    }
  }

  /// The shift of somebody at a time; nil outside of it.
  func window(_ place: Int, at time: Timestamp) -> Roster.Window? {
    roster.window(office: workers[place].office, shift: workers[place].shift, at: time)
  }

  /// When the next shift of somebody begins; nil where none ever does.
  func nextStart(_ place: Int, after time: Timestamp) -> Timestamp? {
    roster.nextStart(office: workers[place].office, shift: workers[place].shift, after: time)
  }
}
