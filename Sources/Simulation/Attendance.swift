import ApplianceDomain
import Determinism

/// Representatives come and go. Those whom the seed data logs in stay; the others reconsider from time to time.
extension SupportCentre {
  /// Seconds within which everybody has had a first thought after the start.
  private static let firstThoughtSeconds = 300
  /// Seconds after which somebody looks again who cannot leave, or whom the rates do not let.
  private static let lookAgainSeconds: Int64 = 60
  /// The probability that somebody leaves in the middle of a session: the network is not always kind.
  private static let abruptLeaveProbability = 0.05

  mutating func planAttendance(at now: Timestamp, in domain: ApplianceDomain) {
    for account in domain.organization.representatives {
      let first = Int64(dice.attendance.below(Self.firstThoughtSeconds))
      if !account.loggedInAtStart { agenda.add(.attendance(account.id), at: now.advanced(bySeconds: first)) }
      agenda.add(.idling(account.id), at: nextIdling(after: now))
    }
  }

  mutating func reconsider(_ id: Int, at now: Timestamp, in domain: ApplianceDomain) {
    let stays = dice.attendance.chance(rates.loginShare)
    let goesAnyway = dice.attendance.chance(Self.abruptLeaveProbability)
    let next = dice.attendance.wait(meanSeconds: rates.attendanceMinutes * 60)
    var time = now.advanced(byMilliseconds: max(1000, next))
    switch (domain.console[id], stays) {
    case (nil, true): intents.append(.logIn(representative: id))
    case (let console?, false):
      if goesAnyway || !hasSessions(console, in: domain) {
        intents.append(.logOut(representative: id))
      } else {
        time = now.advanced(bySeconds: Self.lookAgainSeconds)
      }
    default: break
    }
    agenda.add(.attendance(id), at: time)
  }

  /// A representative without sessions turns idle for a while, or comes back.
  mutating func turn(_ id: Int, at now: Timestamp, in domain: ApplianceDomain) {
    var next = nextIdling(after: now)
    if let console = domain.console[id], let row = domain.model.representative[console.rowID] {
      if row.routingIdle {
        intents.append(.setIdle(representative: id, false))
      } else if rates.idleEveryMinutes > 0, !hasSessions(console, in: domain) {
        intents.append(.setIdle(representative: id, true))
        let pause = dice.attendance.wait(meanSeconds: rates.idleSeconds)
        next = now.advanced(byMilliseconds: max(1000, pause))
      }
    }
    agenda.add(.idling(id), at: next)
  }

  private mutating func nextIdling(after now: Timestamp) -> Timestamp {
    guard rates.idleEveryMinutes > 0 else { return now.advanced(bySeconds: Self.lookAgainSeconds) }
    let wait = dice.attendance.wait(meanSeconds: rates.idleEveryMinutes * 60)
    return now.advanced(byMilliseconds: max(1000, wait))
  }

  private func hasSessions(_ console: Console, in domain: ApplianceDomain) -> Bool {
    domain.model.supportSession.first { $0.queueID == console.queueID } != nil
  }
}
