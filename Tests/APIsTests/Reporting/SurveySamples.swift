import ApplianceDomain
import Determinism
import History
import Locking

/// A history of surveys in memory, with the plainest reading of a query.
final class FakeSurveys: SurveyReading {
  let surveys: [ReportedSurvey]
  let fails: Bool
  private let queries = Lock<[SurveyQuery]>([])

  init(_ surveys: [ReportedSurvey], fails: Bool = false) {
    self.surveys = surveys
    self.fails = fails
  }

  /// The last query; nil before the first one.
  var lastQuery: SurveyQuery? { queries.withLock { $0.last } }

  func surveys(_ query: SurveyQuery, upTo number: UInt64) throws -> any SurveyCursor {
    if fails { throw FakeHistory.Failure() }
    queries.withLock { $0.append(query) }
    return Cursor(surveys.filter { matches($0, query) })
  }

  private func matches(_ survey: ReportedSurvey, _ query: SurveyQuery) -> Bool {
    let session = survey.session
    guard survey.survey.kind == query.kind, query.site ?? session.publicSite.id == session.publicSite.id
    else {
      return false
    }
    switch query.selection {
    case .lsids(let lsids): return lsids.contains(session.lsid)
    case .started(let from, let to):
      guard session.start >= from, to.map({ session.start < $0 }) ?? true else { return false }
    case .ended(let from, let to):
      guard let end = session.end, end >= from, to.map({ end < $0 }) ?? true else { return false }
    }
    switch query.party {
    case .anybody: return true
    case .anyRepresentative: return session.primaryRepresentative != nil
    case .representative(let id): return session.primaryRepresentative?.id == id
    case .anyTeam: return !session.teams.isEmpty
    case .team(let id): return session.teams.last?.id == id
    }
  }

  private final class Cursor: SurveyCursor {
    private let rest: Lock<ArraySlice<ReportedSurvey>>
    init(_ surveys: [ReportedSurvey]) { rest = Lock(surveys[...]) }
    func next() -> ReportedSurvey? { rest.withLock { $0.popFirst() } }
  }
}

extension Samples {
  /// Surveys of customers: of the session with everything, of one at another site that closed abnormally, of one that
  /// runs, of one that nobody accepted; and of two representatives.
  static var surveys: [ReportedSurvey] {
    [
      survey(
        .customer, running, "Dora", [SurveyRecord.Answer(question: 2, option: 1, text: "no")]),
      survey(
        .customer, ended, "Bob \"B\" <bob>",
        [
          SurveyRecord.Answer(question: 1, option: nil, text: "Very & <well>"),
          SurveyRecord.Answer(question: 3, option: 2, text: "r"),
          SurveyRecord.Answer(question: 3, option: 0, text: "s"),
        ]),
      survey(.representative, ended, "John S.", [SurveyRecord.Answer(question: 6, option: 0, text: "y")]),
      survey(.representative, ended, "Eva S.", []),
      survey(
        .customer, broken, "Carl", [SurveyRecord.Answer(question: 4, option: nil, text: "Leeds")],
        lastEvent: at(-5910)), survey(.customer, waiting, "Emma", []),
    ]
  }

  private static func survey(
    _ kind: SurveyKind, _ session: ReportedSession, _ submitter: String, _ answers: [SurveyRecord.Answer],
    lastEvent: Timestamp? = nil
  ) -> ReportedSurvey {
    ReportedSurvey(
      survey: SurveyRecord(
        lsid: session.record.lsid, place: 9, kind: kind, submitter: submitter, time: at(0), answers: answers),
      session: session.record, lastEvent: lastEvent)
  }
}
