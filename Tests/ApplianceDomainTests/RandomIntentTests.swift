import ApplianceDomain
import Determinism
import DomainTesting
import Testing

/// Intents at random, sensible or not.
private struct Monkey {
  var generator: SeededGenerator
  private var shortKeys = ["1234567", "0000000"]

  init(seed: UInt64) { generator = SeededGenerator(seed: seed, stream: "monkey") }

  mutating func remember(_ outcome: Outcome) {
    if case .sessionKey(let made) = outcome { shortKeys.append(made.key.shortKey) }
  }

  mutating func intent(_ domain: ApplianceDomain) -> Intent {
    let someone = generator.int(in: 1...7)
    switch generator.below(18) {
    case 0, 1: return .logIn(representative: someone)
    case 2: return .logOut(representative: someone)
    case 3: return .setIdle(representative: someone, generator.chance(0.5))
    case 4: return .setRoutingEnabled(representative: someone, generator.chance(0.7))
    case 5, 6, 7: return start()
    case 8, 9, 10: return .acceptSession(lsid: lsid(domain), representative: someone)
    case 11: return .transferSession(lsid: lsid(domain), queue: queue())
    case 12: return .sendChatMessage(lsid: lsid(domain), from: .representative(someone), body: "x")
    case 13: return .customerLeaves(lsid: lsid(domain))
    case 14, 15: return .endSession(lsid: lsid(domain), by: generator.pick([.system, .customer, .owner]))
    case 16:
      let value = generator.pick(["", "A", "B"])
      return .setSessionAttributes(lsid: lsid(domain), [AttributeValue(codeName: "site", value: value)])
    default: return .generateSessionKey(SessionKeyRequest(queue: queue(), ttl: 60, skills: ["mac"]))
    }
  }

  private mutating func start() -> Intent {
    let method: SessionRequest.Method
    switch generator.below(4) {
    case 0: method = .shortKey(generator.pick(shortKeys))
    case 1: method = .issue(id: generator.int(in: 1...4))
    case 2:
      let id = generator.int(in: 1...7)
      method = .representative(id: id, name: "Rep \(id)")
    default: method = .queue(queue(), as: .sessionKey)
    }
    let attributes = [AttributeValue(codeName: "site", value: "A")]
    let skills = generator.chance(0.3) ? ["mac", "network"] : nil
    return .startSession(SessionRequest(method: method, attributes: attributes, skills: skills))
  }

  private mutating func queue() -> QueueReference {
    let id = generator.int(in: 1...6)
    return generator.pick([
      .general, .team(id), .representative(id), .issue("till"), .representativeUsername("user\(id)"),
      .embassy(id),
    ])
  }

  private mutating func lsid(_ domain: ApplianceDomain) -> String {
    let rows = domain.model.supportSession.ids()
    guard !rows.isEmpty, !generator.chance(0.05) else { return "nothing" }
    return domain.model.supportSession[generator.pick(rows)]?.lsid ?? ""
  }
}

@Suite("Random intents") struct RandomIntentTests {
  @Test(
    "keep every invariant, and leave the same entries when they come again",
    arguments: 1...4 as ClosedRange<UInt64>)
  func holds(seed: UInt64) {
    var monkey = Monkey(seed: seed)
    var audited = Audited(TestOrganization.domain(seed: seed))
    var again = TestOrganization.domain(seed: seed)
    _ = again.takeEntries()
    var count = 0
    for _ in 1...250 {
      audited.now = audited.now.advanced(byMilliseconds: Int64(monkey.generator.below(3000)))
      let intent = monkey.intent(audited.domain)
      let result = audited.perform(intent)
      if case .success(let outcome) = result { monkey.remember(outcome) }
      _ = try? again.perform(intent, at: audited.now)
      #expect(again.takeEntries().map(\.text) == audited.entries.map(\.text))
      count += audited.entries.count
    }
    #expect(count > 300)
  }
}
