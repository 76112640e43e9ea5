/// The text forms of IP addresses (RFC 4291 section 2.2).
enum AddressText {
  /// Whether a text is an IPv4 address: four numbers up to 255.
  static func isV4(_ text: some StringProtocol) -> Bool {
    let parts = text.split(separator: ".", omittingEmptySubsequences: false)
    return parts.count == 4
      && parts.allSatisfy { part in
        (1...3).contains(part.utf8.count) && part.utf8.allSatisfy { (0x30...0x39).contains($0) }
          && Int(part).map { $0 <= 255 } == true && (part == "0" || !part.hasPrefix("0"))
      }
  }

  /// Whether a text is an IPv6 address: eight groups of hexadecimal digits, of which `::` leaves some out; the last two
  /// may be an IPv4 address.
  static func isV6(_ text: some StringProtocol) -> Bool {
    guard text.utf8.contains(0x3A), let gap = text.firstRange(of: "::") else {
      return text.utf8.contains(0x3A) && groups(text, mayEndInV4: true) == 8
    }
    let (head, tail) = (text[..<gap.lowerBound], text[gap.upperBound...])
    guard let before = head.isEmpty ? 0 : groups(head, mayEndInV4: false),
      let after = tail.isEmpty ? 0 : groups(tail, mayEndInV4: true)
    else { return false }
    return before + after <= 7
  }

  /// How many groups a text has; nil where it is not made of groups.
  private static func groups(_ text: some StringProtocol, mayEndInV4: Bool) -> Int? {
    let parts = text.split(separator: ":", omittingEmptySubsequences: false)
    var count = 0
    for (place, part) in parts.enumerated() {
      if mayEndInV4, place == parts.count - 1, isV4(part) {
        count += 2
      } else {
        guard (1...4).contains(part.utf8.count), part.allSatisfy({ $0.isASCII && $0.isHexDigit }) else {
          return nil
        }
        count += 1
      }
    }
    return count
  }
}
