/// Checks UTF-8 as it arrives, in any pieces (RFC 3629): no overlong forms, no surrogates, nothing past U+10FFFF.
/// A wrong byte is noticed when it comes, not at the end of the message (RFC 6455 section 8.1).
struct UTF8Check {
  /// How many continuation bytes the begun character still needs.
  private var needed: UInt8 = 0
  /// The range that the next continuation byte must lie in; narrower after some first bytes.
  private var lowest: UInt8 = 0x80
  private var highest: UInt8 = 0xBF

  /// Whether no character is unfinished.
  var isComplete: Bool { needed == 0 }

  /// Takes the next bytes and says whether they may follow what came before.
  mutating func accept(_ bytes: UnsafeRawBufferPointer) -> Bool {
    var index = 0
    while index < bytes.count {
      if needed == 0 {
        index = UTF8Check.skipASCII(bytes, from: index)
        guard index < bytes.count else { return true }
        guard begin(bytes[index]) else { return false }
      } else {
        let byte = bytes[index]
        guard byte >= lowest && byte <= highest else { return false }
        needed -= 1
        lowest = 0x80
        highest = 0xBF
      }
      index += 1
    }
    return true
  }

  private mutating func begin(_ byte: UInt8) -> Bool {
    switch byte {
    case 0xC2...0xDF: needed = 1
    case 0xE0:
      needed = 2
      lowest = 0xA0
    case 0xED:
      needed = 2
      highest = 0x9F
    case 0xE1...0xEF: needed = 2
    case 0xF0:
      needed = 3
      lowest = 0x90
    case 0xF1...0xF3: needed = 3
    case 0xF4:
      needed = 3
      highest = 0x8F
    default: return false
    }
    return true
  }

  /// The place of the first byte past ASCII, eight bytes at a time.
  private static func skipASCII(_ bytes: UnsafeRawBufferPointer, from start: Int) -> Int {
    var index = start
    while index + 8 <= bytes.count,
      bytes.loadUnaligned(fromByteOffset: index, as: UInt64.self) & 0x8080_8080_8080_8080 == 0
    {
      index += 8
    }
    while index < bytes.count, bytes[index] < 0x80 { index += 1 }
    return index
  }
}
