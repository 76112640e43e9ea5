import ApplianceDomain
import Determinism

/// Everybody's plans. A tick costs as much as what is due in it, however many sessions there are.
struct SupportCentre: Sendable {
  var rates: SimulationRates
  var dice: Dice
  var agenda = Agenda()
  /// The sessions that are looked after, by LSID; only ever asked for one.
  var cases: [String: Case] = [:]
  /// What is wanted so far in this tick.
  var intents: [Intent] = []
  /// Who takes a session in this tick, and so does not take another: the model does not show it yet.
  var taking: [Int] = []

  /// The newest session's row at the last tick; nil before the first tick.
  private var lastSeen: RowID?
  private var arrivalPlan = 0
  private var arrivalsAreStale = false

  init(seed: UInt64, lifetime: UInt64, rates: SimulationRates) {
    self.rates = rates
    dice = Dice(seed: seed, lifetime: lifetime)
  }

  mutating func configure(_ rates: SimulationRates) {
    arrivalsAreStale = arrivalsAreStale || rates.arrivalsPerHour != self.rates.arrivalsPerHour
    self.rates = rates
  }

  mutating func tick(at now: Timestamp, in domain: ApplianceDomain) -> [Intent] {
    notice(at: now, in: domain)
    if arrivalsAreStale { planArrivals(from: now) }
    while let (item, time) = agenda.take(dueBy: now) {
      switch item {
      case .arrival(let plan) where plan == arrivalPlan:
        arrive(in: domain)
        // From the planned time, so that arrivals within a second keep their distance; but after a pause nobody
        // makes up for the time that was skipped.
        planArrival(after: max(time, now.advanced(bySeconds: -1)))
      case .arrival: break
      case .attendance(let id): reconsider(id, at: now, in: domain)
      case .idling(let id): turn(id, at: now, in: domain)
      case .session(let lsid): lookAfter(lsid, at: now, in: domain)
      }
    }
    taking.removeAll(keepingCapacity: true)
    defer { intents = [] }
    return intents
  }

  /// Looks for sessions that are new since the last tick, whoever started them.
  private mutating func notice(at now: Timestamp, in domain: ApplianceDomain) {
    guard let known = lastSeen else {
      open(at: now, in: domain)
      return
    }
    var found: [(RowID, SupportSessionRow)] = []
    domain.model.supportSession.visit(after: known) { id, row in
      found.append((id, row))
      return true
    }
    for (id, row) in found {
      lastSeen = id
      takeOn(row.lsid, row: id, at: now, in: domain)
    }
  }

  /// The first tick: the sessions that are there belong to the examples and stay as they are.
  private mutating func open(at now: Timestamp, in domain: ApplianceDomain) {
    lastSeen = domain.model.supportSession.ids().last ?? RowID(0)
    planArrivals(from: now)
    planAttendance(at: now, in: domain)
  }

  private mutating func planArrivals(from now: Timestamp) {
    arrivalsAreStale = false
    arrivalPlan += 1
    planArrival(after: now)
  }

  private mutating func planArrival(after time: Timestamp) {
    guard rates.arrivalsPerHour > 0 else { return }
    let wait = dice.arrivals.wait(meanSeconds: 3600 / rates.arrivalsPerHour)
    agenda.add(.arrival(plan: arrivalPlan), at: time.advanced(byMilliseconds: max(1, wait)))
  }
}
