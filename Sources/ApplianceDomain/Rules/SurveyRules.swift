import Determinism

/// Exit surveys (guide: "Download Survey Reports with SupportCustExitSurvey and SupportRepExitSurvey").
///
/// `Undocumented:` whether somebody may submit two in one session. The guide speaks of one; a second is refused. A
/// restart forgets which representatives have submitted one.
extension ApplianceDomain {
  /// Takes a survey in a session: its answers must be to the questions that are configured for the session's public
  /// site. Where none are, it is told as it came, and nothing of it is shown in the reports on surveys.
  ///
  /// - Returns: the activity that events tell, with the questions' labels and the options' logged values.
  mutating func takeSurvey(
    _ activity: SessionActivity, by actor: Actor, in session: ActiveSession, at now: Timestamp
  ) throws(Refusal) -> SessionActivity {
    guard let kind = activity.kind.survey, case .answers(let given)? = activity["responses"] else {
      return activity
    }
    let record = session.record
    guard !session.counters.surveyed.contains(actor) else { throw .alreadySurveyed(record.lsid) }
    let questions = organization.exitSurveys.questions(kind, site: record.publicSite.id)
    var activity = activity
    var answers: [SurveyRecord.Answer] = []
    if !questions.isEmpty {
      do throws(SurveyMisfit) {
        let resolved = try questions.resolve(given)
        answers = resolved.answers
        activity =
          kind == .customer ? .customerExitSurvey(resolved.pairs) : .representativeSurvey(resolved.pairs)
      } catch { throw .surveyMisfit(error) }
    }
    var submitter = record.customer.username
    if case .representative(let id) = actor { submitter = account(id)?.privateDisplayName ?? "" }
    sessions.update(record.lsid) { $0.counters.surveyed.append(actor) }
    let place = sessions.eventCount(of: record.lsid) ?? 0
    keep(
      .survey(
        SurveyRecord(
          lsid: record.lsid, place: place, kind: kind, submitter: submitter, time: now, answers: answers)))
    return activity
  }
}

extension SessionActivity.Kind {
  /// The survey that it tells of; nil where it is something else.
  public var survey: SurveyKind? {
    switch self {
    case .customerExitSurvey: .customer
    case .representativeSurvey: .representative
    default: nil
    }
  }
}
