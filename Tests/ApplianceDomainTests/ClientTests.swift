import ApplianceDomain
import Determinism
import DomainTesting
import Testing

@Suite("connected clients") struct ClientTests {
  private var audited = Audited()

  private func clients(_ kind: ClientKind) -> [ConnectedClient] {
    var clients: [ConnectedClient] = []
    audited.domain.clients.list.forEach { if $0.kind == kind { clients.append($0) } }
    return clients
  }

  private func customer(_ lsid: String) throws -> ConnectedClient {
    let row = try #require(audited.domain.sessions[lsid]?.customerRowID)
    return try #require(audited.domain.clients.client(row: row))
  }

  @Test("IDs begin at 101 with who is there at the start, in the order of their coming")
  func firstIDs() {
    #expect(clients(.representative).map(\.id) == [101, 102])
    #expect(clients(.supportCustomer).map(\.id) == [103, 104])
  }

  @Test("a client is there from its login, start or joining on, and goes with it")
  mutating func comesAndGoes() throws {
    audited.perform(.logIn(representative: 3))
    #expect(clients(.representative).map(\.id) == [101, 102, 105])
    let lsid = try audited.start(.queue(.general, as: .sessionKey))
    #expect(try customer(lsid).id == 106)
    audited.perform(.endSession(lsid: lsid, by: .system))
    audited.perform(.logOut(representative: 3))
    audited.perform(.logIn(representative: 3))
    #expect(clients(.representative).map(\.id) == [101, 102, 107])
    guard
      case .presentation(let talk) = try audited.perform(
        .startPresentation(name: "Talk", representative: 1)
      ).get()
    else { return }
    audited.perform(.joinPresentation(lsid: talk, name: "Ann"))
    #expect(clients(.presentationAttendee).map(\.id) == [108])
    audited.perform(.endPresentation(lsid: talk))
    #expect(clients(.presentationAttendee).isEmpty)
  }

  @Test("a session that waits for its customer's client has none yet")
  mutating func prewait() throws {
    let before = audited.domain.clients.list.count
    let request = SessionRequest(method: .queue(.general, as: .sessionKey), prewaits: true)
    guard case .session(let lsid) = try audited.perform(.startSession(request)).get() else { return }
    #expect(audited.domain.clients.list.count == before)
    audited.perform(.customerClientStarts(lsid: lsid))
    #expect(audited.domain.clients.list.count == before + 1)
  }

  @Test("who loses the connection is not connected, and comes back with another ID and the whole log")
  mutating func reconnects() throws {
    let first = try customer(TestOrganization.ownedLSID)
    #expect(first.events.map(\.what) == [.began])
    audited.now = audited.now.advanced(bySeconds: 5)
    audited.perform(.setCustomerConnected(lsid: TestOrganization.ownedLSID, false))
    #expect(audited.domain.clients.list[first.id] == nil)
    audited.now = audited.now.advanced(bySeconds: 5)
    audited.perform(.setCustomerConnected(lsid: TestOrganization.ownedLSID, true))
    let second = try customer(TestOrganization.ownedLSID)
    #expect(second.id > first.id)
    #expect(second.since == audited.now)
    #expect(second.events.map(\.what) == [.began, .lost, .regained])
    #expect(second.events.map { $0.time.seconds - first.since.seconds } == [0, 5, 10])
  }

  @Test("the log keeps the last twenty events")
  mutating func bounded() throws {
    for _ in 0..<15 {
      audited.now = audited.now.advanced(bySeconds: 1)
      audited.perform(.setConnected(representative: 1, false))
      audited.perform(.setConnected(representative: 1, true))
    }
    let client = try #require(clients(.representative).last)
    #expect(client.events.count == 20)
    let pairs = [[ClientEvent.What]](repeating: [.lost, .regained], count: 10)
    #expect(client.events.map(\.what) == pairs.flatMap { $0 })
    #expect(client.events.first?.time.seconds == TestOrganization.start.seconds + 6)
  }

  @Test("a copy of the list stays as it was, whatever comes and goes")
  mutating func copies() throws {
    for _ in 0..<200 { _ = try audited.start(.queue(.general, as: .sessionKey)) }
    let (copy, ids) = (audited.domain.clients.list, clients(.supportCustomer).map(\.id))
    let lsids = audited.domain.model.supportSession.ids().compactMap {
      audited.domain.model.supportSession[$0]?.lsid
    }
    for (place, lsid) in lsids.enumerated() where place % 7 != 0 {
      audited.perform(.endSession(lsid: lsid, by: .system))
    }
    var kept: [Int] = []
    copy.forEach { if $0.kind == .supportCustomer { kept.append($0.id) } }
    #expect(kept == ids)
    #expect(copy.count == ids.count + 2)
    #expect(clients(.supportCustomer).count == 29)
  }

  @Test("Jumpoints are connected from the start, in their own time zones")
  func jumpoints() throws {
    var organization = TestOrganization.organization
    organization.appliances.own.timezoneOffset = 3600
    organization.jumpoints = [
      Jumpoint(id: 1, name: "A"), Jumpoint(id: 2, name: "B", timezoneOffset: -18_000),
    ]
    var domain = TestOrganization.domain(of: organization)
    let jumpoints = Audited(domain).domain.organization.jumpoints.compactMap {
      domain.clients.client(row: $0.clientRow)
    }
    #expect(jumpoints.map(\.id) == [101, 102])
    #expect(jumpoints.map(\.timezoneOffset) == [3600, -18_000])
    _ = domain.takeEntries()
  }
}
