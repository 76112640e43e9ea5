/// The header section of a message as it came: its bytes, and where each field stands in them.
///
/// Nothing is copied or allocated per field. Names compare without regard to case (RFC 9110 section 5.1); order and
/// repetition are kept.
public struct FieldLines: Sendable {
  /// Where one field's name and value lie in the section's bytes. The value is without its surrounding white space.
  public struct Line: Sendable {
    /// The range of the name.
    public var name: Range<Int>
    /// The range of the value, trimmed of optional white space (RFC 9112 section 5.1).
    public var value: Range<Int>

    /// A line at these places.
    public init(name: Range<Int>, value: Range<Int>) {
      self.name = name
      self.value = value
    }
  }

  /// The bytes that the lines point into (usually the whole head).
  public let bytes: [UInt8]
  /// The fields in the order in which they came.
  public let lines: [Line]

  /// Fields at known places of some bytes.
  public init(bytes: [UInt8], lines: [Line]) {
    self.bytes = bytes
    self.lines = lines
  }

  /// No fields.
  public static let empty = FieldLines(bytes: [], lines: [])

  /// The bytes of the first field of that name; nil where there is none. `name` is in lower case.
  public func first(_ name: StaticString) -> ArraySlice<UInt8>? {
    for line in lines where matches(line, name) { return bytes[line.value] }
    return nil
  }

  /// The text of the first field of that name (invalid UTF-8 is repaired). `name` is in lower case.
  public func text(_ name: StaticString) -> String? {
    first(name).map { String(decoding: $0, as: UTF8.self) }
  }

  /// The texts of all fields of that name, in their order. `name` is in lower case.
  public func all(_ name: StaticString) -> [String] {
    lines.filter { matches($0, name) }.map { String(decoding: bytes[$0.value], as: UTF8.self) }
  }

  /// How many fields have that name. `name` is in lower case.
  public func count(_ name: StaticString) -> Int {
    var count = 0
    for line in lines where matches(line, name) { count += 1 }
    return count
  }

  /// Whether a comma-separated field of that name has a member equal to `token` without regard to case
  /// (RFC 9110 section 5.6.1). Both are in lower case.
  public func lists(_ name: StaticString, token: StaticString) -> Bool {
    for line in lines where matches(line, name) {
      for member in bytes[line.value].split(separator: 0x2C)
      where FieldLines.equals(FieldLines.trim(member), token) {
        return true
      }
    }
    return false
  }

  /// Whether the line's name is `name`, which is in lower case.
  public func matches(_ line: Line, _ name: StaticString) -> Bool {
    line.name.count == name.utf8CodeUnitCount && FieldLines.equals(bytes[line.name], name)
  }

  /// Compares bytes with a lower-case text without regard to case.
  public static func equals(_ slice: ArraySlice<UInt8>, _ lowerCase: StaticString) -> Bool {
    guard slice.count == lowerCase.utf8CodeUnitCount else { return false }
    return slice.withUnsafeBufferPointer { bytes in
      let expected = lowerCase.utf8Start
      for index in 0..<bytes.count {
        var byte = bytes[index]
        if byte >= 0x41 && byte <= 0x5A { byte |= 0x20 }
        if byte != expected[index] { return false }
      }
      return true
    }
  }

  /// A slice without leading and trailing spaces and tabs.
  public static func trim(_ slice: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    var slice = slice
    while let byte = slice.first, byte == 0x20 || byte == 0x09 { slice.removeFirst() }
    while let byte = slice.last, byte == 0x20 || byte == 0x09 { slice.removeLast() }
    return slice
  }
}
