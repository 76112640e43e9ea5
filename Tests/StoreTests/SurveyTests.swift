import ApplianceDomain
import Changes
import Determinism
import DomainTesting
import GRDB
import History
import Testing

@testable import Store

/// Exit surveys, kept and read back.
@Suite struct SurveyTests {
  private let place: Place

  init() throws { place = try Place() }

  private var organization: Organization {
    var organization = Samples.organization
    organization.exitSurveys = TestOrganization.surveys
    return organization
  }

  private func read(_ store: Store, _ query: SurveyQuery) throws -> [ReportedSurvey] {
    let cursor = try store.surveys(query, upTo: 0)
    var surveys: [ReportedSurvey] = []
    while let next = try cursor.next() { surveys.append(next) }
    return surveys
  }

  private func everything(_ kind: SurveyKind, _ party: SurveyQuery.Party = .anybody) -> SurveyQuery {
    SurveyQuery(
      kind: kind, selection: .started(from: Timestamp(seconds: 0), to: nil), party: party)
  }

  @Test("a survey is found by whoever owns its session in the end, and by its final team")
  func final() throws {
    let life = try place.begin(organization: organization)
    for id in [5, 12] { try life.perform(.logIn(representative: id)) }
    let lsid = try life.start()
    try life.perform(.acceptSession(lsid: lsid, representative: 5))
    let answers = [
      SurveyAnswer(question: "how", answer: "\"Well\" ☀"), SurveyAnswer(question: "praise", answer: "Result"),
      SurveyAnswer(question: "praise", answer: "Speed"),
    ]
    try life.perform(.act(lsid: lsid, by: .customer, .customerExitSurvey(answers)))
    #expect(try read(life.store, everything(.customer, .representative(5))).count == 1)
    #expect(try read(life.store, everything(.customer, .team(1))).count == 1)
    try life.perform(.acceptSession(lsid: lsid, representative: 12))
    try life.perform(.act(lsid: lsid, by: .representative(12), .representativeSurvey([])))
    life.appliance.advance(bySeconds: 60) {}
    try life.perform(.endSession(lsid: lsid, by: .owner))

    #expect(try read(life.store, everything(.customer, .representative(5))).isEmpty)
    let found = try read(life.store, everything(.customer, .representative(12)))
    let survey = try #require(found.first)
    #expect(found.count == 1 && survey.survey.submitter == "Ada" && survey.lastEvent == nil)
    #expect(survey.survey.answers.map(\.text) == ["\"Well\" ☀", "r", "s"])
    #expect(survey.survey.answers.map(\.option) == [nil, 2, 0])
    #expect(survey.session.end == Samples.start.advanced(bySeconds: 60))
    let own = try read(life.store, everything(.representative))
    #expect(own.map(\.survey.submitter) == ["R12"])
    let session = try life.store.sessions(
      SessionQuery(selection: .lsids([lsid])), withEvents: true, upTo: 0
    ).next()
    #expect(session?.surveys == (found + own).map(\.survey))
    let ended = SurveyQuery(
      kind: .customer, selection: .ended(from: Samples.start.advanced(bySeconds: 60), to: nil))
    #expect(try read(life.store, ended) == found)
  }

  @Test("a restart leaves surveys as they are, and tells how long their sessions are known to have gone on")
  func restart() throws {
    var lsid = ""
    do {
      let life = try place.begin(organization: organization)
      try life.perform(.logIn(representative: 5))
      lsid = try life.start()
      try life.perform(.acceptSession(lsid: lsid, representative: 5))
      life.appliance.advance(bySeconds: 40) {}
      try life.perform(.act(lsid: lsid, by: .customer, .customerExitSurvey([])))
      life.store.close()
    }
    let life = try place.begin()
    let found = try read(life.store, SurveyQuery(kind: .customer, selection: .lsids([lsid, "none"])))
    #expect(found.map(\.session.closedAbnormally) == [true])
    #expect(found.map(\.lastEvent) == [Samples.start.advanced(bySeconds: 40)])
  }

  @Test(
    "a session of the seed data that is active again keeps its surveys, and gets others' but no second one")
  func resumed() throws {
    var organization = organization
    let lsid = "0123456789abcdef0123456789abcdef"
    organization.representatives[0].loggedInAtStart = true
    organization.startup.activeSessions = [
      StartupSession(lsid: lsid, startedSecondsAgo: 60, queue: .team(1), representative: 5)
    ]
    let customers = Intent.act(lsid: lsid, by: .customer, .customerExitSurvey([]))
    let first = try place.begin(organization: organization)
    try first.perform(customers)
    first.store.close()
    let second = try place.begin(organization: organization)
    #expect(throws: Refusal.alreadySurveyed(lsid)) { try second.perform(customers) }
    try second.perform(.act(lsid: lsid, by: .representative(5), .representativeSurvey([])))
    for kind in SurveyKind.allCases {
      #expect(try read(second.store, everything(kind, .representative(5))).count == 1)
    }
  }

  private static let count = 150

  @Test("a query brings exactly its surveys, page by page, and walks no table")
  func queries() throws {
    let store = try place.open()
    try store.initialise(Memory(organization: Samples.organization, settings: Settings()), seed: 1)
    try store.write("Filling the history") { statements in
      var ids = SessionIDs()
      for number in (0..<Self.count).reversed() {
        try statements.write(HistoryTests.session(number), &ids)
        for place in 0..<(number % 3) { try statements.write(Self.survey(number, place), &ids) }
      }
    }
    let (from, to) = (Samples.start.advanced(bySeconds: 600), Samples.start.advanced(bySeconds: 5400))
    let started = SessionQuery.Selection.started(from: from, to: nil)
    let cases: [(SurveyQuery, (SessionRecord) -> Bool)] = [
      (SurveyQuery(kind: .customer, selection: started), { from <= $0.start }),
      (
        SurveyQuery(kind: .customer, selection: .ended(from: from, to: to)),
        { $0.end.map { from <= $0 && $0 < to } ?? false }
      ),
      (
        SurveyQuery(kind: .customer, selection: started, party: .representative(5)),
        { from <= $0.start && $0.primaryRepresentative?.id == 5 }
      ),
      (
        SurveyQuery(kind: .customer, selection: started, party: .anyRepresentative, site: 2),
        { from <= $0.start && $0.primaryRepresentative != nil && $0.publicSite.id == 2 }
      ),
      (
        SurveyQuery(kind: .customer, selection: started, party: .anyTeam),
        { from <= $0.start && !$0.teams.isEmpty }
      ),
      (
        SurveyQuery(kind: .customer, selection: started, party: .team(5)),
        { from <= $0.start && $0.teams.last?.id == 5 }
      ),
      (
        SurveyQuery(kind: .customer, selection: .lsids(["7", "8", "x"]), party: .team(99), site: 1),
        { $0.lsid == "8" }
      ), (SurveyQuery(kind: .representative, selection: started), { _ in false }),
    ]
    let all = (0..<Self.count).flatMap { number in
      (0..<(number % 3)).map { (HistoryTests.session(number), Self.survey(number, $0)) }
    }
    for (query, matches) in cases {
      let expected = all.filter { matches($0.0) && query.kind == .customer }
      let found = try read(store, query)
      #expect(found.map(\.survey) == expected.map(\.1), "\(query)")
      #expect(found.map(\.session) == expected.map(\.0), "\(query)")
      let selection = SurveySelection(query)
      let plan = try store.pool.read { database in
        try GRDB.Row.fetchAll(
          database, sql: "EXPLAIN QUERY PLAN " + selection.sql,
          arguments: try selection.arguments()
            + ["start": 0, "lseq": 0, "place": 0, "last": 0, "limit": 32]
        ).map { $0["detail"] as String }
      }
      #expect(
        !plan.contains { $0.hasPrefix("SCAN survey") || $0.hasPrefix("SCAN session") }, "\(query): \(plan)")
    }
  }

  private static func survey(_ number: Int, _ place: Int) -> SurveyRecord {
    SurveyRecord(
      lsid: "\(number)", place: place, kind: .customer, submitter: "c", time: Samples.start,
      answers: [SurveyRecord.Answer(question: number, option: nil, text: "\(place)")])
  }
}
