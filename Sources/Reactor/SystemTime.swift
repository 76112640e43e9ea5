internal import CLinuxIO
public import Determinism
internal import Glibc

/// The machine's monotonic clock: the one real implementation.
public struct SystemTime: MonotonicTime {
  /// The machine's clock.
  public init() {}

  /// Nanoseconds of `CLOCK_MONOTONIC`.
  @inline(__always)
  public func nanoseconds() -> Int64 {
    var reading = timespec()
    clock_gettime(CLOCK_MONOTONIC, &reading)
    return Int64(reading.tv_sec) * 1_000_000_000 + Int64(reading.tv_nsec)
  }

  /// The machine's wall clock: what starts the appliance's clock, and what `Date` fields show.
  public static func wallClock() -> Timestamp {
    var reading = timespec()
    clock_gettime(CLOCK_REALTIME, &reading)
    return Timestamp(milliseconds: Int64(reading.tv_sec) * 1000 + Int64(reading.tv_nsec) / 1_000_000)
  }
}
