import Synchronization

/// Monotonic time that a test moves by hand.
public final class ManualTime: MonotonicTime {
  private let reading = Atomic<Int64>(0)

  /// Time that stands at 0.
  public init() {}

  /// Nanoseconds, as moved so far.
  public func nanoseconds() -> Int64 { reading.load(ordering: .sequentiallyConsistent) }

  /// Moves it on by some milliseconds.
  public func advance(milliseconds: Int64) {
    reading.add(milliseconds * 1_000_000, ordering: .sequentiallyConsistent)
  }
}
