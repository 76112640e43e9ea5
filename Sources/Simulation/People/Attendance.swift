import ApplianceDomain
import Determinism

/// Representatives come for their shifts and go after them. Those whom the seed data log in stay; the others
/// reconsider from time to time.
extension SupportCentre {
  /// Seconds within which everybody has had a first thought after the start.
  private static let firstThoughtSeconds = 60
  /// Seconds after which somebody looks again who cannot leave yet.
  private static let lookAgainSeconds: Int64 = 60
  /// Seconds by which somebody comes late, at most.
  private static let latenessSeconds = 300

  mutating func planPeople(in domain: ApplianceDomain) {
    for place in 0..<people.count {
      let number = UInt32(place)
      let first = now.advanced(byMilliseconds: Int64(dice.attendance.below(Self.firstThoughtSeconds * 1000)))
      agenda.add(.focus(number), at: nextFocus())
      guard !people[place].isFixed else { continue }
      agenda.add(.attendance(number), at: first)
      agenda.add(.idling(number), at: people[place].mood == .working ? nextIdling(place) : first)
      agenda.add(.link(number), at: people[place].link == .fine ? nextLoss() : first)
    }
  }

  mutating func reconsider(_ place: Int, in domain: ApplianceDomain) {
    let worker = people[place]
    let console = domain.console[worker.id]
    let stays = dice.attendance.chance(scenario.rates.loginShare)
    let again = now.later(meanSeconds: scenario.rates.attendanceMinutes * 60, &dice.attendance)
    guard let shift = people.window(place, at: calendar) else {
      let next = console.map { goHome(place, $0, in: domain) } ?? nextShift(place)
      agenda.add(.attendance(UInt32(place)), at: next)
      return
    }
    people[place].staysUntil = nil
    let left = shift.end.milliseconds - calendar.milliseconds
    let windDown = left - Int64(scenario.work.windDownMinutes * 60_000)
    var next = again
    if console == nil {
      people[place].isWindingDown = false
      if stays, windDown > 0, worker.link == .fine {
        people[place].mood = .working
        intents.append(.logIn(representative: worker.id))
        comeWithinReach(worker.id, in: domain)
      }
      next = min(again, now.advanced(byMilliseconds: left))
    } else if windDown <= 0 {
      windDownShift(place)
      next = now.advanced(byMilliseconds: left)
    } else {
      if let console, !stays, !leave(place, console, in: domain) {
        next = now.advanced(bySeconds: Self.lookAgainSeconds)
      }
      next = min(next, now.advanced(byMilliseconds: windDown))
    }
    agenda.add(.attendance(UInt32(place)), at: max(next, now.advanced(bySeconds: 1)))
  }

  private mutating func windDownShift(_ place: Int) {
    guard !people[place].isWindingDown else { return }
    people[place].isWindingDown = true
    intents.append(.setRoutingEnabled(representative: people[place].id, false))
  }

  /// The shift is over: whoever still has sessions stays a little longer. Answers when to look again.
  private mutating func goHome(
    _ place: Int, _ console: Console, in domain: ApplianceDomain
  ) -> Timestamp {
    let id = people[place].id
    let overtime = Int64(scenario.work.overtimeMinutes * 60_000)
    let until = people[place].staysUntil ?? now.advanced(byMilliseconds: overtime)
    people[place].staysUntil = until
    guard !hasSessions(console, in: domain) || now >= until else {
      return min(until, now.advanced(bySeconds: Self.lookAgainSeconds))
    }
    people[place].staysUntil = nil
    people[place].isWindingDown = false
    people[place].turnedAway = now
    stayWithinReach(id)
    intents.append(.logOut(representative: id))
    return nextShift(place)
  }

  /// Somebody would rather not be here now; false where sessions keep them.
  private mutating func leave(_ place: Int, _ console: Console, in domain: ApplianceDomain) -> Bool {
    let goesAnyway = dice.attendance.chance(scenario.faults.abruptLeaveProbability)
    guard goesAnyway || !hasSessions(console, in: domain) else { return false }
    people[place].turnedAway = now
    stayWithinReach(people[place].id)
    intents.append(.logOut(representative: people[place].id))
    return true
  }

  /// Some of those who go can still be invited to sessions.
  private mutating func stayWithinReach(_ id: Int) {
    guard dice.availability.chance(scenario.work.extendedAvailabilityProbability) else { return }
    intents.append(.setExtendedAvailability(representative: id, true))
  }

  /// Who is back needs no extended availability, unless they are meant to have it always.
  private mutating func comeWithinReach(_ id: Int, in domain: ApplianceDomain) {
    guard domain.licenses.isExtended(id),
      domain.index.representative(id)?.extendedAvailabilityAtStart != true
    else { return }
    intents.append(.setExtendedAvailability(representative: id, false))
  }

  private mutating func nextShift(_ place: Int) -> Timestamp {
    guard let start = people.nextStart(place, after: calendar) else { return .never }
    let late = Int64(dice.attendance.below(Self.latenessSeconds * 1000))
    return now.advanced(byMilliseconds: start.milliseconds - calendar.milliseconds + late)
  }

  func hasSessions(_ console: Console, in domain: ApplianceDomain) -> Bool {
    domain.queues.count(in: console.queueID) > 0
  }
}
