/// The appliance's clock: a pure function from the machine's monotonic time to the appliance's time.
///
/// It runs at `rate` appliance seconds for each real second from a known pair of readings; a rate of 0 freezes it.
/// It never reads a clock itself: every call is given the monotonic reading (nanoseconds) of the caller.
public struct ApplianceClock: Sendable {
  /// Appliance seconds per real second; 0 is frozen. Never negative.
  public private(set) var rate: Double
  /// The time that it was last set to show.
  public private(set) var origin: Timestamp
  private var originMonotonic: Int64

  /// A clock that shows `start` when the monotonic reading is `monotonic` nanoseconds.
  public init(start: Timestamp, rate: Double, monotonic: Int64) {
    precondition(rate >= 0 && rate.isFinite, "A clock's rate is a finite number of at least 0")
    self.rate = rate
    self.origin = start
    self.originMonotonic = monotonic
  }

  /// The largest rate that is accepted: a day of appliance time for each real second.
  /// Past it a tick would have to do more work than a machine can, and the clock would only pretend.
  public static let maximumRate = 86_400.0

  /// The appliance's time at a monotonic reading.
  public func now(monotonic: Int64) -> Timestamp {
    guard rate > 0 else { return origin }
    let elapsed = Double(monotonic - originMonotonic) / 1_000_000 * rate
    return origin.advanced(byMilliseconds: Int64(elapsed))
  }

  /// Nanoseconds of real time until the clock shows `time`; nil while it is frozen.
  public func delay(until time: Timestamp, monotonic: Int64) -> Int64? {
    guard rate > 0 else { return nil }
    let milliseconds = time.milliseconds - now(monotonic: monotonic).milliseconds
    return max(0, Int64(Double(milliseconds) * 1_000_000 / rate))
  }

  /// Sets time, rate or both, from this moment on.
  public mutating func set(now: Timestamp? = nil, rate: Double? = nil, monotonic: Int64) {
    self = ApplianceClock(
      start: now ?? self.now(monotonic: monotonic), rate: rate ?? self.rate, monotonic: monotonic)
  }
}
