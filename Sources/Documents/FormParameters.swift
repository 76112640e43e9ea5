/// Names and values, decoded from a query or a form body (`application/x-www-form-urlencoded`).
///
/// `+` is a space; a percent sign without two hex digits stands for itself; bytes that are not UTF-8 are repaired.
public struct FormParameters: Sendable, Equatable {
  /// The pairs, in their order, repeated names included.
  public private(set) var pairs: [(name: String, value: String)] = []

  /// No parameters.
  public init() {}

  /// The parameters of an encoded text.
  @inlinable
  public init(decoding bytes: some Collection<UInt8>) {
    // Inlinable, because every request comes through here: unspecialised it would cost as much again.
    let pairs = bytes.withContiguousStorageIfAvailable { Self.pairs($0) }
    self.init(pairs: pairs ?? Array(bytes).withUnsafeBufferPointer { Self.pairs($0) })
  }

  @usableFromInline
  init(pairs: [(name: String, value: String)]) { self.pairs = pairs }

  @usableFromInline
  static func pairs(_ bytes: UnsafeBufferPointer<UInt8>) -> [(name: String, value: String)] {
    var pairs: [(name: String, value: String)] = []
    var start = 0
    while start < bytes.count {
      var end = start
      var equals: Int?
      while end < bytes.count, bytes[end] != 0x26 {
        if bytes[end] == 0x3D, equals == nil { equals = end }
        end += 1
      }
      if end > start {
        let name = UnsafeBufferPointer(rebasing: bytes[start..<(equals ?? end)])
        let value = UnsafeBufferPointer(rebasing: bytes[(equals.map { $0 + 1 } ?? end)..<end])
        pairs.append((text(name), text(value)))
      }
      start = end + 1
    }
    return pairs
  }

  /// Adds a pair.
  public mutating func append(_ name: String, _ value: String) { pairs.append((name, value)) }

  /// Adds all pairs of others behind these, so that theirs win.
  public mutating func append(contentsOf others: FormParameters) { pairs += others.pairs }

  /// The value of a name: the last one where it is repeated, nil where it is missing.
  public subscript(name: String) -> String? { pairs.last { $0.name == name }?.value }

  /// The same parameters with U+FFFD in place of each NUL.
  public var withoutNUL: FormParameters {
    guard pairs.contains(where: { $0.name.hasNUL || $0.value.hasNUL }) else { return self }
    return FormParameters(pairs: pairs.map { ($0.name.withoutNUL, $0.value.withoutNUL) })
  }

  /// Whether there are no parameters.
  public var isEmpty: Bool { pairs.isEmpty }

  /// Decodes one name or value.
  public static func decode(_ bytes: some Collection<UInt8>) -> String {
    bytes.withContiguousStorageIfAvailable(text) ?? Array(bytes).withUnsafeBufferPointer(text)
  }

  private static func text(_ bytes: UnsafeBufferPointer<UInt8>) -> String {
    guard bytes.contains(where: { $0 == 0x25 || $0 == 0x2B }) else {
      return String(decoding: bytes, as: UTF8.self)
    }
    var decoded: [UInt8] = []
    decoded.reserveCapacity(bytes.count)
    var index = 0
    while index < bytes.count {
      let byte = bytes[index]
      if byte == 0x25, index + 2 < bytes.count, let high = Hex.value(bytes[index + 1]),
        let low = Hex.value(bytes[index + 2])
      {
        decoded.append(high << 4 | low)
        index += 3
      } else {
        decoded.append(byte == 0x2B ? 0x20 : byte)
        index += 1
      }
    }
    return String(decoding: decoded, as: UTF8.self)
  }

  /// Equal pairs in equal order.
  public static func == (left: FormParameters, right: FormParameters) -> Bool {
    left.pairs.elementsEqual(right.pairs) { $0.name == $1.name && $0.value == $1.value }
  }
}
