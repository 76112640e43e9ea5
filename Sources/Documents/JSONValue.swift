/// A parsed JSON document (RFC 8259). Objects keep their order; numbers keep their text.
public enum JSONValue: Sendable, Equatable {
  /// `null`
  case null
  /// `true` or `false`
  case bool(Bool)
  /// A number, as it was written.
  case number(String)
  /// A string.
  case string(String)
  /// An array.
  case array([JSONValue])
  /// An object.
  case object([Member])

  /// A member of an object.
  public struct Member: Sendable, Equatable {
    /// The name.
    public var name: String
    /// The value.
    public var value: JSONValue

    /// A member.
    public init(name: String, value: JSONValue) {
      self.name = name
      self.value = value
    }
  }

  /// The value of an object's member; the last one where a name is repeated, nil for everything else.
  public subscript(name: String) -> JSONValue? {
    guard case .object(let members) = self else { return nil }
    return members.last { $0.name == name }?.value
  }

  /// The text of a string; nil for everything else.
  public var text: String? {
    if case .string(let text) = self { text } else { nil }
  }

  /// The value of a number without a fraction that fits; nil for everything else.
  public var integer: Int64? {
    if case .number(let text) = self { Int64(text) } else { nil }
  }

  /// The value of a number; nil for everything else.
  public var double: Double? {
    if case .number(let text) = self { Double(text) } else { nil }
  }

  /// The value of true or false; nil for everything else.
  public var bool: Bool? {
    if case .bool(let value) = self { value } else { nil }
  }

  /// The elements of an array; nil for everything else.
  public var array: [JSONValue]? {
    if case .array(let elements) = self { elements } else { nil }
  }

  /// The members of an object; nil for everything else.
  public var members: [Member]? {
    if case .object(let members) = self { members } else { nil }
  }

  /// The same value with U+FFFD in place of each NUL in its strings and names, as ``FormParameters/withoutNUL`` has it.
  public var withoutNUL: JSONValue {
    switch self {
    case .null, .bool, .number: self
    case .string(let text): .string(text.withoutNUL)
    case .array(let elements): .array(elements.map(\.withoutNUL))
    case .object(let members):
      .object(members.map { Member(name: $0.name.withoutNUL, value: $0.value.withoutNUL) })
    }
  }

  /// What kind of value it is, for messages.
  public var kind: String {
    switch self {
    case .null: "null"
    case .bool: "true or false"
    case .number: "a number"
    case .string: "a string"
    case .array: "an array"
    case .object: "an object"
    }
  }
}
