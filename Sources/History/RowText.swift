/// A text of a row: UTF-8 where its reader has it, without a copy. It is there until the call returns that showed it.
public struct RowText {
  /// The bytes.
  public let bytes: UnsafeRawBufferPointer

  /// A text that lies somewhere.
  public init(_ bytes: UnsafeRawBufferPointer) { self.bytes = bytes }

  /// No text.
  public static var empty: RowText { RowText(UnsafeRawBufferPointer(start: nil, count: 0)) }

  /// Whether it has no bytes.
  public var isEmpty: Bool { bytes.isEmpty }

  /// A copy, for whoever keeps it. What is no UTF-8 is replaced.
  public var string: String { String(decoding: bytes, as: UTF8.self) }

  /// Whether it has the bytes of a literal.
  public static func == (left: RowText, right: StaticString) -> Bool {
    left.bytes.count == right.utf8CodeUnitCount
      && left.bytes.elementsEqual(
        UnsafeRawBufferPointer(start: right.utf8Start, count: right.utf8CodeUnitCount))
  }
}
