/// Why a text is not JSON.
public struct JSONFault: Error, Sendable, Equatable {
  /// What is wrong, in a sentence's words.
  public let reason: String
  /// The offset of the offending byte.
  public let offset: Int

  /// The sentence for a caller.
  public var message: String { "Not valid JSON: \(reason) at byte \(offset)" }
}

extension JSONValue {
  /// Parses a whole document: strictly RFC 8259, in UTF-8, nothing but white space after it.
  public init(parsing bytes: some Collection<UInt8>) throws(JSONFault) {
    var parser = JSONParser(Array(bytes))
    self = try parser.document()
  }
}

/// A recursive descent over the bytes, to a bounded depth.
private struct JSONParser {
  /// How deep arrays and objects may nest; deeper input is refused, so that it cannot exhaust the stack.
  static let maximumDepth = 64

  let bytes: [UInt8]
  var position = 0

  init(_ bytes: [UInt8]) { self.bytes = bytes }

  mutating func document() throws(JSONFault) -> JSONValue {
    skipSpace()
    let value = try value(depth: 0)
    skipSpace()
    guard position == bytes.count else { throw fault("something after the value") }
    return value
  }

  private mutating func value(depth: Int) throws(JSONFault) -> JSONValue {
    guard depth < Self.maximumDepth else { throw fault("nested too deeply") }
    switch peek {
    case 0x7B: return try object(depth: depth)
    case 0x5B: return try array(depth: depth)
    case 0x22: return .string(try string())
    case 0x74: return try literal("true", .bool(true))
    case 0x66: return try literal("false", .bool(false))
    case 0x6E: return try literal("null", .null)
    case .some(0x2D), .some(0x30...0x39): return .number(try number())
    case nil: throw fault("an end where a value is expected")
    default: throw fault("no value")
    }
  }

  private mutating func object(depth: Int) throws(JSONFault) -> JSONValue {
    position += 1
    var members: [JSONValue.Member] = []
    skipSpace()
    if take(0x7D) { return .object([]) }
    while true {
      skipSpace()
      guard peek == 0x22 else { throw fault("no name of a member") }
      let name = try string()
      skipSpace()
      guard take(0x3A) else { throw fault("no colon after a name") }
      skipSpace()
      members.append(JSONValue.Member(name: name, value: try value(depth: depth + 1)))
      skipSpace()
      if take(0x7D) { return .object(members) }
      guard take(0x2C) else { throw fault("neither a comma nor the end of an object") }
    }
  }

  private mutating func array(depth: Int) throws(JSONFault) -> JSONValue {
    position += 1
    var elements: [JSONValue] = []
    skipSpace()
    if take(0x5D) { return .array([]) }
    while true {
      skipSpace()
      elements.append(try value(depth: depth + 1))
      skipSpace()
      if take(0x5D) { return .array(elements) }
      guard take(0x2C) else { throw fault("neither a comma nor the end of an array") }
    }
  }

  private mutating func string() throws(JSONFault) -> String {
    position += 1
    var text: [UInt8] = []
    while let byte = peek {
      position += 1
      switch byte {
      case 0x22:
        guard let string = String(validating: text, as: UTF8.self) else {
          throw fault("a string that is not UTF-8")
        }
        return string
      case 0x5C: try escape(into: &text)
      case 0..<0x20: throw fault("a control character in a string")
      default: text.append(byte)
      }
    }
    throw fault("a string without an end")
  }

  private mutating func escape(into text: inout [UInt8]) throws(JSONFault) {
    guard let byte = peek else { throw fault("a string without an end") }
    position += 1
    switch byte {
    case 0x22, 0x5C, 0x2F: text.append(byte)
    case 0x62: text.append(0x08)
    case 0x66: text.append(0x0C)
    case 0x6E: text.append(0x0A)
    case 0x72: text.append(0x0D)
    case 0x74: text.append(0x09)
    case 0x75:
      let scalar = try unicodeEscape()
      text.append(contentsOf: String(Character(scalar)).utf8)
    default: throw fault("an unknown escape")
    }
  }

  /// The scalar of `\uXXXX`, or of a pair of surrogates; a lone surrogate is refused.
  private mutating func unicodeEscape() throws(JSONFault) -> Unicode.Scalar {
    let first = try hexDigits()
    if let scalar = Unicode.Scalar(first) { return scalar }
    guard first < 0xDC00, take(0x5C), take(0x75) else { throw fault("a lone surrogate") }
    let second = try hexDigits()
    guard (0xDC00...0xDFFF).contains(second),
      let scalar = Unicode.Scalar(0x10000 + (first - 0xD800) << 10 + (second - 0xDC00))
    else { throw fault("a lone surrogate") }
    return scalar
  }

  private mutating func hexDigits() throws(JSONFault) -> UInt32 {
    guard position + 4 <= bytes.count else { throw fault("an escape without its digits") }
    var value: UInt32 = 0
    for byte in bytes[position..<position + 4] {
      guard let digit = Hex.value(byte) else { throw fault("an escape without its digits") }
      value = value << 4 | UInt32(digit)
    }
    position += 4
    return value
  }

  private mutating func number() throws(JSONFault) -> String {
    let start = position
    _ = take(0x2D)
    if !take(0x30) { try digits() }
    if take(0x2E) { try digits() }
    if take(0x65) || take(0x45) {
      if !take(0x2B) { _ = take(0x2D) }
      try digits()
    }
    return String(decoding: bytes[start..<position], as: UTF8.self)
  }

  private mutating func digits() throws(JSONFault) {
    let start = position
    while let byte = peek, (0x30...0x39).contains(byte) { position += 1 }
    guard position > start else { throw fault("a number without digits") }
  }

  private mutating func literal(_ text: StaticString, _ value: JSONValue) throws(JSONFault) -> JSONValue {
    for index in 0..<text.utf8CodeUnitCount where !take(text.utf8Start[index]) { throw fault("no value") }
    return value
  }

  private mutating func skipSpace() {
    while let byte = peek, byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 { position += 1 }
  }

  private var peek: UInt8? { position < bytes.count ? bytes[position] : nil }

  private mutating func take(_ byte: UInt8) -> Bool {
    guard peek == byte else { return false }
    position += 1
    return true
  }

  private func fault(_ reason: String) -> JSONFault { JSONFault(reason: reason, offset: position) }
}
