/// Writes the boxes of an MP4 file (ISO/IEC 14496-12): a length, four letters, and what is in it.
struct Boxes {
  private(set) var bytes: [UInt8] = []

  /// A box with what `content` writes.
  mutating func box(_ type: StaticString, _ content: (inout Boxes) -> Void) {
    let start = bytes.count
    number(0)
    text(type)
    content(&self)
    let length = UInt32(bytes.count - start)
    for place in 0..<4 { bytes[start + place] = UInt8(truncatingIfNeeded: length >> (24 - place * 8)) }
  }

  /// A box with a version, which is 0, and flags.
  mutating func full(_ type: StaticString, flags: UInt32 = 0, _ content: (inout Boxes) -> Void) {
    box(type) { box in
      box.number(flags)
      content(&box)
    }
  }

  mutating func text(_ text: StaticString) {
    bytes.append(contentsOf: UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
  }

  /// A number of 32 bits.
  mutating func number(_ value: UInt32) {
    for shift in [24, 16, 8, 0] as [UInt32] { byte(UInt8(truncatingIfNeeded: value >> shift)) }
  }

  /// A number of 16 bits.
  mutating func short(_ value: UInt16) {
    byte(UInt8(truncatingIfNeeded: value >> 8))
    byte(UInt8(truncatingIfNeeded: value))
  }

  mutating func byte(_ value: UInt8) { bytes.append(value) }
  mutating func append(_ content: [UInt8]) { bytes += content }
  mutating func zeros(_ count: Int) { bytes.append(contentsOf: repeatElement(0, count: count)) }

  /// The matrix that leaves a picture as it is.
  mutating func unityMatrix() {
    for value: UInt32 in [0x10000, 0, 0, 0, 0x10000, 0, 0, 0, 0x4000_0000] { number(value) }
  }
}
