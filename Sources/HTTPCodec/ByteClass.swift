/// What bytes may stand where, as tables of one byte for each.
struct ByteClass: OptionSet {
  let rawValue: UInt8

  /// `tchar` of RFC 9110 section 5.6.2: methods, field names.
  static let token = ByteClass(rawValue: 1)
  /// What a field value may hold (RFC 9110 section 5.5): visible ASCII, space, tab and the bytes above ASCII.
  static let fieldValue = ByteClass(rawValue: 2)
  /// What we take in a request target: visible ASCII without `#`, which is wider than RFC 3986's grammar because
  /// browsers send `|`, `"` and the like as they are.
  static let target = ByteClass(rawValue: 4)
  /// `unreserved` and `sub-delims` of RFC 3986: a registered name, percent signs apart.
  static let host = ByteClass(rawValue: 8)
  /// A hexadecimal digit.
  static let hex = ByteClass(rawValue: 16)
  /// A decimal digit.
  static let digit = ByteClass(rawValue: 32)

  @inline(__always)
  static func of(_ byte: UInt8) -> ByteClass { ByteClass(rawValue: table[Int(byte)]) }

  /// One allocation for the process: an array would be checked and counted at every byte.
  nonisolated(unsafe) private static let table: UnsafePointer<UInt8> = {
    let table = UnsafeMutablePointer<UInt8>.allocate(capacity: 256)
    table.initialize(repeating: 0, count: 256)
    func add(_ bytes: some Sequence<UInt8>, _ kind: ByteClass) {
      for byte in bytes { table[Int(byte)] |= kind.rawValue }
    }
    let digits = UInt8(ascii: "0")...UInt8(ascii: "9")
    let letters = Array(UInt8(ascii: "a")...UInt8(ascii: "z")) + Array(UInt8(ascii: "A")...UInt8(ascii: "Z"))
    add(letters, [.token, .host])
    add(digits, [.token, .host, .hex, .digit])
    add("!#$%&'*+-.^_`|~".utf8, .token)
    add("-._~!$&'()*+,;=".utf8, .host)
    add("abcdefABCDEF".utf8, .hex)
    add(0x21...0x7E, [.fieldValue, .target])
    add([0x09, 0x20], .fieldValue)
    add(0x80...0xFF, .fieldValue)
    table[Int(UInt8(ascii: "#"))] &= ~ByteClass.target.rawValue
    return UnsafePointer(table)
  }()
}

/// The value of a hexadecimal digit.
@inline(__always)
func hexValue(_ byte: UInt8) -> UInt8? {
  switch byte {
  case 0x30...0x39: byte - 0x30
  case 0x41...0x46: byte - 0x41 + 10
  case 0x61...0x66: byte - 0x61 + 10
  default: nil
  }
}

/// Whether bytes are a lower-case text, without regard to their case.
@inline(__always)
func equals(_ bytes: UnsafeRawBufferPointer, _ lowerCase: StaticString) -> Bool {
  guard bytes.count == lowerCase.utf8CodeUnitCount else { return false }
  let expected = lowerCase.utf8Start
  for index in 0..<bytes.count {
    var byte = bytes[index]
    if byte >= 0x41 && byte <= 0x5A { byte |= 0x20 }
    if byte != expected[index] { return false }
  }
  return true
}

/// Whether bytes are just this text.
@inline(__always)
func matches(_ bytes: UnsafeRawBufferPointer, _ text: StaticString) -> Bool {
  guard bytes.count == text.utf8CodeUnitCount else { return false }
  for index in 0..<bytes.count where bytes[index] != text.utf8Start[index] { return false }
  return true
}

enum Ascii {
  static let tab: UInt8 = 0x09
  static let lineFeed: UInt8 = 0x0A
  static let carriageReturn: UInt8 = 0x0D
  static let space: UInt8 = 0x20
  static let comma: UInt8 = 0x2C
  static let slash: UInt8 = 0x2F
  static let colon: UInt8 = 0x3A
  static let semicolon: UInt8 = 0x3B
}
