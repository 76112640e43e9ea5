extension FormParameters {
  /// The fields of a `multipart/form-data` body (RFC 7578). Parts with a file name count as fields too; what is not a
  /// part is skipped, and a body without its boundary has no fields.
  public init(multipart body: [UInt8], contentType: String) {
    self.init()
    guard let boundary = Self.parameter("boundary", of: contentType), !boundary.isEmpty else { return }
    let delimiter = Array("--\(boundary)".utf8)
    var pieces = body.split(separator: delimiter, omittingEmptySubsequences: false).dropFirst()
    while let piece = pieces.popFirst() {
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
    var value = content[end.upperBound...]
    if value.suffix(2).elementsEqual("\r\n".utf8) { value = value.dropLast(2) }
    return (name, String(decoding: value, as: UTF8.self))
  }

  /// A parameter of a header value: a token or a quoted string (RFC 9110 section 5.6.6).
  private static func parameter(_ name: String, of value: String) -> String? {
    for piece in value.split(separator: ";").dropFirst() {
      let parts = piece.split(separator: "=", maxSplits: 1)
      guard parts.count == 2, trimmed(parts[0]).lowercased() == name else { continue }
      let text = trimmed(parts[1])
      guard text.hasPrefix("\""), text.hasSuffix("\""), text.utf8.count >= 2 else { return text }
      return String(text.dropFirst().dropLast().replacing("\\\"", with: "\""))
    }
    return nil
  }

  private static func trimmed(_ text: Substring) -> String {
    String(text.drop { $0 == " " || $0 == "\t" }.reversed().drop { $0 == " " || $0 == "\t" }.reversed())
  }
}
