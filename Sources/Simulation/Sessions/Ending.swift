import ApplianceDomain
import Determinism

/// How sessions end, and what is asked then.
extension SupportCentre {
  /// The time for a session is over: the customer closes the client, or the representative ends it.
  mutating func finish(_ work: inout Case, _ session: ActiveSession, by owner: Int) {
    let lsid = session.record.lsid
    work.next = now.advanced(bySeconds: Self.checkSeconds)
    if hasDeeds, dice.sessions.chance(0.25) {
      act(lsid, owner, .noteAdded(body: dice.sessions.pick(Phrases.notes)))
    }
    if work.flags.contains(.leavesFirst) { return leaveFirst(&work, session) }
    if work.flags.contains(.attended), !work.flags.contains(.hasPerson) { answer(session, by: .customer) }
    end(session, by: owner)
  }

  /// The customer closes the client, whether or not anybody is there to see it.
  mutating func leaveFirst(_ work: inout Case, _ session: ActiveSession) {
    answer(session, by: .customer)
    intents.append(.customerLeaves(lsid: session.record.lsid))
    // Who closes the client once does not do it again where a representative lets the session go on.
    work.flags.remove(.leavesFirst)
    work.ends = now.advanced(bySeconds: Int64(dice.sessions.int(in: 4...40)))
  }

  /// The customer has gone; the representative ends the session a little later.
  mutating func close(_ work: inout Case, _ session: ActiveSession) {
    let latest = now.advanced(bySeconds: Int64(dice.sessions.int(in: 4...40)))
    work.ends = min(work.ends, latest)
    work.next = max(work.ends, now.advanced(bySeconds: Self.checkSeconds))
    guard now >= work.ends else { return }
    end(session, by: work.owner)
  }

  private mutating func end(_ session: ActiveSession, by owner: Int) {
    answer(session, by: .representative(owner))
    intents.append(.endSession(lsid: session.record.lsid, by: .owner))
  }
}
