import ApplianceDomain
import Determinism
import DomainTesting
import Testing

private let owned = TestOrganization.ownedLSID
private let waiting = TestOrganization.waitingLSID

@Suite("Conferences") struct ConferenceTests {
  @Test("whoever joins a session does not own it, and inherits it when its owner leaves")
  func heirs() throws {
    var audited = Audited()
    audited.perform(.logIn(representative: 3))
    audited.perform(.joinSession(lsid: owned, representative: 3))
    audited.perform(.joinSession(lsid: owned, representative: 2))
    #expect(audited.domain.sessions[owned]?.owner == 1)
    audited.perform(.leaveSession(lsid: owned, representative: 1))
    #expect(audited.domain.sessions[owned]?.owner == 3)
    #expect(try audited.row(owned).queueID == audited.domain.console[3]?.queueID)
    audited.perform(.leaveSession(lsid: owned, representative: 3))
    audited.perform(.leaveSession(lsid: owned, representative: 2))
    #expect(audited.domain.sessions[owned]?.owner == nil)
    #expect(try audited.row(owned).queueID == audited.domain.console.teamQueues[1])
  }

  @Test("a session that nobody owns is taken by whoever joins it")
  func joinTakes() {
    var audited = Audited()
    audited.perform(.joinSession(lsid: waiting, representative: 2))
    #expect(audited.domain.sessions[waiting]?.owner == 2)
  }

  @Test("somebody from outside is in one session, as long as a representative is")
  func outsiders() throws {
    var audited = Audited()
    let invitation = Intent.inviteRepresentative(lsid: owned, by: 1, name: "Vendor")
    let outcome = try audited.perform(invitation).get()
    let id = ConsoleBook.firstInvitedID
    #expect(outcome == .invited(representative: id))
    let row = try audited.representative(id)
    #expect(row.type == .invited && row.publicDisplayName == "Vendor" && !row.routingAvailable)
    #expect(
      audited.perform(.inviteRepresentative(lsid: owned, by: 2, name: "x")).refusal
        == .notInSession(lsid: owned, representative: 2))
    #expect(audited.perform(.logOut(representative: id)).refusal == .unknownRepresentative(id))
    audited.perform(.logOut(representative: 1))
    #expect(audited.domain.console[id] == nil)
    #expect(audited.domain.sessions[owned]?.owner == nil)
  }

  @Test("a session without customer ends when its last representative leaves")
  func nobodyLeft() {
    var audited = Audited()
    audited.perform(.customerLeaves(lsid: owned))
    #expect(audited.domain.sessions[owned] != nil)
    audited.perform(.leaveSession(lsid: owned, representative: 1))
    #expect(audited.domain.sessions[owned] == nil)
  }

  @Test("an offer can be accepted once, and only while nobody has the session")
  func offers() {
    var audited = Audited()
    #expect(audited.perform(.respondToAssignment(lsid: waiting, .accepted)).refusal == .notAssigned(waiting))
    #expect(
      audited.perform(.assignSession(lsid: owned, representative: 2, timeout: 30)).refusal
        == .sessionTaken(owned))
    audited.perform(.assignSession(lsid: waiting, representative: 1, timeout: 30))
    #expect(audited.activities == [.sessionAssigned])
    audited.perform(.respondToAssignment(lsid: waiting, .rejected))
    #expect(audited.activities == [.sessionAssignmentResponse])
    #expect(audited.domain.sessions[waiting]?.owner == nil)
    audited.perform(.assignSession(lsid: waiting, representative: 2, timeout: nil))
    audited.perform(.respondToAssignment(lsid: waiting, .accepted))
    #expect(audited.domain.sessions[waiting]?.owner == 2)
  }

  @Test("a tool is in use until it is put away, its user leaves or the customer is gone")
  func tools() {
    var audited = Audited()
    for tool in ServiceTool.allCases {
      audited.perform(.useTool(lsid: owned, representative: 1, tool, true))
      #expect(audited.changes == ["insert representative_support_session_tool"])
    }
    audited.perform(.useTool(lsid: owned, representative: 1, .registry, true))
    #expect(audited.changes == [])
    audited.perform(.useTool(lsid: owned, representative: 1, .registry, false))
    #expect(audited.changes == ["delete representative_support_session_tool"])
    audited.perform(.selectTool(lsid: owned, representative: 1, .cobrowse))
    #expect(audited.changes == ["update representative_support_session"])
    audited.perform(.customerLeaves(lsid: owned))
    #expect(audited.domain.model.representativeSupportSessionTool.count == 0)
    #expect(
      audited.perform(.useTool(lsid: owned, representative: 1, .registry, true)).refusal
        == .customerGone(owned)
    )
  }
}

@Suite("Customers and consoles") struct ConnectionTests {
  @Test("a session waits in the prewait queue until its customer's client is there")
  func prewait() throws {
    var audited = Audited()
    let request = SessionRequest(method: .issue(id: 2), prewaits: true)
    guard case .session(let lsid) = try audited.perform(.startSession(request)).get() else {
      Issue.record("No session began")
      return
    }
    #expect(try audited.row(lsid).queueID == audited.domain.console.prewaitQueue)
    #expect(try audited.row(lsid).primaryTeamQueueID == nil)
    #expect(audited.perform(.acceptSession(lsid: lsid, representative: 2)).refusal == .notPrewaiting(lsid))
    audited.now = audited.now.advanced(bySeconds: 7)
    audited.perform(.customerClientStarts(lsid: lsid))
    #expect(audited.changes == ["insert customer_client", "update support_session"])
    let row = try audited.row(lsid)
    #expect(row.queueID == audited.domain.console.teamQueues[2] && row.primaryTeamQueueID == row.queueID)
    #expect(row.queueEntryTimestamp == audited.now)
    #expect(audited.perform(.customerClientStarts(lsid: lsid)).refusal == .notPrewaiting(lsid))
  }

  @Test("the external key of a session in the prewait queue is told once, when the session has it")
  func prewaitKey() throws {
    var audited = Audited()
    let key = AttributeValue(codeName: AttributeValue.externalKey, value: "T-1")
    let request = SessionRequest(
      method: .queue(.general, as: .sessionKey), attributes: [key], prewaits: true)
    func keys() -> [String] {
      audited.entries.compactMap {
        if case .sessionEvent(let event) = $0, case .externalKey(let key) = event.detail { key } else { nil }
      }
    }
    guard case .session(let lsid) = try audited.perform(.startSession(request)).get() else { return }
    #expect(keys() == ["T-1"])
    let changed = AttributeValue(codeName: AttributeValue.externalKey, value: "T-2")
    audited.perform(.setSessionAttributes(lsid: lsid, [changed]))
    #expect(keys() == ["T-2"])
    audited.perform(.customerClientStarts(lsid: lsid))
    #expect(keys() == [])
  }

  @Test("a customer who gives up in the prewait queue ends the session")
  func abandoned() throws {
    var audited = Audited()
    let request = SessionRequest(method: .queue(.general, as: .sessionKey), prewaits: true)
    guard case .session(let lsid) = try audited.perform(.startSession(request)).get() else { return }
    audited.perform(.customerLeaves(lsid: lsid))
    #expect(audited.domain.sessions[lsid] == nil)
  }

  @Test("a jump begins in the personal queue of whoever jumped, with them in it")
  func jumps() throws {
    var audited = Audited()
    let lsid = try audited.start(.jump(representative: 1, as: .localRDP))
    #expect(audited.domain.sessions[lsid]?.owner == 1)
    #expect(try audited.row(lsid).startMethod == .localRDP)
    #expect(try audited.row(lsid).primaryTeamQueueID == nil)
  }

  @Test("a jump goes to the computer that is known, and else to one of the name that was given")
  func jumpComputer() throws {
    var audited = Audited()
    let named = try audited.start(.jump(representative: 1, as: .localJump))
    let ann = try #require(audited.domain.sessions[named]?.record.customer)
    #expect(ann.username == "Ann" && ann.hostname == "Ann")
    #expect(!ann.privateIP.isEmpty && !ann.publicIP.isEmpty && !ann.operatingSystem.isEmpty)
    let known = KnownComputer(hostname: "till", privateIP: "10.9.8.7", publicIP: "192.0.2.9")
    let request = SessionRequest(
      method: .jump(representative: 1, as: .localJump), hostname: "retail.example.com", computer: known)
    guard case .session(let lsid) = try audited.perform(.startSession(request)).get() else { return }
    let record = try #require(audited.domain.sessions[lsid]?.record)
    #expect(record.customer.username == "till" && record.customer.hostname == "till")
    #expect(record.customer.privateIP == "10.9.8.7" && record.customer.publicIP.hasPrefix("192.0.2.9:"))
    #expect(record.publicSite.id == 2)
    let row = audited.domain.sessions[lsid]?.customerRowID.flatMap { audited.domain.model.customerClient[$0] }
    #expect(row?.hostname == "till" && row?.privateIP == "10.9.8.7")
  }

  @Test("connections come and go, and whoever is in the session hears of it")
  func connections() throws {
    var audited = Audited()
    audited.perform(.setCustomerConnected(lsid: owned, false))
    #expect(
      audited.changes == ["update customer_client"] && audited.activities == [.conferenceMemberStateChanged])
    audited.perform(.setCustomerConnected(lsid: owned, false))
    #expect(audited.entries.isEmpty)
    audited.perform(.elevateCustomer(lsid: owned))
    #expect(audited.changes == ["update customer_client"])
    audited.perform(.setConnected(representative: 1, false))
    #expect(try !audited.representative(1).routingAvailable && !audited.representative(1).connected)
    #expect(audited.activities == [.conferenceMemberStateChanged])
    #expect(
      audited.perform(.act(lsid: owned, by: .representative(1), .screenshotCaptured)).refusal
        == .notConnected(1))
    audited.perform(.setConnected(representative: 1, true))
    #expect(try audited.representative(1).routingAvailable)
  }

  @Test("what a representative looks at is recorded once every five seconds")
  func selection() throws {
    var audited = Audited()
    let other = try audited.start(.representative(id: 1, name: "Rep 1"))
    let both = [owned, other].compactMap { audited.domain.sessions[$0]?.rowID }
    audited.now = audited.now.advanced(bySeconds: 10)
    audited.perform(.acceptSession(lsid: other, representative: 1))
    #expect(try audited.representative(1).selectedSupportSessionID == both[1])
    audited.perform(.selectSession(representative: 1, lsid: owned))
    audited.perform(.selectSession(representative: 1, lsid: nil))
    audited.perform(.selectSession(representative: 1, lsid: owned))
    #expect(try audited.representative(1).selectedSupportSessionID == both[1])
    #expect(audited.domain.nextDue == audited.now.advanced(bySeconds: 5))
    audited.now = audited.now.advanced(bySeconds: 5)
    audited.settle()
    #expect(audited.changes == ["update representative"])
    #expect(try audited.representative(1).selectedSupportSessionID == both[0])
    #expect(audited.domain.nextDue == nil)
    audited.perform(.endSession(lsid: owned, by: .owner))
    #expect(try audited.representative(1).selectedSupportSessionID == nil)
  }

  @Test("the expected pickup follows how long sessions have waited in their queue")
  func expectation() throws {
    var audited = Audited()
    let first = try audited.start(.issue(id: 2))
    #expect(try audited.row(first).estimatedPickupTimestamp == audited.now.advanced(bySeconds: 60))
    audited.now = audited.now.advanced(bySeconds: 140)
    audited.perform(.acceptSession(lsid: first, representative: 2))
    let second = try audited.start(.issue(id: 2))
    #expect(try audited.row(second).estimatedPickupTimestamp == audited.now.advanced(bySeconds: 70))
  }
}
