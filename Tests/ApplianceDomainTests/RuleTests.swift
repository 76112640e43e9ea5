import ApplianceDomain
import Determinism
import DomainTesting
import Testing

private let owned = TestOrganization.ownedLSID

@Suite("Consoles and queues") struct ConsoleTests {
  @Test("a log out lets the session fall back to the team that had it, else to everybody")
  func fallsBack() throws {
    var audited = Audited()
    let byName = try audited.start(.representative(id: 1, name: "Rep 1"))
    audited.perform(.logOut(representative: 1))
    #expect(try audited.row(owned).queueID == audited.domain.console.teamQueues[1])
    #expect(try audited.row(byName).queueID == audited.domain.console.generalQueue)
    #expect(audited.domain.sessions[owned]?.owner == nil)
  }

  @Test("a team's queue that is not persistent lives as long as a member is logged in")
  func teamQueues() throws {
    var audited = Audited()
    #expect(!audited.domain.isAvailable(.team(3)))
    audited.perform(.logIn(representative: 4))
    audited.perform(.logIn(representative: 6))
    let lsid = try audited.start(.issue(id: 3))
    audited.perform(.logOut(representative: 4))
    #expect(audited.domain.isAvailable(.team(3)))
    #expect(try audited.row(lsid).queueID == audited.domain.console.teamQueues[3])
    audited.perform(.logOut(representative: 6))
    #expect(!audited.domain.isAvailable(.team(3)))
    #expect(try audited.row(lsid).queueID == audited.domain.console.generalQueue)
  }

  @Test("a session whose owner was the last member of its team goes on to everybody")
  func lastMember() throws {
    var audited = Audited()
    audited.perform(.logIn(representative: 6))
    let lsid = try audited.start(.issue(id: 3))
    audited.perform(.acceptSession(lsid: lsid, representative: 6))
    audited.perform(.logOut(representative: 6))
    #expect(try audited.row(lsid).queueID == audited.domain.console.generalQueue)
  }

  @Test("a representative is busy from the maximum of sessions on, and free again below it")
  func busy() throws {
    var audited = Audited()
    let lsid = try audited.start(.representative(id: 2, name: "Rep 2"))
    #expect(try audited.representative(2).routingBusy)
    #expect(try !audited.representative(2).routingAvailable)
    audited.perform(.endSession(lsid: lsid, by: .system))
    #expect(try audited.representative(2).routingAvailable)
  }

  @Test("a restart begins with the same model under new ids")
  func restarts() throws {
    let organization = TestOrganization.organization
    var memory = Memory(organization: organization, settings: Settings())
    memory.lifetime = 2
    var again = ApplianceDomain(memory: memory, capabilities: TestOrganization.capabilities, seed: 1)
    again.start(at: TestOrganization.start)
    let audited = Audited(again)
    guard case .truncateModel = audited.entries.first else {
      Issue.record("A restart does not truncate the model")
      return
    }
    let first = TestOrganization.domain().model
    for table in TableName.allCases {
      #expect(first.rowCount(of: table) == audited.domain.model.rowCount(of: table))
    }
    let largest = try #require(first.customerClient.ids().last)
    #expect(audited.domain.model.queue.ids().allSatisfy { $0 > largest })
  }

  @Test("a session that was over before the first start came to its queue, and everybody who came has left")
  func earlier() {
    var organization = TestOrganization.organization
    organization.startup.earlierSessions = [
      StartupSession(
        lsid: "00000000000000000000000000000003", startedSecondsAgo: 900, duration: 600, queue: .team(1),
        representative: 1, customer: CustomerInfo(name: "Vera"),
        attributes: [AttributeValue(codeName: AttributeValue.externalKey, value: "ABC")])
    ]
    var domain = ApplianceDomain(
      memory: Memory(organization: organization, settings: Settings()),
      capabilities: TestOrganization.capabilities, seed: 1)
    domain.start(at: TestOrganization.start)
    var came: [String] = []
    var left: [String] = []
    var owners: [String] = []
    var keys: [String] = []
    for case .record(.sessionEvent(let event)) in domain.takeEntries() {
      switch event.detail {
      case .conferenceMemberAdded(let member): came.append(member.name)
      case .conferenceMemberDeparted(let name): left.append(name)
      case .conferenceOwnerChanged(let owner):
        owners.append(owner)
        #expect(event.destination?.name == owner)
      case .externalKey(let key): keys.append(key)
      default: break
      }
    }
    #expect(owners == ["Pre-start Conference", "Team desk", "Rep 1"])
    #expect(keys == ["ABC"])
    #expect(came == ["Vera", "Rep 1"])
    #expect(left == ["Rep 1", "Vera"])
  }

  @Test("a seed session that others have worked on comes back with nobody but its owner present")
  func resumes() throws {
    var before = Audited()
    before.perform(.transferSession(lsid: owned, queue: .team(2)))
    before.perform(.acceptSession(lsid: owned, representative: 2))
    let session = try #require(before.domain.sessions[owned])
    let memory = Memory(
      lifetime: 2, organization: TestOrganization.organization, accounts: [], tokens: [], sessionKeys: [],
      settings: Settings(), lastLseq: 2,
      startupSessions: [
        StartupMemory(
          record: session.record, eventCount: before.domain.sessions.eventCount(of: owned) ?? 0,
          isSurveyed: true)
      ])
    var again = ApplianceDomain(memory: memory, capabilities: TestOrganization.capabilities, seed: 1)
    again.start(at: TestOrganization.start.advanced(bySeconds: 600))
    let resumed = try #require(again.sessions[owned])
    #expect(resumed.owner == 1)
    #expect(resumed.record.representatives.filter(\.isPresent).map(\.id) == [1])
    #expect(resumed.record.representatives.filter(\.isPrimary).map(\.id) == [1])
    #expect(resumed.record.teams.map(\.id) == [2, 1])
    #expect(resumed.record.lseq == session.record.lseq)
    let survey = SessionActivity.customerExitSurvey([])
    #expect(throws: Refusal.alreadySurveyed(owned), "the customer submitted one before") {
      try again.perform(
        .act(lsid: owned, by: .customer, survey), at: TestOrganization.start.advanced(bySeconds: 601))
    }
  }
}

@Suite("Session keys") struct SessionKeyTests {
  @Test("a key is valid until its time has passed, to the millisecond")
  func expires() throws {
    var audited = Audited()
    let key = try audited.makeKey(.general, ttl: 10)
    audited.now = key.expires.advanced(byMilliseconds: -1)
    #expect(audited.domain.keys.key(accessKey: key.accessKey, at: audited.now) != nil)
    #expect(audited.domain.keys.key(accessKey: key.accessKey, at: key.expires) == nil)
    audited.now = key.expires
    #expect(throws: Refusal.invalidSessionKey(key.shortKey)) { try audited.start(.shortKey(key.shortKey)) }
    audited.now = key.expires.advanced(byMilliseconds: -1)
    #expect(throws: Never.self) { try audited.start(.shortKey(key.shortKey)) }
  }

  @Test("a key starts one session, by digits or by URL; the seed data's as many as one likes, for ever")
  func singleUse() throws {
    var audited = Audited()
    let key = try audited.makeKey(.team(1))
    _ = try audited.start(.accessKey(key.accessKey))
    #expect(throws: Refusal.invalidSessionKey(key.shortKey)) { try audited.start(.shortKey(key.shortKey)) }
    #expect(throws: Refusal.invalidSessionKey(key.accessKey)) { try audited.start(.accessKey(key.accessKey)) }
    audited.now = audited.now.advanced(bySeconds: 100 * 86_400)
    for _ in 1...3 { _ = try audited.start(.shortKey("1234567")) }
  }

  @Test("a refused start does not use the key up")
  func refusedStart() throws {
    var audited = Audited()
    let key = try audited.makeKey(.team(3))
    #expect(throws: Refusal.queueUnavailable(.team(3))) { try audited.start(.shortKey(key.shortKey)) }
    audited.perform(.logIn(representative: 6))
    #expect(throws: Never.self) { try audited.start(.shortKey(key.shortKey)) }
  }

  @Test("no key lives longer than the settings let it", arguments: [(nil, 86_400), (5, 5), (90_000, 86_400)])
  func maximum(asked: Int64?, given: Int64) throws {
    var audited = Audited()
    #expect(try audited.makeKey(.general, ttl: asked).ttl == given)
  }
}

@Suite("Tokens") struct TokenTests {
  private func digest(_ number: Int) -> TokenDigest {
    TokenDigest([UInt8(number)] + [UInt8](repeating: 7, count: 31))
  }

  private func issue(_ number: Int) -> Intent {
    .issueToken(digest: digest(number), clientID: TestOrganization.clientID, hint: "\(number)")
  }

  @Test("a token is valid for 3600 seconds and not a millisecond longer")
  func expires() {
    var audited = Audited()
    audited.perform(issue(1))
    let end = audited.now.advanced(bySeconds: 3600)
    let accounts = audited.domain.accounts
    #expect(accounts.account(token: digest(1), at: end.advanced(byMilliseconds: -1)) != nil)
    #expect(accounts.account(token: digest(1), at: end) == nil)
    #expect(accounts.validTokens(at: end).isEmpty)
  }

  @Test("the thirty-first token ends the oldest, and the expired ones go first")
  func limit() {
    var audited = Audited()
    for number in 1...30 { audited.perform(issue(number)) }
    #expect(audited.domain.accounts.validTokens(at: audited.now).count == 30)
    audited.perform(issue(31))
    #expect(audited.domain.accounts.validTokens(at: audited.now).map(\.hint).first == "2")
    #expect(audited.domain.accounts.account(token: digest(1), at: audited.now) == nil)
    #expect(audited.domain.accounts.validTokens(at: audited.now).count == 30)
    audited.now = audited.now.advanced(bySeconds: 3600)
    audited.perform(issue(32))
    #expect(audited.entries.count == 31)
    #expect(audited.domain.accounts.validTokens(at: audited.now).map(\.hint) == ["32"])
  }

  @Test("a disabled account gets no token, and its tokens open nothing until it is enabled again")
  func disabled() throws {
    var audited = Audited()
    audited.perform(issue(1))
    var account = try #require(audited.domain.accounts[TestOrganization.clientID])
    account.isEnabled = false
    audited.perform(.saveAccount(account))
    #expect(audited.domain.accounts.account(token: digest(1), at: audited.now) == nil)
    #expect(audited.perform(issue(2)) == .failure(.accountDisabled(TestOrganization.clientID)))
    account.isEnabled = true
    audited.perform(.saveAccount(account))
    #expect(audited.domain.accounts.account(token: digest(1), at: audited.now) == account)
  }

  @Test("a new secret, a revocation and a deletion end the account's tokens")
  func ends() {
    let id = TestOrganization.clientID
    let enders: [Intent] = [
      .replaceSecret(clientID: id, SecretHash(salt: "a", digest: "b")), .revokeTokens(clientID: id),
      .revokeTokens(clientID: nil), .deleteAccount(clientID: id),
    ]
    for ender in enders {
      var audited = Audited()
      audited.perform(issue(1))
      audited.perform(ender)
      #expect(audited.domain.accounts.account(token: digest(1), at: audited.now) == nil)
    }
  }
}
