import ApplianceDomain
import Determinism

/// Sessions with systems at which nobody waits, and keys that representatives make for customers on the phone.
extension SupportCentre {
  /// A representative jumps to a system: where a Jump Client starts the session, to the computer of one that is
  /// configured, if any is. The other ways lead to any system, with a shortcut or without one.
  mutating func jump(as method: StartMethod, in domain: ApplianceDomain) {
    let start = people.start(&dice.customers)
    guard let id = people.search(from: start, where: { isFree($0, in: domain) }) else { return }
    var jumpoint: Int?
    if method.needsJumpoint {
      guard !domain.organization.jumpoints.isEmpty else { return }
      jumpoint = dice.customers.pick(domain.organization.jumpoints).id
    }
    let clients = method == .jumpClient ? domain.organization.jumpClients : []
    let computer = clients.isEmpty ? nil : dice.systems.pick(clients).computer
    people.noteTaking(id, at: now)
    intents.append(
      .startSession(
        SessionRequest(
          method: .jump(representative: id, as: method), clientType: method.client, jumpoint: jumpoint,
          computer: computer)))
  }

  /// Whether somebody can begin another session now.
  func isFree(_ id: Int, in domain: ApplianceDomain) -> Bool {
    guard let console = domain.console[id], people.canTake(id, at: now),
      let row = domain.model.representative[console.rowID]
    else { return false }
    return row.routingAvailable && hasRoom(id, console, in: domain)
  }

  /// Whoever is there from the start stays available to callers: one session less than would make them busy.
  func hasRoom(_ id: Int, _ console: Console, in domain: ApplianceDomain) -> Bool {
    guard people.isFixed(id), let account = domain.index.representative(id) else { return true }
    return domain.queues.count(in: console.queueID) < max(1, account.maximumSessions - 1)
  }
}

extension StartMethod {
  /// Whether a customer sits in front of the system.
  var isAttended: Bool {
    switch self {
    case .sessionKey, .repList, .issueSubmission: true
    case .jumpClient, .localJump, .remoteJump, .shellJump, .localRDP, .remoteRDP, .localVNC, .remoteVNC,
      .vPro:
      false
    }
  }

  /// Whether it goes through a Jumpoint.
  var needsJumpoint: Bool {
    switch self {
    case .remoteJump, .remoteRDP, .remoteVNC, .shellJump, .vPro: true
    case .sessionKey, .repList, .issueSubmission, .jumpClient, .localJump, .localRDP, .localVNC: false
    }
  }

  /// What runs on the other side, or speaks to it.
  var client: ClientType {
    switch self {
    case .shellJump: .shell
    case .localRDP, .remoteRDP: .rdp
    case .localVNC, .remoteVNC: .vnc
    case .vPro: .vPro
    case .sessionKey, .repList, .issueSubmission, .jumpClient, .localJump, .remoteJump: .desktop
    }
  }
}

/// Session keys that representatives have made and customers have not entered yet.
struct KeyRing: Sendable {
  /// So many customers at most have a key in their hands; further ones come by another way.
  static let limit = 64

  /// The external key by which a key that was asked for in the last tick is known again.
  var asked: String?
  /// The keys, with the numbers under which they are on the agenda.
  var keys: [(number: UInt32, method: SessionRequest.Method)] = []
  var lastNumber: UInt32 = 0
}

extension SupportCentre {
  /// Seconds after which a customer has entered a key that was read out on the phone, on average.
  private static let typingSeconds = 25.0

  /// A representative makes a key; false where nobody can. One in a tick, so that it is known again.
  mutating func makeKey(in domain: ApplianceDomain) -> Bool {
    guard keys.asked == nil, keys.keys.count < KeyRing.limit else { return false }
    let start = people.start(&dice.keys)
    guard let id = people.search(from: start, where: { isAtWork($0, in: domain) }) else { return false }
    let isPersonal = dice.keys.chance(0.3)
    let team = openTeam(in: domain, besides: nil, &dice.keys)
    let tag = "CALL-\(dice.keys.int(in: 1_000_000...9_999_999))"
    keys.asked = tag
    intents.append(
      .generateSessionKey(
        SessionKeyRequest(
          queue: isPersonal ? .representative(id) : team ?? .general, ttl: 3600,
          attributes: [AttributeValue(codeName: AttributeValue.externalKey, value: tag)])))
    return true
  }

  /// The key that was asked for is there: the customer hears it.
  mutating func useNewestKey(in domain: ApplianceDomain) {
    guard let tag = keys.asked else { return }
    keys.asked = nil
    guard let key = domain.keys.newest, key.attributes.contains(where: { $0.value == tag }) else { return }
    keys.lastNumber += 1
    let method: SessionRequest.Method =
      dice.keys.chance(0.7) ? .shortKey(key.shortKey) : .accessKey(key.accessKey)
    keys.keys.append((keys.lastNumber, method))
    agenda.add(
      .key(keys.lastNumber), at: now.later(meanSeconds: Self.typingSeconds, atLeast: 5, &dice.keys))
  }

  /// The customer enters it, where its queue is still open.
  mutating func enterKey(_ number: UInt32, in domain: ApplianceDomain) {
    guard let place = keys.keys.firstIndex(where: { $0.number == number }) else { return }
    let method = keys.keys.remove(at: place).method
    let key: SessionKey? =
      switch method {
      case .shortKey(let digits): domain.keys.key(shortKey: digits, at: calendar)
      case .accessKey(let digits): domain.keys.key(accessKey: digits, at: calendar)
      default: nil
      }
    guard let key, let queue = try? domain.resolve(key.queue), domain.isAvailable(queue) else { return }
    comeIn(by: method, in: domain)
  }
}
