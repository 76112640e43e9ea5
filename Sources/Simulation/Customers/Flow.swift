import Determinism

/// How the customers come at present.
struct Flow: Sendable {
  /// The number of the plan: an arrival that was planned by an older one is void.
  var plan: UInt32 = 0
  /// Whether something is broken that many customers need.
  var isBurst = false
  /// How many of those are still to come whom the scenario wants there at the start.
  var openingLeft = 0
  /// Whether anybody has been planned before.
  var hasBegun = false
}

extension SupportCentre {
  /// The most seconds that the first customer of all lets the appliance wait: whoever starts it shall see it live.
  private static let firstArrivalSeconds = 15

  mutating func planCustomers() {
    flow.plan += 1
    if flow.openingLeft > 0 { agenda.add(.opening, at: now) }
    planBurst()
    guard scenario.rates.arrivalsPerHour > 0 else { return }
    if flow.hasBegun {
      planArrival(after: now)
    } else {
      flow.hasBegun = true
      let wait = Int64(dice.arrivals.below(Self.firstArrivalSeconds * 1000))
      agenda.add(.arrival(plan: flow.plan), at: now.advanced(byMilliseconds: wait))
    }
  }

  /// Customers are planned at the rate of the busiest hour; who comes in a quieter one may turn out not to.
  mutating func planArrival(after time: Timestamp) {
    let rate = scenario.rates.arrivalsPerHour * (flow.isBurst ? scenario.arrivals.burstFactor : 1)
    guard rate > 0 else { return }
    let wait = dice.arrivals.wait(meanSeconds: 3600 / rate)
    agenda.add(.arrival(plan: flow.plan), at: time.advanced(byMilliseconds: max(1, wait)))
  }

  /// Whether a planned customer really comes at this time of the week.
  mutating func isWelcome() -> Bool { dice.arrivals.chance(scenario.arrivals.share(at: calendar)) }

  private mutating func planBurst() {
    let perDay = scenario.arrivals.burstsPerDay
    if flow.isBurst {
      agenda.add(.burst, at: now.later(meanSeconds: scenario.arrivals.burstMinutes * 60, &dice.bursts))
    } else if perDay > 0 {
      agenda.add(.burst, at: now.later(meanSeconds: 86_400 / perDay, &dice.bursts))
    }
  }

  /// A burst begins or ends: who comes next is drawn anew.
  mutating func turnBurst() {
    flow.isBurst.toggle()
    flow.plan += 1
    planBurst()
    planArrival(after: now)
  }
}

extension Scenario.Arrivals {
  /// The share of the peak rate at a time: the shares of the hours, joined by straight lines, times that of the day.
  func share(at time: Timestamp) -> Double {
    let local = time.advanced(bySeconds: Int64(utcOffset) * 60)
    let midnight = local.floored(toSeconds: 86_400)
    let hour = Double(local.milliseconds - midnight.milliseconds) / 3_600_000
    let whole = min(23, Int(hour))
    let part = hour - Double(whole)
    let share = hours[whole] * (1 - part) + hours[(whole + 1) % 24] * part
    return share * days[CivilDate(local).weekday]
  }
}
