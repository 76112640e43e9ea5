/// Names and values, decoded from a query or a form body (`application/x-www-form-urlencoded`).
///
/// `+` is a space; a percent sign without two hex digits stands for itself; bytes that are not UTF-8 are repaired.
public struct FormParameters: Sendable, Equatable {
  /// The pairs, in their order, repeated names included.
  public private(set) var pairs: [(name: String, value: String)] = []

  /// No parameters.
  public init() {}

  /// The parameters of an encoded text.
  public init(decoding bytes: some Collection<UInt8>) {
    for piece in bytes.split(separator: 0x26, omittingEmptySubsequences: true) {
      let parts = piece.split(separator: 0x3D, maxSplits: 1, omittingEmptySubsequences: false)
      append(Self.decode(parts[0]), parts.count > 1 ? Self.decode(parts[1]) : "")
    }
  }

  /// Adds a pair.
  public mutating func append(_ name: String, _ value: String) { pairs.append((name, value)) }

  /// Adds all pairs of others behind these, so that theirs win.
  public mutating func append(contentsOf others: FormParameters) { pairs += others.pairs }

  /// The value of a name: the last one where it is repeated, nil where it is missing.
  public subscript(name: String) -> String? { pairs.last { $0.name == name }?.value }

  /// Whether there are no parameters.
  public var isEmpty: Bool { pairs.isEmpty }

  /// Decodes one name or value.
  public static func decode(_ bytes: some Collection<UInt8>) -> String {
    var decoded: [UInt8] = []
    decoded.reserveCapacity(bytes.count)
    var index = bytes.startIndex
    while index != bytes.endIndex {
      let byte = bytes[index]
      let next = bytes.index(after: index)
      if byte == 0x25, next != bytes.endIndex, let high = Hex.value(bytes[next]) {
        let last = bytes.index(after: next)
        if last != bytes.endIndex, let low = Hex.value(bytes[last]) {
          decoded.append(high << 4 | low)
          index = bytes.index(after: last)
          continue
        }
      }
      decoded.append(byte == 0x2B ? 0x20 : byte)
      index = next
    }
    return String(decoding: decoded, as: UTF8.self)
  }

  /// Equal pairs in equal order.
  public static func == (left: FormParameters, right: FormParameters) -> Bool {
    left.pairs.elementsEqual(right.pairs) { $0.name == $1.name && $0.value == $1.value }
  }
}
