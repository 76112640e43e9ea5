import Testing

@testable import ApplianceDomain

@Suite("Customers' computers") struct EndpointTests {
  @Test("have an operating system that their client runs on, and a host name of its kind")
  func fits() {
    let known: [ClientType: Set<String>] = [
      .desktop: ["DESKTOP", "MacBook"], .webChat: ["DESKTOP", "MacBook"],
      .mobile: ["Android", "iPhone", "iPad"], .shell: ["srv", "router"], .rdp: ["DESKTOP", "SERVER"],
      .vnc: ["DESKTOP", "MacBook", "linux"], .vPro: ["DESKTOP"],
    ]
    var chance = Chance(seed: 1, lifetime: 1)
    for type in ClientType.allCases {
      var seen: Set<String> = []
      for _ in 1...200 {
        let endpoint = chance.endpoint(type)
        let prefix = String(endpoint.hostname.prefix { $0 != "-" })
        seen.insert(prefix)
        #expect(endpoint.hostname.utf8.count <= 15)
        #expect(["DESKTOP", "SERVER"].contains(prefix) == endpoint.operatingSystem.hasPrefix("Windows"))
        #expect((prefix == "MacBook") == endpoint.operatingSystem.hasPrefix("mac"))
        #expect((prefix == "router") == endpoint.operatingSystem.hasPrefix("Cisco"))
      }
      #expect(seen == known[type], "\(type)")
    }
  }

  @Test("cost the same draws, whatever runs on them")
  func draws() {
    for type in ClientType.allCases {
      var (one, other) = (Chance(seed: 1, lifetime: 1), Chance(seed: 1, lifetime: 1))
      _ = one.endpoint(type)
      _ = other.endpoint(.desktop)
      #expect(one.port() == other.port())
      _ = one.endpoint(type)
      _ = other.endpoint(type, .macOS, of: KnownComputer(hostname: "a", privateIP: "", publicIP: "b"))
      #expect(one.port() == other.port())
    }
  }
}
