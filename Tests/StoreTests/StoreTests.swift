import ApplianceDomain
import Archives
import Changes
import Determinism
import Foundation
import History
import Testing

@testable import Store

/// Writing, and reading back after the process has gone.
@Suite struct MemoryTests {
  @Test("an empty directory remembers nothing")
  func empty() throws {
    let place = try Place()
    let store = try place.open()
    #expect(try store.readMemory() == nil)
    #expect(try store.lastTime() == nil)
    #expect(try store.recordedSeed() == nil)
  }

  @Test("what was initialised is read back, and a second opening is a second life")
  func initialised() throws {
    let place = try Place()
    let memory = Memory(organization: Samples.organization, settings: Settings(licenses: 7))
    let store = try place.open()
    try store.initialise(memory, seed: .max)
    let first = try #require(try store.readMemory())
    #expect(first.lifetime == 1)
    #expect(first.organization == Samples.organization)
    #expect(first.settings == Settings(licenses: 7))
    #expect(first.accounts == Samples.organization.apiAccounts)
    store.close()
    let again = try place.open()
    #expect(try again.readMemory()?.lifetime == 2)
    #expect(try again.readMemory()?.lifetime == 2, "reading once more begins no further life")
    #expect(try again.recordedSeed() == .max)
  }

  @Test("a key that was used up is gone for good, at once and after restarts; the others stay in their order")
  func keys() throws {
    let place = try Place()
    let life = try place.begin()
    var made: [SessionKey] = []
    for number in 0..<3 {
      let request = SessionKeyRequest(
        queue: .general, ttl: 60,
        attributes: number == 1 ? [AttributeValue(codeName: "external_key", value: "é")] : [],
        priority: number == 2 ? 1 : nil, skills: number == 2 ? ["skill1"] : nil)
      guard case .sessionKey(let key) = try life.perform(.generateSessionKey(request)).outcome else { return }
      made.append(key.key)
    }
    try life.perform(.startSession(SessionRequest(method: .shortKey(made[0].shortKey))))
    #expect(try life.store.readMemory()?.sessionKeys == Array(made.dropFirst()))
    life.store.close()
    for _ in 0..<2 {
      let store = try place.open()
      #expect(try store.readMemory()?.sessionKeys == Array(made.dropFirst()))
      store.close()
    }
    let store = try place.open()
    _ = try store.readMemory()
    // The digits may come again, and belong to another key then.
    var again = made[0]
    again.accessKey = "ab"
    try store.write("Making the key again") { try $0.write(again) }
    #expect(try store.readMemory()?.sessionKeys == Array(made.dropFirst()) + [again])
    try store.write("Using it up") { try $0.removeSessionKey(again.shortKey) }
    try store.write("Making it a third time") { try $0.write(again) }
    #expect(try store.readMemory()?.sessionKeys == Array(made.dropFirst()) + [again])
  }

  @Test("accounts, tokens, keys and settings survive, in their order")
  func records() throws {
    let place = try Place()
    let life = try place.begin()
    let accounts = ["b", "a", "c"].map { Samples.account($0) }
    for account in accounts { try life.perform(.saveAccount(account)) }
    try life.perform(.deleteAccount(clientID: "c"))
    var renamed = accounts[0]
    renamed.name = "renamed"
    try life.perform(.saveAccount(renamed))
    for byte in [UInt8(1), 2, 3] {
      try life.perform(.issueToken(digest: Samples.digest(byte), clientID: "a", hint: "\(byte)"))
    }
    try life.perform(.generateSessionKey(SessionKeyRequest(queue: .team(1))))
    try life.perform(.changeSettings(Settings(promptBeforeSession: true)))
    let before = life.appliance.read { domain, now in
      (domain.accounts.all, domain.accounts.validTokens(at: now), domain.settings)
    }
    life.store.close()
    let memory = try #require(try place.open().readMemory())
    #expect(memory.accounts == before.0)
    #expect(memory.accounts.map(\.name) == ["Example", "renamed", "a"])
    #expect(memory.tokens == before.1)
    #expect(memory.tokens.map(\.hint) == ["1", "2", "3"])
    #expect(memory.sessionKeys.count == 1)
    #expect(memory.settings == before.2)
  }

  @Test("revoked tokens, expired tokens and used keys are not remembered")
  func forgotten() throws {
    let place = try Place()
    let life = try place.begin()
    try life.perform(.saveAccount(Samples.account("a")))
    try life.perform(.issueToken(digest: Samples.digest(1), clientID: "a", hint: "old"))
    life.appliance.advance(bySeconds: AccessToken.lifetime) {}
    try life.perform(.issueToken(digest: Samples.digest(2), clientID: "a", hint: "new"))
    try life.perform(.saveAccount(Samples.account("b")))
    try life.perform(.issueToken(digest: Samples.digest(3), clientID: "b", hint: "revoked"))
    try life.perform(.revokeTokens(clientID: "b"))
    guard
      case .sessionKey(let made) = try life.perform(
        .generateSessionKey(SessionKeyRequest(queue: .team(1)))
      ).outcome
    else { return }
    try life.perform(
      .startSession(SessionRequest(method: .shortKey(made.key.shortKey))))
    life.store.close()
    let memory = try #require(try place.open().readMemory())
    #expect(memory.tokens.map(\.hint) == ["new"])
    #expect(memory.sessionKeys.isEmpty)
    #expect(memory.lastLseq == 1)
  }

  @Test("after a reset the database is as small as what is left in it")
  func space() throws {
    let place = try Place()
    let life = try place.begin()
    let lsid = try life.start()
    for _ in 0..<200 {
      try life.perform(
        .sendChatMessage(lsid: lsid, from: .customer, body: String(repeating: "room ", count: 1000)))
    }
    let memory = Memory(organization: Samples.organization, settings: Settings())
    let number = life.appliance.reset(
      to: memory,
      domain: ApplianceDomain(memory: memory, capabilities: Samples.capabilities, seed: 1),
      clockStart: Samples.start, rate: 0)
    let copy = place.directory + "/copy"
    try life.store.copy(to: copy, upTo: number)
    let size = try #require(try FileManager.default.attributesOfItem(atPath: copy)[.size] as? Int)
    #expect(size < 600_000)
    try life.perform(.startSession(Samples.request()))
    life.store.close()
    #expect(try place.open().readMemory()?.lastLseq == 1)
  }

  @Test("the last time is that of the last batch, and a reset starts over")
  func reset() throws {
    let place = try Place()
    let life = try place.begin()
    life.appliance.advance(bySeconds: 1800) {}
    try life.perform(.startSession(Samples.request()))
    let memory = Memory(organization: Samples.organization, settings: Settings(licenses: 3))
    let number = life.appliance.reset(
      to: memory,
      domain: ApplianceDomain(memory: memory, capabilities: Samples.capabilities, seed: 1),
      clockStart: Samples.start, rate: 0)
    #expect(try life.store.sessions(.everything, withEvents: true, upTo: number).all().isEmpty)
    #expect(try life.store.lastTime() == Samples.start)
    #expect(try life.store.archives(on: CivilDate(Samples.start), upTo: number).map(\.kind) == [.state])
    life.store.close()
    let again = try #require(try place.open().readMemory())
    #expect(again.lifetime == 2)
    #expect(again.settings.licenses == 3)
    #expect(again.lastLseq == 0)
  }
}

/// Sessions across the death of a process.
@Suite struct SessionMemoryTests {
  @Test("a session and its events are read as they were written")
  func asWritten() throws {
    let place = try Place()
    let life = try place.begin(organization: Samples.organization)
    let recorded = Recorded()
    let number = try life.drive(into: recorded)
    let read = try life.store.sessions(.everything, withEvents: true, upTo: number).all()
    #expect(read.map(\.record) == recorded.sessions)
    #expect(read.map(\.events) == recorded.sessions.map { recorded.events[$0.lsid] ?? [] })
    #expect(read.contains { $0.record.representatives.count > 1 })
  }

  @Test("what ran when the process died is closed abnormally, and has no end")
  func abnormal() throws {
    let place = try Place()
    let life = try place.begin()
    try life.perform(.logIn(representative: 5))
    let ended = try life.start()
    let running = try life.start()
    try life.perform(.acceptSession(lsid: running, representative: 5))
    life.appliance.advance(bySeconds: 90) {}
    try life.perform(.sendChatMessage(lsid: running, from: .customer, body: "Still there?"))
    life.appliance.advance(bySeconds: 30) {}
    try life.perform(.endSession(lsid: ended, by: .system))
    life.store.close()
    let store = try place.open()
    #expect(try store.readMemory()?.lifetime == 2)
    let sessions = try store.sessions(.everything, withEvents: false, upTo: 0).all().map(\.record)
    #expect(sessions.map(\.closedAbnormally) == [false, true])
    #expect(sessions.map { $0.end != nil } == [true, false])
    #expect(sessions[1].representatives.map(\.isPresent) == [false])
    #expect(
      sessions[1].representatives.map(\.secondsInvolved) == [90],
      "nobody is in it for longer than it is known")
  }

  @Test("the seed data's active sessions are active again, with their history so far")
  func resumed() throws {
    let place = try Place()
    var organization = Samples.organization
    let lsid = "c69a8e10bea9428f816cfababe9815fe"
    organization.startup.activeSessions = [
      StartupSession(
        lsid: lsid, startedSecondsAgo: 3600, queue: .team(1),
        chat: [StartupChatLine(from: .customer, body: "Hello")])
    ]
    let life = try place.begin(organization: organization)
    let first = life.appliance.read { domain, _ in domain.sessions.eventCount(of: lsid) }
    life.store.close()
    let second = try place.begin(organization: organization)
    let count = second.appliance.read { domain, _ in domain.sessions.eventCount(of: lsid) }
    #expect(second.memory.startupSessions.map(\.eventCount) == [first])
    #expect(count == first)
    let number = try second.perform(
      .sendChatMessage(lsid: lsid, from: .customer, body: "Still here?")
    ).number
    let read = try second.store.sessions(
      SessionQuery(selection: .lsids([lsid])), withEvents: true, upTo: number
    ).all()
    #expect(read.map(\.record.closedAbnormally) == [false])
    #expect(read.first?.events.map(\.sequence) == Array(0...(first ?? 0)))
  }

  @Test("a session of the seed data that ended in one life runs again in the next")
  func endedAndResumed() throws {
    let place = try Place()
    var organization = Samples.organization
    let lsid = "da4b510978a541d49398e88c66e28475"
    organization.startup.activeSessions = [
      StartupSession(lsid: lsid, startedSecondsAgo: 3600, queue: .team(1))
    ]
    let life = try place.begin(organization: organization)
    let last = try life.perform(.endSession(lsid: lsid, by: .system)).number
    let query = SessionQuery(selection: .lsids([lsid]))
    let ended = try life.store.sessions(query, withEvents: false, upTo: last).all()
    #expect(ended.map { $0.record.end != nil } == [true])
    life.store.close()
    let again = try place.begin(organization: organization)
    let resumed = try again.store.sessions(query, withEvents: false, upTo: again.appliance.log.last).all()
    #expect(resumed.map { $0.record.end } == [nil])
    #expect(resumed.map(\.record.closedAbnormally) == [false])
    #expect(again.appliance.read { domain, _ in domain.sessions[lsid] != nil })
  }
}
