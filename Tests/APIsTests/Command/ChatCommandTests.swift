import ApplianceDomain
import Changes
import Determinism
import HTTPTypes
import Testing

@testable import APIs

@Suite("send_chat_message")
struct ChatCommandTests {
  static let owned = APIBench.owned
  static let waiting = APIBench.waiting

  private func send(_ bench: APIBench, _ query: String) -> APIBench.Answer {
    bench.command("action=send_chat_message&\(query)", token: "reader")
  }

  @Test(
    "a message of a session comes from whom it is said to come",
    arguments: [
      ("", PartyType.system, "System"), ("&impersonate=", .system, "System"),
      ("&impersonate=customer", .customer, "Otto"), ("&impersonate=rep:1", .representative, "Admin"),
      ("&impersonate=rep_username:admin", .representative, "Admin"),
    ])
  func sessions(_ parameter: String, _ type: PartyType, _ name: String) throws {
    let bench = APIBench()
    let told = bench.told {
      let answer = send(bench, "lsid=\(Self.owned.uppercased())&body=Hello\(parameter)")
      #expect(answer.success == "Chat message successfully sent")
    }
    #expect(told.changes == [])
    let event = try #require(bench.events(of: Self.owned).last)
    #expect(event.detail == .chatMessage(body: "Hello"))
    #expect(event.performedBy.type == type)
    #expect(event.performedBy.name == name)
    #expect(event.timestamp == APIBench.noon)
    #expect(event.account == "reader")
  }

  @Test("the body is kept as it was sent, BBCode, markup and odd characters included")
  func body() {
    let bench = APIBench()
    let body =
      "[b]bold[/b] [color=#0000FF]blue[/color] [ul][li]1[/li][/ul] [url]https://example.com/?a=1&b[/url] <i> %name% é"
    let encoded = body.utf8.map { "%" + String(Int($0) + 0x100, radix: 16).dropFirst() }.joined()
    let request = bench.request(
      .post, "/api/command", body: "action=send_chat_message&lsid=\(Self.owned)&body=\(encoded)",
      type: "application/x-www-form-urlencoded", token: "full")
    #expect(bench.send(request).error == nil)
    #expect(bench.events(of: Self.owned).last?.detail == .chatMessage(body: body))
  }

  @Test(
    "a message may have been sent earlier, but not later than now",
    arguments: [(-3600, true), (-1, true), (0, true), (1, false), (3600, false)])
  func timestamps(_ seconds: Int64, _ fits: Bool) throws {
    let bench = APIBench()
    let time = APIBench.noon.advanced(bySeconds: seconds)
    let answer = send(bench, "lsid=\(Self.owned)&body=x&timestamp=\(time.seconds)")
    #expect((answer.error == nil) == fits)
    if fits {
      #expect(bench.events(of: Self.owned).last?.timestamp == time)
    } else {
      let start =
        "The parameter timestamp is \"\(time.seconds)\". The time \(time.iso8601) is not in the past"
      #expect(answer.error?.hasPrefix(start) == true)
    }
  }

  @Test(
    "a message of a team is kept, from whom and to whom it is said to go",
    arguments: [
      ("", 0, nil), ("&impersonate=rep:1", 1, nil), ("&impersonate=rep_username:john", 5, nil),
      ("&impersonate=rep:1&to_rep=5", 1, 5), ("&impersonate=rep:5&to_rep_username=admin", 5, 1),
    ] as [(String, Int, Int?)])
  func teams(_ parameters: String, _ from: Int, _ to: Int?) throws {
    let bench = APIBench()
    let before = bench.appliance.now.advanced(bySeconds: -60)
    let told = bench.told {
      let answer = send(bench, "team_id=1&body=[i]Hi[/i]&timestamp=\(before.seconds)\(parameters)")
      #expect(answer.success == "Chat message successfully sent")
    }
    guard case .record(.teamEvent(let message))? = told.first, told.count == 1 else {
      Issue.record("\(told)")
      return
    }
    #expect(message.team == TeamIdentity(1))
    #expect(message.kind == .chatMessage)
    #expect(message.body == "[i]Hi[/i]")
    #expect(message.timestamp == before)
    #expect(message.performedBy.userID ?? 0 == from)
    #expect(message.destinations.first?.userID == to)
    #expect(message.account == "reader")
  }

  @Test(
    "what cannot be sent is said, with the parameter",
    arguments: [
      ("body=x", ["is missing: team_id", "lsid"]),
      ("body=x&lsid=\(owned)&team_id=1", ["team_id and lsid exclude each other"]),
      ("lsid=\(owned)", ["body is missing"]), ("lsid=\(owned)&body=", ["body is missing"]),
      ("team_id=1", ["body is missing"]), ("body=x&lsid=1", ["lsid is \"1\""]),
      ("body=x&lsid=\(String(repeating: "0", count: 32))", ["lsid is \"000", "no active session"]),
      ("body=x&team_id=x", ["team_id is \"x\"", "the ID of a support team"]),
      ("body=x&team_id=99", ["team_id is \"99\"", "no support team"]),
      ("body=x&lsid=\(owned)&impersonate=me", ["impersonate is \"me\"", "customer, rep:<user_id>"]),
      ("body=x&lsid=\(owned)&impersonate=team:1", ["impersonate is \"team:1\""]),
      ("body=x&lsid=\(owned)&impersonate=rep:5", ["impersonate is \"rep:5\"", "takes no part"]),
      ("body=x&lsid=\(owned)&impersonate=rep:99", ["impersonate is \"rep:99\"", "no representative"]),
      (
        "body=x&lsid=\(owned)&impersonate=rep_username:twin",
        ["impersonate is \"rep_username:twin\"", "More"]
      ),
      ("body=x&lsid=\(owned)&to_rep=5", ["to_rep is for chats of teams", "team_id and impersonate"]),
      ("body=x&lsid=\(owned)&to_rep_username=john", ["to_rep_username is for chats of teams"]),
      ("body=x&lsid=\(owned)&timestamp=now", ["timestamp is \"now\"", "a UNIX timestamp from 0 to"]),
      ("body=x&lsid=\(owned)&timestamp=-1", ["timestamp is \"-1\""]),
      ("body=x&lsid=\(owned)&timestamp=99999999999999", ["timestamp is \"99999999999999\""]),
      ("body=x&team_id=1&impersonate=customer", ["impersonate is \"customer\"", "works with lsid only"]),
      ("body=x&team_id=1&impersonate=rep:7", ["impersonate is \"rep:7\"", "does not belong to the team 1"]),
      ("body=x&team_id=2&impersonate=rep:8", ["impersonate is \"rep:8\"", "not logged in"]),
      ("body=x&team_id=1&to_rep=5", ["to_rep needs impersonate"]),
      ("body=x&team_id=1&to_rep_username=john", ["to_rep_username needs impersonate"]),
      ("body=x&team_id=1&impersonate=rep:1&to_rep=x", ["to_rep is \"x\""]),
      ("body=x&team_id=1&impersonate=rep:1&to_rep=99", ["to_rep is \"99\"", "no representative"]),
      ("body=x&team_id=1&impersonate=rep:1&to_rep=7", ["to_rep is \"7\"", "does not belong"]),
      (
        "body=x&team_id=1&impersonate=rep:1&to_rep_username=eva",
        ["to_rep_username is \"eva\"", "does not belong"]
      ),
      ("body=x&team_id=1&impersonate=rep:1&to_rep=5&to_rep_username=john", ["exclude each other"]),
    ])
  func faults(_ query: String, _ fragments: [String]) {
    let bench = APIBench()
    let before = bench.appliance.log.last
    let answer = send(bench, query)
    #expect(answer.status == 200)
    for fragment in fragments { #expect(answer.error?.contains(fragment) == true, "\(answer.text)") }
    #expect(bench.appliance.log.last == before)
  }

  @Test("nobody speaks for a customer who has gone")
  func gone() throws {
    let bench = APIBench()
    _ = try bench.appliance.perform(.customerLeaves(lsid: Self.owned))
    let answer = send(bench, "lsid=\(Self.owned)&body=x&impersonate=customer")
    #expect(
      answer.error?.hasPrefix("The parameter impersonate is \"customer\". The customer has left") == true)
  }
}

@Suite("set_rep_status")
struct StatusCommandTests {
  @Test(
    "a status that takes no sessions makes busy and unavailable, another one undoes it",
    arguments: ["rep_id=5&code_name=", "user_id=5&status=", "rep_username=john&code_name="])
  func sets(_ parameters: String) throws {
    let bench = APIBench()
    _ = try bench.appliance.perform(.setRoutingEnabled(representative: 5, true))
    #expect(bench.representative(5)?.routingAvailable == true)
    let told = bench.told {
      let answer = bench.command("action=set_rep_status&\(parameters)busy", token: "reader")
      #expect(answer.success == "Representative status was set")
    }
    #expect(told.changes == ["update representative"])
    #expect(bench.representative(5)?.routingBusy == true)
    #expect(bench.representative(5)?.routingAvailable == false)
    #expect(bench.representative(5)?.routingIdle == false)
    #expect(bench.appliance.read { domain, _ in domain.console[5]?.status } == "busy")
    #expect(bench.command("action=set_rep_status&\(parameters)at_desk").error == nil)
    #expect(bench.representative(5)?.routingBusy == false)
    #expect(bench.representative(5)?.routingAvailable == true)
  }

  @Test("after a login the first status holds")
  func login() throws {
    let bench = APIBench()
    #expect(bench.command("action=set_rep_status&rep_id=5&code_name=busy").error == nil)
    _ = try bench.appliance.perform(.logOut(representative: 5))
    _ = try bench.appliance.perform(.logIn(representative: 5))
    #expect(bench.appliance.read { domain, _ in domain.console[5]?.status } == "available")
    #expect(bench.representative(5)?.routingBusy == false)
  }

  @Test(
    "what cannot be set is said, with the parameter",
    arguments: [
      ("rep_id=5", ["code_name is missing", "the code name of a status"]),
      ("rep_id=5&code_name=", ["code_name is missing"]), ("code_name=busy", ["is missing: rep_id"]),
      ("rep_id=x&code_name=busy", ["rep_id is \"x\""]), ("rep_id=99&code_name=busy", ["rep_id is \"99\""]),
      ("user_id=8&code_name=busy", ["user_id is \"8\"", "not logged in"]),
      ("rep_id=5&code_name=tea", ["code_name is \"tea\"", "There are available, busy, at_desk."]),
      ("rep_id=5&status=tea", ["status is \"tea\""]),
    ])
  func faults(_ query: String, _ fragments: [String]) {
    let answer = APIBench().command("action=set_rep_status&\(query)")
    #expect(answer.status == 200)
    for fragment in fragments { #expect(answer.error?.contains(fragment) == true, "\(answer.text)") }
  }

  @Test(
    "the commands of 21.3 are unknown before, and need read-only access only",
    arguments: ["set_rep_status", "send_chat_message", "create_virtual_customer", "leave_session"])
  func versions(_ action: String) {
    for version in APIVersion.allCases {
      let bench = APIBench(version)
      let answer = bench.command("action=\(action)", token: "reader")
      #expect(answer.status == 200)
      #expect(answer.error?.contains("action is \"\(action)\"") == (version != .v1_21_1))
      #expect(bench.command("action=\(action)", token: "none").status == 403)
    }
  }
}
