import Locking
public import Simulation

extension SimulationControl {
  /// The control of a simulation, with its rates under the names that the configuration file has too.
  public init(_ simulation: Simulation) {
    let changing = Changing(simulation)
    self.init(
      isRunning: { simulation.isActive },
      rates: {
        let rates = simulation.rates
        return SimulationRateNames.table.map { Rate(name: $0.name, value: rates[keyPath: $0.path]) }
      }, change: { changing.change($0, $1) })
  }

  /// Keeps changes in order: each reads the rates, changes some and writes them back.
  private final class Changing: Sendable {
    private let simulation: Simulation
    private let lock = Lock(())

    init(_ simulation: Simulation) { self.simulation = simulation }

    func change(_ isRunning: Bool?, _ changes: [Rate]) -> [String] {
      lock.withLock { _ in
        var rates = simulation.rates
        for change in changes {
          guard let entry = SimulationRateNames.table.first(where: { $0.name == change.name }) else {
            continue
          }
          rates[keyPath: entry.path] = change.value
        }
        let problems = rates.validate()
        guard problems.isEmpty else { return problems.map(SimulationRateNames.sentence) }
        if !changes.isEmpty { simulation.configure(rates) }
        if let isRunning { simulation.isActive = isRunning }
        return []
      }
    }
  }
}

/// The public names of the simulation's rates.
private enum SimulationRateNames {
  static var table: [(name: String, path: WritableKeyPath<SimulationRates, Double>)] {
    [
      ("arrivals_per_hour", \.arrivalsPerHour), ("pickup_seconds", \.pickupSeconds),
      ("session_minutes", \.sessionMinutes), ("chat_seconds", \.chatSeconds),
      ("transfer_probability", \.transferProbability),
      ("customer_leaves_first_probability", \.customerLeavesFirstProbability),
      ("patience_seconds", \.patienceSeconds), ("login_share", \.loginShare),
      ("attendance_minutes", \.attendanceMinutes), ("idle_every_minutes", \.idleEveryMinutes),
      ("idle_seconds", \.idleSeconds),
    ]
  }

  /// What is wrong with a rate, under its public name.
  static func sentence(_ problem: SimulationRates.Problem) -> String {
    var name = ""
    for letter in problem.rate {
      if letter.isUppercase { name += "_" }
      name += letter.lowercased()
    }
    let allowed = problem.allowed
    return "\(name): \(problem.value) is not from \(allowed.lowerBound) to \(allowed.upperBound)"
  }
}
