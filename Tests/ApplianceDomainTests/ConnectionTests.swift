import Determinism
import DomainTesting
import Testing

@testable import ApplianceDomain

private let owned = TestOrganization.ownedLSID

@Suite("The numbers of connections") struct NumberTests {
  @Test("whoever logs in again has a new number each time, and is in a session's list once for each")
  func again() throws {
    var audited = Audited()
    var numbers = [try #require(audited.domain.console[1]?.gsnumber)]
    for _ in 1...3 {
      audited.perform(.logOut(representative: 1))
      audited.perform(.logIn(representative: 1))
      audited.perform(.acceptSession(lsid: owned, representative: 1))
      numbers.append(try #require(audited.domain.console[1]?.gsnumber))
    }
    #expect(Set(numbers).count == 4)
    let people = try #require(audited.domain.sessions[owned]).record.representatives
    #expect(people.map(\.id) == [1, 1, 1, 1])
    #expect(people.map(\.gsnumber) == numbers)
    #expect(people.map(\.isPrimary) == [false, false, false, true])
    #expect(people.map(\.isOwner) == [true, true, true, true])
    #expect(people.map(\.isPresent) == [false, false, false, true])
  }

  @Test("a number that has come round to the same person does not bring them into a list a second time")
  func comesRound() throws {
    var domain = TestOrganization.domain()
    func perform(_ intents: Intent...) throws {
      for intent in intents { _ = try domain.perform(intent, at: TestOrganization.start) }
    }
    let talk = try domain.perform(
      .startPresentation(name: "Talk", representative: 2), at: TestOrganization.start)
    guard case .presentation(let lsid) = talk else { throw Refusal.unknownPresentation("none was started") }
    let first = try #require(domain.console[1]?.gsnumber)
    try perform(.present(lsid: lsid, representative: 1))
    try perform(.logOut(representative: 1), .logIn(representative: 1))
    let second = try #require(domain.console[1]?.gsnumber)
    try perform(
      .acceptSession(lsid: owned, representative: 1), .present(lsid: lsid, representative: 1))
    repeat {
      try perform(.logOut(representative: 1), .logIn(representative: 1))
    } while domain.console[1]?.gsnumber != first
    try perform(
      .acceptSession(lsid: owned, representative: 1), .present(lsid: lsid, representative: 1))
    let people = try #require(domain.sessions[owned]).record.representatives
    #expect(people.map(\.gsnumber) == [first, second])
    #expect(people.map(\.isPresent) == [true, false])
    let presenters = try #require(domain.presentations[lsid]).record.representatives
    #expect(presenters.filter { $0.id == 1 }.map(\.gsnumber) == [first, second])
    #expect(presenters.filter { $0.id == 1 }.map(\.isPresent) == [true, false])
  }

  @Test("an IPv6 address of a representative stands in brackets before the port")
  func brackets() throws {
    var organization = TestOrganization.organization
    for place in organization.representatives.indices {
      organization.representatives[place].publicIP = "2001:db8::5"
    }
    let audited = Audited(TestOrganization.domain(of: organization))
    let people = try #require(audited.domain.sessions[owned]).record.representatives
    let port = try #require(audited.domain.console[1]?.port)
    #expect(people.map(\.publicIP) == ["[2001:db8::5]:\(port)"])
  }

  @Test("whoever leaves a session and comes back without logging out keeps the number and the place")
  func back() throws {
    var audited = Audited()
    audited.perform(.transferSession(lsid: owned, queue: .team(1)))
    audited.perform(.acceptSession(lsid: owned, representative: 1))
    #expect(audited.domain.sessions[owned]?.record.representatives.count == 1)
  }

  @Test("numbers go round: one that is free comes again after a thousand, one that is in use does not")
  func round() {
    var numbers = GSNumbers()
    let first = (1...GSNumbers.shortestRound).map { _ in numbers.take() }
    #expect(first == Array(1...1000))
    for number in [3, 5, 7] { numbers.giveBack(number) }
    #expect(numbers.take() == 1001, "twice as many as are in use go round")
    for number in 8...1000 { numbers.giveBack(number) }
    #expect(numbers.take() == 3)
    #expect(numbers.take(besides: 5) == 7, "it is not the one that the same person had")
    #expect(numbers.take() == 8)
  }
}

@Suite("What reports tell of a restart") struct RestartTests {
  private let lastTime = TestOrganization.start.advanced(bySeconds: 300)

  /// The appliance after a restart, with what an earlier life knew of the session that representative 1 owns.
  private func restarted(_ before: ApplianceDomain) throws -> ApplianceDomain {
    let session = try #require(before.sessions[owned])
    let logins = try [1, 2].map { id -> (team: TeamIdentity, representative: Party) in
      let console = try #require(before.console[id])
      return (
        TeamIdentity(1),
        Party(type: .representative, gsnumber: console.gsnumber, name: "Rep \(id)", userID: id)
      )
    }
    let memory = Memory(
      lifetime: before.lifetime + 1, organization: TestOrganization.organization, accounts: [], tokens: [],
      sessionKeys: [], settings: Settings(), lastLseq: 2,
      startupSessions: [
        StartupMemory(record: session.record, eventCount: before.sessions.eventCount(of: owned) ?? 0)
      ],
      lostLogins: logins, lastTime: lastTime)
    var again = ApplianceDomain(memory: memory, capabilities: TestOrganization.capabilities, seed: 1)
    again.start(at: TestOrganization.start.advanced(bySeconds: 600))
    return again
  }

  @Test("the owner of a seed session departs when the connection was lost, and comes anew with a new number")
  func session() throws {
    let before = TestOrganization.domain()
    let number = try #require(before.console[1]?.gsnumber)
    var again = try restarted(before)
    let told = again.takeEntries().events(of: owned)
    let old = Party(type: .representative, gsnumber: number, name: "Rep 1", userID: 1)
    #expect(told.first?.detail == .conferenceMemberDeparted(name: "Rep 1"))
    #expect(told.first?.performedBy == old)
    #expect(told.first?.timestamp == lastTime)
    guard case .conferenceMemberAdded = told.dropFirst().first?.detail else {
      return #expect(Bool(false), "the owner does not come again")
    }
    let people = try #require(again.sessions[owned]).record.representatives
    #expect(people.map(\.secondsInvolved) == [300, 0])
    #expect(people.map(\.isPresent) == [false, true])
    #expect(people.map(\.gsnumber) == [number, again.console[1]?.gsnumber])
    #expect(people[1].gsnumber != number)
  }

  @Test("a customer keeps the number, so that events before and after are theirs; nobody else has it")
  func customer() throws {
    var domain = TestOrganization.domain()
    let number = try #require(domain.sessions[owned]).record.customer.gsnumber
    for _ in 1...3 { domain = try restarted(domain) }
    #expect(domain.sessions[owned]?.record.customer.gsnumber == number)
    let others = [1, 2].compactMap { domain.console[$0]?.gsnumber }
    #expect(Set(others + [number]).count == 3)
    let people = try #require(domain.sessions[owned]).record.representatives
    #expect(Set(people.map(\.gsnumber)).count == 4, "each life gave another number")
  }

  @Test("in teams whoever was logged in departs before anybody comes")
  func teams() throws {
    let before = TestOrganization.domain()
    let numbers = [1, 2].compactMap { before.console[$0]?.gsnumber }
    var again = try restarted(before)
    let told = again.takeEntries().compactMap { entry -> TeamEvent? in
      if case .record(.teamEvent(let event)) = entry, event.team == TeamIdentity(1) { event } else { nil }
    }
    #expect(told.prefix(4).map(\.kind) == [.memberDeparted, .memberDeparted, .memberAdded, .memberAdded])
    #expect(told.prefix(2).map(\.timestamp) == [lastTime, lastTime])
    #expect(told.prefix(2).map(\.performedBy.gsnumber) == numbers)
    #expect(Set(told.prefix(4).map(\.performedBy.gsnumber)).count == 4)
  }
}
