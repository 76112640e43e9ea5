/// How often which latency was seen, in bounded memory and with a bounded relative error.
///
/// Values below 128 are counted each by itself; above, every power of two has 128 equal buckets, so that a value is told
/// within one part in 128. Values past the greatest bucket count there; the greatest value itself is kept exactly.
public struct LatencyHistogram: Sendable, Equatable {
  /// Buckets in each power of two, as a power of two.
  private static let bits = 7
  /// Values of this many bits have buckets: 2^40 nanoseconds are 18 minutes.
  private static let valueBits = 40
  private static let size = (valueBits - bits + 1) << bits

  private var counts = [UInt64](repeating: 0, count: size)
  /// How many values were recorded.
  public private(set) var count: UInt64 = 0
  /// The greatest value; 0 where there is none.
  public private(set) var max: Int64 = 0

  /// A histogram without values.
  public init() {}

  /// Counts a value; what is negative counts as 0.
  public mutating func record(_ value: Int64) {
    let value = Swift.max(0, value)
    counts[LatencyHistogram.bucket(UInt64(value))] += 1
    count += 1
    max = Swift.max(max, value)
  }

  /// Adds all values of another one.
  public mutating func add(_ other: LatencyHistogram) {
    for index in counts.indices { counts[index] += other.counts[index] }
    count += other.count
    max = Swift.max(max, other.max)
  }

  /// The least value that at least this part (0 to 1) of all values do not exceed, rounded up to its bucket's end; 0
  /// where there is none.
  public func quantile(_ part: Double) -> Int64 {
    guard count > 0 else { return 0 }
    let rank = Swift.max(1, UInt64((part * Double(count)).rounded(.up)))
    var sum: UInt64 = 0
    for index in counts.indices {
      sum += counts[index]
      if sum >= rank {
        return index == counts.count - 1 ? max : Swift.min(LatencyHistogram.end(index), max)
      }
    }
    return max
  }

  /// The bucket of a value.
  private static func bucket(_ value: UInt64) -> Int {
    if value >> UInt64(bits) == 0 { return Int(value) }
    let exponent = 63 - value.leadingZeroBitCount
    guard exponent < valueBits else { return size - 1 }
    let shift = exponent - bits
    return (shift + 1) << bits + Int(value >> UInt64(shift)) - 1 << bits
  }

  /// The greatest value of a bucket.
  private static func end(_ index: Int) -> Int64 {
    if index < 1 << bits { return Int64(index) }
    let shift = index >> bits - 1
    let mantissa = index & (1 << bits - 1) + 1 << bits
    return Int64((mantissa + 1) << shift) - 1
  }
}
