import ApplianceDomain
import Determinism
import DomainTesting
import Testing

private let waiting = TestOrganization.waitingLSID
private let owned = TestOrganization.ownedLSID

/// An intent on the fresh test organization, and what comes of it.
struct IntentCase: Sendable, CustomTestStringConvertible {
  var sentence: String
  var intent: Intent
  /// Nil where the intent is carried out.
  var refusal: Refusal?
  /// The changes of the state model, in order.
  var changes: [String] = []
  var testDescription: String { sentence }
}

private func starting(_ method: SessionRequest.Method) -> Intent {
  .startSession(SessionRequest(method: method))
}

private func starting(
  attributes: [AttributeValue] = [], priority: Int? = nil, skills: [String]? = nil
) -> Intent {
  .startSession(
    SessionRequest(method: .issue(id: 1), attributes: attributes, priority: priority, skills: skills))
}

private func setting(_ values: [(String, String)], lsid: String = owned) -> Intent {
  .setSessionAttributes(lsid: lsid, values.map { AttributeValue(codeName: $0.0, value: $0.1) })
}

private func key(_ queue: QueueReference, ttl: Int64? = nil) -> Intent {
  .generateSessionKey(SessionKeyRequest(queue: queue, ttl: ttl))
}

private func message(_ chat: AccountMessage.Chat, sent seconds: Int64 = 0) -> Intent {
  .sendMessage(
    AccountMessage(
      chat: chat, body: "Hi", sent: TestOrganization.start.advanced(bySeconds: seconds), account: "Bot"))
}

private let done: [IntentCase] = [
  IntentCase(
    sentence: "a log in brings a personal queue, a representative and memberships",
    intent: .logIn(representative: 3),
    changes: [
      "insert queue", "insert representative", "insert representative_queue", "insert representative_queue",
      "insert representative_queue",
    ]),
  IntentCase(
    sentence: "a log in opens the team's queue where it is not persistent", intent: .logIn(representative: 6),
    changes: [
      "insert queue", "insert representative", "insert queue", "insert representative_queue",
      "insert representative_queue", "insert representative_queue",
    ]),
  IntentCase(
    sentence: "a log out deletes memberships, representative and queue", intent: .logOut(representative: 2),
    changes: [
      "delete representative_queue", "delete representative_queue", "delete representative_queue",
      "delete representative", "delete queue",
    ]),
  IntentCase(
    sentence: "idling takes availability away", intent: .setIdle(representative: 2, true),
    changes: ["update representative"]),
  IntentCase(
    sentence: "idling that is so already changes nothing", intent: .setIdle(representative: 2, false)),
  IntentCase(
    sentence: "a status that takes no sessions makes busy",
    intent: .setStatus(representative: 2, codeName: "busy"),
    changes: ["update representative"]),
  IntentCase(
    sentence: "a status that takes sessions changes nothing",
    intent: .setStatus(representative: 2, codeName: "available")),
  IntentCase(
    sentence: "an API account's message leaves the model alone",
    intent: message(.session(lsid: owned, from: .customer))),
  IntentCase(
    sentence: "a message to a team leaves the model alone", intent: message(.team(1, from: 1, to: 2))),
  IntentCase(
    sentence: "a customer who is removed from an owned session leaves it open",
    intent: .removeCustomer(lsid: owned), changes: ["delete customer_client"]),
  IntentCase(
    sentence: "a customer who is removed from a waiting session ends it",
    intent: .removeCustomer(lsid: waiting),
    changes: ["delete customer_client", "delete support_session"]),
  IntentCase(
    sentence: "routing can be switched off", intent: .setRoutingEnabled(representative: 2, false),
    changes: ["update representative"]),
  IntentCase(
    sentence: "a session brings its customer", intent: starting(.issue(id: 1)),
    changes: ["insert support_session", "insert customer_client"]),
  IntentCase(
    sentence: "an issue brings its skills", intent: starting(.issueCodeName("VPN")),
    changes: ["insert support_session", "insert support_session_skill", "insert customer_client"]),
  IntentCase(
    sentence: "a session brings its attributes, but not the empty ones",
    intent: starting(attributes: [
      AttributeValue(codeName: "external_key", value: "X"), AttributeValue(codeName: "site", value: ""),
    ]),
    changes: ["insert support_session", "insert support_session_attribute", "insert customer_client"]),
  IntentCase(
    sentence: "a session may be started with a representative",
    intent: starting(.representative(id: 1, name: "Rep 1")),
    changes: ["insert support_session", "insert customer_client"]),
  IntentCase(
    sentence: "the seed data's key starts a session", intent: starting(.shortKey("1234567")),
    changes: ["insert support_session", "insert customer_client"]),
  IntentCase(
    sentence: "an accepted session has a participant, a queue and somebody who looks at it",
    intent: .acceptSession(lsid: waiting, representative: 1),
    changes: [
      "insert representative_support_session", "update support_session", "update representative",
    ]),
  IntentCase(
    sentence: "the last session that somebody can take makes them busy",
    intent: .acceptSession(lsid: waiting, representative: 2),
    changes: [
      "insert representative_support_session", "update support_session", "update representative",
      "update representative",
    ]),
  IntentCase(
    sentence: "a waiting session moves to a team", intent: .transferSession(lsid: waiting, queue: .team(2)),
    changes: ["update support_session"]),
  IntentCase(
    sentence: "a transfer takes the session from its owner",
    intent: .transferSession(lsid: owned, queue: .team(2)),
    changes: ["update representative", "delete representative_support_session", "update support_session"]),
  IntentCase(
    sentence: "an attribute that a session did not have is inserted", intent: setting([("site", "A")]),
    changes: ["insert support_session_attribute"]),
  IntentCase(
    sentence: "clearing an attribute that is not there changes nothing", intent: setting([("site", "")])),
  IntentCase(
    sentence: "a chat message leaves the model alone",
    intent: .sendChatMessage(lsid: owned, from: .customer, body: "Hi")),
  IntentCase(
    sentence: "a customer who leaves an owned session leaves it open", intent: .customerLeaves(lsid: owned),
    changes: ["delete customer_client"]),
  IntentCase(
    sentence: "a customer who leaves a waiting session ends it", intent: .customerLeaves(lsid: waiting),
    changes: ["delete customer_client", "delete support_session"]),
  IntentCase(
    sentence: "the end of a session takes everything with it", intent: .endSession(lsid: owned, by: .owner),
    changes: [
      "update representative", "delete representative_support_session", "delete customer_client",
      "delete support_session",
    ]),
  IntentCase(sentence: "a key leaves the model alone", intent: key(.general)),
]

private let refused: [IntentCase] = [
  (.logIn(representative: 9), .unknownRepresentative(9)), (.logIn(representative: 1), .alreadyLoggedIn(1)),
  (.logOut(representative: 3), .notLoggedIn(3)), (.logOut(representative: 9), .unknownRepresentative(9)),
  (.setIdle(representative: 3, true), .notLoggedIn(3)),
  (.setRoutingEnabled(representative: 9, true), .unknownRepresentative(9)),
  (starting(.shortKey("7654321")), .invalidSessionKey("7654321")),
  (starting(.accessKey("ab")), .invalidSessionKey("ab")),
  (starting(.representative(id: 9, name: "Rep 1")), .unknownRepresentative(9)),
  (starting(.representative(id: 1, name: "Rep 2")), .nameMismatch(id: 1, name: "Rep 2")),
  (starting(.representative(id: 3, name: "Rep 3")), .queueUnavailable(.representative(3))),
  (starting(.issue(id: 9)), .unknownIssue("9")), (starting(.issueCodeName("x")), .unknownIssue("x")),
  (starting(.issue(id: 3)), .queueUnavailable(.team(3))),
  (starting(.queue(.team(9), as: .sessionKey)), .unknownTeam(9)),
  (starting(.queue(.embassy(1), as: .sessionKey)), .unknownEmbassy(1)),
  (starting(.queue(.representativeUsername("nobody"), as: .repList)), .unknownUsername("nobody")),
  (starting(.queue(.representativeUsername("user5"), as: .repList)), .ambiguousUsername("user5")),
  (starting(priority: 0), .invalidPriority(0)), (starting(priority: 4), .invalidPriority(4)),
  (starting(skills: ["mac", "tea"]), .unknownSkill("tea")),
  (starting(attributes: [AttributeValue(codeName: "x", value: "")]), .unknownCustomField("x")),
  (
    starting(attributes: [AttributeValue(codeName: "site", value: String(repeating: "ä", count: 1025))]),
    .attributeTooLong("site")
  ),
  (
    starting(
      attributes: (0..<11).map { _ in
        AttributeValue(codeName: "site", value: String(repeating: "a", count: 1000))
      }),
    .attributesTooLarge
  ),
  (.acceptSession(lsid: "x", representative: 1), .unknownSession("x")),
  (.acceptSession(lsid: waiting, representative: 3), .notLoggedIn(3)),
  (.acceptSession(lsid: waiting, representative: 9), .unknownRepresentative(9)),
  (.acceptSession(lsid: owned, representative: 1), .alreadyInSession(lsid: owned, representative: 1)),
  (.transferSession(lsid: "x", queue: .general), .unknownSession("x")),
  (.transferSession(lsid: owned, queue: .team(3)), .queueUnavailable(.team(3))),
  (
    .transferSession(lsid: owned, queue: .representative(1)),
    .alreadyInSession(lsid: owned, representative: 1)
  ),
  (.sendChatMessage(lsid: "x", from: .customer, body: ""), .unknownSession("x")),
  (
    .sendChatMessage(lsid: owned, from: .representative(2), body: ""),
    .notInSession(lsid: owned, representative: 2)
  ),
  (.setStatus(representative: 2, codeName: "tea"), .unknownStatus("tea")),
  (.setStatus(representative: 3, codeName: "busy"), .notLoggedIn(3)),
  (.setStatus(representative: 9, codeName: "busy"), .unknownRepresentative(9)),
  (message(.session(lsid: "x", from: .system)), .unknownSession("x")),
  (
    message(.session(lsid: owned, from: .representative(2))),
    .notInSession(lsid: owned, representative: 2)
  ),
  (message(.session(lsid: owned, from: .representative(9))), .unknownRepresentative(9)),
  (
    message(.session(lsid: owned, from: .system), sent: 1),
    .notInPast(TestOrganization.start.advanced(bySeconds: 1), now: TestOrganization.start)
  ),
  (message(.team(9, from: nil)), .unknownTeam(9)), (message(.team(1, from: 9)), .unknownRepresentative(9)),
  (message(.team(2, from: 1)), .notInTeam(team: 2, representative: 1)),
  (message(.team(1, from: 3)), .notLoggedIn(3)),
  (message(.team(1, from: 1, to: 5)), .notInTeam(team: 1, representative: 5)),
  (.removeCustomer(lsid: "x"), .unknownSession("x")),
  (setting([], lsid: "x"), .unknownSession("x")),
  (setting([("colour", "red")]), .unknownCustomField("colour")),
  (setting([("site", String(repeating: "a", count: 1025))]), .attributeTooLong("site")),
  (.customerLeaves(lsid: "x"), .unknownSession("x")),
  (.endSession(lsid: "x", by: .system), .unknownSession("x")),
  (key(.issue("x")), .unknownIssue("x")), (key(.general, ttl: 0), .invalidTTL(0)),
  (key(.general, ttl: -5), .invalidTTL(-5)),
  (.replaceSecret(clientID: "x", SecretHash(salt: "", digest: "")), .unknownAccount("x")),
  (.deleteAccount(clientID: "x"), .unknownAccount("x")),
  (
    .issueToken(digest: TokenDigest([UInt8](repeating: 1, count: 32)), clientID: "x", hint: ""),
    .unknownAccount("x")
  ),
].map { (intent: Intent, refusal: Refusal) in
  IntentCase(sentence: "\(refusal)", intent: intent, refusal: refusal)
}

@Suite("Intents") struct IntentTests {
  @Test("are carried out, and leave these changes", arguments: done)
  func carriesOut(_ example: IntentCase) throws {
    var audited = Audited()
    // What the seed's representatives look at is recorded by then.
    audited.now = audited.now.advanced(bySeconds: 10)
    _ = try audited.perform(example.intent).get()
    #expect(audited.changes == example.changes)
  }

  @Test("are refused, and then change nothing", arguments: refused)
  func refuses(_ example: IntentCase) {
    var audited = Audited()
    let before = audited.domain.model
    guard case .failure(let refusal) = audited.perform(example.intent) else {
      Issue.record("\(example.intent) is carried out")
      return
    }
    #expect(refusal == example.refusal)
    #expect(before.supportSession.ids() == audited.domain.model.supportSession.ids())
    // A refusal must not use up chance either: the next session is the one that it would have been.
    var untouched = Audited()
    #expect(throws: Never.self) {
      let next = try audited.start(.issue(id: 1))
      let expected = try untouched.start(.issue(id: 1))
      #expect(next == expected)
    }
  }

  @Test("an attribute keeps its row while its value changes, and loses it when it is cleared")
  func attributes() throws {
    var audited = Audited()
    audited.perform(setting([("site", "A"), ("external_key", "T1")]))
    let record = try #require(audited.domain.sessions[owned]?.record)
    #expect(record.externalKey == "T1")
    audited.perform(setting([("site", "B")]))
    #expect(audited.changes == ["update support_session_attribute"])
    #expect(audited.domain.sessions[owned]?.record.externalKey == "T1")
    audited.perform(setting([("site", "B")]))
    #expect(audited.entries.isEmpty)
    audited.perform(setting([("external_key", ""), ("site", "C")]))
    #expect(audited.changes == ["update support_session_attribute", "delete support_session_attribute"])
    // Guide: "External Key" is an event of reports, also when there is none any more.
    #expect(audited.details == [.externalKey("")])
    #expect(audited.domain.sessions[owned]?.record.attributes.map(\.value) == ["C"])
    audited.perform(.endSession(lsid: owned, by: .system))
    #expect(audited.domain.model.supportSessionAttribute.count == 0)
  }

  @Test("a customer who has gone can neither leave again nor write")
  func gone() {
    var audited = Audited()
    audited.perform(.customerLeaves(lsid: owned))
    #expect(audited.perform(.customerLeaves(lsid: owned)) == .failure(.customerGone(owned)))
    let line = Intent.sendChatMessage(lsid: owned, from: .customer, body: "x")
    #expect(audited.perform(line) == .failure(.customerGone(owned)))
    #expect(audited.perform(.endSession(lsid: owned, by: .owner)) == .success(.done))
  }
}
