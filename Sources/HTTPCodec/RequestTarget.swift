internal import HTTPTypes

/// What a request asks for (RFC 9112 section 3.2).
struct RequestTarget: Equatable {
  /// The path, decoded and without dot segments; `*` for `OPTIONS *`.
  var path: String
  /// Where the query lies in the head, without its `?`.
  var query: Range<Int>
  /// The authority of an absolute target.
  var authority: String?
  /// Whether the target is an absolute one of the scheme https.
  var isHTTPS = false

  /// Reads the target that lies at `range` of the head.
  static func parse(
    _ head: UnsafeRawBufferPointer, _ range: Range<Int>, method: HTTPRequest.Method, _ limits: HTTPLimits
  ) throws(RequestRefusal) -> RequestTarget {
    if head[range.lowerBound] == Ascii.slash {
      return try origin(head, range, authority: nil)
    }
    if range.count == 1 && head[range.lowerBound] == UInt8(ascii: "*") {
      guard method == .options else { throw .malformed("The target * is only for OPTIONS.") }
      return RequestTarget(path: "*", query: range.upperBound..<range.upperBound, authority: nil)
    }
    return try absolute(head, range, method: method)
  }

  /// `http://authority/path?query`.
  private static func absolute(
    _ head: UnsafeRawBufferPointer, _ range: Range<Int>, method: HTTPRequest.Method
  ) throws(RequestRefusal) -> RequestTarget {
    let target = UnsafeRawBufferPointer(rebasing: head[range])
    let schemeLength: Int
    if target.count > 7, equals(UnsafeRawBufferPointer(rebasing: target[..<7]), "http://") {
      schemeLength = 7
    } else if target.count > 8, equals(UnsafeRawBufferPointer(rebasing: target[..<8]), "https://") {
      schemeLength = 8
    } else {
      throw .malformed("The request target is neither a path nor an http URI.")
    }
    let rest = target[schemeLength...]
    let end = rest.firstIndex { $0 == Ascii.slash || $0 == UInt8(ascii: "?") } ?? target.count
    let authority = UnsafeRawBufferPointer(rebasing: target[schemeLength..<end])
    guard Authority.isValid(authority) else { throw .malformed("The target's authority is not valid.") }
    let name = String(decoding: authority, as: UTF8.self)
    var result = try origin(head, (range.lowerBound + end)..<range.upperBound, authority: name)
    result.isHTTPS = schemeLength == 8
    // Only for OPTIONS an absolute target without a path is not the root but the server (RFC 9110 section 4.2.3).
    if method == .options && end == target.count { result.path = "*" }
    return result
  }

  private static func origin(_ head: UnsafeRawBufferPointer, _ range: Range<Int>, authority: String?)
    throws(RequestRefusal) -> RequestTarget
  {
    var index = range.lowerBound
    var isPlain = true
    var previous: UInt8 = 0
    while index < range.upperBound {
      let byte = head[index]
      if byte == UInt8(ascii: "?") { break }
      if byte == UInt8(ascii: "\\") {
        // No URI holds one, and recipients that take it for a slash disagree with us about the path.
        throw .malformed("The path holds a backslash.")
      }
      if byte == UInt8(ascii: "%") || (byte == UInt8(ascii: ".") && previous == Ascii.slash) {
        isPlain = false
      }
      previous = byte
      index += 1
    }
    let raw = UnsafeRawBufferPointer(rebasing: head[range.lowerBound..<index])
    let query = min(index + 1, range.upperBound)..<range.upperBound
    // An absolute target without a path asks for the root (RFC 9110 section 4.2.3).
    let path = raw.isEmpty ? "/" : isPlain ? String(decoding: raw, as: UTF8.self) : try normal(raw)
    return RequestTarget(path: path, query: query, authority: authority)
  }

  /// Decodes once, then removes dot segments (RFC 3986 section 5.2.4), so that nothing that routes see can climb.
  /// `%2F` becomes a slash like any other: a path has then one spelling, and what is compared is what was meant.
  private static func normal(_ raw: UnsafeRawBufferPointer) throws(RequestRefusal) -> String {
    var decoded: [UInt8] = []
    decoded.reserveCapacity(raw.count)
    var index = 0
    while index < raw.count {
      var byte = raw[index]
      if byte == UInt8(ascii: "%") {
        guard index + 2 < raw.count, let high = hexValue(raw[index + 1]), let low = hexValue(raw[index + 2])
        else {
          throw .malformed("The path holds a percent sign without two hexadecimal digits.")
        }
        byte = high << 4 | low
        index += 2
        if byte == 0 { throw .malformed("The path holds a NUL.") }
      }
      decoded.append(byte)
      index += 1
    }
    return String(decoding: withoutDotSegments(decoded), as: UTF8.self)
  }

  private static func withoutDotSegments(_ path: [UInt8]) -> [UInt8] {
    var result: [UInt8] = []
    result.reserveCapacity(path.count)
    let segments = path.dropFirst().split(separator: Ascii.slash, omittingEmptySubsequences: false)
    for (position, segment) in segments.enumerated() {
      let isLast = position == segments.count - 1
      switch Array(segment) {
      case [0x2E]: if isLast { result.append(Ascii.slash) }
      case [0x2E, 0x2E]:
        while let byte = result.popLast(), byte != Ascii.slash {}
        if isLast { result.append(Ascii.slash) }
      default:
        result.append(Ascii.slash)
        result += segment
      }
    }
    return result.isEmpty ? [Ascii.slash] : result
  }
}
