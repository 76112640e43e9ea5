import ApplianceDomain
import Configuration
import Determinism
import Foundation
import Simulation

/// Measures what an active session costs in the domain and the simulation together: time for each second of its life,
/// and resident memory. Usage: `ModelBench SESSIONS SECONDS`; prints one line of JSON.
@main struct ModelBench {
  static func main() {
    let numbers = CommandLine.arguments.dropFirst().compactMap { Int($0) }
    guard numbers.count == 2, numbers[0] >= 1000, numbers[1] >= 1 else {
      FileHandle.standardError.write(Data("usage: ModelBench SESSIONS SECONDS\n".utf8))
      exit(2)
    }
    measure(sessions: numbers[0], seconds: numbers[1])
  }

  /// The seconds until the sessions that come at once have been taken and are at work.
  private static let warmUp = 180

  private static func measure(sessions: Int, seconds: Int) {
    let empty = resident()
    let scenario = scenario(sessions)
    var domain = domain(scenario)
    var now = Timestamp(seconds: 1_733_212_800)
    domain.start(at: now)
    let simulation = Simulation(seed: 1, lifetime: 1, scenario: scenario)
    for _ in 0..<warmUp { _ = tick(&domain, simulation, &now) }
    var (sessionTicks, changes) = (0, 0)
    let begun = cpu()
    for _ in 0..<seconds {
      changes += tick(&domain, simulation, &now)
      sessionTicks += domain.sessions.count
    }
    let spent = cpu() - begun
    let active = domain.sessions.count
    print(
      "{\"sessions\":\(active),\"nanoseconds_per_session_tick\":\(spent / Double(sessionTicks) * 1e9),"
        + "\"rows_per_second\":\(changes / seconds),\"microseconds_per_row\":\(spent / Double(max(changes, 1)) * 1e6),"
        + "\"bytes_per_session\":\((resident() - empty) / max(active, 1))}")
  }

  /// The profile `stress`, scaled to so many sessions.
  private static func scenario(_ sessions: Int) -> Scenario {
    guard var scenario = BuiltInScenarios.profiles["stress"] else {
      preconditionFailure("The profile is built in")
    }
    let scale = Double(sessions) / scenario.arrivals.openingSessions
    scenario.arrivals.openingSessions *= scale
    scenario.rates.arrivalsPerHour *= scale
    scenario.staff.representatives = Int(Double(scenario.staff.representatives) * scale)
    return scenario
  }

  private static func domain(_ scenario: Scenario) -> ApplianceDomain {
    do throws(ConfigurationFault) {
      let example = try SeedData.load(.builtInExample) { _ in SecretHash(salt: "", digest: "") }
      let organization = example.staffed(by: scenario.staff, seed: 1)
      return ApplianceDomain(
        memory: Memory(organization: organization, settings: Settings()),
        capabilities: Capabilities(embassies: false, jumpClientStartMethod: false), seed: 1)
    } catch {
      preconditionFailure("The built-in seed data is checked by a test: \(error)")
    }
  }

  /// One second; answers how many rows changed.
  private static func tick(
    _ domain: inout ApplianceDomain, _ simulation: Simulation, _ now: inout Timestamp
  ) -> Int {
    now = now.advanced(bySeconds: 1)
    while let due = domain.nextDue, due <= now { domain.settle(at: due) }
    for intent in simulation.tick(at: now, in: domain) { _ = try? domain.perform(intent, at: now) }
    return domain.takeEntries().reduce(0) { count, entry in
      if case .change = entry { count + 1 } else { count }
    }
  }

  /// The processor time of this process so far, in seconds.
  private static func cpu() -> Double { Double(clock()) / Double(CLOCKS_PER_SEC) }

  /// Resident memory in bytes.
  private static func resident() -> Int {
    let text = (try? String(contentsOfFile: "/proc/self/statm", encoding: .utf8)) ?? ""
    return (text.split(separator: " ").dropFirst().first.flatMap { Int($0) } ?? 0) * 4096
  }
}
