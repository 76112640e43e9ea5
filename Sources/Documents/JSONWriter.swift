/// Writes JSON (RFC 8259) straight into a byte buffer, in the order in which it is told.
///
/// Commas are its business; that every value in an object has a key before it is the caller's.
public struct JSONWriter: Sendable {
  /// What has been written.
  public private(set) var bytes: [UInt8]
  private var needsComma = false

  /// An empty document, with room for some bytes.
  public init(capacity: Int = 256) {
    bytes = []
    bytes.reserveCapacity(capacity)
  }

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
    bytes.append(0x22)
    bytes.append(name)
    bytes.append("\":" as StaticString)
    needsComma = false
  }

  /// Writes a member's name.
  public mutating func key(_ name: String) {
    string(name)
    bytes.append(0x3A)
    needsComma = false
  }

  /// Writes a string.
  public mutating func string(_ text: String) {
    separate()
    bytes.append(0x22)
    escape(text)
    bytes.append(0x22)
    needsComma = true
  }

  /// Writes a number.
  public mutating func number(_ value: Int64) {
    separate()
    bytes.append(number: value)
    needsComma = true
  }

  /// Writes a number as a string, as the appliance writes row ids and keys.
  public mutating func quotedNumber(_ value: UInt64) {
    separate()
    bytes.append(0x22)
    bytes.append(number: value)
    bytes.append(0x22)
    needsComma = true
  }

  /// Writes a number with a fraction, as short as it can be read back. It is finite.
  public mutating func number(_ value: Double) {
    separate()
    let isWhole = value == value.rounded() && value.magnitude < 0x1p53
    if isWhole { bytes.append(number: Int64(value)) } else { bytes.append(text: value.description) }
    needsComma = true
  }

  /// Writes true or false.
  public mutating func bool(_ value: Bool) { literal(value ? "true" : "false") }

  /// Writes null.
  public mutating func null() { literal("null") }

  /// Writes JSON that was made elsewhere, as one value.
  public mutating func raw(_ json: some Collection<UInt8>) {
    separate()
    bytes.append(contentsOf: json)
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
    bytes.append(0x0A)
    needsComma = false
  }

  /// Takes what has been written so far, so that a long document can leave in pieces.
  public mutating func take() -> [UInt8] {
    defer { bytes = [] }
    return bytes
  }

  private mutating func begin(_ bracket: UInt8) {
    separate()
    bytes.append(bracket)
    needsComma = false
  }

  private mutating func end(_ bracket: UInt8) {
    bytes.append(bracket)
    needsComma = true
  }

  private mutating func literal(_ text: StaticString) {
    separate()
    bytes.append(text)
    needsComma = true
  }

  private mutating func separate() {
    if needsComma { bytes.append(0x2C) }
  }

  private mutating func escape(_ text: String) {
    var text = text
    text.withUTF8 { utf8 in
      var start = 0
      for index in 0..<utf8.count {
        let byte = utf8[index]
        guard byte < 0x20 || byte == 0x22 || byte == 0x5C else { continue }
        bytes.append(contentsOf: UnsafeBufferPointer(rebasing: utf8[start..<index]))
        escape(byte)
        start = index + 1
      }
      bytes.append(contentsOf: UnsafeBufferPointer(rebasing: utf8[start...]))
    }
  }

  private mutating func escape(_ byte: UInt8) {
    switch byte {
    case 0x22: bytes.append("\\\"" as StaticString)
    case 0x5C: bytes.append("\\\\" as StaticString)
    case 0x0A: bytes.append("\\n" as StaticString)
    case 0x0D: bytes.append("\\r" as StaticString)
    case 0x09: bytes.append("\\t" as StaticString)
    default:
      bytes.append("\\u00" as StaticString)
      bytes.append(byte >> 4 == 0 ? 0x30 : 0x31)
      let low = byte & 15
      bytes.append(low < 10 ? 0x30 + low : 0x57 + low)
    }
  }
}
