import Simulation

extension SimulationRates {
  private struct Rate: Sendable {
    let key: String
    let property: any WritableKeyPath<SimulationRates, Double> & Sendable
    /// The property's name, by which ``SimulationRates/validate()`` speaks of it.
    let name: String
  }

  private static let rates: [Rate] = [
    Rate(key: "arrivals_per_hour", property: \.arrivalsPerHour, name: "arrivalsPerHour"),
    Rate(key: "pickup_seconds", property: \.pickupSeconds, name: "pickupSeconds"),
    Rate(key: "session_minutes", property: \.sessionMinutes, name: "sessionMinutes"),
    Rate(key: "chat_seconds", property: \.chatSeconds, name: "chatSeconds"),
    Rate(key: "transfer_probability", property: \.transferProbability, name: "transferProbability"),
    Rate(
      key: "customer_leaves_first_probability", property: \.customerLeavesFirstProbability,
      name: "customerLeavesFirstProbability"),
    Rate(key: "patience_seconds", property: \.patienceSeconds, name: "patienceSeconds"),
    Rate(key: "login_share", property: \.loginShare, name: "loginShare"),
    Rate(key: "attendance_minutes", property: \.attendanceMinutes, name: "attendanceMinutes"),
    Rate(key: "idle_every_minutes", property: \.idleEveryMinutes, name: "idleEveryMinutes"),
    Rate(key: "idle_seconds", property: \.idleSeconds, name: "idleSeconds"),
  ]

  /// What the file says under `simulation_rates`, on top of a quiet day.
  init(file: YAMLValue?) {
    self.init()
    guard let file, !file.isNull else { return }
    let mapping = YAMLMapping(file, keys: SimulationRates.rates.map(\.key))
    for rate in SimulationRates.rates {
      self[keyPath: rate.property] = mapping.optional(
        rate.key, .number, default: self[keyPath: rate.property])
    }
    for problem in validate() {
      guard let rate = SimulationRates.rates.first(where: { $0.name == problem.rate }) else { continue }
      mapping[rate.key]?.fail(
        "\(problem.value) is out of range; write a number from \(problem.allowed.lowerBound) to "
          + "\(problem.allowed.upperBound)")
    }
  }
}

extension Form where Value == Double {
  /// A number, with or without a fraction.
  static var number: Form {
    Form { text throws(Misfit) in
      guard let value = Double(text), value.isFinite else {
        throw Misfit(text, "is not a number; write one such as 12.5")
      }
      return value
    }
  }
}
