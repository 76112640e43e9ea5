import ApplianceDomain
import Changes
import Determinism
import Testing

@testable import Store

@Suite("Jump shortcuts and failover on the disk") struct JumpAndFailoverTests {
  private static var organization: Organization {
    var organization = Samples.organization
    organization.jumpGroups = [NamedCode(codeName: "shops", name: "Shops")]
    organization.jumpItems = [JumpItem(id: 1, method: .localJump, name: "a", hostname: "a", group: "shops")]
    organization.appliances.failover = FailoverPeering(
      peer: ApplianceNode(guid: "peer", name: "peer", publicHostname: "peer.example.com"),
      dataSyncSeconds: 20,
      lastDataSyncSecondsAgo: 60)
    return organization
  }

  private static let item = JumpItem(
    method: .shellJump, name: "Grüße", hostname: "b", group: "shops", tag: "t", port: 23,
    shell: ShellOptions(username: "u", protocol: .telnet, terminal: .vt100, keepAlive: 7))

  @Test("what was acknowledged is there after a restart, and a reset goes back to the seed data")
  func survives() throws {
    let place = try Place()
    var kept: [JumpItem] = []
    var status: FailoverStatus?
    do {
      let life = try place.begin(organization: Self.organization)
      #expect(
        life.appliance.read { domain, _ in domain.failover?.lastSync?.time }
          == Samples.start.advanced(bySeconds: -60))
      try life.perform(.importJumpItem(Self.item))
      try life.perform(.setPeerReachable(false))
      try life.perform(.setFailoverRole(.backup, syncsFirst: false, force: true))
      kept = life.appliance.read { domain, _ in domain.jumpItems.items }
      status = life.appliance.read { domain, _ in domain.failover }
      #expect(kept.map(\.id) == [1, 2])
      #expect(status?.role == .backup)
      life.store.close()
    }
    let again = try place.begin()
    #expect(again.memory.jumpItems == kept)
    #expect(again.appliance.read { domain, _ in domain.failover } == status)
    let fresh = Memory(organization: Self.organization, settings: Settings())
    let number = again.appliance.reset(
      to: fresh, domain: ApplianceDomain(memory: fresh, capabilities: Samples.capabilities, seed: 1),
      clockStart: Samples.start, rate: 0)
    try again.store.queue.waitUntilWritten(number)
    again.store.close()
    let last = try place.begin()
    #expect(last.memory.jumpItems == Self.organization.jumpItems)
    #expect(last.memory.failover?.role == .primary)
    #expect(last.memory.failover?.peerIsReachable == true)
    last.store.close()
  }

  @Test("a synchronisation in which the process dies goes on, and everybody waits for its end")
  func interrupted() throws {
    let place = try Place()
    do {
      let life = try place.begin(organization: Self.organization)
      try life.perform(.setFailoverRole(.backup, syncsFirst: true, force: false))
      life.store.close()
    }
    let again = try place.begin()
    let ends = Samples.start.advanced(bySeconds: 20)
    #expect(again.appliance.read { domain, _ in domain.runningSync?.ends } == ends)
    #expect(throws: Refusal.synchronising(until: ends)) {
      try again.appliance.perform(.logIn(representative: 5))
    }
    again.appliance.advance(bySeconds: 20) {}
    #expect(again.appliance.read { domain, _ in domain.failover?.role } == .backup)
    again.store.close()
  }
}
