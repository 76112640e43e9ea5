import ApplianceDomain
import Determinism

/// More than one representative: sessions are handed on, and conferences held.
extension SupportCentre {
  /// Seconds until somebody comes or goes again, in a session with several representatives, on average.
  private static let conferenceSeconds = 70.0
  /// The most representatives in a session at a time.
  private static let mostRepresentatives = 4
  /// The share of the sessions that are handed on to a colleague and not to a team.
  private static let colleagueShare = 0.5

  /// The representative hands the session on to another team, or to a colleague who can take it.
  mutating func handOn(
    _ work: inout Case, _ session: ActiveSession, by owner: Int, in domain: ApplianceDomain
  ) {
    let lsid = session.record.lsid
    let prefersColleague = dice.sessions.chance(Self.colleagueShare)
    let team = openTeam(in: domain, besides: session.record.teams.last?.id, &dice.sessions)
    let colleague = prefersColleague || team == nil ? colleague(of: session, in: domain) : nil
    guard let target = colleague.map({ .representative($0) }) ?? team else { return }
    if let colleague { people.noteTaking(colleague, at: now) }
    if work.flags.contains(.attended) {
      say(dice.sessions.pick(Phrases.handovers), lsid, from: .representative(owner))
    }
    intents.append(.transferSession(lsid: lsid, queue: target))
  }

  /// Somebody else comes into the session, or goes.
  mutating func confer(
    _ work: inout Case, _ session: ActiveSession, by owner: Int, in domain: ApplianceDomain
  ) {
    let lsid = session.record.lsid
    let others = session.participantRows.keys.filter { $0 != owner && isAtWork($0, in: domain) }.sorted()
    work.conference = now.later(meanSeconds: Self.conferenceSeconds, atLeast: 5, &dice.conferences)
    let roll = dice.conferences.unit()
    let isFull = session.participantRows.count >= Self.mostRepresentatives
    guard !isFull, others.isEmpty || roll < 0.3 else {
      guard !others.isEmpty else { return }
      // The one who has been there longest takes over, who must be at work.
      let colleagues = session.participantRows.keys.filter { $0 != owner && people.place(of: $0) != nil }
      let isOwnerLeaving = roll > 0.75 && !colleagues.isEmpty && colleagues.allSatisfy(others.contains)
      let leaver = isOwnerLeaving ? owner : dice.conferences.pick(others)
      intents.append(.leaveSession(lsid: lsid, representative: leaver))
      if session.participantRows.count == 2, !isOwnerLeaving { work.conference = .never }
      return
    }
    if dice.conferences.chance(scenario.sessions.invitedShare) {
      let name = dice.conferences.pick(Phrases.experts)
      intents.append(.inviteRepresentative(lsid: lsid, by: owner, name: name))
    } else if let id = colleague(of: session, in: domain) {
      people.noteTaking(id, at: now)
      intents.append(.joinSession(lsid: lsid, representative: id))
    } else if others.isEmpty {
      work.conference = .never
    }
  }

  /// A colleague who is not in the session and can take one more.
  private mutating func colleague(of session: ActiveSession, in domain: ApplianceDomain) -> Int? {
    let start = people.start(&dice.conferences)
    return people.search(from: start) { session.participantRows[$0] == nil && isFree($0, in: domain) }
  }

  // MARK: Talk

  mutating func say(_ body: String, _ lsid: String, from sender: ChatSender) {
    intents.append(.sendChatMessage(lsid: lsid, from: sender, body: body))
  }

  mutating func speak(
    _ work: inout Case, _ session: ActiveSession, by owner: Int, in domain: ApplianceDomain
  ) {
    let lsid = session.record.lsid
    if !work.flags.contains(.hasGreeted) {
      work.flags.insert(.hasGreeted)
      if dice.talk.chance(0.3) {
        return say(dice.talk.pick(Phrases.greetings), lsid, from: .representative(owner))
      }
    }
    if session.participantRows.count > 1, dice.talk.chance(0.2) {
      let others = session.participantRows.keys.filter { $0 != owner && isAtWork($0, in: domain) }.sorted()
      guard !others.isEmpty else { return }
      return say(dice.talk.pick(Phrases.guestLines), lsid, from: .representative(dice.talk.pick(others)))
    }
    let script = Phrases.scripts[Int(work.script)]
    guard Int(work.line) < script.count else {
      let isCustomer = dice.talk.chance(0.5)
      let lines =
        isCustomer
        ? Phrases.customerFillers
        : dice.talk.chance(0.2) ? Phrases.farewells : Phrases.representativeFillers
      return say(dice.talk.pick(lines), lsid, from: isCustomer ? .customer : .representative(owner))
    }
    let isCustomer = work.line % 2 == 1
    say(script[Int(work.line)], lsid, from: isCustomer ? .customer : .representative(owner))
    work.line += 1
  }
}
