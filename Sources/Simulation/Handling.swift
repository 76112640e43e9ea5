import ApplianceDomain
import Determinism

/// Who takes a session, who it is handed on to, and what is said in it.
extension SupportCentre {
  /// Somebody logged in who works on the session's queue, can take one more and has the skills.
  mutating func candidate(
    for session: ActiveSession, skills: [String], in domain: ApplianceDomain
  ) -> Int? {
    guard let queueID = domain.model.supportSession[session.rowID]?.queueID,
      let queue = domain.model.queue[queueID]
    else { return nil }
    if let row = queue.representativeID {
      // Whoever was asked for in person takes the session even when routing counts them as busy.
      guard let person = domain.model.representative[row], person.connected, !person.routingIdle,
        !taking.contains(person.userID)
      else { return nil }
      return person.userID
    }
    var able: [Int] = []
    domain.model.representativeQueue.forEach { _, member in
      guard member.queueID == queueID, let person = domain.model.representative[member.representativeID],
        person.routingAvailable, !taking.contains(person.userID), has(skills, person)
      else { return }
      able.append(person.userID)
    }
    return able.isEmpty ? nil : dice.pickups.pick(able)
  }

  private func has(_ skills: [String], _ person: RepresentativeRow) -> Bool {
    guard !skills.isEmpty else { return true }
    let own = person.skillCodeNames.split(separator: ",")
    return skills.allSatisfy { skill in own.contains { $0 == skill } }
  }

  /// The representative hands the session on to another team, or to a colleague who can take it.
  mutating func handOn(
    _ lsid: String, _ session: ActiveSession, by owner: Int, in domain: ApplianceDomain
  ) {
    let teams = domain.organization.teams.map(\.id).filter {
      domain.isAvailable(.team($0)) && $0 != session.record.teams.last?.id
    }
    let colleagues = domain.organization.representatives.map(\.id).filter {
      guard $0 != owner, let console = domain.console[$0] else { return false }
      return domain.model.representative[console.rowID]?.routingAvailable == true
    }
    let prefersTeam = dice.sessions.chance(0.5)
    let target: QueueReference
    switch (teams.isEmpty, colleagues.isEmpty) {
    case (true, true): return
    case (false, let alone) where alone || prefersTeam: target = .team(dice.sessions.pick(teams))
    default: target = .representative(dice.sessions.pick(colleagues))
    }
    intents.append(
      .sendChatMessage(
        lsid: lsid, from: .representative(owner), body: dice.sessions.pick(Phrases.handovers)))
    intents.append(.transferSession(lsid: lsid, queue: target))
  }

  mutating func speak(_ work: inout Case, _ session: ActiveSession, by owner: Int) {
    let script = Phrases.scripts[work.script]
    let isScripted = work.line < script.count
    let isCustomer = isScripted ? work.line % 2 == 1 : dice.sessions.chance(0.5)
    let body: String
    if isScripted {
      body = script[work.line]
      work.line += 1
    } else {
      body = dice.sessions.pick(isCustomer ? Phrases.customerFillers : Phrases.representativeFillers)
    }
    intents.append(
      .sendChatMessage(
        lsid: session.record.lsid, from: isCustomer ? .customer : .representative(owner), body: body))
  }
}
