import ApplianceDomain
import Archives
import Changes
import Determinism
import Foundation
import History
import Locking
import Synchronization
import Testing

@testable import Store

/// A data directory of its own for each test, which goes with it.
final class Place: Sendable {
  private static let count = Atomic(0)
  let directory: String
  let reports = Reports()

  init() throws {
    let number = Self.count.add(1, ordering: .relaxed).newValue
    directory = FileManager.default.temporaryDirectory.path + "/mock-appliance-store-\(getpid())-\(number)"
  }

  /// A directory that is there.
  init(directory: String) { self.directory = directory }

  deinit { try? FileManager.default.removeItem(atPath: directory) }

  var database: String { directory + "/" + Store.fileName }

  func open(survival: Survival = .process, isEphemeral: Bool = false) throws -> Store {
    try Store.open(
      directory: directory, identity: Samples.identity, survival: survival, isEphemeral: isEphemeral
    ) { [reports] in reports.add($0) }
  }

  /// Opens the directory, and starts an appliance on what it remembers; at the last time, where there was one.
  func begin(
    organization: Organization = Samples.organization, at start: Timestamp? = nil,
    participant: (any Participant)? = nil, probe: (@Sendable () throws -> Void)? = nil
  ) throws -> LifeOnDisk {
    let store = try open()
    if try store.recordedSeed() == nil {
      try store.initialise(Memory(organization: organization, settings: Settings()), seed: 1)
    }
    let memory = try #require(try store.readMemory())
    let time = try start ?? store.lastTime() ?? Samples.start
    store.queue.setProbe(probe)
    return LifeOnDisk(place: self, store: store, memory: memory, time: time, participant: participant)
  }
}

/// An appliance whose record is on the disk.
struct LifeOnDisk {
  /// Held, so that the directory stays as long as anybody reads in it.
  let place: Place
  let store: Store
  let memory: Memory
  let appliance: Appliance
  private let tee: Tee

  /// Everything that the store was given, in its order.
  var batches: [Batch] { tee.batches }

  init(
    place: Place, store: Store, memory: Memory, time: Timestamp, participant: (any Participant)? = nil
  ) {
    self.place = place
    self.store = store
    self.memory = memory
    let clock = ManualTime()
    tee = Tee(store)
    appliance = Appliance(
      domain: ApplianceDomain(memory: memory, capabilities: Samples.capabilities, seed: 1),
      clock: ApplianceClock(start: time, rate: 0, monotonic: clock.nanoseconds()), monotonic: clock,
      durability: tee, participant: participant)
  }

  /// Carries out an intent and lets the store write it, or fail to, before anything else happens.
  @discardableResult
  func perform(_ intent: Intent) throws -> Appliance.Performed {
    let performed = try appliance.perform(intent)
    try? store.queue.waitUntilWritten(performed.number)
    return performed
  }

  @discardableResult
  func start(_ request: SessionRequest = Samples.request()) throws -> String {
    guard case .session(let lsid) = try perform(.startSession(request)).outcome else { return "" }
    return lsid
  }

  /// Two representatives work through some sessions, a transaction for each step; answers the last batch's number.
  func drive(into recorded: Recorded? = nil) throws -> UInt64 {
    defer { recorded?.read(batches) }
    try perform(.logIn(representative: 5))
    try perform(.logIn(representative: 12))
    let first = try start()
    appliance.advance(bySeconds: 30) {}
    try perform(.acceptSession(lsid: first, representative: 5))
    try perform(.sendChatMessage(lsid: first, from: .representative(5), body: "Good \"day\" ☀"))
    let second = try start(
      SessionRequest(
        method: .issueCodeName("other"), customer: CustomerInfo(name: "Grüße", company: "A & B"),
        attributes: [AttributeValue(codeName: AttributeValue.externalKey, value: "TICKET-1")],
        skills: ["skill1"]))
    appliance.advance(bySeconds: 700) {}
    try perform(.acceptSession(lsid: first, representative: 12))
    try perform(.transferSession(lsid: second, queue: .representative(5)))
    try perform(.acceptSession(lsid: second, representative: 5))
    appliance.advance(bySeconds: 1300) {}
    try perform(.endSession(lsid: first, by: .owner))
    try perform(.logOut(representative: 5))
    return try perform(.setIdle(representative: 12, true)).number
  }
}

/// Hands batches on to a store, and keeps them.
final class Tee: Durability {
  private let store: Store
  private let list = Lock<[Batch]>([])

  init(_ store: Store) { self.store = store }

  var batches: [Batch] { list.withLock { $0 } }

  func accept(_ batch: Batch) {
    list.withLock { $0.append(batch) }
    store.accept(batch)
  }

  func whenDurable(_ number: UInt64, _ action: @escaping @Sendable (Bool) -> Void) {
    store.whenDurable(number, action)
  }
}

/// What came out of the domain, by a reading of the batches that knows nothing of the store.
final class Recorded {
  private(set) var sessions: [SessionRecord] = []
  private(set) var events: [String: [SessionEvent]] = [:]
  private(set) var presentations: [String: PresentationRecord] = [:]
  private(set) var attendees: [String: [AttendeeRecord]] = [:]
  private(set) var presentationEvents: [String: [SessionEvent]] = [:]

  func read(_ batches: [Batch], upTo last: UInt64 = .max) {
    for entry in batches.filter({ $0.number <= last }).flatMap(\.entries) {
      switch entry {
      case .sessionEvent(let event) where event.isInPresentation:
        presentationEvents[event.lsid, default: []].append(event)
      case .record(.presentation(let presentation)): presentations[presentation.lsid] = presentation
      case .record(.attendee(let attendee)): attendees[attendee.lsid, default: []].append(attendee)
      case .sessionEvent(let event), .record(.sessionEvent(let event)):
        events[event.lsid, default: []].append(event)
      case .record(.session(let session, _)):
        sessions.removeAll { $0.lsid == session.lsid }
        sessions.append(session)
      default: break
      }
    }
    sessions.sort { ($0.start, $0.lseq) < ($1.start, $1.lseq) }
  }
}

/// The sentences that a store reported.
final class Reports: Sendable {
  private let list = Lock<[String]>([])
  func add(_ text: String) { list.withLock { $0.append(text) } }
  var all: [String] { list.withLock { $0 } }
}

extension SessionCursor {
  /// The rest of the sessions.
  func all() throws -> [ReportedSession] {
    var sessions: [ReportedSession] = []
    while let next = try next() { sessions.append(next) }
    return sessions
  }
}

extension SessionQuery {
  static let everything = SessionQuery(selection: .started(from: Timestamp(seconds: 0), to: nil))
}

enum Samples {
  /// 2016-10-01T00:00:00Z.
  static let start = Timestamp(seconds: 1_475_280_000)
  static let capabilities = Capabilities(embassies: false, jumpClientStartMethod: false)

  static let identity = ApplianceIdentity(guid: "guid", downloads: SessionDownloads(seed: 1)) {
    "https://site\($0 ?? 0).example.com"
  }

  static let organization = Organization(
    company: Company(apiName: "example", displayName: "Example"),
    publicSites: [
      PublicSite(id: 1, name: "Default", hostnames: ["support.example.com"]),
      PublicSite(id: 2, name: "Remote", hostnames: ["remote.example.com"]),
    ],
    representatives: [5, 12].map {
      RepresentativeAccount(
        id: $0, username: "rep\($0)", publicDisplayName: "Rep \($0)", privateDisplayName: "R\($0)",
        displayNumber: $0, hostname: "pc\($0)", operatingSystem: "Windows 10", privateIP: "10.0.0.\($0)",
        publicIP: "192.0.2.\($0)")
    },
    teams: [
      SupportTeam(
        id: 1, name: "Support", codeName: "support", isPersistent: true,
        members: [
          TeamMember(representative: 5, role: .lead), TeamMember(representative: 12, role: .member),
        ])
    ],
    issues: [Issue(id: 1, codeName: "other", title: "Other", team: 1)],
    skills: [NamedCode(codeName: "skill1", name: "Skill 1")], apiAccounts: [account("Example")])

  static func account(_ name: String) -> APIAccount {
    APIAccount(
      clientID: name, name: name, secret: SecretHash(salt: "00", digest: "11"), permissions: .all)
  }

  static func digest(_ byte: UInt8) -> TokenDigest { TokenDigest([UInt8](repeating: byte, count: 32)) }

  static func request(hostname: String? = nil) -> SessionRequest {
    SessionRequest(
      method: .queue(.team(1), as: .sessionKey), customer: CustomerInfo(name: "Ada"), hostname: hostname)
  }
}
