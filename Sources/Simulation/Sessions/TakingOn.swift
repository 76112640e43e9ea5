import ApplianceDomain
import Determinism

/// Sessions are taken on when they begin, whoever started them. Each has one item on the agenda; whoever else moves a
/// session, the next look at it finds out and goes on from there.
extension SupportCentre {
  /// Seconds until it is checked that a wish has come true.
  static let checkSeconds: Int64 = 1
  /// Seconds for which a customer waits for a prompt at most, where the client is never started.
  private static let prewaitPatienceSeconds = 90.0

  mutating func takeOn(_ row: SupportSessionRow, _ id: RowID, in domain: ApplianceDomain) {
    guard let session = domain.sessions[row: id] else { return }
    var work = Case(
      row: id, skills: skills(of: id, in: domain), script: UInt8(dice.sessions.below(Phrases.scripts.count)),
      system: SystemFamily(session.record.customer.operatingSystem), pickup: now, givesUp: now, next: now)
    if row.startMethod.isAttended {
      work.flags.insert(.attended)
      if dice.sessions.chance(scenario.sessions.agreementProbability) { work.flags.insert(.asksAgreement) }
    }
    if session.prewait != nil {
      planPrewait(&work)
    } else {
      queue(&work)
    }
    let slot = cases.add(work)
    agenda.add(.session(slot: slot, generation: cases[slot].generation), at: work.next)
  }

  /// They were inserted with the session, so they are the first ones after it.
  private func skills(of row: RowID, in domain: ApplianceDomain) -> UInt64 {
    var skills: UInt64 = 0
    domain.model.supportSessionSkill.visit(after: row) { _, skill in
      guard skill.supportSessionID == row else { return false }
      skills |= people.bit(of: skill.codeName)
      return true
    }
    return skills
  }

  private mutating func planPrewait(_ work: inout Case) {
    if dice.sessions.chance(scenario.arrivals.neverStartsProbability) {
      work.pickup = .never
      work.givesUp = now.later(meanSeconds: Self.prewaitPatienceSeconds, atLeast: 20, &dice.sessions)
    } else {
      work.pickup = now.later(
        meanSeconds: scenario.arrivals.clientStartSeconds, atLeast: 2, &dice.sessions)
      work.givesUp = .never
    }
    work.next = min(work.pickup, work.givesUp)
  }

  /// A session has come into a queue.
  mutating func queue(_ work: inout Case) {
    work.tries = 0
    work.pickup = now.later(meanSeconds: scenario.rates.pickupSeconds, atLeast: 2, &dice.routing)
    work.givesUp = now.later(meanSeconds: scenario.rates.patienceSeconds, atLeast: 10, &dice.routing)
    work.conference = .never
    work.handover = .never
    work.next = work.flags.contains(.asksAgreement) ? now : min(work.pickup, work.givesUp)
  }

  mutating func lookAfter(_ slot: UInt32, _ generation: UInt32, in domain: ApplianceDomain) {
    guard cases.isCurrent(slot, generation) else { return }
    var work = cases[slot]
    guard let session = domain.sessions[row: work.row] else {
      setOwner(-1, of: slot, &work)
      stopAsking(&work)
      cases.remove(slot)
      return
    }
    learn(&work, session, in: domain)
    if session.hasPerson { leaveToPerson(&work) }
    if let owner = session.owner {
      serve(slot, &work, session, by: owner, in: domain)
    } else if session.prewait != nil {
      waitForClient(&work, session)
    } else {
      wait(slot, &work, session, in: domain)
    }
    cases[slot] = work
    let next = max(work.next, now.advanced(bySeconds: Self.checkSeconds))
    agenda.add(.session(slot: slot, generation: work.generation), at: next)
  }

  /// The client shows what it is when it is there.
  private func learn(_ work: inout Case, _ session: ActiveSession, in domain: ApplianceDomain) {
    guard !work.flags.contains(.hasClient), let row = session.customerRowID,
      let client = domain.model.customerClient[row]
    else { return }
    work.client = client.clientType
    work.flags.insert(.hasClient)
  }

  /// Keeps whose session it is, on both sides.
  mutating func setOwner(_ id: Int, of slot: UInt32, _ work: inout Case) {
    guard work.owner != id else { return }
    people.update(work.owner) { worker in
      if let place = worker.cases.firstIndex(of: slot) { worker.cases.swapAt(place, worker.cases.count - 1) }
      if worker.cases.last == slot { worker.cases.removeLast() }
    }
    people.update(id) { $0.cases.append(slot) }
    work.owner = id
  }

  /// Nobody is asked to take the session any more.
  mutating func stopAsking(_ work: inout Case) {
    guard work.asked >= 0 else { return }
    people.update(work.asked) { $0.isAsked = false }
    work.asked = -1
  }

  /// The customer's client is started, or never will be.
  private mutating func waitForClient(_ work: inout Case, _ session: ActiveSession) {
    let lsid = session.record.lsid
    if now >= work.givesUp {
      intents.append(
        dice.sessions.chance(0.5) ? .endSession(lsid: lsid, by: .system) : .customerLeaves(lsid: lsid))
      work.next = now.advanced(bySeconds: Self.checkSeconds)
    } else if now >= work.pickup {
      intents.append(.customerClientStarts(lsid: lsid))
      queue(&work)
    } else {
      work.next = min(work.pickup, work.givesUp)
    }
  }
}
