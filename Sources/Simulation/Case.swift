import ApplianceDomain
import Determinism

/// A session that the simulation looks after, with everybody's plans for it.
struct Case: Sendable {
  /// The code names of the skills that it asks for.
  var skills: [String]
  /// Which conversation is held in it, and how far it has come.
  var script: Int
  var line = 0
  /// Who had it when it was last looked after; nil where it waited.
  var owner: Int?
  /// When somebody takes it from its queue.
  var pickup: Timestamp
  /// When the customer gives up waiting.
  var givesUp: Timestamp
  /// When it ends; nil until somebody has taken it.
  var ends: Timestamp?
  /// Whether the customer goes first.
  var customerLeavesFirst = false
  /// When its representative ends it after the customer has gone.
  var closes: Timestamp?
  /// When its representative hands it on; nil where they do not.
  var handover: Timestamp?
  var nextLine: Timestamp
  /// When it must be looked after again.
  var next: Timestamp
}

/// Sessions are taken, talked through, handed on and ended. Each has one item on the agenda; whoever else moves a
/// session, the next look at it finds out and goes on from there.
extension SupportCentre {
  /// Seconds between two attempts to find somebody, and until it is checked that a wish has come true.
  static let retrySeconds: Int64 = 5

  mutating func takeOn(_ lsid: String, row: RowID, at now: Timestamp, in domain: ApplianceDomain) {
    var skills: [String] = []
    // They were inserted with the session, so they are the first ones after it.
    domain.model.supportSessionSkill.visit(after: row) { _, skill in
      guard skill.supportSessionID == row else { return false }
      skills.append(skill.codeName)
      return true
    }
    var work = Case(
      skills: skills, script: dice.sessions.below(Phrases.scripts.count), pickup: now, givesUp: now,
      nextLine: now, next: now)
    queue(&work, at: now)
    cases[lsid] = work
    agenda.add(.session(lsid), at: work.next)
  }

  mutating func lookAfter(_ lsid: String, at now: Timestamp, in domain: ApplianceDomain) {
    guard let session = domain.sessions[lsid], var work = cases[lsid] else {
      cases[lsid] = nil
      return
    }
    if let owner = session.owner {
      serve(&work, session, by: owner, at: now, in: domain)
    } else {
      wait(&work, session, at: now, in: domain)
    }
    cases[lsid] = work
    agenda.add(.session(lsid), at: max(work.next, now.advanced(bySeconds: 1)))
  }

  /// A session has come into a queue.
  private mutating func queue(_ work: inout Case, at now: Timestamp) {
    work.owner = nil
    work.handover = nil
    work.closes = nil
    work.pickup = later(now, meanSeconds: rates.pickupSeconds, atLeast: 2, from: &dice.pickups)
    work.givesUp = later(now, meanSeconds: rates.patienceSeconds, atLeast: 10, from: &dice.pickups)
    work.next = min(work.pickup, work.givesUp)
  }

  private mutating func wait(
    _ work: inout Case, _ session: ActiveSession, at now: Timestamp, in domain: ApplianceDomain
  ) {
    if work.owner != nil { queue(&work, at: now) }
    let lsid = session.record.lsid
    if now >= work.givesUp {
      intents.append(
        session.customerRowID == nil ? .endSession(lsid: lsid, by: .system) : .customerLeaves(lsid: lsid))
      work.next = now.advanced(bySeconds: Self.retrySeconds)
      return
    }
    if now >= work.pickup {
      work.pickup = now.advanced(bySeconds: Self.retrySeconds)
      if let id = candidate(for: session, skills: work.skills, in: domain) {
        taking.append(id)
        intents.append(.acceptSession(lsid: lsid, representative: id))
        work.next = now.advanced(bySeconds: 1)
        return
      }
    }
    work.next = min(work.pickup, work.givesUp)
  }

  private mutating func serve(
    _ work: inout Case, _ session: ActiveSession, by owner: Int, at now: Timestamp, in domain: ApplianceDomain
  ) {
    if work.owner != owner { begin(&work, by: owner, at: now) }
    let lsid = session.record.lsid
    let ends = work.ends ?? now
    if session.customerRowID == nil {
      close(&work, lsid, at: now)
    } else if now >= ends {
      intents.append(
        work.customerLeavesFirst ? .customerLeaves(lsid: lsid) : .endSession(lsid: lsid, by: .owner))
      work.next = now.advanced(bySeconds: 1)
    } else if let handover = work.handover, now >= handover {
      work.handover = nil
      handOn(lsid, session, by: owner, in: domain)
      work.next = now.advanced(bySeconds: 1)
    } else {
      if now >= work.nextLine {
        speak(&work, session, by: owner)
        work.nextLine = later(now, meanSeconds: rates.chatSeconds, atLeast: 2, from: &dice.sessions)
      }
      work.next = min(work.nextLine, ends, work.handover ?? ends)
    }
  }

  /// Somebody has taken the session.
  private mutating func begin(_ work: inout Case, by owner: Int, at now: Timestamp) {
    let mean = rates.sessionMinutes * 60
    let length = Int64(mean * 300) + dice.sessions.wait(meanSeconds: mean * 0.7)
    let soonest = now.advanced(bySeconds: 30)
    work.ends = max(work.ends ?? now.advanced(byMilliseconds: length), soonest)
    work.customerLeavesFirst = dice.sessions.chance(rates.customerLeavesFirstProbability)
    work.owner = owner
    work.nextLine = now.advanced(bySeconds: Int64(dice.sessions.int(in: 2...8)))
    let share = dice.sessions.unit()
    let handsOn = dice.sessions.chance(rates.transferProbability)
    work.handover = handsOn ? now.advanced(byMilliseconds: Int64(Double(length) * share)) : nil
  }

  /// The customer has gone; the representative ends the session a little later.
  private mutating func close(_ work: inout Case, _ lsid: String, at now: Timestamp) {
    let closes = work.closes ?? now.advanced(bySeconds: Int64(dice.sessions.int(in: 4...40)))
    work.closes = closes
    work.next = closes
    guard now >= closes else { return }
    intents.append(.endSession(lsid: lsid, by: .owner))
    work.next = now.advanced(bySeconds: Self.retrySeconds)
  }

  private func later(
    _ now: Timestamp, meanSeconds: Double, atLeast seconds: Int64, from generator: inout SeededGenerator
  ) -> Timestamp {
    now.advanced(byMilliseconds: max(seconds * 1000, generator.wait(meanSeconds: meanSeconds)))
  }
}
