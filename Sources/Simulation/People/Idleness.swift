import ApplianceDomain
import Determinism

/// Representatives turn idle for a while when they have no session, and have a break in the middle of a shift.
extension SupportCentre {
  /// Seconds after which somebody thinks again who cannot do as they like.
  private static let lookAgainSeconds: Int64 = 60
  /// Minutes after which somebody hands the open sessions on, to have the break at last.
  private static let breakPatienceMinutes: Int64 = 20

  mutating func turn(_ place: Int, in domain: ApplianceDomain) {
    let worker = people[place]
    guard let console = domain.console[worker.id],
      let row = domain.model.representative[console.rowID], row.connected
    else {
      people[place].mood = .working
      agenda.add(.idling(UInt32(place)), at: max(nextIdling(place), lookAgain))
      return
    }
    var next: Timestamp
    switch worker.mood {
    case .idle, .onBreak:
      comeBack(place, in: domain)
      next = nextIdling(place)
    case .wantsBreak(let since):
      if isOccupied(place, console, in: domain) {
        if now >= since.advanced(bySeconds: Self.breakPatienceMinutes * 60) { handEverythingOn(worker) }
        next = lookAgain
      } else {
        people[place].mood = .onBreak
        people[place].turnedAway = now
        intents.append(.setIdle(representative: worker.id, true))
        intents.append(.setConsoleInFocus(representative: worker.id, false))
        let pause = now.later(meanSeconds: 60, atLeast: 1, &dice.attendance)
        next = pause.advanced(byMilliseconds: Int64(scenario.work.breakMinutes * 60_000))
      }
    case .working:
      next = nextIdling(place)
      if row.routingIdle {
        intents.append(.setIdle(representative: worker.id, false))
      } else if isBreakDue(place) {
        people[place].mood = .wantsBreak(now)
        people[place].breakTaken = people.window(place, at: calendar)?.start
        intents.append(.setRoutingEnabled(representative: worker.id, false))
        next = now.advanced(bySeconds: 1)
      } else if scenario.rates.idleEveryMinutes > 0, !isOccupied(place, console, in: domain) {
        people[place].mood = .idle
        people[place].turnedAway = now
        intents.append(.setIdle(representative: worker.id, true))
        next = now.later(meanSeconds: scenario.rates.idleSeconds, &dice.attendance)
      }
    }
    agenda.add(.idling(UInt32(place)), at: next)
  }

  private mutating func comeBack(_ place: Int, in domain: ApplianceDomain) {
    let worker = people[place]
    intents.append(.setIdle(representative: worker.id, false))
    if worker.mood == .onBreak {
      intents.append(.setConsoleInFocus(representative: worker.id, true))
      let isRouted = domain.index.representative(worker.id)?.routingEnabled ?? false
      if isRouted, !worker.isWindingDown {
        intents.append(.setRoutingEnabled(representative: worker.id, true))
      }
    }
    people[place].mood = .working
  }

  /// Whether sessions or presentations keep somebody, or something that has just been taken.
  private func isOccupied(_ place: Int, _ console: Console, in domain: ApplianceDomain) -> Bool {
    let worker = people[place]
    return hasSessions(console, in: domain) || !console.sessions.isEmpty || worker.presentations > 0
      || !people.canTake(worker.id, at: now)
  }

  private mutating func handEverythingOn(_ worker: Worker) {
    for slot in worker.cases { cases[slot].handover = min(cases[slot].handover, now) }
  }

  /// Whether somebody is at the console: connected, not idle, and about to be neither. Nobody else acts in a session.
  func isAtWork(_ id: Int, in domain: ApplianceDomain) -> Bool {
    guard let console = domain.console[id], let row = domain.model.representative[console.rowID],
      row.connected, !row.routingIdle
    else { return false }
    return people.place(of: id).map { people[$0].turnedAway < now } ?? true
  }

  private func isBreakDue(_ place: Int) -> Bool {
    guard let due = breakTime(place) else { return false }
    return due <= calendar
  }

  /// When the break of the present shift is to be had; nil where there is none any more.
  private func breakTime(_ place: Int) -> Timestamp? {
    let length = scenario.work.breakMinutes
    guard length > 0, let shift = people.window(place, at: calendar),
      people[place].breakTaken != shift.start
    else { return nil }
    // Not everybody at the same time: an hour around the middle of the shift.
    let due = shift.middle.advanced(bySeconds: Int64(people[place].id % 61 - 30) * 60)
    let isLate = calendar > due.advanced(bySeconds: 3600)
    return isLate ? nil : due
  }

  mutating func nextIdling(_ place: Int) -> Timestamp {
    let mean = scenario.rates.idleEveryMinutes * 60
    let random = mean > 0 ? now.later(meanSeconds: mean, &dice.attendance) : .never
    var next = random
    if let due = breakTime(place) {
      let wait = max(0, due.milliseconds - calendar.milliseconds)
      next = min(next, now.advanced(byMilliseconds: wait + 1000))
    }
    // Somebody with neither looks again in an hour: the next shift has a break of its own.
    return min(next, now.advanced(bySeconds: 3600))
  }

  private var lookAgain: Timestamp { now.advanced(bySeconds: Self.lookAgainSeconds) }
}
