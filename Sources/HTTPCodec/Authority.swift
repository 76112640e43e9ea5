internal import Glibc

/// Host and optional port (RFC 9110 section 7.2, RFC 3986 section 3.2), without user information.
enum Authority {
  /// Whether bytes are an authority that an http URI may have. An empty host is none: RFC 9110 section 4.2.1 has
  /// recipients refuse it.
  static func isValid(_ bytes: UnsafeRawBufferPointer) -> Bool {
    guard let first = bytes.first else { return false }
    let hostEnd = first == UInt8(ascii: "[") ? literalEnd(bytes) : nameEnd(bytes)
    guard let hostEnd, hostEnd > 0 else { return false }
    return hostEnd == bytes.count || isPort(bytes[hostEnd...])
  }

  private static func nameEnd(_ bytes: UnsafeRawBufferPointer) -> Int? {
    var index = 0
    while index < bytes.count && bytes[index] != Ascii.colon {
      if bytes[index] == UInt8(ascii: "%") {
        guard index + 2 < bytes.count, hexValue(bytes[index + 1]) != nil, hexValue(bytes[index + 2]) != nil
        else {
          return nil
        }
        index += 2
      } else if !ByteClass.of(bytes[index]).contains(.host) {
        return nil
      }
      index += 1
    }
    return index
  }

  /// After the closing bracket of an IP literal.
  private static func literalEnd(_ bytes: UnsafeRawBufferPointer) -> Int? {
    guard let bracket = bytes.firstIndex(of: UInt8(ascii: "]")) else { return nil }
    let literal = UnsafeRawBufferPointer(rebasing: bytes[1..<bracket])
    return isIPv6(literal) || isLaterVersion(literal) ? bracket + 1 : nil
  }

  /// `IPv6address` of RFC 3986 section 3.2.2, as the system reads one.
  private static func isIPv6(_ literal: UnsafeRawBufferPointer) -> Bool {
    guard literal.count < Int(INET6_ADDRSTRLEN) else { return false }
    var address = in6_addr()
    return inet_pton(AF_INET6, literal.map { CChar(bitPattern: $0) } + [0], &address) == 1
  }

  /// `IPvFuture` of RFC 3986 section 3.2.2, such as `v1.a`. Nobody has one, but it is an authority.
  private static func isLaterVersion(_ literal: UnsafeRawBufferPointer) -> Bool {
    guard literal.first == UInt8(ascii: "v") || literal.first == UInt8(ascii: "V"),
      let dot = literal.firstIndex(of: UInt8(ascii: "."))
    else { return false }
    let version = literal[1..<dot]
    let address = literal[(dot + 1)...]
    return !version.isEmpty && version.allSatisfy { ByteClass.of($0).contains(.hex) } && !address.isEmpty
      && address.allSatisfy { ByteClass.of($0).contains(.host) || $0 == Ascii.colon }
  }

  private static func isPort(_ bytes: Slice<UnsafeRawBufferPointer>) -> Bool {
    guard bytes.first == Ascii.colon, bytes.count <= 6 else { return false }
    var port = 0
    for byte in bytes.dropFirst() {
      guard ByteClass.of(byte).contains(.digit) else { return false }
      port = port * 10 + Int(byte - 0x30)
    }
    return port <= 65_535
  }
}
