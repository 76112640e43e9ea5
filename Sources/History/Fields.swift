/// Named values one after the other, in the order in which they were written: of each a byte for its type, the name and
/// the value, both with their length before them (seven bits in a byte, the lowest first; the highest bit says that more
/// follow).
public struct Fields {
  /// The types of values, by the bytes that stand for them.
  public enum Kind: UInt8, Sendable {
    /// A text.
    case text = 0x54
    /// A number, in decimal digits.
    case integer = 0x49
    /// Milliseconds since the epoch, in decimal digits.
    case time = 0x4D
    /// Texts, each with its length before it.
    case texts = 0x4C
    /// Texts in pairs: questions and answers.
    case answers = 0x41
    /// Texts in threes: the name, the size in decimal digits, `dir` or `file`.
    case files = 0x46
    /// Tables as ``Field/tables()`` reads them.
    case tables = 0x43
  }

  /// The bytes are not fields.
  public struct Damage: RecordDamage {}

  /// A named value.
  public struct Field {
    /// The type of the value.
    public let kind: Kind
    /// The name.
    public let name: RowText
    /// The value, as its type has it.
    public let value: RowText
  }

  private var rest: FieldTexts

  /// The fields of a body.
  public init(_ body: RowText) { rest = FieldTexts(body) }

  /// The next field; nil at the end.
  public mutating func next() throws(Damage) -> Field? {
    guard let byte = rest.byte() else { return nil }
    guard let kind = Kind(rawValue: byte) else { throw Damage() }
    return Field(kind: kind, name: try rest.text(), value: try rest.text())
  }
}

extension Fields.Field {
  /// The number of an ``Fields/Kind/integer`` or a ``Fields/Kind/time``.
  public func number() throws(Fields.Damage) -> Int64 {
    guard kind == .integer || kind == .time, let number = value.number else { throw Fields.Damage() }
    return number
  }

  /// The texts of a list, one after the other.
  public var texts: FieldTexts { FieldTexts(value) }

  /// Copies of the texts of a list.
  func strings() throws(Fields.Damage) -> [String] {
    guard kind == .texts || kind == .answers || kind == .files else { throw Fields.Damage() }
    var list = texts
    var strings: [String] = []
    while !list.isAtEnd { strings.append(try list.text().string) }
    return strings
  }
}

/// Texts with their lengths before them.
public struct FieldTexts {
  private var rest: UnsafeRawBufferPointer

  /// The texts of a value.
  init(_ value: RowText) { rest = value.bytes }

  /// Whether there are no more.
  public var isAtEnd: Bool { rest.isEmpty }

  /// The next text.
  public mutating func text() throws(Fields.Damage) -> RowText {
    let count = try number()
    guard count <= rest.count else { throw Fields.Damage() }
    let text = UnsafeRawBufferPointer(rebasing: rest[..<count])
    rest = UnsafeRawBufferPointer(rebasing: rest[count...])
    return RowText(text)
  }

  /// The next number that stands between texts, such as how many of them follow.
  public mutating func number() throws(Fields.Damage) -> Int {
    var number = 0
    var shift = 0
    while let byte = byte() {
      number |= Int(byte & 0x7F) << shift
      if byte < 0x80 { return number }
      shift += 7
      // Longer texts than four of these bytes can tell are in no record.
      guard shift < 28 else { break }
    }
    throw Fields.Damage()
  }

  mutating func byte() -> UInt8? {
    guard let byte = rest.first else { return nil }
    rest = UnsafeRawBufferPointer(rebasing: rest[1...])
    return byte
  }
}

extension RowText {
  /// The number in decimal digits; nil for anything else.
  var number: Int64? { Int64(string) }
}

/// Writes ``Fields``.
struct FieldsWriter {
  private(set) var bytes: [UInt8] = []

  mutating func text(_ name: String, _ value: String) {
    begin(.text, name)
    append(value)
  }

  mutating func integer(_ name: String, _ value: Int64) {
    begin(.integer, name)
    append("\(value)")
  }

  mutating func time(_ name: String, milliseconds: Int64) {
    begin(.time, name)
    append("\(milliseconds)")
  }

  mutating func texts(_ name: String, _ kind: Fields.Kind, _ texts: [String]) {
    value(name, kind) { inner in for text in texts { inner.append(text) } }
  }

  /// Writes a value that has parts.
  mutating func value(_ name: String, _ kind: Fields.Kind, _ write: (inout FieldsWriter) -> Void) {
    var inner = FieldsWriter()
    write(&inner)
    begin(kind, name)
    append(count: inner.bytes.count)
    bytes += inner.bytes
  }

  mutating func append(_ text: String) {
    append(count: text.utf8.count)
    bytes += text.utf8
  }

  mutating func append(count: Int) {
    var rest = count
    while rest >= 0x80 {
      bytes.append(UInt8(rest & 0x7F) | 0x80)
      rest >>= 7
    }
    bytes.append(UInt8(rest))
  }

  private mutating func begin(_ kind: Fields.Kind, _ name: String) {
    bytes.append(kind.rawValue)
    append(name)
  }
}
