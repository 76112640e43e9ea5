import Determinism

/// The domain's chance, a stream for each use.
struct Chance: Sendable {
  private var lsids: SeededGenerator
  private var keys: SeededGenerator
  private var people: SeededGenerator
  private var nodes: SeededGenerator

  init(seed: UInt64, lifetime: UInt64) {
    lsids = SeededGenerator(seed: seed, stream: "lsid", lifetime: lifetime)
    keys = SeededGenerator(seed: seed, stream: "session-key", lifetime: lifetime)
    people = SeededGenerator(seed: seed, stream: "endpoint", lifetime: lifetime)
    nodes = SeededGenerator(seed: seed, stream: "traffic-node", lifetime: lifetime)
  }

  mutating func lsid() -> String { lsids.hex(32) }
  mutating func shortKey() -> String { String(1_000_000 + keys.below(9_000_000)) }
  mutating func accessKey() -> String { keys.hex(32) }
  mutating func port() -> Int { people.int(in: 49_152...65_535) }
  mutating func trafficNode(_ candidates: [Int]) -> Int { nodes.pick(candidates) }

  /// A customer's computer: what is known of it, and made up besides.
  mutating func endpoint(
    _ type: ClientType, _ platform: CustomerPlatform? = nil, of computer: KnownComputer? = nil
  ) -> Endpoint {
    let network = people.pick(["203.0.113", "198.51.100", "192.0.2"])  // RFC 5737: never a real address.
    let digits = people.hex(6).uppercased()
    // Drawn also where it is known, so that what comes next does not depend on it.
    let drawn = people.pick(Self.systems(type))
    let system = platform.map(Self.system) ?? drawn
    let privateIP = "10.\(people.int(in: 0...63)).\(people.int(in: 0...255)).\(people.int(in: 2...254))"
    let publicIP = "\(network).\(people.int(in: 1...254))"
    return Endpoint(
      hostname: computer?.hostname ?? "\(system.prefix)-\(digits)",
      operatingSystem: computer?.operatingSystem ?? system.name,
      privateIP: computer?.privateIP ?? privateIP, publicIP: "\(computer?.publicIP ?? publicIP):\(port())")
  }

  /// The operating systems that a kind of client speaks for, and how their hosts' names begin: with the digits, none is
  /// longer than the 15 bytes that a string holds without memory of its own.
  private static func systems(_ type: ClientType) -> [(name: String, prefix: String)] {
    switch type {
    case .desktop, .webChat:
      [
        ("Windows 10 Pro (x64)", "DESKTOP"), ("Windows 10 Enterprise (x64)", "DESKTOP"),
        ("Windows 8.1 (x64)", "DESKTOP"), ("macOS 11.6", "MacBook"),
      ]
    case .mobile: [("Android 11", "Android"), ("iOS 14.8", "iPhone"), ("iPadOS 15.1", "iPad")]
    case .shell: [("Debian GNU/Linux 11", "srv"), ("Cisco IOS 15.2", "router"), ("Ubuntu 20.04", "srv")]
    case .rdp:
      [
        ("Windows 10 Pro (x64)", "DESKTOP"), ("Windows 10 Enterprise (x64)", "DESKTOP"),
        ("Windows Server 2019 (x64)", "SERVER"),
      ]
    case .vnc: [("Windows 10 Pro (x64)", "DESKTOP"), ("macOS 11.6", "MacBook"), ("Ubuntu 20.04", "linux")]
    // The technology is one of company computers.
    case .vPro: [("Windows 10 Enterprise (x64)", "DESKTOP"), ("Windows 10 Pro (x64)", "DESKTOP")]
    }
  }
}

/// The computers for which there is a customer client.
public enum CustomerPlatform: String, Sendable, CaseIterable {
  /// Windows with 32 bits.
  case windows32 = "winNT-32"
  /// Windows with 64 bits.
  case windows64 = "winNT-64"
  /// A Mac.
  case macOS
  /// A PC with Linux.
  case linux
  /// A phone or tablet with Android.
  case android
  /// An iPhone or iPad.
  case iOS
}

extension Chance {
  /// The operating system of a platform, and how the names of such hosts begin.
  private static func system(_ platform: CustomerPlatform) -> (name: String, prefix: String) {
    switch platform {
    case .windows32: ("Windows 10 Pro (x86)", "DESKTOP")
    case .windows64: ("Windows 10 Pro (x64)", "DESKTOP")
    case .macOS: ("macOS 11.6", "MacBook")
    case .linux: ("Ubuntu 20.04", "linux")
    case .android: ("Android 11", "Android")
    case .iOS: ("iOS 14.8", "iPhone")
    }
  }
}

/// What a customer's client tells of the computer that it runs on.
struct Endpoint: Sendable {
  var hostname: String
  var operatingSystem: String
  var privateIP: String
  /// `address:port`, as reports show it.
  var publicIP: String
}
