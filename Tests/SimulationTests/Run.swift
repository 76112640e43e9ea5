import ApplianceDomain
import Determinism
import DomainTesting

@testable import Simulation

/// A domain with a simulation, run without an appliance around them.
struct Run {
  var domain: ApplianceDomain
  let simulation: Simulation
  var auditor = Auditor()
  var now: Timestamp
  /// How many intents there were, and how many of them were refused, by the refusal's name.
  var intents = 0
  var refusals: [String: Int] = [:]
  /// Every entry as text, where `keepsLines` says so.
  var lines: [String] = []
  var keepsLines = false
  var events: [SessionEvent] = []
  var wanted: Tally = Tally()
  var problems: [String] = []

  /// - Parameter organization: who works there; the small company of the domain's tests if nothing is said.
  init(
    seed: UInt64, _ scenario: Scenario = Scenario(), lifetime: UInt64 = 1, at start: Timestamp? = nil,
    organization: Organization = TestOrganization.organization,
    capabilities: Capabilities = TestOrganization.capabilities
  ) {
    now = start ?? TestOrganization.start
    let staffed = organization.staffed(by: scenario.staff, seed: seed)
    domain = ApplianceDomain(
      memory: Memory(organization: staffed, settings: Settings(licenses: staffed.licenses ?? 10)),
      capabilities: capabilities, seed: seed)
    domain.start(at: now)
    simulation = Simulation(seed: seed, lifetime: lifetime, scenario: scenario)
    let entries = domain.takeEntries()
    for entry in entries { wanted.count(entry) }
    problems += auditor.audit(domain, entries)
  }

  /// Lets seconds pass; the auditor follows every entry and looks at the domain every `auditing` seconds.
  mutating func pass(seconds: Int, auditing: Int = 1) {
    for second in 1...seconds {
      now = now.advanced(bySeconds: 1)
      domain.settle(at: now)
      for intent in simulation.tick(at: now, in: domain) {
        intents += 1
        wanted.count(intent, in: domain)
        do throws(Refusal) { _ = try domain.perform(intent, at: now) } catch { note(error, of: intent) }
      }
      take(isAudited: second % auditing == 0)
    }
  }

  private mutating func note(_ refusal: Refusal, of intent: Intent) {
    let name = "\(intent)".prefix { $0 != "(" } + ": " + "\(refusal)".prefix { $0 != "(" }
    refusals[String(name), default: 0] += 1
  }

  private mutating func take(isAudited: Bool) {
    let entries = domain.takeEntries()
    for entry in entries {
      if keepsLines { lines.append(entry.text) }
      if case .sessionEvent(let event) = entry { events.append(event) }
      wanted.count(entry)
    }
    problems += isAudited ? auditor.audit(domain, entries) : auditor.follow(entries)
  }

  var refused: Int { refusals.values.reduce(0, +) }
  func count(_ matches: (SessionEvent.Detail) -> Bool) -> Int {
    events.count { !$0.isInPresentation && matches($0.detail) }
  }
  var started: Int { count { $0 == .sessionStart } }
  var ended: Int { count { $0 == .sessionEnd } }
  var chats: Int { count { if case .chatMessage = $0 { true } else { false } } }
}

/// The built-in kinds of day are read from a file by another room; this is a busy one for tests.
extension Scenario {
  static var busyTest: Scenario {
    var scenario = Scenario(
      rates: SimulationRates(
        arrivalsPerHour: 600, pickupSeconds: 8, sessionMinutes: 2, chatSeconds: 8, transferProbability: 0.3,
        customerLeavesFirstProbability: 0.3, patienceSeconds: 60, loginShare: 0.8, attendanceMinutes: 5,
        idleEveryMinutes: 5, idleSeconds: 20))
    scenario.sessions.deedSeconds = 6
    scenario.sessions.conferenceProbability = 0.4
    scenario.staff.representatives = 30
    scenario.presentations.perHour = 12
    scenario.presentations.minutes = 4
    scenario.faults.consoleLossHours = 1
    return scenario
  }
}
