import ApplianceDomain
import Changes
import Determinism
import History
import Testing

@testable import Store

@Suite("what API accounts write into chats")
struct TeamMessageTests {
  private static func message(
    _ chat: AccountMessage.Chat, _ body: String, secondsAgo: Int64 = 0
  ) -> Intent {
    .sendMessage(
      AccountMessage(
        chat: chat, body: body, sent: Samples.start.advanced(bySeconds: -secondsAgo), account: "Bot"))
  }

  @Test("the messages of teams are read back by team and time, also after the process has gone")
  func teams() throws {
    let place = try Place()
    let life = try place.begin()
    try life.perform(.logIn(representative: 5))
    let team = try #require(
      Samples.organization.teams.first { $0.members.contains { $0.representative == 5 } }?.id)
    try life.perform(Self.message(.team(team, from: 5, to: 5), "private"))
    try life.perform(Self.message(.team(team, from: nil), "[b]☀[/b]", secondsAgo: 60))
    try life.perform(Self.message(.team(team, from: nil), "later", secondsAgo: 30))
    let number = life.appliance.log.last
    let start = Samples.start.advanced(bySeconds: -60)

    func bodies(_ store: Store, from: Timestamp, to: Timestamp? = nil, team: Int? = nil, upTo: UInt64 = 0)
      throws
      -> [String]
    {
      try store.teamMessages(from: from, to: to, team: team, upTo: upTo).map(\.body)
    }
    #expect(try bodies(life.store, from: start, upTo: number) == ["[b]☀[/b]", "later", "private"])
    life.store.close()
    let store = try place.open()
    #expect(try bodies(store, from: start) == ["[b]☀[/b]", "later", "private"])
    #expect(try bodies(store, from: start, team: team + 1) == [])
    #expect(try bodies(store, from: start.advanced(bySeconds: 1), to: Samples.start) == ["later"])
    let first = try #require(try store.teamMessages(from: start, to: nil, team: team, upTo: 0).first)
    #expect(
      first
        == TeamMessage(team: team, timestamp: start, body: "[b]☀[/b]", performedBy: .system, account: "Bot"))
    let last = try #require(try store.teamMessages(from: Samples.start, to: nil, team: team, upTo: 0).first)
    #expect(last.performedBy.userID == 5)
    #expect(last.destination == last.performedBy)
  }

  @Test("the account behind a message in a session is kept with it, and so is when it was sent")
  func sessions() throws {
    let place = try Place()
    let life = try place.begin()
    try life.perform(.logIn(representative: 5))
    let lsid = try life.start()
    try life.perform(Self.message(.session(lsid: lsid, from: .customer), "Hi", secondsAgo: 90))
    let number = life.appliance.log.last
    let query = SessionQuery(selection: .lsids([lsid]))
    let session = try #require(try life.store.sessions(query, withEvents: true, upTo: number).next())
    let event = try #require(session.events.last)
    #expect(event.detail == .chatMessage(body: "Hi"))
    #expect(event.account == "Bot")
    #expect(event.timestamp == Samples.start.advanced(bySeconds: -90))
    #expect(session.events.dropLast().allSatisfy { $0.account == nil })
  }
}
