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
    switch generator.below(40) {
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
    case 17: return .generateSessionKey(SessionKeyRequest(queue: queue(), ttl: 60, skills: ["mac"]))
    case 18, 19: return conference(domain, someone)
    case 20: return .setConnected(representative: someone, generator.chance(0.6))
    case 21: return .setConsoleInFocus(representative: someone, generator.chance(0.5))
    case 22, 23, 24:
      let none = generator.chance(0.1)
      return .selectSession(representative: someone, lsid: none ? nil : lsid(domain))
    case 25: return .customerClientStarts(lsid: lsid(domain))
    case 26: return .setCustomerConnected(lsid: lsid(domain), generator.chance(0.5))
    case 27: return .elevateCustomer(lsid: lsid(domain))
    case 28: return .assignSession(lsid: lsid(domain), representative: someone, timeout: 30)
    case 29: return .respondToAssignment(lsid: lsid(domain), generator.pick(AssignmentResponse.allCases))
    case 30, 31:
      let tool = generator.pick(ServiceTool.allCases)
      return .useTool(lsid: lsid(domain), representative: someone, tool, generator.chance(0.7))
    case 32:
      return .selectTool(lsid: lsid(domain), representative: someone, generator.pick([nil, .cobrowse]))
    case 33, 34:
      let actor = generator.pick([Actor.system, .customer, .representative(someone)])
      return .act(lsid: lsid(domain), by: actor, activity())
    case 35 where generator.chance(0.15):
      let (role, force) = (generator.pick(FailoverRole.allCases), generator.chance(0.3))
      return .setFailoverRole(role, syncsFirst: generator.chance(0.7), force: force)
    case 36 where generator.chance(0.2): return .setPeerReachable(generator.chance(0.8))
    default: return presentation(domain, someone)
    }
  }

  private mutating func conference(_ domain: ApplianceDomain, _ someone: Int) -> Intent {
    let lsid = lsid(domain)
    switch generator.below(3) {
    case 0: return .joinSession(lsid: lsid, representative: someone)
    case 1:
      let outsider = ConsoleBook.firstInvitedID + generator.below(4)
      return .leaveSession(lsid: lsid, representative: generator.pick([someone, outsider]))
    default: return .inviteRepresentative(lsid: lsid, by: someone, name: "Guest")
    }
  }

  private mutating func activity() -> SessionActivity {
    generator.pick([
      .noteAdded(body: "n"), .commandShellSessionStarted, .callbackButtonRemoved, .screenshotCaptured,
      .fileDeleted(name: "a", size: 1), .fileDownload(name: "b", size: 2), .fileMoved(from: "c", to: "d"),
      .fileUpload(name: "e", size: 3), .customerExitSurvey([]), .memberStateChanged(state: "x"),
      .callbackButtonDeployed(
        description: "", expiration: TestOrganization.start, profileID: 1, profileName: ""),
    ])
  }

  private mutating func presentation(_ domain: ApplianceDomain, _ someone: Int) -> Intent {
    let all = domain.presentations.all
    guard !all.isEmpty, !generator.chance(0.1) else {
      return .startPresentation(name: "Talk", representative: someone)
    }
    let chosen = generator.pick(all)
    let attendee = chosen.attendees.last?.gsnumber ?? 0
    switch generator.below(8) {
    case 0, 1: return .joinPresentation(lsid: chosen.lsid, name: "Ann")
    case 2:
      return .setAttendeeConnected(lsid: chosen.lsid, attendee: attendee, generator.chance(0.5))
    case 3: return .leavePresentation(lsid: chosen.lsid, attendee: attendee)
    case 4: return .present(lsid: chosen.lsid, representative: generator.chance(0.2) ? nil : someone)
    case 5: return .actInPresentation(lsid: chosen.lsid, by: .representative(someone), .screenRecording)
    case 6: return .sendPresentationMessage(lsid: chosen.lsid, from: .attendee(attendee), body: "x")
    default:
      return generator.chance(0.4)
        ? .endPresentation(lsid: chosen.lsid) : .joinPresentation(lsid: "", name: "")
    }
  }

  private mutating func start() -> Intent {
    let method: SessionRequest.Method
    switch generator.below(5) {
    case 0: method = .shortKey(generator.pick(shortKeys))
    case 1: method = .issue(id: generator.int(in: 1...4))
    case 2:
      let id = generator.int(in: 1...7)
      method = .representative(id: id, name: "Rep \(id)")
    case 3: method = .jump(representative: generator.int(in: 1...7), as: .localJump)
    default: method = .queue(queue(), as: .sessionKey)
    }
    let attributes = [AttributeValue(codeName: "site", value: "A")]
    let skills = generator.chance(0.3) ? ["mac", "network"] : nil
    return .startSession(
      SessionRequest(
        method: method, attributes: attributes, priority: generator.pick([nil, 1, 3]), skills: skills,
        prewaits: generator.chance(0.3)))
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
    arguments: 1...6 as ClosedRange<UInt64>)
  func holds(seed: UInt64) {
    var monkey = Monkey(seed: seed)
    var audited = Audited(TestOrganization.domain(seed: seed))
    var again = TestOrganization.domain(seed: seed)
    _ = again.takeEntries()
    var count = 0
    for _ in 1...600 {
      audited.now = audited.now.advanced(byMilliseconds: Int64(monkey.generator.below(3000)))
      audited.settle()
      again.settle(at: audited.now)
      #expect(again.takeEntries().map(\.text) == audited.entries.map(\.text))
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
