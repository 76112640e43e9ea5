/// Where a client connects to, as a user writes it: `https://HOST[:PORT][/PATH]`, or `HOST[:PORT]` alone.
///
/// `wss` means `https`, `ws` means `http`, and no scheme means `https`.
public struct ClientURL: Sendable, Equatable {
  /// Why a text is no such URL: a sentence.
  public struct Fault: Error, Sendable, Equatable {
    /// The sentence.
    public var reason: String
  }

  /// Whether it is reached by TLS.
  public let isSecure: Bool
  /// The host's name or address; an IPv6 address without its brackets.
  public let host: String
  /// The port: 443 or 80 where none is written.
  public let port: Int
  /// Path and query; always begins with `/`.
  public let target: String

  /// The value of `Host`.
  public var authority: String {
    let name = host.contains(":") ? "[\(host)]" : host
    return port == (isSecure ? 443 : 80) ? name : "\(name):\(port)"
  }

  /// Reads a URL.
  public init(_ text: String) throws(Fault) {
    var rest = Substring(text)
    var scheme = "https"
    if let end = text.range(of: "://") {
      scheme = text[..<end.lowerBound].lowercased()
      rest = text[end.upperBound...]
    }
    switch scheme {
    case "https", "wss": isSecure = true
    case "http", "ws": isSecure = false
    default: throw Fault(reason: "\"\(scheme)\" is no scheme of ours: write https, http, wss or ws")
    }
    let pathStart = rest.firstIndex { $0 == "/" || $0 == "?" } ?? rest.endIndex
    let path = rest[pathStart...].prefix { $0 != "#" }
    guard path.utf8.allSatisfy({ (0x21...0x7E).contains($0) }) else {
      throw Fault(reason: "The path of \"\(text)\" holds characters that must be percent-encoded")
    }
    target = path.hasPrefix("/") ? String(path) : "/" + path
    let authority = rest[..<pathStart]
    guard !authority.contains("@") else {
      throw Fault(reason: "\"\(text)\" holds credentials: give them with the flags for that")
    }
    let hostEnd =
      authority.hasPrefix("[")
      ? authority.firstIndex(of: "]").map(authority.index(after:)) : authority.firstIndex(of: ":")
    let name = authority[..<(hostEnd ?? authority.endIndex)].drop { $0 == "[" }.prefix { $0 != "]" }
    guard !name.isEmpty, name.utf8.allSatisfy(ClientURL.isHostByte) else {
      throw Fault(reason: "\"\(text)\" names no host: write HOST, HOST:PORT or https://HOST:PORT")
    }
    host = String(name)
    let digits = authority[(hostEnd ?? authority.endIndex)...]
    if digits.isEmpty {
      port = isSecure ? 443 : 80
    } else {
      guard digits.first == ":", let number = Int(digits.dropFirst()), (1...65_535).contains(number) else {
        throw Fault(reason: "The port of \"\(text)\" is no number from 1 to 65535")
      }
      port = number
    }
  }

  private init(isSecure: Bool, host: String, port: Int, target: String) {
    self.isSecure = isSecure
    self.host = host
    self.port = port
    self.target = target
  }

  /// The same place with another path, and perhaps a query. It must begin with `/` and be encoded.
  public func with(target: String) -> ClientURL {
    ClientURL(isSecure: isSecure, host: host, port: port, target: target)
  }

  private static func isHostByte(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2D, 0x2E, 0x5F, 0x3A, 0x25: true
    default: false
    }
  }
}

extension String {
  /// Where a text stands first.
  fileprivate func range(of text: String) -> Range<Index>? {
    var start = startIndex
    while start < endIndex {
      if self[start...].hasPrefix(text) { return start..<index(start, offsetBy: text.count) }
      start = index(after: start)
    }
    return nil
  }
}
