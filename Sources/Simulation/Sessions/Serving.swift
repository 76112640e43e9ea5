import ApplianceDomain
import Determinism

/// What happens to a session while a representative has it.
extension SupportCentre {
  /// Seconds after which a session is looked after again whose representative or customer has no connection.
  private static let awaySeconds: Int64 = 5
  /// The share of the mean length that no session is shorter than.
  private static let leastShare = 0.3
  /// The share of the desktop sessions in which a Support Button is deployed.
  private static let buttonShare = 0.05
  /// How much slower a customer writes whom nobody answers.
  private static let waitingFactor = 5.0

  mutating func serve(
    _ slot: UInt32, _ work: inout Case, _ session: ActiveSession, by owner: Int, in domain: ApplianceDomain
  ) {
    stopAsking(&work)
    if work.owner != owner {
      setOwner(owner, of: slot, &work)
      begin(&work, session, in: domain)
    }
    if work.flags.contains(.hasPerson) { listen(&work, session) }
    let client = session.customerRowID.flatMap { domain.model.customerClient[$0] }
    guard isAtWork(owner, in: domain) else { return standBy(&work, session, client) }
    guard let client else { return close(&work, session) }
    if work.absence != .none || now >= work.mishapAt {
      turnMishap(&work, session, client, by: owner)
    } else if !client.connected {
      // Somebody else has taken the connection away, and gives it back.
      work.next = now.advanced(bySeconds: Self.awaySeconds)
    } else {
      proceed(&work, session, by: owner, in: domain)
    }
  }

  private mutating func proceed(
    _ work: inout Case, _ session: ActiveSession, by owner: Int, in domain: ApplianceDomain
  ) {
    work.next = now.advanced(bySeconds: Self.checkSeconds)
    if now >= work.ends, !isTalking(work) { return finish(&work, session, by: owner) }
    if now >= work.handover {
      work.handover = .never
      return handOn(&work, session, by: owner, in: domain)
    }
    if now >= work.conference { return confer(&work, session, by: owner, in: domain) }
    if now >= work.nextLine {
      if work.flags.contains(.hasPerson) {
        reply(&work, session, by: owner)
      } else {
        speak(&work, session, by: owner, in: domain)
        work.nextLine = now.later(meanSeconds: scenario.rates.chatSeconds, atLeast: 2, &dice.talk)
      }
    }
    if now >= work.nextDeed {
      deed(&work, session, by: owner, in: domain)
      work.nextDeed = nextDeed
    }
    work.next = min(min(work.nextLine, work.nextDeed), min(work.ends, work.handover))
    work.next = min(work.next, min(work.conference, work.mishapAt))
    if work.flags.contains(.hasPerson) { work.next = now.advanced(bySeconds: Self.checkSeconds) }
  }

  /// The representative is away: what customers do by themselves goes on, all else waits.
  private mutating func standBy(
    _ work: inout Case, _ session: ActiveSession, _ client: CustomerClientRow?
  ) {
    work.next = now.advanced(bySeconds: Self.awaySeconds)
    guard let client else { return }
    if work.absence != .none || (work.mishap == .lost && now >= work.mishapAt) {
      turnMishap(&work, session, client, by: work.owner)
    } else if client.connected, work.flags.contains(.leavesFirst), now >= work.ends {
      leaveFirst(&work, session)
    } else if client.connected, work.flags.contains(.attended), !work.flags.contains(.hasPerson),
      now >= work.nextLine
    {
      say(dice.talk.pick(Phrases.impatience), session.record.lsid, from: .customer)
      work.nextLine = now.later(meanSeconds: scenario.rates.chatSeconds * Self.waitingFactor, &dice.talk)
    }
  }

  var hasDeeds: Bool { scenario.sessions.deedSeconds > 0 }

  private var nextDeed: Timestamp {
    mutating get {
      hasDeeds ? now.later(meanSeconds: scenario.sessions.deedSeconds, atLeast: 1, &dice.deeds) : .never
    }
  }

  /// Somebody has taken the session.
  private mutating func begin(_ work: inout Case, _ session: ActiveSession, in domain: ApplianceDomain) {
    let mean = scenario.rates.sessionMinutes * 60
    let length =
      Int64(mean * Self.leastShare * 1000) + dice.sessions.wait(meanSeconds: mean * (1 - Self.leastShare))
    let isFirst = !work.flags.contains(.hasBegun)
    if isFirst { prepare(&work, session) }
    let ends = isFirst ? now.advanced(byMilliseconds: length) : work.ends
    work.ends = max(ends, now.advanced(bySeconds: 30))
    work.nextLine =
      work.flags.contains(.attended) ? now.advanced(bySeconds: Int64(dice.talk.int(in: 2...8))) : .never
    work.nextDeed = nextDeed
    let left = Double(work.ends.milliseconds - now.milliseconds)
    work.handover = moment(scenario.rates.transferProbability, in: left, &dice.sessions)
    work.conference = moment(scenario.sessions.conferenceProbability, in: left, &dice.conferences)
    planMishap(&work, left)
    guard isFirst else { return }
    if hasDeeds, work.client == .desktop || work.client == .mobile { tellSystem(session) }
  }

  /// What is settled once for all who have the session.
  private mutating func prepare(_ work: inout Case, _ session: ActiveSession) {
    work.flags.insert(.hasBegun)
    if work.flags.contains(.attended),
      dice.sessions.chance(scenario.rates.customerLeavesFirstProbability), !work.flags.contains(.hasPerson)
    {
      work.flags.insert(.leavesFirst)
    }
    if work.client == .desktop, dice.sessions.chance(scenario.sessions.elevationProbability) {
      work.flags.insert(.canElevate)
    }
    if work.client == .desktop, dice.deeds.chance(Self.buttonShare) { work.flags.insert(.getsButton) }
  }

  /// A time within so many milliseconds, or never, by a probability.
  private func moment(
    _ probability: Double, in milliseconds: Double, _ generator: inout SeededGenerator
  ) -> Timestamp {
    let happens = generator.chance(probability)
    let share = generator.unit()
    return happens ? now.advanced(byMilliseconds: Int64(milliseconds * share)) : .never
  }

  // MARK: The customer's connection

  private mutating func planMishap(_ work: inout Case, _ left: Double) {
    let roll = dice.sessions.unit()
    let share = dice.sessions.unit()
    let reboots = work.client == .desktop ? scenario.sessions.rebootProbability : 0
    work.mishap =
      work.flags.contains(.canElevate)
      ? .elevating
      : roll < reboots ? .rebooting : roll < reboots + scenario.faults.customerLossProbability ? .lost : .none
    work.flags.remove(.canElevate)
    if work.flags.contains(.hasPerson) { work.mishap = .none }
    work.mishapAt = work.mishap == .none ? .never : now.advanced(byMilliseconds: Int64(left * 0.8 * share))
  }

  /// The customer's client loses its connection, or has it again.
  private mutating func turnMishap(
    _ work: inout Case, _ session: ActiveSession, _ client: CustomerClientRow, by owner: Int
  ) {
    let lsid = session.record.lsid
    guard work.absence == .none else {
      guard now >= work.mishapAt else { return work.next = work.mishapAt }
      if work.absence == .gone {
        intents.append(.customerLeaves(lsid: lsid))
      } else {
        if work.absence == .elevating { intents.append(.elevateCustomer(lsid: lsid)) }
        if !client.connected { intents.append(.setCustomerConnected(lsid: lsid, true)) }
      }
      work.absence = .none
      work.mishapAt = .never
      work.ends = max(work.ends, now.advanced(bySeconds: 30))
      work.next = now.advanced(bySeconds: Self.checkSeconds)
      return
    }
    if work.mishap == .rebooting {
      intents.append(
        .act(lsid: lsid, by: .representative(owner), .specialActionExecuted(name: Phrases.restart)))
    }
    intents.append(.setCustomerConnected(lsid: lsid, false))
    let isGone = work.mishap == .lost && dice.sessions.chance(scenario.faults.customerGoneProbability)
    work.absence = isGone ? .gone : work.mishap
    let mean: Double =
      switch work.absence {
      case .elevating: 4
      case .rebooting: 75
      case .gone: 4 * scenario.faults.customerReturnSeconds
      case .lost, .none: scenario.faults.customerReturnSeconds
      }
    work.mishap = .none
    work.mishapAt = now.later(meanSeconds: mean, atLeast: 2, &dice.sessions)
    work.next = work.mishapAt
  }
}
