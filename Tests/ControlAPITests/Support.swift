import APIKit
import ApplianceDomain
import Changes
import ControlAPI
import Determinism
import Documents
import HTTPMessages
import HTTPTypes
import Locking
import Synchronization

/// An appliance with a small organization, and its control API in front.
final class Desk: Sendable {
  static let start = Timestamp(seconds: 1_733_239_565)  // 2024-12-03T15:26:05Z
  static let clientID = String(repeating: "a", count: 40)

  let time = ManualTime()
  let appliance: Appliance
  let context: APIContext
  let api: ControlAPI
  let simulation = Lock((running: true, arrivals: 40.0))
  let pauses = Atomic<Int>(0)
  private let organization: Organization

  init(
    rate: Double = 0, access: ControlAccess = ControlAccess(), isStopping: Bool = false,
    appliances: ApplianceNetwork = Desk.appliances, changed: (inout Organization) -> Void = { _ in }
  ) {
    var organization = Self.organization()
    organization.appliances = appliances
    changed(&organization)
    self.organization = organization
    let capabilities = Capabilities(embassies: false, jumpClientStartMethod: false)
    let memory = Memory(organization: self.organization, settings: Settings())
    appliance = Appliance(
      domain: ApplianceDomain(memory: memory, capabilities: capabilities, seed: 1),
      clock: ApplianceClock(start: Self.start, rate: rate, monotonic: 0), monotonic: time,
      durability: NoDurability())
    context = APIContext(
      appliance: appliance, edition: Edition(version: .v1_21_1, fidelity: .documented),
      applianceGUID: "0123456789abcdef", hashing: .toy,
      entropy: CountingEntropy())
    let box = Box()
    let appliance = appliance
    api = ControlAPI(
      context: context,
      dependencies: ControlDependencies(
        info: {
          ControlInfo(
            version: "0.1.0", hostname: "support.example.com", seed: 1, httpsPort: 8443, httpPort: nil,
            controlPort: 8444, processID: 4711, uptimeSeconds: 12.5)
        },
        isStopping: { isStopping }, pause: { box.desk?.pauses.add(1, ordering: .relaxed) },
        reset: {
          appliance.reset(
            to: memory, domain: ApplianceDomain(memory: memory, capabilities: capabilities, seed: 1),
            clockStart: Self.start, rate: 0)
        },

        waitUntilDurable: { _ in true },
        streamView: StreamView(tables: [.queue, .representative]) { row in
          guard case .queue(let queue) = row else { return nil }
          return [("name", .text(queue.name))]
        },
        simulation: box.simulation), access: access)
    box.set(self)
  }

  /// Knows the desk once it is there.
  private final class Box: @unchecked Sendable {
    // Unchecked: set once, before anybody asks.
    weak var desk: Desk?

    func set(_ desk: Desk) { self.desk = desk }

    var simulation: SimulationControl {
      SimulationControl(
        isRunning: { self.desk?.simulation.withLock { $0.running } ?? false },
        rates: {
          [.init(name: "arrivals_per_hour", value: self.desk?.simulation.withLock { $0.arrivals } ?? 0)]
        },
        change: { change in
          if let rate = change.rates.first, rate.value < 0 { return ["arrivals_per_hour is \(rate.value)"] }
          self.desk?.simulation.withLock {
            $0.running = change.isRunning ?? $0.running
            $0.arrivals = change.rates.first?.value ?? $0.arrivals
          }
          return []
        })
    }
  }

  /// A peer that can be contacted.
  static let appliances = ApplianceNetwork(
    failover: FailoverPeering(
      peer: ApplianceNode(guid: "peer", name: "peer", publicHostname: "peer.example.com")))

  static func organization() -> Organization {
    func person(_ id: Int, _ name: String) -> RepresentativeAccount {
      RepresentativeAccount(
        id: id, username: name.lowercased(), publicDisplayName: name, privateDisplayName: "\(name) P.",
        displayNumber: 100 + id, skills: id == 1 ? ["printers"] : [], hostname: "desk-\(id)",
        operatingSystem: "Debian", privateIP: "10.0.0.\(id)", publicIP: "192.0.2.\(id)")
    }
    return Organization(
      company: Company(apiName: "example", displayName: "Example"),
      publicSites: [PublicSite(id: 1, name: "Default", hostnames: ["support.example.com"])],
      representatives: [person(1, "Ada"), person(2, "Bob")],
      teams: [
        SupportTeam(
          id: 1, name: "First", codeName: "first", isPersistent: true,
          members: [TeamMember(representative: 1, role: .member)]),
        SupportTeam(
          id: 2, name: "Second", codeName: "second", isPersistent: false,
          members: [TeamMember(representative: 2, role: .lead)]),
      ],
      issues: [Issue(id: 7, codeName: "printer", title: "My printer", team: 1, skills: ["printers"])],
      skills: [NamedCode(codeName: "printers", name: "Printers")],
      customFields: [NamedCode(codeName: "floor", name: "Floor")],
      jumpoints: [Jumpoint(id: 1, name: "London")], jumpGroups: [NamedCode(codeName: "shops", name: "Shops")],
      sessionPolicies: [NamedCode(codeName: "p", name: "Policy")],
      apiAccounts: [
        APIAccount(
          clientID: clientID, name: "Scenario", secret: Hashing.toy.hash("secret"), permissions: .all)
      ],
      startup: Startup(sessionKeys: [StartupKey(shortKey: "1234567", queue: .team(1))]))
  }
}

/// Bytes that differ each time, but are the same in each run.
final class CountingEntropy: EntropySource {
  private let next = Atomic<Int>(0)

  func bytes(_ count: Int) -> [UInt8] {
    let seed = next.add(1, ordering: .relaxed).newValue
    return (0..<count).map { UInt8(truncatingIfNeeded: seed &* 31 &+ $0) }
  }
}

extension Hashing {
  /// No cryptography: these tests look at who may do what.
  static let toy = Hashing(
    token: { token in
      var bytes = [UInt8](repeating: 0, count: 32)
      for (place, byte) in token.enumerated() { bytes[place % 32] = bytes[place % 32] &* 31 &+ byte }
      return TokenDigest(bytes)
    },
    verify: { secret, hash in hash.digest == "hash of \(secret)" },
    hash: { SecretHash(salt: "", digest: "hash of \($0)") })
}

/// An answer with its body read to the end.
struct Reply {
  var status: Int
  var fields: String
  var text: String

  var json: JSONValue { (try? JSONValue(parsing: text.utf8)) ?? .null }
  /// The end of a problem's type.
  var problem: String? { json["type"]?.text.flatMap { $0.split(separator: ":").last.map(String.init) } }
  var detail: String { json["detail"]?.text ?? "" }

  init(_ response: Response) {
    var response = response
    if case .deferred(let work) = response.body { response = work.makeResponse() }
    status = response.status.code
    fields = String(decoding: response.preset.bytes + response.fields.bytes, as: UTF8.self)
    var bytes: [UInt8] = []
    switch response.body {
    case .none, .webSocket, .deferred: break
    case .bytes(let all): bytes = all
    case .stream(let source): while (try? source.next(into: &bytes, limit: 100)) == true {}
    }
    text = String(decoding: bytes, as: UTF8.self)
  }
}

extension Request {
  /// A request as the codec would read it.
  static func made(
    _ method: String, _ target: String, _ body: String? = nil, fields: [(String, String)] = [],
    type: String? = "application/json"
  ) -> Request {
    let parts = target.split(separator: "?", maxSplits: 1)
    var bytes: [UInt8] = []
    var lines: [FieldLines.Line] = []
    for (name, value) in fields + (body != nil && type != nil ? [("content-type", type ?? "")] : []) {
      let start = bytes.count
      bytes += Array(name.utf8)
      let middle = bytes.count
      bytes += Array(value.utf8)
      lines.append(.init(name: start..<middle, value: middle..<bytes.count))
    }
    return Request(
      method: HTTPRequest.Method(method) ?? .get, path: String(parts[0]),
      query: parts.count > 1 ? Array(parts[1].utf8)[...] : [], fields: FieldLines(bytes: bytes, lines: lines),
      body: Array((body ?? "").utf8))
  }
}

extension Desk {
  /// Asks the control API.
  @discardableResult
  func ask(_ method: String, _ target: String, _ body: String? = nil, fields: [(String, String)] = [])
    -> Reply
  {
    Reply(api.respond(to: .made(method, target, body, fields: fields)))
  }
}
