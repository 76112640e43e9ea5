/// The appliance's chance: xoshiro256** seeded through SplitMix64.
///
/// The same seed, stream and lifetime give the same numbers on every machine. Each use has a stream of its own
/// (`"lsid"`, `"arrivals"`, …), so that a new use does not shift the numbers of the others.
public struct SeededGenerator: RandomNumberGenerator, Sendable {
  private var state: (UInt64, UInt64, UInt64, UInt64)

  /// A generator for one use.
  ///
  /// - Parameters:
  ///   - seed: the appliance's seed.
  ///   - stream: the name of the use.
  ///   - lifetime: how many times the appliance has started on its data directory, so that a restart does not repeat.
  public init(seed: UInt64, stream: String, lifetime: UInt64 = 0) {
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325  // FNV-1a, because Hasher differs from process to process.
    for byte in stream.utf8 { hash = (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01b3 }
    var mixer = SplitMix64(state: seed ^ hash &+ lifetime &* 0x9e37_79b9_7f4a_7c15)
    state = (mixer.next(), mixer.next(), mixer.next(), mixer.next())
  }

  /// The next 64 bits.
  public mutating func next() -> UInt64 {
    let result = rotate(state.1 &* 5, 7) &* 9
    let shifted = state.1 << 17
    state.2 ^= state.0
    state.3 ^= state.1
    state.1 ^= state.2
    state.0 ^= state.3
    state.2 ^= shifted
    state.3 = rotate(state.3, 45)
    return result
  }

  /// A number below `bound`, which is at least 1. Unlike the standard library's, its algorithm is fixed here,
  /// so that a new toolchain does not change what a seed means.
  public mutating func below(_ bound: Int) -> Int {
    precondition(bound > 0, "A bound is at least 1")
    return Int(next().multipliedFullWidth(by: UInt64(bound)).high)
  }

  /// A number in a closed range.
  public mutating func int(in range: ClosedRange<Int>) -> Int {
    range.lowerBound + below(range.upperBound - range.lowerBound + 1)
  }

  /// A number of at least 0 and less than 1.
  public mutating func unit() -> Double { Double(next() >> 11) * 0x1p-53 }

  /// True with the given probability.
  public mutating func chance(_ probability: Double) -> Bool { unit() < probability }

  /// One of the elements; the collection is not empty.
  public mutating func pick<T>(_ elements: [T]) -> T { elements[below(elements.count)] }

  /// So many lower-case hex digits.
  public mutating func hex(_ count: Int) -> String {
    String(unsafeUninitializedCapacity: count) { bytes in
      var place = 0
      while place < count {
        var word = next()
        for _ in 0..<min(16, count - place) {
          let digit = UInt8(word >> 60)
          bytes.initializeElement(at: place, to: digit + (digit < 10 ? 0x30 : 0x61 - 10))
          word <<= 4
          place += 1
        }
      }
      return count
    }
  }

  private func rotate(_ value: UInt64, _ count: UInt64) -> UInt64 {
    (value << count) | (value >> (64 - count))
  }
}

private struct SplitMix64 {
  var state: UInt64
  mutating func next() -> UInt64 {
    state &+= 0x9e37_79b9_7f4a_7c15
    var z = state
    z = (z ^ (z >> 30)) &* 0xbf58_476d_1ce4_e5b9
    z = (z ^ (z >> 27)) &* 0x94d0_49bb_1331_11eb
    return z ^ (z >> 31)
  }
}
