import APIKit
import APIs
import ApplianceDomain
import Changes
import DomainTesting
import Testing

/// What an integration is turned away for, and how it learns of it.
@Suite("The stream's refusals")
struct RefusalTests {
  struct Case: Sendable, CustomStringConvertible {
    let says: String
    /// What the reason must contain.
    let reason: String
    var phase = Phase.authentication
    var code: UInt16 = 1008
    var description: String { String(says.prefix(80)) }

    enum Phase: String, Sendable { case authentication, subscription, updates }
  }

  @Test("who does not authenticate in time is closed with 1008, greeting or not")
  func lateAuthentication() throws {
    for says in ["", "NS01northwind\ningredi state api\n"] {
      let client = try StreamBench().connect(offering: [])
      if !says.isEmpty { client.say(says) }
      let heard = client.lines
      #expect(client.peer.closed == nil && client.loop.fireTimers() == 1)
      #expect(client.peer.closed?.code == 1008)
      #expect(client.peer.closed?.reason == "No authentication came within 30 seconds")
      client.say(StreamClient.authentication)
      #expect(client.lines == heard)
    }
  }

  @Test("who has authenticated, has been refused or is gone is waited for no more")
  func timelyAuthentication() throws {
    let bench = try StreamBench()
    for end in 0..<3 {
      let client = try bench.connect()
      switch end {
      case 0: client.say(StreamClient.authentication)
      case 1: client.say("hello\n")
      default: client.disconnect()
      }
      #expect(client.loop.timerCount == 0 && client.loop.fireTimers() == 0)
    }
  }

  static func credentials(_ text: String) -> String {
    #"{"type":"authenticate","credentials":\#(text)}"#
  }
  static func tables(_ text: String) -> String { #"{"type":"subscribe","tables":\#(text)}"# }

  static let cases = [
    Case(says: "hello", reason: "Not valid JSON"), Case(says: #"{"type":"#, reason: "Not valid JSON"),
    Case(says: "[1]", reason: "not an array"), Case(says: "{}", reason: "no \\\"type\\\""),
    Case(says: #"{"type":7}"#, reason: "not a number"),
    Case(says: #"{"type":"subscirbe"}"#, reason: "subscirbe"),
    Case(says: tables("\"all\""), reason: "before \\\"authenticate\\\""),
    Case(says: #"{"type":"authenticate"}"#, reason: "needs an object \\\"credentials\\\""),
    Case(says: credentials("{}"), reason: "needs a \\\"bearer_token\\\""),
    Case(says: credentials(#"{"bearer_token":1}"#), reason: "\\\"bearer_token\\\" is a string"),
    Case(says: credentials(#"{"bearer_token":"wrong"}"#), reason: "unknown, revoked or expired"),
    Case(says: credentials(#"{"bearer_token":"powerless-token"}"#), reason: "lacks perm_real_time_state"),
    Case(
      says: "{\"a\":\"" + String(repeating: "a", count: 20_000) + "\"}", reason: "longer than 16384 bytes"),
    Case(says: StreamClient.authentication, reason: "a second time", phase: .subscription),
    Case(says: "{\"type\":\"subscribe\"}", reason: "needs \\\"tables\\\"", phase: .subscription),
    Case(says: tables("[]"), reason: "is empty", phase: .subscription),
    Case(says: tables("\"queue\""), reason: "not \\\"queue\\\"", phase: .subscription),
    Case(says: tables("5"), reason: "not a number", phase: .subscription),
    Case(says: tables("[5]"), reason: "not a number", phase: .subscription),
    Case(says: tables("[\"queue\",\"quue\"]"), reason: "Unknown table \\\"quue\\\"", phase: .subscription),
    Case(
      says: tables("[\"representative_support_session_tool\"]"),
      reason: "Unknown table \\\"representative_support_session_tool\\\"", phase: .subscription),
    Case(says: tables("\"all\""), reason: "a second time", phase: .updates),
    Case(says: StreamClient.authentication, reason: "a second time", phase: .updates),
    Case(says: "what now", reason: "Not valid JSON", phase: .updates),
  ]

  @Test("a refusal names its reason, and the connection is closed", arguments: cases)
  func refusal(_ example: Case) throws {
    let bench = try StreamBench()
    let client = try bench.connect()
    if example.phase != .authentication { client.say(StreamClient.authentication) }
    if example.phase == .updates { client.say(StreamClient.subscription) }
    let before = client.lines.count
    client.say(example.says + "\n")
    #expect(client.lines.count == before + 1)
    let answer = try #require(client.lines.last)
    let saysAuthenticate = example.says.contains("\"authenticate\"")
    let isAuthentication =
      saysAuthenticate || example.phase == .authentication && !example.says.contains("\"subscribe\"")
    #expect(
      answer.hasPrefix(
        isAuthentication
          ? #"{"type":"authenticate_response","success":false,"reason":""#
          : #"{"type":"subscribe_response","timestamp":1733239200,"success":false,"reason":""#))
    #expect(answer.contains(example.reason), "\(answer)")
    #expect(client.peer.closed?.code == example.code)
    #expect((client.peer.closed?.reason.utf8.count ?? 0) <= 123)
    #expect(bench.hub.integrationCount == 0)
  }

  @Test("a long reason is cut between characters where it must fit into a Close frame")
  func longReason() throws {
    let client = try StreamBench().connect()
    let name = String(repeating: "ü", count: 200)
    client.say(#"{"type":"\#(name)"}"#)
    #expect(client.lines.last?.contains(name) == true)
    let reason = try #require(client.peer.closed?.reason)
    #expect(reason.utf8.count <= 123 && reason.hasSuffix("ü"))
  }

  @Test("while the XML API is switched off nobody gets in, and who is in has to go")
  func switchedOff() throws {
    let bench = try StreamBench()
    let inside = try bench.subscribe()
    let waiting = try bench.connect()
    waiting.say(StreamClient.authentication)
    _ = try bench.appliance.perform(.changeSettings(Settings(xmlAPI: false)))
    waiting.say(StreamClient.subscription)
    let outside = try bench.connect()
    outside.say(StreamClient.authentication)
    for client in [waiting, outside] { #expect(client.lines.last?.contains("switched off") == true) }
    inside.loop.run()
    #expect(inside.peer.closed?.code == 1008 && inside.peer.closed?.reason.contains("switched off") == true)
    #expect(bench.hub.integrationCount == 0)
  }

  @Test("a stream outlives the token that opened it; a new one needs a valid token")
  func revokedToken() throws {
    let bench = try StreamBench()
    let client = try bench.subscribe()
    _ = try bench.appliance.perform(.revokeTokens(clientID: nil))
    let count = client.lines.count
    _ = try bench.appliance.perform(.logIn(representative: 3))
    client.loop.run()
    #expect(client.lines.count > count && client.peer.closed == nil)
    #expect(try bench.subscribe().peer.closed?.code == 1008)
  }

  @Test("who has authenticated, and subscribes after the token has expired, is refused")
  func expiredBeforeSubscription() throws {
    let bench = try StreamBench()
    let client = try bench.connect()
    client.say(StreamClient.authentication)
    bench.appliance.advance(bySeconds: AccessToken.lifetime) {}
    client.say(StreamClient.subscription)
    let answer = try #require(client.lines.last)
    #expect(answer.hasPrefix(#"{"type":"subscribe_response""#) && answer.contains(#""success":false"#))
    #expect(answer.contains("expired"))
    #expect(client.peer.closed?.code == 1008)
    #expect(bench.hub.integrationCount == 0)
  }

  @Test(
    "what an account loses between authentication and subscription, it has lost",
    arguments: ["revoked", "disabled", "without the permission", "deleted", "with a new secret"])
  func lostBeforeSubscription(_ what: String) throws {
    let bench = try StreamBench()
    let inside = try bench.subscribe()
    let client = try bench.connect()
    client.say(StreamClient.authentication)
    let known = bench.appliance.read { domain, _ in domain.accounts[TestOrganization.clientID] }
    var account = try #require(known)
    let intent: Intent
    switch what {
    case "disabled":
      account.isEnabled = false
      intent = .saveAccount(account)
    case "without the permission":
      account.permissions.granted.remove(.realTimeState)
      intent = .saveAccount(account)
    case "deleted": intent = .deleteAccount(clientID: account.clientID)
    case "with a new secret":
      intent = .replaceSecret(clientID: account.clientID, SecretHash(salt: "", digest: "new"))
    default: intent = .revokeTokens(clientID: account.clientID)
    }
    _ = try bench.appliance.perform(intent)
    client.say(StreamClient.subscription)
    let outside = try bench.connect()
    outside.say(StreamClient.authentication)
    let reason =
      what == "without the permission" ? "lacks perm_real_time_state" : "unknown, revoked or expired"
    for (client, kind) in [(client, "subscribe"), (outside, "authenticate")] {
      let answer = try #require(client.lines.last)
      #expect(answer.hasPrefix("{\"type\":\"\(kind)_response\"") && answer.contains(reason), "\(answer)")
      #expect(client.peer.closed?.code == 1008)
    }
    // A stream outlives its token, and not what is taken from its account.
    inside.loop.run()
    let stays = what == "revoked" || what == "with a new secret"
    #expect((inside.peer.closed == nil) == stays && bench.hub.integrationCount == (stays ? 1 : 0))
  }

  @Test("the thirty-first integration is refused until a place is free")
  func thirtyFirst() throws {
    let bench = try StreamBench()
    let loop = TestLoop()
    let clients = try (0..<30).map { _ in try bench.subscribe(on: loop) }
    #expect(bench.hub.integrationCount == 30)
    let refused = try bench.subscribe(on: loop)
    #expect(refused.lines.last?.contains("All 30 places") == true)
    #expect(refused.peer.closed?.code == 1013)
    clients[7].disconnect()
    #expect(bench.hub.integrationCount == 29)
    #expect(try bench.subscribe(on: loop).peer.closed == nil)
    #expect(clients[8].peer.closed == nil)
  }

  @Test("who has been refused or has not subscribed takes no place")
  func noPlace() throws {
    let bench = try StreamBench(settings: Settings(integrationLimit: 1))
    let waiting = try bench.connect()
    waiting.say(StreamClient.authentication)
    _ = try bench.subscribe(to: "[\"nothing\"]")
    let client = try bench.subscribe()
    #expect(client.peer.closed == nil)
    client.say("nonsense\n")
    client.disconnect()
    #expect(bench.hub.integrationCount == 0)
  }
}
