import ApplianceDomain
import Changes
import Determinism
import GRDB
import History
import Testing

@testable import Store

@Suite("what API accounts write into chats of sessions")
struct AccountMessageTests {
  @Test("the account behind a message in a session is kept with it, and so is when it was sent")
  func sessions() throws {
    let place = try Place()
    let life = try place.begin()
    try life.perform(.logIn(representative: 5))
    let lsid = try life.start()
    let sent = Samples.start.advanced(bySeconds: -90)
    try life.perform(
      .sendMessage(
        AccountMessage(
          chat: .session(lsid: lsid, from: .customer), body: "Hi", sent: sent, account: "Bot")))
    let number = life.appliance.log.last
    let query = SessionQuery(selection: .lsids([lsid]))
    let session = try #require(try life.store.sessions(query, withEvents: true, upTo: number).next())
    // It was sent before the session began.
    let event = try #require(session.events.first)
    #expect(event.detail == .chatMessage(body: "Hi"))
    #expect(event.account == "Bot")
    #expect(event.timestamp == sent)
    #expect(session.events.dropFirst().allSatisfy { $0.account == nil })
  }

  @Test("the events of a session come in the order of their seconds, and those of one second as they came")
  func order() throws {
    let place = try Place()
    let life = try place.begin()
    let (first, second) = (try life.start(), try life.start())
    func write(_ body: String, in lsid: String, at seconds: Int64) throws {
      try life.perform(
        .sendMessage(
          AccountMessage(
            chat: .session(lsid: lsid, from: .system), body: body,
            sent: Samples.start.advanced(bySeconds: seconds), account: "Bot")))
    }
    life.appliance.advance(bySeconds: 60) {}
    for (body, seconds) in [("c", 60), ("b", 30), ("d", 60), ("a", 10), ("with the beginning", 0)]
      as [(String, Int64)]
    {
      try write(body, in: first, at: seconds)
    }
    try write("alone", in: second, at: 60)
    let number = life.appliance.log.last
    let cursor = try life.store.sessions(.everything, withEvents: true, upTo: number)
    let sessions = try cursor.all()
    func told(_ session: ReportedSession) -> [String] {
      session.events.compactMap { if case .chatMessage(let body) = $0.detail { body } else { nil } }
    }
    #expect(sessions.map(told) == [["with the beginning", "a", "b", "c", "d"], ["alone"]])
    for session in sessions {
      #expect(session.events.first?.detail == .sessionStart)
      #expect(session.events.map(\.timestamp.seconds) == session.events.map(\.timestamp.seconds).sorted())
      #expect(Set(session.events.map(\.sequence)) == Set(session.events.indices))
    }
  }

  @Test("the last thing known of a session that closed abnormally is its latest event")
  func abnormal() throws {
    let place = try Place()
    let life = try place.begin()
    let lsid = try life.start()
    life.appliance.advance(bySeconds: 60) {}
    try life.perform(
      .setSessionAttributes(lsid: lsid, [AttributeValue(codeName: AttributeValue.externalKey, value: "K")]))
    try life.perform(
      .sendMessage(
        AccountMessage(
          chat: .session(lsid: lsid, from: .system), body: "Hi", sent: Samples.start, account: "Bot")))
    let times = try life.store.read("Reading the latest event") { database in
      try Int64.fetchAll(database, sql: SessionRowReader.lastEventSQL, arguments: [1])
    }
    #expect(times == [Samples.start.advanced(bySeconds: 60).milliseconds])
  }
}
