/// How text gets into byte buffers without detours.
extension [UInt8] {
  /// Appends the UTF-8 of a literal.
  @inlinable
  public mutating func append(_ text: StaticString) {
    append(contentsOf: UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
  }

  /// Appends the UTF-8 of a text.
  @inlinable
  public mutating func append(text: String) {
    var text = text
    text.withUTF8 { append(contentsOf: $0) }
  }

  /// Appends a number in decimal digits.
  public mutating func append(number: Int64) {
    if number < 0 { append(0x2D) }
    append(number: number.magnitude)
  }

  /// Appends a number in decimal digits.
  public mutating func append(number: UInt64) {
    // 24 bytes of room on the stack; 20 digits are the most.
    var digits: (UInt64, UInt64, UInt64) = (0, 0, 0)
    Swift.withUnsafeMutableBytes(of: &digits) { room in
      var place = room.count
      var rest = number
      repeat {
        place -= 1
        room[place] = UInt8(0x30 + rest % 10)
        rest /= 10
      } while rest > 0
      append(contentsOf: UnsafeRawBufferPointer(rebasing: room[place...]))
    }
  }
}
