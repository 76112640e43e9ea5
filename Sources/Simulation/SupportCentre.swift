import ApplianceDomain
import Determinism

/// Everybody's plans. A tick costs as much as what is due in it, however many sessions there are.
struct SupportCentre: Sendable {
  /// What is simulated.
  private(set) var scenario: Scenario
  var dice: Dice
  var agenda = Agenda()
  /// The sessions that are looked after.
  var cases = CaseBook()
  /// The presentations that are looked after.
  var shows: [Show] = []
  /// Everybody who may log in, in the organization's order.
  var people = Staffroom()
  /// The session keys that representatives have made and customers have not entered yet.
  var keys = KeyRing()
  /// What is wanted so far in this tick.
  var intents: [Intent] = []
  /// What people are asked when a session is over.
  private(set) var exitSurveys = ExitSurveys()
  /// How the customers come at present.
  var flow = Flow()

  /// The people's own time, by which everything is planned: it stands still while nobody acts, so that after a pause
  /// they go on where they were and make up for nothing.
  private(set) var now = Timestamp(milliseconds: 0)
  /// The appliance's time, by which shifts and the shape of the day go.
  private(set) var calendar = Timestamp(milliseconds: 0)

  /// The newest session's and presentation's row at the last tick; nil before the first tick.
  private var lastSeen: (session: RowID, presentation: RowID)?
  private var isStale = false
  private let seed: UInt64

  /// Two ticks that are further apart have a pause between them.
  private static let tickMilliseconds: Int64 = 1000

  init(seed: UInt64, lifetime: UInt64, scenario: Scenario) {
    self.seed = seed
    self.scenario = scenario
    dice = Dice(seed: seed, lifetime: lifetime)
  }

  mutating func configure(_ scenario: Scenario) {
    isStale = true
    self.scenario = scenario
  }

  mutating func tick(at time: Timestamp, in domain: ApplianceDomain) -> [Intent] {
    pass(to: time, in: domain)
    notice(in: domain)
    guard scenario.acting else { return [] }
    exitSurveys = domain.organization.exitSurveys
    if isStale { replan(in: domain) }
    useNewestKey(in: domain)
    while let (item, time) = agenda.take(dueBy: now) { attend(to: item, planned: time, in: domain) }
    defer { intents = [] }
    return intents
  }

  private mutating func attend(to item: Agenda.Item, planned: Timestamp, in domain: ApplianceDomain) {
    switch item {
    case .arrival(let plan):
      guard plan == flow.plan else { return }
      if isWelcome() { arrive(in: domain) }
      planArrival(after: planned)
    case .opening: openDoors(in: domain)
    case .burst: turnBurst()
    case .key(let number): enterKey(number, in: domain)
    case .attendance(let place): reconsider(Int(place), in: domain)
    case .idling(let place): turn(Int(place), in: domain)
    case .focus(let place): lookElsewhere(Int(place), in: domain)
    case .link(let place): turnLink(Int(place), in: domain)
    case .team(let place): liven(team: Int(place), in: domain)
    case .presenting: beginPresentation(in: domain)
    case .session(let slot, let generation): lookAfter(slot, generation, in: domain)
    case .presentation(let slot, let generation): show(Int(slot), generation, in: domain)
    }
  }

  /// Moves both times on.
  private mutating func pass(to time: Timestamp, in domain: ApplianceDomain) {
    guard lastSeen != nil else {
      now = time
      calendar = time
      open(in: domain)
      return
    }
    let elapsed = time.milliseconds - calendar.milliseconds
    calendar = time
    if scenario.acting { now = now.advanced(byMilliseconds: Self.tickMilliseconds) }
    // After a pause it is another time of the day.
    if elapsed != Self.tickMilliseconds { isStale = true }
  }

  /// The first tick: the sessions and presentations that are there belong to the examples and stay as they are.
  private mutating func open(in domain: ApplianceDomain) {
    let nothing = RowID(0)
    lastSeen = (
      domain.model.supportSession.ids().last ?? nothing,
      domain.model.presentationSession.ids().last ?? nothing
    )
    people = Staffroom(domain.organization, offices: scenario.offices, seed: seed)
    flow.openingLeft = Int(scenario.arrivals.openingSessions)
    isStale = true
  }

  /// Looks for sessions and presentations that are new since the last tick, whoever started them.
  private mutating func notice(in domain: ApplianceDomain) {
    guard var seen = lastSeen else { return }
    var sessions: [(RowID, SupportSessionRow)] = []
    domain.model.supportSession.visit(after: seen.session) { id, row in
      sessions.append((id, row))
      return true
    }
    for (id, row) in sessions {
      seen.session = id
      takeOn(row, id, in: domain)
    }
    var presentations: [(RowID, String)] = []
    domain.model.presentationSession.visit(after: seen.presentation) { id, row in
      presentations.append((id, row.lsid))
      return true
    }
    for (id, lsid) in presentations {
      seen.presentation = id
      takeOnPresentation(lsid, in: domain)
    }
    lastSeen = seen
  }

  /// Plans anew what follows from the scenario and the time of the day. Sessions and presentations go on.
  private mutating func replan(in domain: ApplianceDomain) {
    isStale = false
    agenda.removeAll(where: \.isPlanned)
    people.assign(scenario.offices, domain.organization, seed: seed)
    planCustomers()
    planPeople(in: domain)
    planPresenting(after: now)
    planTeams(in: domain)
  }
}
