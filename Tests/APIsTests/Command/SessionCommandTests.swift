import ApplianceDomain
import Changes
import Testing

@testable import APIs

@Suite("join_session, transfer_session, leave_session and terminate_session")
struct SessionCommandTests {
  static let waiting = APIBench.waiting
  static let owned = APIBench.owned

  @Test(
    "a representative is added by ID or by username, and the model and the events tell of it",
    arguments: APIVersion.allCases, ["rep_id=5", "user_id=5", "rep_username=john", "rep_id=5&user_id=7"])
  func join(_ version: APIVersion, _ name: String) {
    let bench = APIBench(version)
    let told = bench.told {
      let answer = bench.command("action=join_session&lsid=\(Self.owned.uppercased())&\(name)")
      #expect(answer.success == "Representative successfully added")
    }
    #expect(told.changes.first == "insert representative_support_session")
    #expect(bench.active(Self.owned)?.owner == 1)
    #expect(bench.active(Self.owned)?.participantRows.keys.sorted() == [1, 5])
    guard case .conferenceMemberAdded(let member)? = bench.events(of: Self.owned).last?.detail else {
      Issue.record("Nobody was added")
      return
    }
    #expect(member.userID == 5)
  }

  @Test("a session that nobody owns belongs to the one who is added", arguments: APIVersion.allCases)
  func take(_ version: APIVersion) {
    let bench = APIBench(version)
    #expect(bench.command("action=join_session&lsid=\(Self.waiting)&rep_id=5").error == nil)
    #expect(bench.active(Self.waiting)?.owner == 5)
  }

  @Test(
    "who cannot be added is said, with the parameter",
    arguments: [
      ("rep_id=5", ["lsid is missing"]), ("lsid=x&rep_id=5", ["lsid is \"x\"", "32 hexadecimal digits"]),
      ("lsid=\(String(repeating: "0", count: 32))&rep_id=5", ["lsid is \"0000", "no active session"]),
      ("lsid=\(owned)", ["is missing: rep_id", "rep_username"]),
      ("lsid=\(owned)&rep_id=&rep_username=", ["is missing: rep_id"]),
      ("lsid=\(owned)&rep_id=x", ["rep_id is \"x\"", "the ID of a representative"]),
      ("lsid=\(owned)&user_id=0", ["user_id is \"0\""]),
      ("lsid=\(owned)&rep_id=99", ["rep_id is \"99\"", "no representative with the ID 99"]),
      ("lsid=\(owned)&rep_id=8", ["rep_id is \"8\"", "8 is not logged in"]),
      ("lsid=\(owned)&rep_id=1", ["rep_id is \"1\"", "already has the session"]),
      ("lsid=\(owned)&rep_username=nobody", ["rep_username is \"nobody\"", "no representative"]),
      ("lsid=\(owned)&rep_username=twin", ["rep_username is \"twin\"", "More than one"]),
      (
        "lsid=\(owned)&rep_id=5&rep_username=john",
        ["rep_id (\"5\")", "rep_username (\"john\")", "one of them"]
      ),
    ])
  func joinFaults(_ query: String, _ fragments: [String]) {
    for version in APIVersion.allCases {
      let bench = APIBench(version)
      let before = bench.appliance.log.last
      expect(bench.command("action=join_session&\(query)"), fragments)
      #expect(bench.appliance.log.last == before)
    }
  }

  @Test(
    "a session goes to another queue, and its owner leaves it", arguments: APIVersion.allCases,
    [
      ("team:1", "First <Line>"), ("rep:5", "John <J> & \"Co\""), ("rep_username:john", "John <J> & \"Co\""),
      ("general", "General"), ("embassy:1", "Vendor"),
    ])
  func transfer(_ version: APIVersion, _ example: (queue: String, name: String)) {
    let bench = APIBench(version)
    let answer = bench.command("action=transfer_session&lsid=\(Self.owned)&queue_id=\(example.queue)")
    if example.queue.hasPrefix("embassy"), version == .v1_21_1 {
      #expect(answer.error?.contains("queue_id is \"embassy:1\"") == true)
      #expect(answer.error?.contains("embassy:[id]") == false)
      return
    }
    #expect(answer.success == "Successfully transferred")
    #expect(bench.active(Self.owned)?.owner == nil)
    let name = bench.appliance.read { domain, _ in
      domain.sessions[Self.owned].flatMap { domain.model.supportSession[$0.rowID] }
        .flatMap { domain.model.queue[$0.queueID]?.name }
    }
    #expect(name == example.name)
    let details = bench.events(of: Self.owned).suffix(2).map(\.detail)
    #expect(
      details == [.conferenceMemberDeparted(name: "Admin"), .conferenceOwnerChanged(owner: example.name)])
  }

  @Test(
    "who is in a session already owns it as soon as it is transferred to them", arguments: APIVersion.allCases
  )
  func transferToMember(_ version: APIVersion) {
    let bench = APIBench(version)
    #expect(bench.command("action=join_session&lsid=\(Self.owned)&rep_id=5").error == nil)
    #expect(bench.command("action=transfer_session&lsid=\(Self.owned)&queue_id=rep:5").error == nil)
    #expect(bench.active(Self.owned)?.owner == 5)
    let people = bench.active(Self.owned)?.record.representatives
    #expect(people?.filter(\.isPrimary).map(\.id) == [5])
    #expect(people?.filter(\.isPresent).map(\.id) == [5])
    #expect(bench.command("action=transfer_session&lsid=\(Self.owned)&queue_id=team:1").error == nil)
    #expect(bench.active(Self.owned)?.participantRows.isEmpty == true)
  }

  @Test(
    "where a session cannot go is said, with the parameter",
    arguments: [
      ("queue_id=team:1", ["lsid is missing"]), ("lsid=\(owned)", ["queue_id is missing", "rep:[id]"]),
      ("lsid=\(owned)&queue_id=", ["queue_id is missing"]),
      ("lsid=\(owned)&queue_id=issue:other", ["queue_id is \"issue:other\"", "team:[id]"]),
      ("lsid=\(owned)&queue_id=team", ["queue_id is \"team\"", "rep_username:[string]"]),
      ("lsid=\(owned)&queue_id=team:99", ["queue_id is \"team:99\"", "no support team"]),
      ("lsid=\(owned)&queue_id=team:2", ["queue_id is \"team:2\"", "No representative is available"]),
      ("lsid=\(owned)&queue_id=rep:8", ["queue_id is \"rep:8\"", "No representative is available"]),
      ("lsid=\(owned)&queue_id=rep:99", ["queue_id is \"rep:99\"", "no representative"]),
      ("lsid=\(owned)&queue_id=rep:1", ["queue_id is \"rep:1\"", "already has the session"]),
      ("lsid=\(owned)&queue_id=rep_username:twin", ["queue_id is \"rep_username:twin\"", "More than one"]),
      ("lsid=\(owned)&queue_id=rep_username:nobody", ["queue_id is \"rep_username:nobody\""]),
      ("lsid=\(String(repeating: "F", count: 32))&queue_id=team:1", ["lsid is \"FFFF", "no active session"]),
    ])
  func transferFaults(_ query: String, _ fragments: [String]) {
    for version in APIVersion.allCases {
      expect(APIBench(version).command("action=transfer_session&\(query)"), fragments)
    }
  }

  @Test("a session ends, and nobody is in it any more", arguments: APIVersion.allCases)
  func terminate(_ version: APIVersion) {
    let bench = APIBench(version)
    let told = bench.told {
      let answer = bench.command("action=terminate_session&lsid=\(Self.owned)")
      if version == .v1_15_1 {
        // It came later: see the guides' lists of actions.
        #expect(answer.error?.contains("action is \"terminate_session\"") == true)
      } else {
        #expect(answer.success == "Successfully terminated")
      }
    }
    guard version != .v1_15_1 else { return }
    #expect(told.changes.last == "delete support_session")
    #expect(bench.events(of: Self.owned).last?.detail == .sessionEnd)
    #expect(bench.events(of: Self.owned).last?.performedBy == .system)
    expect(
      bench.command("action=terminate_session&lsid=\(Self.owned)"),
      ["lsid is \"\(Self.owned)\"", "no active"])
    expect(bench.command("action=terminate_session"), ["lsid is missing"])
    expect(bench.command("action=terminate_session&lsid=12"), ["lsid is \"12\""])
  }

  @Test(
    "a representative is removed from a session by ID or by username",
    arguments: ["rep_id=5", "user_id=5", "rep_username=john"])
  func leave(_ name: String) throws {
    let bench = APIBench()
    _ = try bench.appliance.perform(.joinSession(lsid: Self.owned, representative: 5))
    let told = bench.told {
      let answer = bench.command("action=leave_session&lsid=\(Self.owned)&\(name)", token: "reader")
      #expect(answer.success == "Representative successfully removed")
    }
    #expect(told.changes.contains("delete representative_support_session"))
    #expect(bench.active(Self.owned)?.participantRows.keys.sorted() == [1])
    #expect(
      bench.events(of: Self.owned).last?.detail == .conferenceMemberDeparted(name: "John <J> & \"Co\""))
  }

  @Test("an owner who is removed gives the session to whoever has been in it longest, else to the queue")
  func leaveOwner() throws {
    let bench = APIBench()
    _ = try bench.appliance.perform(.joinSession(lsid: Self.owned, representative: 5))
    #expect(bench.command("action=leave_session&lsid=\(Self.owned)&rep_id=1").error == nil)
    #expect(bench.active(Self.owned)?.owner == 5)
    #expect(bench.command("action=leave_session&lsid=\(Self.owned)&rep_id=5").error == nil)
    #expect(bench.active(Self.owned)?.owner == nil)
  }

  @Test("the customer is removed: an owned session stays, a waiting one ends")
  func leaveCustomer() {
    let bench = APIBench()
    for lsid in [Self.owned, Self.waiting] {
      let answer = bench.command("action=leave_session&lsid=\(lsid)&customer=1")
      #expect(answer.success == "Customer successfully removed")
    }
    #expect(bench.active(Self.owned)?.customerRowID == nil)
    #expect(bench.active(Self.waiting) == nil)
    let departure = bench.events(of: Self.owned).last
    #expect(departure?.detail == .conferenceMemberDeparted(name: "Otto"))
    #expect(departure?.performedBy == .system)
    #expect(departure?.destination?.type == .customer)
    expect(
      bench.command("action=leave_session&lsid=\(Self.owned)&customer=1"), ["lsid is", "customer has left"])
  }

  @Test(
    "who cannot be removed is said, with the parameter",
    arguments: [
      ("lsid=\(owned)", ["send one of rep_id, rep_username and customer=1"]),
      ("lsid=\(owned)&customer=", ["send one of rep_id"]), ("rep_id=1", ["lsid is missing"]),
      ("lsid=\(owned)&customer=0", ["customer is \"0\"", "must be 1"]),
      ("lsid=\(owned)&customer=true", ["customer is \"true\"", "must be 1"]),
      ("lsid=\(owned)&customer=1&rep_id=1", ["customer excludes rep_id and rep_username"]),
      ("lsid=\(owned)&customer=1&rep_username=admin", ["customer excludes rep_id and rep_username"]),
      ("lsid=\(owned)&rep_id=1&rep_username=admin", ["exclude each other"]),
      ("lsid=\(owned)&rep_id=5", ["rep_id is \"5\"", "takes no part"]),
      ("lsid=\(owned)&rep_id=99", ["rep_id is \"99\"", "no representative"]),
      ("lsid=\(owned)&rep_username=nobody", ["rep_username is \"nobody\""]),
      ("lsid=\(String(repeating: "0", count: 32))&customer=1", ["lsid is \"0000", "no active session"]),
    ])
  func leaveFaults(_ query: String, _ fragments: [String]) {
    expect(APIBench().command("action=leave_session&\(query)"), fragments)
  }

  private func expect(
    _ answer: APIBench.Answer, _ fragments: [String], _ location: SourceLocation = #_sourceLocation
  ) {
    #expect(answer.status == 200, sourceLocation: location)
    for fragment in fragments {
      #expect(answer.error?.contains(fragment) == true, "\(answer.text)", sourceLocation: location)
    }
  }
}
