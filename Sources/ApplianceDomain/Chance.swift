import Determinism

/// The domain's chance, a stream for each use.
struct Chance: Sendable {
  private var lsids: SeededGenerator
  private var keys: SeededGenerator
  private var people: SeededGenerator

  init(seed: UInt64, lifetime: UInt64) {
    lsids = SeededGenerator(seed: seed, stream: "lsid", lifetime: lifetime)
    keys = SeededGenerator(seed: seed, stream: "session-key", lifetime: lifetime)
    people = SeededGenerator(seed: seed, stream: "endpoint", lifetime: lifetime)
  }

  mutating func lsid() -> String { lsids.hex(32) }
  mutating func shortKey() -> String { String(1_000_000 + keys.below(9_000_000)) }
  mutating func accessKey() -> String { keys.hex(32) }
  mutating func port() -> Int { people.int(in: 49_152...65_535) }

  /// A customer's computer.
  mutating func endpoint(_ type: ClientType) -> Endpoint {
    let systems: [String]
    switch type {
    case .mobile: systems = ["Android 11", "iOS 14.8", "iPadOS 15.1"]
    case .shell: systems = ["Debian GNU/Linux 11", "Cisco IOS 15.2", "Ubuntu 20.04"]
    default:
      systems = ["Windows 10 Pro (x64)", "Windows 10 Enterprise (x64)", "Windows 8.1 (x64)", "macOS 11.6"]
    }
    let network = people.pick(["203.0.113", "198.51.100", "192.0.2"])  // RFC 5737: never a real address.
    let digits = people.hex(6).uppercased()
    return Endpoint(
      hostname: "\(type == .mobile ? "MOBILE" : "DESKTOP")-\(digits)", operatingSystem: people.pick(systems),
      privateIP: "10.\(people.int(in: 0...63)).\(people.int(in: 0...255)).\(people.int(in: 2...254))",
      publicIP: "\(network).\(people.int(in: 1...254)):\(people.int(in: 49_152...65_535))")
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
