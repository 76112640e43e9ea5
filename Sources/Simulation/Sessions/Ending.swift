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
    if work.flags.contains(.leavesFirst) { return leaveFirst(&work, lsid) }
    if work.flags.contains(.attended), !work.flags.contains(.hasPerson) {
      survey(
        lsid, Phrases.customerQuestions, scenario.sessions.customerSurveyProbability, by: .customer)
    }
    end(lsid, by: owner)
  }

  /// The customer closes the client, whether or not anybody is there to see it.
  mutating func leaveFirst(_ work: inout Case, _ lsid: String) {
    survey(
      lsid, Phrases.customerQuestions, scenario.sessions.customerSurveyProbability, by: .customer)
    intents.append(.customerLeaves(lsid: lsid))
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
    end(session.record.lsid, by: work.owner)
  }

  private mutating func end(_ lsid: String, by owner: Int) {
    let questions = Phrases.representativeQuestions
    let probability = scenario.sessions.representativeSurveyProbability
    survey(lsid, questions, probability, by: .representative(owner))
    intents.append(.endSession(lsid: lsid, by: .owner))
  }

  private mutating func survey(
    _ lsid: String, _ questions: [(question: String, answers: [String])], _ probability: Double,
    by actor: Actor
  ) {
    guard dice.sessions.chance(probability) else { return }
    let responses = questions.map {
      SurveyAnswer(question: $0.question, answer: dice.sessions.pick($0.answers))
    }
    let isCustomer = actor == .customer
    intents.append(
      .act(
        lsid: lsid, by: actor, isCustomer ? .customerExitSurvey(responses) : .representativeSurvey(responses))
    )
  }
}
