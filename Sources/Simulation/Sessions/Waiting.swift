import ApplianceDomain
import Determinism

/// Sessions wait in queues, by priority and then by entry; the appliance offers them, or somebody picks them up.
extension SupportCentre {
  /// How many of those who wait in a queue are looked at, and how many of those who are available.
  private static let sessionsLookedAt = 8
  private static let peopleLookedAt = 24
  /// Seconds after which somebody is looked for again; the double each time, up to the last.
  private static let retrySeconds: Int64 = 5
  private static let longestRetrySeconds: Int64 = 40
  /// Seconds for which somebody who declined is left in peace.
  private static let peaceSeconds: Int64 = 15

  mutating func wait(
    _ slot: UInt32, _ work: inout Case, _ session: ActiveSession, in domain: ApplianceDomain
  ) {
    if work.owner >= 0 {
      setOwner(-1, of: slot, &work)
      queue(&work)
    }
    let lsid = session.record.lsid
    if work.flags.contains(.asksAgreement), session.customerRowID != nil { agree(&work, lsid) }
    if now >= work.givesUp {
      stopAsking(&work)
      work.settled = now
      intents.append(
        session.customerRowID == nil ? .endSession(lsid: lsid, by: .system) : .customerLeaves(lsid: lsid))
      work.next = now.advanced(bySeconds: Self.checkSeconds)
      return
    }
    if now >= work.pickup {
      if work.asked >= 0 {
        answer(&work, session, in: domain)
      } else {
        route(slot, &work, session, in: domain)
      }
    }
    work.next = min(work.pickup, work.givesUp)
  }

  /// The customer is shown the legal agreement.
  private mutating func agree(_ work: inout Case, _ lsid: String) {
    work.flags.remove(.asksAgreement)
    let probability = scenario.sessions.disagreementProbability
    let roll = dice.sessions.unit()
    let response: AgreementResponse =
      roll < probability ? .decline : roll < 2 * probability ? .timeout : .accept
    intents.append(
      .act(
        lsid: lsid, by: .customer,
        .legalAgreementResponse(response, title: Phrases.agreementTitle, text: Phrases.agreementText)))
    guard response != .accept else { return }
    work.givesUp = now.advanced(bySeconds: Int64(dice.sessions.int(in: 2...6)))
    work.pickup = .never
  }

  /// Whoever was asked answers, or does not.
  private mutating func answer(_ work: inout Case, _ session: ActiveSession, in domain: ApplianceDomain) {
    let id = work.asked
    stopAsking(&work)
    work.settled = now
    work.pickup = now.advanced(bySeconds: Self.checkSeconds)
    // Somebody else has moved it meanwhile, or whoever was asked has gone.
    guard session.assigned == id, domain.console[id] != nil else { return }
    let response: AssignmentResponse =
      switch work.answer {
      case .accepted: isAtWork(id, in: domain) ? .accepted : .timeout
      case .rejected: isAtWork(id, in: domain) ? .rejected : .timeout
      case .timeout: .timeout
      }
    if response == .accepted {
      people.noteTaking(id, at: now)
    } else {
      people.update(id) { $0.busyUntil = now.advanced(bySeconds: Self.peaceSeconds) }
    }
    intents.append(.respondToAssignment(lsid: session.record.lsid, response))
  }

  /// Looks for somebody for this session, or for one that comes before it.
  private mutating func route(
    _ slot: UInt32, _ work: inout Case, _ session: ActiveSession, in domain: ApplianceDomain
  ) {
    guard let queue = domain.model.supportSession[work.row]?.queueID, let row = domain.model.queue[queue]
    else { return }
    if let person = row.representativeID {
      // Whoever was asked for in person takes the session even when routing counts them as busy.
      take(&work, session, person, in: domain)
      return
    }
    let available = domain.queues.available(in: queue)
    guard !available.isEmpty else { return retry(&work, session, in: domain) }
    for row in firstWaiting(in: queue, domain, besides: work.row) {
      guard let other = cases.slot(of: row) else { continue }
      var first = other == slot ? work : cases[other]
      guard first.asked < 0, first.settled < now, first.pickup != .never,
        let waiting = domain.sessions[row: row],
        let id = candidate(available, first.skills, in: domain)
      else { continue }
      offer(&first, waiting, to: id)
      guard other != slot else { return work = first }
      // Its own item on the agenda would come too late: a new one takes its place.
      first.generation &+= 1
      cases[other] = first
      agenda.add(.session(slot: other, generation: first.generation), at: first.pickup)
      return work.pickup = now.advanced(bySeconds: Self.checkSeconds)
    }
    retry(&work, session, in: domain)
  }

  /// The first ones of a queue, and then the one that somebody is looked for, lest those before it whom nobody here can
  /// help hold it up for ever.
  private func firstWaiting(in queue: RowID, _ domain: ApplianceDomain, besides row: RowID) -> [RowID] {
    var rows: [RowID] = []
    domain.queues.visitWaiting(in: queue) { row in
      rows.append(row)
      return rows.count < Self.sessionsLookedAt
    }
    if !rows.contains(row) { rows.append(row) }
    return rows
  }

  private mutating func take(
    _ work: inout Case, _ session: ActiveSession, _ person: RowID, in domain: ApplianceDomain
  ) {
    work.pickup = now.advanced(bySeconds: Self.retrySeconds)
    guard let person = domain.model.representative[person], person.connected, !person.routingIdle,
      people.canTake(person.userID, at: now)
    else { return }
    people.noteTaking(person.userID, at: now)
    intents.append(.acceptSession(lsid: session.record.lsid, representative: person.userID))
  }

  /// Somebody who is available, has the skills and is not asked already, from a random place on.
  private mutating func candidate(
    _ available: [Int], _ skills: UInt64, in domain: ApplianceDomain
  ) -> Int? {
    let start = dice.routing.below(available.count)
    for step in 0..<min(available.count, Self.peopleLookedAt) {
      let id = available[(start + step) % available.count]
      guard people.canTake(id, at: now), people.has(skills, id), let console = domain.console[id],
        hasRoom(id, console, in: domain)
      else { continue }
      return id
    }
    return nil
  }

  /// The appliance asks somebody, or they see the session and take it.
  private mutating func offer(_ work: inout Case, _ session: ActiveSession, to id: Int) {
    let lsid = session.record.lsid
    guard dice.routing.chance(scenario.routing.assignmentShare) else {
      people.noteTaking(id, at: now)
      intents.append(.acceptSession(lsid: lsid, representative: id))
      work.settled = now
      work.pickup = now.advanced(bySeconds: Self.retrySeconds)
      return
    }
    let routing = scenario.routing
    let roll = dice.routing.unit()
    work.answer =
      roll < routing.refusalProbability
      ? .rejected : roll < routing.refusalProbability + routing.timeoutProbability ? .timeout : .accepted
    let timeout = Int64(routing.timeoutSeconds)
    let soonest = now.later(meanSeconds: routing.answerSeconds, &dice.routing)
    let latest = now.advanced(bySeconds: timeout)
    if soonest >= latest { work.answer = .timeout }
    work.pickup = work.answer == .timeout ? latest : soonest
    work.asked = id
    people.update(id) { $0.isAsked = true }
    intents.append(.assignSession(lsid: lsid, representative: id, timeout: timeout))
  }

  /// Nobody is there: later, or in another queue.
  private mutating func retry(_ work: inout Case, _ session: ActiveSession, in domain: ApplianceDomain) {
    let wait = min(Self.longestRetrySeconds, Self.retrySeconds << Int64(min(work.tries, 8)))
    work.pickup = now.advanced(bySeconds: wait)
    work.tries = min(work.tries, 250) + 1
    guard dice.routing.chance(scenario.routing.requeueProbability) else { return }
    let team = session.record.teams.last?.id
    guard let other = openTeam(in: domain, besides: team, &dice.routing) else { return }
    intents.append(.transferSession(lsid: session.record.lsid, queue: other))
  }
}
