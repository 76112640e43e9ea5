/// Which bytes a writer must look at, so that it copies the runs between them whole: the control characters, and a
/// few more. Eight bytes are looked at together, because nearly all text is text that needs no care.
struct CareTable: Sendable {
  /// Bytes that are alike under a mask: `byte | mask == value`.
  struct Kin: Sendable {
    let mask: UInt8
    let value: UInt8
  }

  private let first: (mask: UInt64, value: UInt64)
  private let second: (mask: UInt64, value: UInt64)
  private let third: (mask: UInt64, value: UInt64)

  /// A table of the bytes below the space and of three families of others.
  init(_ first: Kin, _ second: Kin, _ third: Kin) {
    self.first = (Self.eight(first.mask), Self.eight(first.value))
    self.second = (Self.eight(second.mask), Self.eight(second.value))
    self.third = (Self.eight(third.mask), Self.eight(third.value))
  }

  /// The place of the first byte from `start` on that needs care; the count where none does.
  @inline(__always)
  func next(in bytes: UnsafeRawBufferPointer, from start: Int) -> Int {
    var index = start
    while index + 8 <= bytes.count {
      let marks = marks(UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: index, as: UInt64.self)))
      if marks != 0 { return index + marks.trailingZeroBitCount / 8 }
      index += 8
    }
    guard index < bytes.count else { return index }
    // The rest, filled up with spaces, which need no care.
    var rest = Self.eight(0x20)
    for place in stride(from: bytes.count - 1, through: index, by: -1) {
      rest = rest << 8 | UInt64(bytes[place])
    }
    let marks = marks(rest)
    return marks == 0 ? bytes.count : index + marks.trailingZeroBitCount / 8
  }

  /// Sets the highest bit of the first byte that needs care; of later ones perhaps wrongly, which nobody looks at.
  @inline(__always)
  private func marks(_ word: UInt64) -> UInt64 {
    let control = (word &- Self.eight(0x20)) & ~word
    let others =
      Self.zeros((word | first.mask) ^ first.value) | Self.zeros((word | second.mask) ^ second.value)
      | Self.zeros((word | third.mask) ^ third.value)
    return (control | others) & Self.eight(0x80)
  }

  @inline(__always)
  private static func zeros(_ word: UInt64) -> UInt64 { (word &- eight(1)) & ~word }

  @inline(__always)
  private static func eight(_ byte: UInt8) -> UInt64 { UInt64(byte) &* 0x0101_0101_0101_0101 }
}
