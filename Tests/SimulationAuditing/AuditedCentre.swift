import ApplianceDomain
import Configuration
public import Determinism
import DomainTesting
import Simulation

/// A support centre on the example data, audited at every tick: by a naive second model after every tick, and now and
/// then by a walk through everything the domain knows.
public struct AuditedCentre {
  /// What a run has come to.
  public struct Sum: Sendable, Equatable {
    /// The ticks.
    public var ticks = 0
    /// The rows that were inserted, updated and deleted.
    public var changes = 0
    /// The session events.
    public var events = 0
    /// The intents of the simulation, and how many of them were refused.
    public var intents = 0
    /// The refused ones.
    public var refused = 0
    /// The most sessions that were active at once.
    public var mostSessions = 0

    /// Nothing yet.
    public init() {}

    /// Both together.
    public static func + (left: Sum, right: Sum) -> Sum {
      var sum = left
      sum.ticks += right.ticks
      sum.changes += right.changes
      sum.events += right.events
      sum.intents += right.intents
      sum.refused += right.refused
      sum.mostSessions = max(sum.mostSessions, right.mostSessions)
      return sum
    }
  }

  /// Ticks between two walks through everything.
  private static let walkInterval = 300

  /// The time that has been reached.
  public private(set) var now: Timestamp
  /// What it has come to so far.
  public private(set) var sum = Sum()
  private var domain: ApplianceDomain
  private let simulation: Simulation
  private var naive = NaiveModel()
  private var auditor = Auditor()

  /// The profiles that a centre can have.
  public static var profiles: [String] { BuiltInScenarios.profiles.keys.sorted() }

  /// A centre that opens at a time, as one of ``profiles`` has it. Of three seeds, two are of an API
  /// version with embassies and Jump Clients.
  public init(seed: UInt64, profile: String, start: Timestamp) {
    guard let scenario = BuiltInScenarios.profiles[profile] else {
      preconditionFailure("\"\(profile)\" is not a built-in profile")
    }
    now = start
    let isOlder = seed % 3 != 0
    domain = ApplianceDomain(
      memory: Memory(
        organization: Self.example.staffed(by: scenario.staff, seed: seed), settings: Settings()),
      capabilities: Capabilities(embassies: isOlder, jumpClientStartMethod: isOlder), seed: seed)
    simulation = Simulation(seed: seed, lifetime: 1, scenario: scenario)
    domain.start(at: now)
  }

  private static let example: Organization = {
    do throws(ConfigurationFault) {
      return try SeedData.load(.builtInExample) { _ in SecretHash(salt: "", digest: "") }
    } catch {
      preconditionFailure("The built-in seed data is checked by a test: \(error)")
    }
  }()

  /// Lets seconds pass, until something is found that must not be so.
  public mutating func pass(seconds: Int) -> [String] {
    if sum.ticks == 0 {
      let problems = take()
      guard problems.isEmpty else { return problems }
    }
    for _ in 0..<seconds {
      let problems = tick()
      guard problems.isEmpty else { return problems }
    }
    return []
  }

  private mutating func tick() -> [String] {
    now = now.advanced(bySeconds: 1)
    // What the appliance does by itself comes at its own time, which may lie between two ticks.
    while let due = domain.nextDue, due <= now { domain.settle(at: due) }
    for intent in simulation.tick(at: now, in: domain) {
      sum.intents += 1
      do throws(Refusal) { _ = try domain.perform(intent, at: now) } catch { sum.refused += 1 }
    }
    sum.ticks += 1
    sum.mostSessions = max(sum.mostSessions, domain.sessions.count)
    return take()
  }

  private mutating func take() -> [String] {
    let entries = domain.takeEntries()
    for entry in entries {
      switch entry {
      case .change: sum.changes += 1
      case .sessionEvent: sum.events += 1
      case .truncateModel, .record: break
      }
    }
    let problems = naive.follow(entries, at: now)
    guard sum.ticks % Self.walkInterval == 0 else { return problems + auditor.follow(entries) }
    return problems + auditor.audit(domain, entries)
  }
}
