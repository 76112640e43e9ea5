/// Writes XML 1.0 straight into a byte buffer, without indentation.
///
/// Names are literals, so they are well-formed by construction. Text is escaped; characters that XML 1.0 cannot hold
/// are replaced by U+FFFD (see ``isRepresentable(_:)`` for where a guide wants something else).
public struct XMLWriter: Sendable {
  /// What has been written.
  public private(set) var bytes: [UInt8]
  private var open: [StaticString] = []
  private var tagIsOpen = false

  /// An empty document, with room for some bytes.
  public init(capacity: Int = 1024) {
    bytes = []
    bytes.reserveCapacity(capacity)
  }

  /// Writes the declaration, as the appliance does: with a blank line after it.
  public mutating func declaration() {
    bytes.append("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\n" as StaticString)
  }

  /// Begins an element.
  public mutating func begin(_ name: StaticString) {
    closeTag()
    bytes.append(0x3C)
    bytes.append(name)
    open.append(name)
    tagIsOpen = true
  }

  /// Writes an attribute of the element that was just begun.
  public mutating func attribute(_ name: StaticString, _ value: String) {
    beginAttribute(name)
    escape(value, inAttribute: true)
    bytes.append(0x22)
  }

  /// Writes a number as an attribute of the element that was just begun.
  public mutating func attribute(_ name: StaticString, _ value: Int64) {
    beginAttribute(name)
    bytes.append(number: value)
    bytes.append(0x22)
  }

  /// Writes text into the element.
  public mutating func text(_ text: String) {
    guard !text.isEmpty else { return }
    closeTag()
    escape(text, inAttribute: false)
  }

  /// Writes a number into the element.
  public mutating func text(_ number: Int64) {
    closeTag()
    bytes.append(number: number)
  }

  /// Ends the element that was begun last.
  public mutating func end() {
    let name = open.removeLast()
    if tagIsOpen {
      bytes.append("/>" as StaticString)
      tagIsOpen = false
      return
    }
    bytes.append("</" as StaticString)
    bytes.append(name)
    bytes.append(0x3E)
  }

  /// Writes an element with nothing but text; empty text gives an empty element.
  public mutating func element(_ name: StaticString, _ text: String) {
    begin(name)
    self.text(text)
    end()
  }

  /// Writes an element with nothing but a number.
  public mutating func element(_ name: StaticString, _ number: Int64) {
    begin(name)
    text(number)
    end()
  }

  /// Takes what has been written so far, so that a long document can leave in pieces.
  public mutating func take() -> [UInt8] {
    defer { bytes.removeAll(keepingCapacity: true) }
    return bytes
  }

  /// Whether every character of a text is one that XML 1.0 can hold (section 2.2).
  public static func isRepresentable(_ text: String) -> Bool {
    text.utf8.allSatisfy { $0 >= 0x20 || $0 == 0x09 || $0 == 0x0A || $0 == 0x0D }
      && !text.unicodeScalars.contains { $0.value == 0xFFFE || $0.value == 0xFFFF }
  }

  private mutating func beginAttribute(_ name: StaticString) {
    precondition(tagIsOpen, "Attributes come before the content of their element")
    bytes.append(0x20)
    bytes.append(name)
    bytes.append("=\"" as StaticString)
  }

  private mutating func closeTag() {
    guard tagIsOpen else { return }
    bytes.append(0x3E)
    tagIsOpen = false
  }

  /// Copies the runs between characters that need care.
  private mutating func escape(_ text: String, inAttribute: Bool) {
    var text = text
    text.withUTF8 { utf8 in
      var start = 0
      var index = 0
      while index < utf8.count {
        guard let (replacement, length) = Self.replacement(utf8, at: index, inAttribute: inAttribute) else {
          index += 1
          continue
        }
        bytes.append(contentsOf: UnsafeBufferPointer(rebasing: utf8[start..<index]))
        bytes.append(replacement)
        index += length
        start = index
      }
      bytes.append(contentsOf: UnsafeBufferPointer(rebasing: utf8[start...]))
    }
  }

  @inline(__always)
  private static func replacement(
    _ utf8: UnsafeBufferPointer<UInt8>, at index: Int, inAttribute: Bool
  ) -> (StaticString, Int)? {
    switch utf8[index] {
    case 0x26: ("&amp;", 1)
    case 0x3C: ("&lt;", 1)
    case 0x3E: ("&gt;", 1)
    case 0x22: inAttribute ? ("&quot;", 1) : nil
    case 0x0D: ("&#13;", 1)  // A parser would fold a bare CR into a line feed.
    // White space in attributes is normalised unless it is escaped.
    case 0x09: inAttribute ? ("&#9;", 1) : nil
    case 0x0A: inAttribute ? ("&#10;", 1) : nil
    case 0..<0x20: ("\u{FFFD}", 1)
    case 0xEF where index + 2 < utf8.count && utf8[index + 1] == 0xBF && utf8[index + 2] >= 0xBE:
      ("\u{FFFD}", 3)  // U+FFFE and U+FFFF are not characters of XML.
    default: nil
    }
  }
}
