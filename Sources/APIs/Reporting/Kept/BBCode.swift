import Documents

/// The formatting of chat messages (guide 21.3: "API Command: send_chat_message", "Text Formatting") as HTML.
///
/// What is not one of the documented forms, or has no counterpart, stays text. Every character of the message is escaped,
/// links lead to `http` and `https` alone, and elements are always closed in their order.
enum BBCode {
  /// Formats within formats; what is deeper stays text.
  static let deepest = 16

  private enum Token {
    case text(Substring)
    /// A tag, with its value, as it was written.
    case open(String, value: String?, raw: Substring)
    case close(String, raw: Substring)
    /// An address between `[url]` and `[/url]`.
    case link(Substring)
  }

  static func html(_ message: String) -> HTML {
    let tokens = tokens(of: message)
    var pairs = Set<Int>()
    // The places of the tags that wait for their counterparts.
    var waiting: [(name: String, place: Int)] = []
    for (place, token) in tokens.enumerated() {
      switch token {
      case .open(let name, _, _):
        let fits = name != "li" || waiting.last?.name == "ul"
        if fits, waiting.count < deepest { waiting.append((name, place)) }
      case .close(let name, _):
        guard let match = waiting.lastIndex(where: { $0.name == name }) else { continue }
        pairs.formUnion([waiting[match].place, place])
        waiting.removeSubrange(match...)
      case .text, .link: break
      }
    }
    return HTML(tokens.enumerated().map { place, token in html(token, isPaired: pairs.contains(place)) })
  }

  private static func html(_ token: Token, isPaired: Bool) -> HTML {
    switch token {
    case .text(let text): return "\(String(text))"
    case .link(let address):
      return "<a href=\"\(String(address))\" rel=\"noopener noreferrer\">\(String(address))</a>"
    case .open(_, _, let raw) where !isPaired: return "\(String(raw))"
    case .close(_, let raw) where !isPaired: return "\(String(raw))"
    case .open(let name, let value, _):
      switch name {
      case "b": return "<b>"
      case "i": return "<i>"
      case "u": return "<u>"
      case "ul": return "<ul>"
      case "li": return "<li>"
      default: return "<span style=\"color: \(value ?? "inherit")\">"
      }
    case .close(let name, _):
      switch name {
      case "b": return "</b>"
      case "i": return "</i>"
      case "u": return "</u>"
      case "ul": return "</ul>"
      case "li": return "</li>"
      default: return "</span>"
      }
    }
  }

  private static func tokens(of message: String) -> [Token] {
    var tokens: [Token] = []
    var rest = message[...]
    var text = rest.startIndex
    func flush(_ end: String.Index) {
      if text < end { tokens.append(.text(message[text..<end])) }
    }
    while let start = rest.firstIndex(of: "[") {
      guard let (token, end) = tag(message[start...]) else {
        rest = rest[rest.index(after: start)...]
        continue
      }
      flush(start)
      tokens.append(token)
      text = end
      rest = message[end...]
    }
    flush(message.endIndex)
    return tokens
  }

  /// The longest that a tag is: `[color=` with a name.
  private static let longestTag = 32

  /// The tag that a text begins with, and where it ends.
  private static func tag(_ text: Substring) -> (Token, String.Index)? {
    guard let bracket = text.prefix(longestTag).firstIndex(of: "]") else { return nil }
    let end = text.index(after: bracket)
    let raw = text[..<end]
    let inside = raw.dropFirst().dropLast().lowercased()
    if inside == "url" { return link(text[end...]) }
    if inside.hasPrefix("/") {
      let name = String(inside.dropFirst())
      return names.contains(name) ? (.close(name, raw: raw), end) : nil
    }
    if inside.hasPrefix("color=") {
      let value = String(inside.dropFirst(6))
      return isColour(value) ? (.open("color", value: value, raw: raw), end) : nil
    }
    return names.contains(inside) && inside != "color" ? (.open(inside, value: nil, raw: raw), end) : nil
  }

  private static let names: Set = ["b", "i", "u", "ul", "li", "color"]

  private static func link(_ text: Substring) -> (Token, String.Index)? {
    guard let close = text.firstRange(of: "[/url]") else { return nil }
    let address = text[..<close.lowerBound]
    let scheme = address.prefix(8).lowercased()
    guard scheme.hasPrefix("http://") || scheme.hasPrefix("https://"),
      address.utf8.allSatisfy({ $0 > 0x20 && $0 != 0x7F })
    else { return nil }
    return (.link(address), close.upperBound)
  }

  /// A name of letters, or six hexadecimal digits: nothing that could end the style that it stands in.
  private static func isColour(_ value: String) -> Bool {
    if value.hasPrefix("#") {
      return value.utf8.count == 7 && value.dropFirst().utf8.allSatisfy { isHexadecimal($0) }
    }
    return !value.isEmpty && value.utf8.allSatisfy { (0x61...0x7A).contains($0) }
  }

  private static func isHexadecimal(_ byte: UInt8) -> Bool {
    (0x30...0x39).contains(byte) || (0x61...0x66).contains(byte)
  }
}
