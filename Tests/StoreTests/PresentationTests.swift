import ApplianceDomain
import Changes
import Determinism
import GRDB
import History
import Testing

@testable import Store

/// Presentations, kept and read back.
@Suite struct PresentationTests {
  private let place: Place

  init() throws { place = try Place() }

  private func begin(_ name: String, in life: LifeOnDisk, by id: Int = 5) throws -> String {
    let outcome = try life.perform(.startPresentation(name: name, representative: id)).outcome
    guard case .presentation(let lsid) = outcome else { return "" }
    return lsid
  }

  private func read(_ store: Store, _ query: PresentationQuery = .everything) throws -> [ReportedPresentation]
  {
    try store.presentations(query, withEvents: true, upTo: 0).all()
  }

  @Test("what is read is what was told, with those who attended and every event, in its order")
  func reading() throws {
    let life = try place.begin()
    try life.perform(.logIn(representative: 5))
    try life.perform(.logIn(representative: 12))
    let first = try begin("News", in: life)
    let second = try begin("Tour", in: life, by: 12)
    life.appliance.advance(bySeconds: 60) {}
    for name in ["Ann", "Bob"] { try life.perform(.joinPresentation(lsid: first, name: name)) }
    try life.perform(.present(lsid: first, representative: 12))
    let ann = try #require(life.appliance.read { domain, _ in domain.presentations[first]?.attendees.first })
    try life.perform(.leavePresentation(lsid: first, attendee: ann.gsnumber))
    try life.perform(.joinPresentation(lsid: first, name: "Ann"))
    try life.perform(.sendPresentationMessage(lsid: first, from: .representative(5), body: "Good \"day\""))
    life.appliance.advance(bySeconds: 540) {}
    try life.perform(.endPresentation(lsid: first))

    let recorded = Recorded()
    recorded.read(life.batches)
    let all = try read(life.store)
    #expect(all.map(\.record.lsid) == [first, second])
    for presentation in all {
      let lsid = presentation.record.lsid
      #expect(presentation.record == recorded.presentations[lsid])
      #expect(presentation.attendees == recorded.attendees[lsid] ?? [])
      #expect(presentation.events == recorded.presentationEvents[lsid])
    }
    let ended = try #require(all.first)
    #expect(ended.attendees.map(\.username) == ["Ann", "Bob", "Ann"])
    #expect(ended.record.end == Samples.start.advanced(bySeconds: 600))
    #expect(ended.record.hasShownScreen)
    #expect(ended.record.representatives.map(\.id) == [5, 12])
    #expect(ended.record.representatives.map(\.secondsInvolved) == [600, 540])
    #expect(ended.record.lseq < all[1].record.lseq)
  }

  @Test("a presentation and a support session of one LSID are kept apart")
  func sameLSID() throws {
    let life = try place.begin()
    let lsid = try life.start()
    var event = SessionEvent(
      lsid: lsid, sequence: 0, timestamp: Samples.start, detail: .chatMessage(body: "Talk"),
      performedBy: .system)
    event.isInPresentation = true
    let record = PresentationRecord(
      lsid: lsid, lseq: 7, name: "Talk", start: Samples.start, end: Samples.start, owner: 5, isRecorded: false
    )
    try life.store.write("Writing a presentation") { statements in
      var ids = SessionIDs()
      try statements.write(record, &ids)
      try statements.write(event, ofPresentation: ids)
    }
    let talk = try #require(try life.store.presentation(lsid, upTo: 0))
    #expect(talk.record == record && talk.events == [event])
    let session = try life.store.sessions(
      SessionQuery(selection: .lsids([lsid])), withEvents: true, upTo: 0
    ).next()
    #expect(session?.events.contains { $0.detail == .chatMessage(body: "Talk") } == false)
  }

  @Test("a restart closes what went on abnormally, with its people there until the last event")
  func restart() throws {
    var lsid = ""
    do {
      let life = try place.begin()
      try life.perform(.logIn(representative: 5))
      lsid = try begin("News", in: life)
      life.appliance.advance(bySeconds: 90) {}
      try life.perform(.sendPresentationMessage(lsid: lsid, from: .representative(5), body: "Last words"))
      life.appliance.advance(bySeconds: 600) {}
      try life.perform(.logIn(representative: 12))
      life.store.close()
    }
    let life = try place.begin()
    let talk = try #require(try life.store.presentation(lsid, upTo: 0))
    #expect(talk.record.closedAbnormally && talk.record.end == nil)
    #expect(talk.record.representatives.map(\.isPresent) == [false])
    #expect(talk.record.representatives.map(\.secondsInvolved) == [90])
    try life.perform(.logIn(representative: 5))
    let next = try begin("Again", in: life)
    let later = try #require(try life.store.presentation(next, upTo: 0))
    #expect(later.record.lseq > talk.record.lseq && !later.record.closedAbnormally)
  }

  private static let count = 150

  /// Presentations by number: every tenth goes on, the others take an hour; there are three who create them.
  private static func talk(_ number: Int) -> PresentationRecord {
    let start = Samples.start.advanced(bySeconds: Int64(number / 2) * 60)
    return PresentationRecord(
      lsid: "\(number)", lseq: Int64(number + 1), name: "T", start: start,
      end: number % 10 == 0 ? nil : start.advanced(bySeconds: 3600), owner: number % 3, isRecorded: true)
  }

  @Test("a query brings exactly its presentations, page by page, and walks no table")
  func queries() throws {
    let store = try place.open()
    try store.initialise(Memory(organization: Samples.organization, settings: Settings()), seed: 1)
    try store.write("Filling the history") { statements in
      var ids = SessionIDs()
      for number in (0..<Self.count).reversed() { try statements.write(Self.talk(number), &ids) }
    }
    let (from, to) = (Samples.start.advanced(bySeconds: 600), Samples.start.advanced(bySeconds: 5400))
    let cases: [(PresentationQuery, (PresentationRecord) -> Bool)] = [
      (.everything, { _ in true }),
      (PresentationQuery(selection: .started(from: from, to: to)), { from <= $0.start && $0.start < to }),
      (
        PresentationQuery(selection: .ended(from: from, to: to)),
        { $0.end.map { from <= $0 && $0 < to } ?? false }
      ),
      (
        PresentationQuery(selection: .started(from: from, to: nil), owners: [2, 0, 9]),
        { from <= $0.start && $0.owner != 1 }
      ),
      (PresentationQuery(selection: .ended(from: to, to: nil), owners: []), { _ in false }),
      (
        PresentationQuery(selection: .lsids(["7", "x", "3"]), owners: [9]), { ["3", "7"].contains($0.lsid) }
      ),
    ]
    let all = (0..<Self.count).map { Self.talk($0) }
    for (query, matches) in cases {
      #expect(try read(store, query).map(\.record) == all.filter(matches))
      let selection = PresentationSelection(query)
      let plan = try store.pool.read { database in
        try GRDB.Row.fetchAll(
          database, sql: "EXPLAIN QUERY PLAN " + selection.sql,
          arguments: try selection.arguments() + ["start": 0, "lseq": 0, "last": 0, "limit": 32]
        ).map { $0["detail"] as String }
      }
      #expect(!plan.contains { $0.hasPrefix("SCAN presentation") }, "\(query): \(plan)")
    }
  }
}

extension PresentationQuery {
  static let everything = PresentationQuery(selection: .started(from: Timestamp(seconds: 0), to: nil))
}

extension PresentationCursor {
  /// The rest of the presentations.
  fileprivate func all() throws -> [ReportedPresentation] {
    var presentations: [ReportedPresentation] = []
    while let next = try next() { presentations.append(next) }
    return presentations
  }
}
