import Determinism

/// The simulation's chance, a stream for each use, so that a busier chat does not change who arrives.
struct Dice: Sendable {
  var arrivals: SeededGenerator
  var customers: SeededGenerator
  var attendance: SeededGenerator
  var pickups: SeededGenerator
  var sessions: SeededGenerator

  init(seed: UInt64, lifetime: UInt64) {
    func stream(_ use: String) -> SeededGenerator {
      SeededGenerator(seed: seed, stream: "simulation-\(use)", lifetime: lifetime)
    }
    arrivals = stream("arrivals")
    customers = stream("customers")
    attendance = stream("attendance")
    pickups = stream("pickups")
    sessions = stream("sessions")
  }
}

extension SeededGenerator {
  /// Milliseconds drawn from an exponential distribution with a mean in seconds.
  mutating func wait(meanSeconds: Double) -> Int64 {
    // 1 - unit() is above 0, so that its logarithm is finite: at most 37 times the mean.
    Int64(-naturalLogarithm(1 - unit()) * meanSeconds * 1000)
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
