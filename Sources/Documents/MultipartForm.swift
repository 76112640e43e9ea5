extension FormParameters {
  /// The longest boundary, in bytes (RFC 2046 section 5.1.1); with a longer one a body has no fields.
  private static let longestBoundary = 70

  /// The fields of a `multipart/form-data` body (RFC 7578). Parts with a file name count as fields too; what is not a
  /// part is skipped, and a body without its boundary has no fields.
  public init(multipart body: [UInt8], contentType: String) {
    self.init()
    guard let boundary = Self.parameter("boundary", of: contentType), !boundary.isEmpty,
      boundary.utf8.count <= Self.longestBoundary
    else { return }
    // A delimiter begins a line, so the line break before it is part of it; the first one may begin the body.
    let delimiter = Array("\r\n--\(boundary)".utf8)
    let pieces = ([0x0D, 0x0A] + body).split(separator: delimiter, omittingEmptySubsequences: false)
    for piece in pieces.dropFirst() {
      if piece.starts(with: "--".utf8) { return }
      guard let part = Self.part(piece) else { continue }
      append(part.name, part.value)
    }
  }

  private static func part(_ piece: ArraySlice<UInt8>) -> (name: String, value: String)? {
    let content = piece.drop { $0 == 0x20 || $0 == 0x09 }
    guard content.starts(with: "\r\n".utf8), let end = content.firstRange(of: Array("\r\n\r\n".utf8)) else {
      return nil
    }
    let head = String(decoding: content[..<end.lowerBound], as: UTF8.self)
    let line = head.split(separator: "\r\n").first { $0.lowercased().hasPrefix("content-disposition:") }
    guard let line, let name = parameter("name", of: String(line)) else { return nil }
    return (name, String(decoding: content[end.upperBound...], as: UTF8.self))
  }

  /// A parameter of a header value: a token or a quoted string (RFC 9110 section 5.6.6).
  private static func parameter(_ name: String, of value: String) -> String? {
    var rest = Array(value.utf8)[...]
    rest = rest.drop { $0 != 0x3B }
    while rest.popFirst() != nil {
      let key = trimmed(take(&rest) { $0 != 0x3D && $0 != 0x3B })
      guard rest.first == 0x3D else { continue }
      rest.removeFirst()
      rest = rest.drop { isSpace($0) }
      let text = rest.first == 0x22 ? quoted(&rest) : trimmed(take(&rest) { $0 != 0x3B })
      if String(decoding: key, as: UTF8.self).lowercased() == name {
        return String(decoding: text, as: UTF8.self)
      }
      rest = rest.drop { $0 != 0x3B }
    }
    return nil
  }

  private static func take(
    _ rest: inout ArraySlice<UInt8>, while belongs: (UInt8) -> Bool
  ) -> ArraySlice<UInt8> {
    let taken = rest.prefix(while: belongs)
    rest = rest.dropFirst(taken.count)
    return taken
  }

  /// The content of a quoted string, whose end may be missing. Only quotes and backslashes count as escaped: clients
  /// send bare backslashes in file names.
  private static func quoted(_ rest: inout ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    rest.removeFirst()
    var text: [UInt8] = []
    while var byte = rest.popFirst(), byte != 0x22 {
      if byte == 0x5C, let next = rest.first, next == 0x22 || next == 0x5C {
        byte = next
        rest.removeFirst()
      }
      text.append(byte)
    }
    return text[...]
  }

  private static func trimmed(_ text: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    var text = text.drop { isSpace($0) }
    while let last = text.last, isSpace(last) { text.removeLast() }
    return text
  }

  private static func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 }
}
