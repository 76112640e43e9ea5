import ApplianceDomain
import Determinism
import DomainTesting
import Testing

@Suite("failover") struct FailoverTests {
  private var audited = Audited()

  private static let change = Intent.setFailoverRole(.backup, syncsFirst: false, force: false)
  private static let sync = Intent.setFailoverRole(.backup, syncsFirst: true, force: false)

  private var records: [FailoverStatus] {
    audited.entries.compactMap { if case .record(.failover(let status)) = $0 { status } else { nil } }
  }

  @Test("the first start is kept as the seed data has it, a later one goes on where the last ended")
  func starts() throws {
    let first = try #require(audited.domain.failover)
    #expect(first == FailoverStatus(role: .primary, peerRole: .backup, peerIsReachable: true))
    #expect(records == [first])
    var changed = first
    changed.role = .backup
    let domain = TestOrganization.domain(lifetime: 2, failover: changed)
    #expect(domain.failover == changed)
    var alone = TestOrganization.organization
    alone.appliances.failover = nil
    #expect(TestOrganization.domain(of: alone).failover == nil)
  }

  @Test("roles change to and fro, and the peer's with them; the role that is there already is taken too")
  mutating func changes() throws {
    for role in [FailoverRole.primary, .backup, .backup, .primary] {
      let outcome = try audited.perform(.setFailoverRole(role, syncsFirst: false, force: false)).get()
      #expect(outcome == .failover(.changed))
      #expect(audited.domain.failover?.role == role)
      #expect(audited.domain.failover?.peerRole == role.other)
      #expect(records.last?.role == role)
    }
  }

  @Test("nothing changes without a failover relationship, without a peer, or by force where that is no use")
  mutating func refused() {
    var alone = TestOrganization.organization
    alone.appliances.failover = nil
    var single = Audited(TestOrganization.domain(of: alone))
    #expect(single.perform(Self.change).refusal == .failoverNotConfigured)
    #expect(single.perform(.setPeerReachable(false)).refusal == .failoverNotConfigured)
    #expect(
      audited.perform(.setFailoverRole(.primary, syncsFirst: false, force: true)).refusal
        == .forceNotApplicable)
    audited.perform(.setPeerReachable(false))
    for intent in [Self.change, Self.sync, .setFailoverRole(.primary, syncsFirst: false, force: false)] {
      #expect(audited.perform(intent).refusal == .peerUnreachable("peer.example.com"))
    }
  }

  @Test("forced, a primary becomes the backup although the peer is away, and without a synchronisation")
  mutating func forced() throws {
    audited.perform(.setPeerReachable(false))
    let outcome = try audited.perform(.setFailoverRole(.backup, syncsFirst: true, force: true)).get()
    #expect(outcome == .failover(.changed))
    let status = try #require(audited.domain.failover)
    #expect((status.role, status.peerRole) == (.backup, .backup))
    #expect(status.lastSync == FailoverStatus.DataSync(time: audited.now, succeeded: false))
    #expect(status.running == nil)
  }

  @Test("a synchronisation disconnects everybody, lets nothing happen, and ends by the clock with the change")
  mutating func synchronises() throws {
    let before = audited.domain.clients.list.count
    audited.perform(.setConnected(representative: 2, false))
    #expect(try audited.perform(Self.sync).get() == .failover(.synchronising))
    let ends = audited.now.advanced(bySeconds: 20)
    #expect(audited.domain.nextDue == ends)
    #expect(audited.domain.clients.list.count == 0)
    #expect(audited.domain.failover?.role == .primary)
    #expect(try !audited.representative(1).connected)
    for intent in [
      Self.sync, Self.change, .logIn(representative: 3),
      .generateSessionKey(SessionKeyRequest(queue: .general)),
      .setConnected(representative: 2, true), .endSession(lsid: TestOrganization.ownedLSID, by: .system),
      .importJumpItem(JumpItem(method: .localJump, name: "a", hostname: "a", group: "a")),
    ] { #expect(audited.perform(intent).refusal == .synchronising(until: ends)) }
    #expect(audited.perform(.changeSettings(Settings(licenses: 3))).refusal == nil)
    audited.now = ends
    audited.settle()
    let status = try #require(audited.domain.failover)
    #expect((status.role, status.peerRole) == (.backup, .primary))
    #expect(status.lastSync == FailoverStatus.DataSync(time: ends, succeeded: true))
    #expect(records.last == status)
    // Whoever had lost the connection before has not got it back.
    #expect(audited.domain.clients.list.count == before - 1)
    #expect(try !audited.representative(2).connected)
    #expect(try audited.representative(1).connected)
    let console = try #require(audited.domain.console[1])
    let client = try #require(audited.domain.clients.client(row: console.rowID))
    #expect(client.events.map(\.what) == [.began, .disconnectedForSync, .regainedAfterSync])
  }

  @Test("a peer that is lost meanwhile ends it without a change")
  mutating func fails() throws {
    audited.perform(Self.sync)
    audited.perform(.setPeerReachable(false))
    audited.now = audited.now.advanced(bySeconds: 20)
    audited.settle()
    let status = try #require(audited.domain.failover)
    #expect(status.role == .primary)
    #expect(status.lastSync?.succeeded == false)
    #expect(status.running == nil)
    #expect(audited.domain.clients.list.count == 4)
  }

  @Test("a synchronisation goes on after a restart, and ends when it should")
  mutating func restarts() throws {
    audited.perform(Self.sync)
    let known = try #require(audited.domain.failover)
    let ends = try #require(known.running?.ends)
    var again = Audited(TestOrganization.domain(lifetime: 2, failover: known))
    #expect(again.domain.clients.list.count == 0)
    #expect(again.perform(.logIn(representative: 3)).refusal == .synchronising(until: ends))
    again.now = ends
    again.settle()
    #expect(again.domain.failover?.role == .backup)
    #expect(again.domain.clients.list.count == 4)
    let late = TestOrganization.domain(lifetime: 2, failover: known, at: ends.advanced(bySeconds: 1))
    #expect(late.failover?.role == .backup)
    #expect(late.failover?.lastSync?.time == ends)
  }
}
