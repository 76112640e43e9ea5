import ApplianceDomain
import Determinism

/// How people answer the exit surveys: some of them, and not every question.
extension SupportCentre {
  /// How likely a question is answered with an option, each option is ticked, and a text is written.
  private static let (chooses, ticks, writes) = (0.9, 0.4, 0.5)

  mutating func answer(_ session: ActiveSession, by actor: Actor) {
    let isCustomer = actor == .customer
    let probability =
      isCustomer
      ? scenario.sessions.customerSurveyProbability : scenario.sessions.representativeSurveyProbability
    guard dice.sessions.chance(probability) else { return }
    let questions = exitSurveys.questions(
      isCustomer ? .customer : .representative, site: session.record.publicSite.id)
    guard !questions.isEmpty else { return }
    let responses = questions.flatMap { answers(to: $0, fromCustomer: isCustomer) }
    intents.append(
      .act(
        lsid: session.record.lsid, by: actor,
        isCustomer ? .customerExitSurvey(responses) : .representativeSurvey(responses)))
  }

  private mutating func answers(to question: SurveyQuestion, fromCustomer: Bool) -> [SurveyAnswer] {
    var texts: [String] = []
    switch question.form {
    case .radio, .select, .checkbox:
      if question.allowsSeveral {
        texts = question.options.filter { _ in dice.sessions.chance(Self.ticks) }.map(\.label)
      } else if dice.sessions.chance(Self.chooses) {
        texts = [dice.sessions.pick(question.options).label]
      }
    case .text, .textarea:
      guard dice.sessions.chance(Self.writes) else { break }
      let lines = question.form == .text ? Phrases.shortAnswers : Phrases.remarks
      texts = [dice.sessions.pick(fromCustomer ? lines.customer : lines.representative)]
    }
    // What was left open is part of the survey, too.
    return (texts.isEmpty ? [""] : texts).map { SurveyAnswer(question: question.name, answer: $0) }
  }
}
