/// Writes XML 1.0 straight into a byte buffer, without indentation.
///
/// Names are literals, so they are well-formed by construction. Text is escaped; characters that XML 1.0 cannot hold
/// are replaced by U+FFFD (see ``isRepresentable(_:)`` for where a guide wants something else).
public struct XMLWriter: ~Copyable, Sendable {
  private var buffer: ByteBuffer
  private var open: [StaticString] = []
  private var tagIsOpen = false

  /// An empty document, with room for some bytes.
  public init(capacity: Int = 1024) {
    buffer = ByteBuffer(capacity: capacity)
    open.reserveCapacity(Self.usualDepth)
  }

  /// How deep documents nest as a rule; deeper ones grow.
  private static let usualDepth = 8

  /// What has been written.
  public var bytes: [UInt8] { buffer.array }

  /// How many bytes have been written.
  public var count: Int { buffer.count }

  /// Writes the declaration, as the appliance does: with a blank line after it.
  public mutating func declaration() {
    buffer.append("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\n")
  }

  /// Begins an element.
  public mutating func begin(_ name: StaticString) {
    closeTag()
    buffer.append(0x3C)
    buffer.append(name)
    open.append(name)
    tagIsOpen = true
  }

  /// Writes an attribute of the element that was just begun.
  public mutating func attribute(_ name: StaticString, _ value: String) {
    beginAttribute(name)
    escape(value, inAttribute: true)
    buffer.append(0x22)
  }

  /// Writes an attribute whose value is UTF-8 that lies somewhere.
  public mutating func attribute(_ name: StaticString, utf8 value: UnsafeRawBufferPointer) {
    beginAttribute(name)
    escape(value, inAttribute: true)
    buffer.append(0x22)
  }

  /// Writes a number as an attribute of the element that was just begun.
  public mutating func attribute(_ name: StaticString, _ value: Int64) {
    beginAttribute(name)
    buffer.append(number: value)
    buffer.append(0x22)
  }

  /// Writes text into the element.
  public mutating func text(_ text: String) {
    guard !text.isEmpty else { return }
    closeTag()
    escape(text, inAttribute: false)
  }

  /// Writes UTF-8 that lies somewhere into the element.
  public mutating func text(utf8 text: UnsafeRawBufferPointer) {
    guard !text.isEmpty else { return }
    closeTag()
    escape(text, inAttribute: false)
  }

  /// Writes a number into the element.
  public mutating func text(_ number: Int64) {
    closeTag()
    buffer.append(number: number)
  }

  /// Ends the element that was begun last.
  public mutating func end() {
    let name = open.removeLast()
    if tagIsOpen {
      buffer.append("/>")
      tagIsOpen = false
    } else {
      endTag(name)
    }
  }

  /// Writes an element with nothing but text; empty text gives an empty element.
  public mutating func element(_ name: StaticString, _ text: String) {
    var text = text
    text.withUTF8 { element(name, utf8: UnsafeRawBufferPointer($0)) }
  }

  /// Writes an element with nothing but UTF-8 that lies somewhere.
  public mutating func element(_ name: StaticString, utf8 text: UnsafeRawBufferPointer) {
    closeTag()
    buffer.append(0x3C)
    buffer.append(name)
    if text.isEmpty {
      buffer.append("/>")
      return
    }
    buffer.append(0x3E)
    escape(text, inAttribute: false)
    endTag(name)
  }

  /// Writes an element with nothing but a number.
  public mutating func element(_ name: StaticString, _ number: Int64) {
    closeTag()
    buffer.append(0x3C)
    buffer.append(name)
    buffer.append(0x3E)
    buffer.append(number: number)
    endTag(name)
  }

  /// Writes elements that another writer has written.
  public mutating func elements(_ written: UnsafeRawBufferPointer) {
    closeTag()
    buffer.append(written)
  }

  /// Takes what has been written so far, so that a long document can leave in pieces.
  public mutating func take() -> [UInt8] {
    defer { buffer.removeAll() }
    return buffer.array
  }

  /// Moves what has been written so far to the end of some bytes.
  public mutating func move(to bytes: inout [UInt8]) {
    buffer.withBytes { bytes.append(contentsOf: $0) }
    buffer.removeAll()
  }

  /// A place in what has been written.
  public struct Place: Sendable {
    fileprivate let count: Int
    fileprivate let depth: Int
    fileprivate let tagIsOpen: Bool
  }

  /// Where the next element, attribute or text begins.
  public var place: Place { Place(count: buffer.count, depth: open.count, tagIsOpen: tagIsOpen) }

  /// Takes back what was written since a place. Whatever was open there is still open, and nothing was taken.
  public mutating func goBack(to place: Place) {
    precondition(place.count <= buffer.count && place.depth <= open.count, "Nothing is left to go back to")
    buffer.cut(to: place.count)
    open.removeLast(open.count - place.depth)
    tagIsOpen = place.tagIsOpen
  }

  /// Whether every character of a text is one that XML 1.0 can hold (section 2.2).
  public static func isRepresentable(_ text: String) -> Bool {
    var text = text
    return text.withUTF8 { isRepresentable(utf8: UnsafeRawBufferPointer($0)) }
  }

  /// Whether every character of a text in UTF-8 is one that XML 1.0 can hold.
  public static func isRepresentable(utf8 text: UnsafeRawBufferPointer) -> Bool {
    var place = care.next(in: text, from: 0)
    while place < text.count {
      switch text[place] {
      case 0x09, 0x0A, 0x0D: break
      case 0..<0x20: return false
      case 0xEF where isNoCharacter(text, at: place): return false
      default: break
      }
      place = care.next(in: text, from: place + 1)
    }
    return true
  }

  /// Whether U+FFFE or U+FFFF, which are not characters of XML, stands at a place with the byte EF.
  private static func isNoCharacter(_ text: UnsafeRawBufferPointer, at place: Int) -> Bool {
    place + 2 < text.count && text[place + 1] == 0xBF && text[place + 2] >= 0xBE
  }

  private mutating func endTag(_ name: StaticString) {
    buffer.append("</")
    buffer.append(name)
    buffer.append(0x3E)
  }

  private mutating func beginAttribute(_ name: StaticString) {
    precondition(tagIsOpen, "Attributes come before the content of their element")
    buffer.append(0x20)
    buffer.append(name)
    buffer.append("=\"")
  }

  private mutating func closeTag() {
    guard tagIsOpen else { return }
    buffer.append(0x3E)
    tagIsOpen = false
  }

  private mutating func escape(_ text: String, inAttribute: Bool) {
    var text = text
    text.withUTF8 { escape(UnsafeRawBufferPointer($0), inAttribute: inAttribute) }
  }

  /// Copies the runs between characters that need care.
  private mutating func escape(_ bytes: UnsafeRawBufferPointer, inAttribute: Bool) {
    var start = 0
    while true {
      let place = Self.care.next(in: bytes, from: start)
      buffer.append(UnsafeRawBufferPointer(rebasing: bytes[start..<place]))
      if place == bytes.count { return }
      start = place + writeWithCare(bytes, at: place, inAttribute: inAttribute)
    }
  }

  /// The bytes that may not be copied as they are.
  private static let care = CareTable(
    .init(mask: 0x04, value: 0x26),  // Quotation mark and ampersand.
    .init(mask: 0x02, value: 0x3E),  // Less than, greater than.
    .init(mask: 0, value: 0xEF))  // What U+FFFE and U+FFFF begin with.

  /// Writes what stands for the character at a place, and answers how many bytes it has taken.
  private mutating func writeWithCare(_ bytes: UnsafeRawBufferPointer, at place: Int, inAttribute: Bool)
    -> Int
  {
    switch bytes[place] {
    case 0x26: buffer.append("&amp;")
    case 0x3C: buffer.append("&lt;")
    case 0x3E: buffer.append("&gt;")
    case 0x22 where inAttribute: buffer.append("&quot;")
    case 0x0D: buffer.append("&#13;")  // A parser would fold a bare CR into a line feed.
    // White space in attributes is normalised unless it is escaped.
    case 0x09 where inAttribute: buffer.append("&#9;")
    case 0x0A where inAttribute: buffer.append("&#10;")
    case 0x22, 0x09, 0x0A: buffer.append(bytes[place])
    case 0..<0x20: buffer.append("\u{FFFD}")
    case 0xEF where Self.isNoCharacter(bytes, at: place):
      buffer.append("\u{FFFD}")
      return 3
    default: buffer.append(bytes[place])
    }
    return 1
  }
}
