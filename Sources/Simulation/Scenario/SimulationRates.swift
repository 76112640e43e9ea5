/// How busy the simulated support centre is. Times are seconds or minutes of the appliance's clock; means are the
/// means of random draws. A change holds for all draws after it; the next arrival is drawn anew at once.
public struct SimulationRates: Codable, Equatable, Sendable {
  /// Customers who arrive in an hour, on average; 0 is nobody.
  public var arrivalsPerHour: Double
  /// Seconds that a session waits before a representative takes it, on average.
  public var pickupSeconds: Double
  /// Minutes from the first pickup of a session to its end, on average.
  public var sessionMinutes: Double
  /// Seconds between two lines of a chat, on average.
  public var chatSeconds: Double
  /// The probability that a representative who has a session hands it on.
  public var transferProbability: Double
  /// The probability that the customer closes the client before the representative ends the session.
  public var customerLeavesFirstProbability: Double
  /// Seconds that a customer waits in a queue before giving up, on average.
  public var patienceSeconds: Double
  /// The share of the representatives who are logged in, of those who are not so from the start; 0 to 1.
  public var loginShare: Double
  /// Minutes after which a representative reconsiders being logged in, on average.
  public var attendanceMinutes: Double
  /// Minutes between two idle phases of a representative, on average; 0 is never.
  public var idleEveryMinutes: Double
  /// Seconds of an idle phase, on average.
  public var idleSeconds: Double

  /// Rates; what is not given is that of a quiet day.
  public init(
    arrivalsPerHour: Double = 40, pickupSeconds: Double = 25, sessionMinutes: Double = 6,
    chatSeconds: Double = 20, transferProbability: Double = 0.08,
    customerLeavesFirstProbability: Double = 0.2, patienceSeconds: Double = 240, loginShare: Double = 0.6,
    attendanceMinutes: Double = 30, idleEveryMinutes: Double = 45, idleSeconds: Double = 150
  ) {
    self.arrivalsPerHour = arrivalsPerHour
    self.pickupSeconds = pickupSeconds
    self.sessionMinutes = sessionMinutes
    self.chatSeconds = chatSeconds
    self.transferProbability = transferProbability
    self.customerLeavesFirstProbability = customerLeavesFirstProbability
    self.patienceSeconds = patienceSeconds
    self.loginShare = loginShare
    self.attendanceMinutes = attendanceMinutes
    self.idleEveryMinutes = idleEveryMinutes
    self.idleSeconds = idleSeconds
  }

  /// The most arrivals in an hour: a hundred in a second. Past it ticks would crowd out the callers.
  public static let maximumArrivalsPerHour = 360_000.0
  /// The longest mean time, in its own unit. Past it a draw would leave the range of times.
  public static let maximumTime = 1_000_000.0

  /// All rates by their public names, in the order in which they are shown.
  public static let numbers: [ConfigurableNumber<SimulationRates>] = [
    .init("arrivals_per_hour", \.arrivalsPerHour, 0...maximumArrivalsPerHour),
    .init("pickup_seconds", \.pickupSeconds, 1...maximumTime),
    .init("session_minutes", \.sessionMinutes, 0.1...maximumTime),
    .init("chat_seconds", \.chatSeconds, 1...maximumTime),
    .init("transfer_probability", \.transferProbability, 0...1),
    .init("customer_leaves_first_probability", \.customerLeavesFirstProbability, 0...1),
    .init("patience_seconds", \.patienceSeconds, 1...maximumTime),
    .init("login_share", \.loginShare, 0...1),
    .init("attendance_minutes", \.attendanceMinutes, 0.1...maximumTime),
    .init("idle_every_minutes", \.idleEveryMinutes, 0...maximumTime),
    .init("idle_seconds", \.idleSeconds, 1...maximumTime),
  ]

  /// A rate that cannot be used.
  public struct Problem: Error, Equatable, Sendable {
    /// The rate's public name.
    public var rate: String
    /// The value that it was given.
    public var value: Double
    /// The smallest and the largest value that it may have.
    public var allowed: ClosedRange<Double>

    /// What is wrong, and how to mend it, without the rate's name.
    public var message: String {
      "\(value) is out of range; write a number from \(allowed.lowerBound) to \(allowed.upperBound)"
    }
  }

  /// All rates that cannot be used; empty where everything is in order.
  public func validate() -> [Problem] {
    Self.numbers.compactMap { number in
      let value = self[keyPath: number.path]
      guard !number.range.contains(value) else { return nil }
      return Problem(rate: number.key, value: value, allowed: number.range)
    }
  }
}
