import ApplianceDomain
import Changes
import Determinism
import DomainTesting
import GRDB
import History
import Testing

@testable import Store

@Suite("the activity of teams on the disk")
struct TeamActivityTests {
  private static let desk = TeamIdentity(1)
  private static let start = Samples.start

  private func steps(
    _ history: some TeamHistoryReading, _ teams: [TeamIdentity] = [desk], from: Timestamp = start,
    to: Timestamp? = nil, upTo number: UInt64 = 0
  ) throws -> [TeamActivityStep] {
    let cursor = try history.activity(of: teams, from: from, to: to, upTo: number)
    var steps: [TeamActivityStep] = []
    while let next = try cursor.next() { steps.append(next) }
    return steps
  }

  private func told(_ life: LifeOnDisk) -> [TeamEvent] {
    life.batches.flatMap(\.entries).compactMap {
      if case .record(.teamEvent(let event)) = $0 { event } else { nil }
    }
  }

  @Test("every kind of event is read back as it was told, also after the process has gone")
  func roundTrip() throws {
    let place = try Place()
    let life = try place.begin()
    try life.perform(.logIn(representative: 5))
    try life.perform(.logIn(representative: 12))
    let lsid = try life.start()
    try life.perform(.acceptSession(lsid: lsid, representative: 12))
    try life.perform(.transferSession(lsid: lsid, queue: .team(1)))
    try life.perform(.transferSession(lsid: lsid, queue: .general))
    try life.perform(.joinSession(lsid: lsid, representative: 12))
    try life.perform(.pinSession(lsid: lsid, representative: 12, team: 1))
    try life.perform(.changePinnedSession(id: 1, representative: 12, .setPassword))
    let files = [SharedFile(name: "a \"b\"☀", size: 7), SharedFile(name: "dir", size: 0, isDirectory: true)]
    let deeds: [TeamDeed] = [
      .say("tea? \u{1}", to: 12), .share(files), .monitor(12), .stopMonitoring(12),
      .transfer(files[0], .upload, with: 12), .transfer(files[0], .download, with: 12, failure: "Full"),
    ]
    for deed in deeds { try life.perform(.actInTeam(team: 1, representative: 5, deed)) }
    try life.perform(.setConnected(representative: 5, false))
    try life.perform(
      .sendMessage(
        AccountMessage(
          chat: .team(1, from: nil), body: "earlier", sent: Samples.start.advanced(bySeconds: -60),
          account: "Bot")))
    let number = try life.perform(.logOut(representative: 12)).number
    let expected = told(life)
    #expect(Set(expected.map(\.kind)).count > 12)
    let naive = NaiveTeamHistory { expected }
    let before = Samples.start.advanced(bySeconds: -60)
    #expect(try steps(life.store, from: before, upTo: number) == steps(naive, from: before))
    let pins = life.appliance.read { domain, _ in domain.teams.pinned }
    life.store.close()
    let store = try place.open()
    #expect(try steps(store, from: before) == steps(naive, from: before))
    #expect(try store.readMemory()?.pinnedSessions == pins)
    #expect(pins.map(\.id) == [1])
  }

  @Test("a pinned session that was moved or taken away is so at the next start")
  func pins() throws {
    let place = try Place()
    let life = try place.begin()
    try life.perform(.logIn(representative: 5))
    let lsid = try life.start()
    try life.perform(.acceptSession(lsid: lsid, representative: 5))
    for _ in 1...3 { try life.perform(.pinSession(lsid: lsid, representative: 5, team: 1)) }
    try life.perform(.changePinnedSession(id: 2, representative: 5, .unpin))
    life.store.close()
    let again = try place.begin()
    #expect(again.appliance.read { domain, _ in domain.teams.pinned.map(\.id) } == [1, 3])
  }

  @Test("any window of any history is what a plain reading finds, with those who were logged in before")
  func windows() throws {
    var dice = SeededGenerator(seed: 3, stream: "team-history")
    let teams = [TeamIdentity(1), TeamIdentity(2), TeamIdentity(1, isEmbassy: true)]
    var present: [TeamIdentity: [Int: TeamEvent]] = [:]
    var time: Int64 = 0
    let events = (1...900).map { number -> TeamEvent in
      time += Int64(dice.below(3))
      let (team, id) = (dice.pick(teams), dice.int(in: 1...6))
      let party = Party(type: .representative, gsnumber: number, name: "Rep \(id)", userID: id)
      var event = TeamEvent(
        number: UInt64(number), team: team, timestamp: Self.start.advanced(bySeconds: time),
        kind: .chatMessage, performedBy: party, body: "\(number)")
      if dice.chance(0.5) {
        if present[team]?[id] == nil {
          event.kind = .memberAdded
          event.member = SessionEvent.MemberDetails(
            name: "Rep \(id)", privateName: "Private \(number)", userID: id, privateIP: "10.0.0.\(id)",
            publicIP: "192.0.2.1:\(number)", hostname: "PC", operatingSystem: "OS")
        } else {
          event.kind = .memberDeparted
        }
        present[team, default: [:]][id] = event.kind == .memberAdded ? event : nil
      }
      return event
    }
    let place = try Place()
    let store = try place.open()
    try store.write("Writing") { statements in for event in events { try statements.write(event) } }
    // Writing one twice is the same as writing it once.
    try store.write("Writing") { try $0.write(events[899]) }
    let naive = NaiveTeamHistory { events }
    for _ in 1...60 {
      let from = Self.start.advanced(bySeconds: Int64(dice.below(Int(time))))
      let to = dice.chance(0.3) ? nil : from.advanced(bySeconds: Int64(dice.below(300)))
      let asked = dice.chance(0.5) ? teams : [dice.pick(teams)]
      #expect(try steps(store, asked, from: from, to: to) == steps(naive, asked, from: from, to: to))
    }
    #expect(events.count > 3 * TeamActivityPages.pageSize)
  }

  @Test("who was logged in when the process died has departed then, and what is told later is left out")
  func deaths() throws {
    let place = try Place()
    let life = try place.begin()
    try life.perform(.logIn(representative: 5))
    life.appliance.advance(bySeconds: 60) {}
    life.appliance.recordTime()
    let last = life.appliance.log.last
    #expect(try steps(life.store, upTo: last).count == 2)
    life.store.close()
    let again = try place.begin()
    let number = try again.perform(.logIn(representative: 12)).number
    let now = again.appliance.now
    let departed = try steps(again.store, upTo: number).suffix(2).first
    guard case .event(let departure)? = departed else { return #expect(Bool(false)) }
    #expect(departure.kind == .memberDeparted && departure.performedBy.userID == 5)
    #expect(departure.timestamp == life.appliance.now)
    let opened = try again.store.activity(of: [Self.desk], from: now, to: nil, upTo: number)
    try again.perform(.logOut(representative: 12))
    guard case .team(_, let loggedIn)? = try opened.next() else { return #expect(Bool(false)) }
    #expect(loggedIn.map(\.id) == [5], "the departure is the first thing in the window")
    for kind in [TeamEvent.Kind.memberDeparted, .memberAdded] {
      guard case .event(let event)? = try opened.next() else { return #expect(Bool(false)) }
      #expect(event.kind == kind)
    }
    #expect(try opened.next() == nil)
    let afterwards = try again.store.activity(
      of: [Self.desk], from: now.advanced(byMilliseconds: 1), to: nil, upTo: number)
    #expect(try afterwards.next() == nil, "nothing more is told")
  }

  @Test("a team's events are found by an index in their order, and logins person by person")
  func plans() throws {
    let place = try Place()
    let store = try place.open()
    func plan(_ sql: String) throws -> [String] {
      try store.read("Explaining") { database in
        try GRDB.Row.fetchAll(
          database, sql: "EXPLAIN QUERY PLAN " + sql,
          arguments: StatementArguments(
            ["embassy": 0, "team": 1, "time": 0, "number": 0, "to": 1, "last": 1, "limit": 1].filter {
              sql.contains(":" + $0.key)
            })
        ).map { $0["detail"] as String }
      }
    }
    let page = try plan(TeamEventColumns.page)
    #expect(page.count == 1)
    #expect(page[0].hasPrefix("SEARCH team_event USING INDEX team_event_by_team (is_embassy=? AND team=?"))
    let present = try plan(TeamLoginColumns.present)
    #expect(present.contains { $0.contains("SEARCH login USING PRIMARY KEY") }, "\(present)")
    #expect(!present.contains { $0.hasPrefix("SCAN team_login") || $0.contains("TEMP B-TREE") }, "\(present)")
  }
}
