/// Writes JSON (RFC 8259) straight into a byte buffer, in the order in which it is told.
///
/// Commas are its business; that every value in an object has a key before it is the caller's.
public struct JSONWriter: ~Copyable, Sendable {
  private var buffer: ByteBuffer
  private var needsComma = false

  /// An empty document, with room for some bytes.
  public init(capacity: Int = 256) { buffer = ByteBuffer(capacity: capacity) }

  /// What has been written.
  public var bytes: [UInt8] { buffer.array }

  /// How many bytes have been written.
  public var count: Int { buffer.count }

  /// Begins an object.
  public mutating func beginObject() { begin(0x7B) }
  /// Ends the object that was begun last.
  public mutating func endObject() { end(0x7D) }
  /// Begins an array.
  public mutating func beginArray() { begin(0x5B) }
  /// Ends the array that was begun last.
  public mutating func endArray() { end(0x5D) }

  /// Writes a member's name, which needs no escaping.
  public mutating func key(_ name: StaticString) {
    separate()
    buffer.append(0x22)
    buffer.append(name)
    buffer.append("\":")
    needsComma = false
  }

  /// Writes a member's name.
  public mutating func key(_ name: String) {
    string(name)
    buffer.append(0x3A)
    needsComma = false
  }

  /// Writes a string.
  public mutating func string(_ text: String) {
    separate()
    buffer.append(0x22)
    escape(text)
    buffer.append(0x22)
    needsComma = true
  }

  /// Writes a number.
  public mutating func number(_ value: Int64) {
    separate()
    buffer.append(number: value)
    needsComma = true
  }

  /// Writes a number as a string, as the appliance writes row ids and keys.
  public mutating func quotedNumber(_ value: UInt64) {
    separate()
    buffer.append(0x22)
    buffer.append(number: value)
    buffer.append(0x22)
    needsComma = true
  }

  /// Writes a number with a fraction, as short as it can be read back. It is finite.
  public mutating func number(_ value: Double) {
    separate()
    let isWhole = value == value.rounded() && value.magnitude < 0x1p53
    if isWhole { buffer.append(number: Int64(value)) } else { text(value.description) }
    needsComma = true
  }

  /// Writes true or false.
  public mutating func bool(_ value: Bool) { literal(value ? "true" : "false") }

  /// Writes null.
  public mutating func null() { literal("null") }

  /// Writes JSON that was made elsewhere, as one value.
  public mutating func raw(_ json: some Collection<UInt8>) {
    separate()
    if json.withContiguousStorageIfAvailable({ buffer.append(UnsafeRawBufferPointer($0)) }) == nil {
      Array(json).withUnsafeBytes { buffer.append($0) }
    }
    needsComma = true
  }

  /// Writes a parsed value.
  public mutating func value(_ value: JSONValue) {
    switch value {
    case .null: null()
    case .bool(let value): bool(value)
    case .number(let text): raw(text.utf8)
    case .string(let text): string(text)
    case .array(let elements):
      beginArray()
      for element in elements { self.value(element) }
      endArray()
    case .object(let members):
      beginObject()
      for member in members {
        key(member.name)
        self.value(member.value)
      }
      endObject()
    }
  }

  /// Ends a line, for documents that hold one value a line.
  public mutating func newline() {
    buffer.append(0x0A)
    needsComma = false
  }

  /// Takes what has been written so far, so that a long document can leave in pieces.
  public mutating func take() -> [UInt8] {
    defer { buffer.removeAll() }
    return buffer.array
  }

  private mutating func begin(_ bracket: UInt8) {
    separate()
    buffer.append(bracket)
    needsComma = false
  }

  private mutating func end(_ bracket: UInt8) {
    buffer.append(bracket)
    needsComma = true
  }

  private mutating func literal(_ text: StaticString) {
    separate()
    buffer.append(text)
    needsComma = true
  }

  private mutating func separate() {
    if needsComma { buffer.append(0x2C) }
  }

  private mutating func text(_ text: String) {
    var text = text
    text.withUTF8 { buffer.append(UnsafeRawBufferPointer($0)) }
  }

  /// Copies the runs between characters that need care.
  private mutating func escape(_ text: String) {
    var text = text
    text.withUTF8 { utf8 in
      let bytes = UnsafeRawBufferPointer(utf8)
      var start = 0
      while true {
        let place = Self.care.next(in: bytes, from: start)
        buffer.append(UnsafeRawBufferPointer(rebasing: bytes[start..<place]))
        if place == bytes.count { return }
        escape(bytes[place])
        start = place + 1
      }
    }
  }

  /// The bytes that may not be copied as they are.
  private static let care = CareTable(
    .init(mask: 0, value: 0x22), .init(mask: 0, value: 0x5C), .init(mask: 0, value: 0x5C))

  private mutating func escape(_ byte: UInt8) {
    switch byte {
    case 0x22: buffer.append("\\\"")
    case 0x5C: buffer.append("\\\\")
    case 0x0A: buffer.append("\\n")
    case 0x0D: buffer.append("\\r")
    case 0x09: buffer.append("\\t")
    default:
      buffer.append("\\u00")
      buffer.append(byte >> 4 == 0 ? 0x30 : 0x31)
      let low = byte & 15
      buffer.append(low < 10 ? 0x30 + low : 0x57 + low)
    }
  }
}
