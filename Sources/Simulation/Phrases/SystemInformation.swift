import ApplianceDomain
import Determinism

/// What a system tells of itself.
extension Phrases {
  /// The categories of a system, made up but for what the model says of it.
  static func systemInformation(
    _ system: SystemFamily, name: String, operatingSystem: String, _ dice: inout SeededGenerator
  ) -> [SystemCategory] {
    var categories = [
      SystemCategory(
        name: "Operating System", columns: ["Name", "Computer", "Uptime", "Language"],
        rows: [[operatingSystem, name, "\(dice.int(in: 0...40)) days", dice.pick(languages)]]),
      SystemCategory(
        name: "Processor", columns: ["Model", "Cores", "Load"],
        rows: [[dice.pick(system.processors), "\(1 << dice.int(in: 1...4))", "\(dice.int(in: 1...99)) %"]]),
      SystemCategory(
        name: "Memory", columns: ["Installed", "In use"],
        rows: [["\(1 << dice.int(in: 2...6)) GB", "\(dice.int(in: 20...97)) %"]]),
      SystemCategory(
        name: "Network Adapters", columns: ["Name", "Address", "State"],
        rows: [
          [
            dice.pick(system.adapters), "10.\(dice.below(64)).\(dice.below(256)).\(dice.int(in: 2...254))",
            "Up",
          ]
        ]),
    ]
    if system != .mobile {
      categories.append(
        SystemCategory(
          name: "Drives", columns: ["Drive", "Size", "Free"],
          rows: system.drives.map { [$0, "\(dice.int(in: 120...2000)) GB", "\(dice.int(in: 1...119)) GB"] }))
    }
    guard system == .windows else { return categories }
    let services = ["Spooler", "W32Time", "TillPointSync", "BITS"]
    categories.append(
      SystemCategory(
        name: "Services", columns: ["Name", "State", "Start"],
        rows: services.map { [$0, dice.chance(0.8) ? "Running" : "Stopped", "Automatic"] }))
    return categories
  }

  private static let languages = ["English", "German", "Spanish", "French", "Polish"]
}

/// What kind of system a customer's client runs on, as far as it decides what can be done there.
enum SystemFamily: UInt8, Sendable {
  case windows, mac, unix, mobile

  init(_ operatingSystem: String) {
    let families: [(String, SystemFamily)] = [
      ("Windows", .windows), ("mac", .mac), ("Android", .mobile), ("iOS", .mobile), ("iPad", .mobile),
    ]
    self = families.first { operatingSystem.hasPrefix($0.0) }?.1 ?? .unix
  }

  var directories: [String] {
    switch self {
    case .windows: Phrases.windowsDirectories
    case .mobile: Phrases.mobileDirectories
    case .mac, .unix: Phrases.unixDirectories
    }
  }

  var separator: String { self == .windows ? "\\" : "/" }
  var windows: [(executable: String, title: String)] {
    self == .windows ? Phrases.windowsWindows : Phrases.unixWindows
  }
  var actions: [String] { self == .windows ? Phrases.specialActions : Phrases.unixActions }

  fileprivate var processors: [String] {
    switch self {
    case .windows, .unix: ["Core i5-8250U", "Core i7-10700", "Ryzen 5 3600", "Xeon E-2224"]
    case .mac: ["M1", "Core i5-8259U"]
    case .mobile: ["Snapdragon 865", "A13 Bionic"]
    }
  }
  fileprivate var adapters: [String] {
    switch self {
    case .windows: ["Ethernet", "Wi-Fi"]
    case .mac: ["en0", "en1"]
    case .unix: ["eth0", "ens192"]
    case .mobile: ["wlan0"]
    }
  }
  fileprivate var drives: [String] {
    switch self {
    case .windows: ["C:", "D:"]
    case .mac: ["Macintosh HD"]
    case .unix: ["/", "/var"]
    case .mobile: []
    }
  }
}
