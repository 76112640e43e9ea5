import Determinism

/// The simulation's chance, a stream for each use, so that a busier chat does not change who comes.
struct Dice: Sendable {
  var arrivals: SeededGenerator
  var bursts: SeededGenerator
  var customers: SeededGenerator
  var keys: SeededGenerator
  var attendance: SeededGenerator
  var consoles: SeededGenerator
  var routing: SeededGenerator
  var sessions: SeededGenerator
  var talk: SeededGenerator
  var deeds: SeededGenerator
  var conferences: SeededGenerator
  var presentations: SeededGenerator
  var availability: SeededGenerator
  var teams: SeededGenerator
  var systems: SeededGenerator

  init(seed: UInt64, lifetime: UInt64) {
    func stream(_ use: String) -> SeededGenerator {
      SeededGenerator(seed: seed, stream: "simulation-\(use)", lifetime: lifetime)
    }
    arrivals = stream("arrivals")
    bursts = stream("bursts")
    customers = stream("customers")
    keys = stream("keys")
    attendance = stream("attendance")
    consoles = stream("consoles")
    routing = stream("routing")
    sessions = stream("sessions")
    talk = stream("talk")
    deeds = stream("deeds")
    conferences = stream("conferences")
    presentations = stream("presentations")
    availability = stream("availability")
    teams = stream("teams")
    systems = stream("systems")
  }
}

extension SeededGenerator {
  /// Milliseconds drawn from an exponential distribution with a mean in seconds.
  mutating func wait(meanSeconds: Double) -> Int64 {
    // 1 - unit() is above 0, so that its logarithm is finite: at most 37 times the mean.
    Int64(-naturalLogarithm(1 - unit()) * meanSeconds * 1000)
  }

  /// The place of one of some weights, drawn in proportion to them; nil where none is above 0.
  mutating func place(weights: some Sequence<Double>) -> Int? {
    let total = weights.reduce(0, +)
    guard total > 0 else { return nil }
    var rest = unit() * total
    var last: Int?
    for (place, weight) in weights.enumerated() where weight > 0 {
      last = place
      rest -= weight
      if rest < 0 { return place }
    }
    return last
  }
}

extension Timestamp {
  /// Later than anything that is ever planned, and early enough to be reckoned with.
  static let never = Timestamp(milliseconds: .max / 4)

  /// A draw from an exponential distribution later, and not sooner than some seconds.
  func later(
    meanSeconds: Double, atLeast seconds: Int64 = 1, _ generator: inout SeededGenerator
  ) -> Timestamp {
    advanced(byMilliseconds: max(seconds * 1000, generator.wait(meanSeconds: meanSeconds)))
  }
}

/// The natural logarithm of a normal number above 0. The C library's may differ in the last digit from machine to
/// machine, and with it everything that a seed stands for; this uses only what IEEE 754 fixes.
func naturalLogarithm(_ value: Double) -> Double {
  let ratio = (value.significand - 1) / (value.significand + 1)  // At most 1/3: the series ends quickly.
  let square = ratio * ratio
  var power = ratio
  var sum = 0.0
  for divisor in stride(from: 1.0, through: 31.0, by: 2.0) {
    sum += power / divisor
    power *= square
  }
  return 2 * sum + Double(value.exponent) * 0.693_147_180_559_945_3
}
