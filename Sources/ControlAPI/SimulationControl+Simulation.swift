import Locking
public import Simulation

extension SimulationControl {
  /// The control of a simulation, with its rates under the names that the configuration file has too.
  public init(_ simulation: Simulation) {
    let changing = Changing(simulation)
    self.init(
      isRunning: { simulation.isActive }, profile: { simulation.profile },
      rates: {
        let rates = simulation.scenario.rates
        return SimulationRates.numbers.map { Rate(name: $0.key, value: rates[keyPath: $0.path]) }
      }, change: { changing.change($0) })
  }

  /// Keeps changes in order: each reads the scenario, changes some of it and writes it back.
  private final class Changing: Sendable {
    private let simulation: Simulation
    private let lock = Lock(())

    init(_ simulation: Simulation) { self.simulation = simulation }

    func change(_ change: Change) -> [String] {
      lock.withLock { _ in
        var profile = simulation.profile
        var scenario = simulation.scenario
        if let name = change.profile {
          guard let chosen = simulation.profiles[name] else {
            let known = simulation.profiles.keys.sorted()
            let mend = Problem.nearest(to: name, of: known)
            return ["profile: \"\(name)\" is not one of \(known.joined(separator: ", "))\(mend)"]
          }
          (profile, scenario) = (name, chosen)
        }
        for rate in change.rates {
          guard let number = SimulationRates.numbers.first(where: { $0.key == rate.name }) else { continue }
          scenario.rates[keyPath: number.path] = rate.value
        }
        let problems = scenario.rates.validate()
        guard problems.isEmpty else { return problems.map(Self.sentence) }
        if change.profile != nil || !change.rates.isEmpty {
          simulation.configure(scenario, profile: profile)
        }
        if let isRunning = change.isRunning { simulation.isActive = isRunning }
        return []
      }
    }

    private static func sentence(_ problem: SimulationRates.Problem) -> String {
      let allowed = problem.allowed
      return "\(problem.rate): \(problem.value) is not from \(allowed.lowerBound) to \(allowed.upperBound)"
    }
  }
}
