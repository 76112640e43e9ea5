import ApplianceDomain
import Determinism
import Glibc

extension Form where Value == Int {
  static var port: Form { .integer(0...65_535, example: 8443) }
  /// More loops than this only take memory.
  static var threads: Form { .integer(1...1024, example: 2) }
}

extension Form where Value == UInt64 {
  static var seed: Form {
    Form { text throws(Misfit) in
      guard let value = UInt64(text) else {
        throw Misfit(text, "is not a seed; write a whole number from 0 to \(UInt64.max)")
      }
      return value
    }
  }
}

extension Form where Value == Int64 {
  /// A length of time: a whole number and its unit. More than ten years is a slip.
  static var duration: Form {
    Form { text throws(Misfit) in
      let seconds: [Character: Int64] = ["s": 1, "m": 60, "h": 3600, "d": 86_400, "w": 604_800]
      let longest = 3650 * 86_400 as Int64
      let digits = text.dropLast()
      guard let unit = text.last.flatMap({ seconds[$0] }), digits.allSatisfy({ $0.isASCII && $0.isNumber }),
        let number = Int64(digits), number > 0
      else {
        throw Misfit(text, "is not a length of time; write a number of s, m, h, d or w, such as 90d")
      }
      guard number <= longest / unit else { throw Misfit(text, "is too long; write 3650d at most") }
      return number * unit
    }
  }
}

extension Form where Value == Double {
  static var clockRate: Form {
    Form { text throws(Misfit) in
      guard let value = Double(text), (0...ApplianceClock.maximumRate).contains(value) else {
        throw Misfit(
          text,
          "is not a rate; write a number from 0 (frozen) to \(Int(ApplianceClock.maximumRate)), such as 60")
      }
      return value
    }
  }
}

extension Form where Value == Timestamp {
  static var rfc3339: Form {
    Form { text throws(Misfit) in
      guard let value = Timestamp(rfc3339: text) else {
        throw Misfit(text, "is not a time of RFC 3339; write one such as 2016-10-01T00:00:00Z")
      }
      return value
    }
  }
}

extension Form where Value == SeedDataSource {
  static var seedData: Form {
    Form { text throws(Misfit) in
      let name = try Form<String>.path.read(text)
      return name == "example" ? .builtInExample : .directory(name)
    }
  }
}

extension Form where Value == ExternalURL {
  static var externalURL: Form {
    Form { text throws(Misfit) in
      let parts = text.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
      let scheme = parts[0].lowercased()
      guard parts.count == 2, ["http", "https"].contains(scheme), parts[1].hasPrefix("//") else {
        throw Misfit(text, "is not a URL; write one such as https://support.example.com:8443")
      }
      var authority = parts[1].dropFirst(2)
      if authority.hasSuffix("/") { authority.removeLast() }
      // RFC 3986 section 3.2, without user information.
      let fits = authority.utf8.allSatisfy {
        Form<String>.isWordByte($0) || "._~!$&'()*+,;=:[]".utf8.contains($0)
      }
      guard !authority.isEmpty, fits else {
        throw Misfit(
          text,
          "has more than a scheme, a host and a port; write a URL such as https://support.example.com:8443")
      }
      return ExternalURL(scheme: scheme, authority: String(authority))
    }
  }
}

extension Form where Value == String {
  /// A path of the file system.
  static var path: Form { .text(1...4096) }

  /// An address to listen on.
  static var address: Form {
    Form { text throws(Misfit) in
      if text == "localhost" { return "127.0.0.1" }
      guard IPAddress.isValid(text) else {
        throw Misfit(text, "is not an IP address; write 127.0.0.1, or 0.0.0.0 for every interface")
      }
      return text
    }
  }

  /// The name of a host: letters, digits and dashes between dots (RFC 1123 section 2.1).
  static var hostname: Form {
    Form { text throws(Misfit) in
      let labels = text.split(separator: ".", omittingEmptySubsequences: false)
      let fits = labels.allSatisfy { label in
        (1...63).contains(label.utf8.count) && !label.hasPrefix("-") && !label.hasSuffix("-")
          && label.utf8.allSatisfy(isWordByte)
      }
      guard fits, text.utf8.count <= 253 else {
        throw Misfit(text, "is not a host name; write one such as support.example.com")
      }
      return text
    }
  }

  /// The Company API Name.
  static var company: Form {
    Form { text throws(Misfit) in
      let fits = text.utf8.allSatisfy { isWordByte($0) || $0 == 0x5F || $0 == 0x2E }
      guard fits, (1...64).contains(text.utf8.count) else {
        throw Misfit(
          text, "is not a company API name; write at most 64 letters, digits, dots, dashes and underscores")
      }
      return text
    }
  }

  /// A bearer token, which must fit into a header field.
  static var token: Form {
    Form { text throws(Misfit) in
      guard (1...1024).contains(text.utf8.count), text.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F }) else {
        throw Misfit("is not a token; write 1 to 1024 visible ASCII characters without spaces")
      }
      return text
    }
  }

  private static func isWordByte(_ byte: UInt8) -> Bool {
    (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
      || byte == 0x2D
  }
}

/// IP addresses as text.
enum IPAddress {
  static func isValid(_ text: String) -> Bool { isV4(text) || isV6(text) }

  static func isLoopback(_ text: String) -> Bool {
    if isV4(text) { return text.hasPrefix("127.") }
    var address = in6_addr()
    guard inet_pton(AF_INET6, text, &address) == 1 else { return false }
    return withUnsafeBytes(of: address) { $0.dropLast().allSatisfy { $0 == 0 } && $0.last == 1 }
  }

  static func isV4(_ text: String) -> Bool {
    var address = in_addr()
    return inet_pton(AF_INET, text, &address) == 1
  }

  static func isV6(_ text: String) -> Bool {
    var address = in6_addr()
    return inet_pton(AF_INET6, text, &address) == 1
  }
}
