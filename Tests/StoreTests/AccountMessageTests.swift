import ApplianceDomain
import Changes
import Determinism
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
    let event = try #require(session.events.last)
    #expect(event.detail == .chatMessage(body: "Hi"))
    #expect(event.account == "Bot")
    #expect(event.timestamp == sent)
    #expect(session.events.dropLast().allSatisfy { $0.account == nil })
  }
}
