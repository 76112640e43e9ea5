/// Bits in the order of a video's bit stream: the most significant bit of a byte comes first.
struct BitWriter {
  /// The bytes that are complete.
  private(set) var bytes: [UInt8] = []
  private var pending: UInt64 = 0
  private var pendingCount = 0

  /// The lowest `count` bits of a value, 32 at most.
  mutating func bits(_ value: UInt32, _ count: Int) {
    pending = pending << UInt64(count) | UInt64(value) & (1 << UInt64(count) - 1)
    pendingCount += count
    while pendingCount >= 8 {
      pendingCount -= 8
      bytes.append(UInt8(truncatingIfNeeded: pending >> UInt64(pendingCount)))
    }
  }

  /// A flag of one bit.
  mutating func flag(_ value: Bool) { bits(value ? 1 : 0, 1) }

  /// An unsigned number in Exp-Golomb code: `ue(v)` of H.264 section 9.1.
  mutating func unsigned(_ value: UInt32) {
    let code = value + 1
    let length = 32 - code.leadingZeroBitCount
    bits(0, length - 1)
    bits(code, length)
  }

  /// A signed number in Exp-Golomb code: `se(v)` of H.264 section 9.1.1.
  mutating func signed(_ value: Int32) {
    unsigned(value > 0 ? UInt32(value) * 2 - 1 : UInt32(-value) * 2)
  }

  /// Zeros up to the next full byte.
  mutating func align() {
    if pendingCount > 0 { bits(0, 8 - pendingCount) }
  }

  /// Whole bytes; what came before them is aligned.
  mutating func append(_ content: some Sequence<UInt8>) {
    assert(pendingCount == 0, "Bytes begin at a full byte")
    bytes.append(contentsOf: content)
  }

  /// The stop bit and zeros behind it: the end of a payload (H.264 section 7.3.2.11).
  mutating func end() {
    flag(true)
    align()
  }
}
