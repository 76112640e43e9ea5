import ApplianceDomain
import Determinism

/// Sessions in which a person is there for the customer, on the page of a click-to-chat session: the simulation plays
/// the representative alone, who answers what the person writes.
extension SupportCentre {
  /// Seconds for which a representative waits for a person to write again before the session may end.
  private static let quietSeconds: Int64 = 120
  /// Seconds until an answer, on average, for people who sit in front of it wait less patiently than a simulation.
  private static let longestAnswerSeconds = 4.0

  /// A person does everything that the customer does: nothing that was planned for the customer happens.
  mutating func leaveToPerson(_ work: inout Case) {
    work.flags.insert(.hasPerson)
    work.flags.remove([.asksAgreement, .leavesFirst])
    work.givesUp = .never
    work.mishap = .none
    if work.absence == .none { work.mishapAt = .never }
  }

  /// Notices what the person has written, and plans an answer.
  mutating func listen(_ work: inout Case, _ session: ActiveSession) {
    guard session.customerMessages > work.heard else { return }
    work.heard = session.customerMessages
    work.lastHeard = now
    // Whoever has not greeted yet does that first, and answers then.
    guard work.flags.contains(.hasGreeted) else { return }
    let mean = min(scenario.rates.chatSeconds, Self.longestAnswerSeconds)
    let answer = now.later(meanSeconds: mean, atLeast: 1, &dice.talk)
    work.nextLine = work.nextLine > now ? min(work.nextLine, answer) : answer
  }

  /// The representative greets, then answers once for what was written since.
  mutating func reply(_ work: inout Case, _ session: ActiveSession, by owner: Int) {
    let hasGreeted = work.flags.contains(.hasGreeted)
    let hasToAnswer = !hasGreeted && work.heard > 0
    work.flags.insert(.hasGreeted)
    work.nextLine = hasToAnswer ? now.advanced(bySeconds: 2) : .never
    guard hasGreeted else {
      return say(dice.talk.pick(Phrases.greetings), session.record.lsid, from: .representative(owner))
    }
    let replies = Phrases.replies
    let isOver = Int(work.line) >= replies.count
    say(
      isOver ? dice.talk.pick(Phrases.representativeFillers) : replies[Int(work.line)], session.record.lsid,
      from: .representative(owner))
    if !isOver { work.line += 1 }
  }

  /// Whether a person is in the middle of a conversation.
  func isTalking(_ work: Case) -> Bool {
    work.flags.contains(.hasPerson) && work.lastHeard.advanced(bySeconds: Self.quietSeconds) > now
  }
}
