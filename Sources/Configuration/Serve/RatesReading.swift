import Simulation

extension SimulationRates {
  /// What the file says under `simulation_rates`, on top of what the scenario says.
  mutating func read(file: YAMLValue?) {
    guard let file, !file.isNull else { return }
    let mapping = YAMLMapping(file, keys: SimulationRates.numbers.map(\.key))
    for number in SimulationRates.numbers {
      self[keyPath: number.path] = mapping.optional(number.key, .number, default: self[keyPath: number.path])
    }
    for problem in validate() { mapping[problem.rate]?.fail(problem.message) }
  }
}
