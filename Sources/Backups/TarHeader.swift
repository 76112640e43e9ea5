import Determinism

/// The header of a member in a tar archive, in the ustar form of POSIX.1-1988.
///
/// There is one way to write each header, and no other is read: so nothing in a backup can change unnoticed, not even
/// what programs that unpack tar archives do not look at.
struct TarHeader: Equatable {
  /// The bytes of a header; contents are filled up with zeros to a multiple of it.
  static let blockBytes = 512
  /// The longest name that a header has room for, in bytes.
  static let nameBytes = 100

  /// The path: at least one byte, at most ``nameBytes``, none of them zero.
  var name: String
  /// The bytes of the content.
  var size: Int64
  /// When it was changed, in whole seconds since the epoch; at least 0.
  var changed: Int64

  /// The zeros behind the content.
  var padding: Int { Int((Int64(Self.blockBytes) - size % Int64(Self.blockBytes)) % Int64(Self.blockBytes)) }

  init(name: String, size: Int64, changed: Timestamp) {
    self.name = name
    self.size = size
    self.changed = max(0, changed.seconds)
  }

  /// The header that a block holds; nil where it is none, or not written as we write it.
  init?(_ block: [UInt8]) {
    guard block.count == Self.blockBytes, block[0] != 0 else { return nil }
    name = String(decoding: block[..<Self.nameBytes].prefix { $0 != 0 }, as: UTF8.self)
    guard let size = Self.number(block[124..<136]), let changed = Self.number(block[136..<148]) else {
      return nil
    }
    self.size = size
    self.changed = changed
    guard bytes == block else { return nil }
  }

  /// The block.
  var bytes: [UInt8] {
    var block = [UInt8](repeating: 0, count: Self.blockBytes)
    func put(_ field: [UInt8], at place: Int) {
      block.replaceSubrange(place..<place + field.count, with: field)
    }
    put(Array(name.utf8.prefix(Self.nameBytes)), at: 0)
    put(Array("0000600".utf8), at: 100)
    put(Array("0000000".utf8), at: 108)
    put(Array("0000000".utf8), at: 116)
    put(Self.field(size), at: 124)
    put(Self.field(changed), at: 136)
    put(Array("        0".utf8), at: 148)
    put(Array("ustar\u{0}00".utf8), at: 257)
    put(Array("0000000".utf8), at: 329)
    put(Array("0000000".utf8), at: 337)
    // The sum is taken with spaces in its own place.
    let sum = block.reduce(0) { $0 + Int64($1) }
    put(Self.octal(sum, digits: 6) + [0, 0x20], at: 148)
    return block
  }

  /// Eleven octal digits hold less than this; larger sizes are written in binary, as GNU's and BSD's programs do.
  private static let octalLimit: Int64 = 1 << 33

  private static func field(_ value: Int64) -> [UInt8] {
    guard value >= octalLimit else { return octal(value, digits: 11) + [0] }
    return [0x80, 0, 0, 0] + (0..<8).map { UInt8(truncatingIfNeeded: value >> Int64(56 - $0 * 8)) }
  }

  private static func octal(_ value: Int64, digits: Int) -> [UInt8] {
    (0..<digits).map { 0x30 + UInt8(value >> Int64((digits - 1 - $0) * 3) & 7) }
  }

  private static func number(_ field: ArraySlice<UInt8>) -> Int64? {
    if field.first == 0x80 {
      let value = field.suffix(8).reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
      return Int64(exactly: value)
    }
    var value: Int64 = 0
    for digit in field.dropLast() {
      guard (0x30...0x37).contains(digit) else { return nil }
      value = value << 3 | Int64(digit - 0x30)
    }
    return value
  }
}
