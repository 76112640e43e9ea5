import ApplianceDomain
import Determinism

/// What a system tells of itself.
extension Phrases {
  /// The categories of a customer's system. Name, operating system and address are those of the session's record; the
  /// rest is made up, and always the same for the same session.
  static func systemInformation(of customer: CustomerRecord, lsid: String) -> [SystemCategory] {
    let system = SystemFamily(customer.operatingSystem)
    // The LSID is drawn from the appliance's seed, so that nothing else is needed to repeat it.
    var dice = SeededGenerator(seed: 0, stream: "system/" + lsid)
    let machine = dice.pick(system.machines(customer.operatingSystem))
    let uptime = "\(dice.int(in: 0...40)) days, \(dice.below(24)) hours"
    var categories = [
      SystemCategory(
        name: "Operating System", columns: ["Name", "Computer", "Uptime", "Language"],
        rows: [[customer.operatingSystem, customer.hostname, uptime, dice.pick(languages)]]),
      SystemCategory(
        name: "Processor", columns: ["Model", "Cores", "Load"],
        rows: [[machine.processor, "\(machine.cores)", "\(dice.int(in: 1...99)) %"]]),
      SystemCategory(
        name: "Memory", columns: ["Installed", "In use"],
        rows: [["\(dice.pick(machine.memory)) GB", "\(dice.int(in: 20...97)) %"]]),
      SystemCategory(
        name: "Network Adapters", columns: ["Name", "Address", "State"],
        rows: [[dice.pick(system.adapters), customer.privateIP, "Up"]]),
    ]
    if !system.drives.isEmpty {
      categories.append(
        SystemCategory(
          name: "Drives", columns: ["Drive", "Size", "Free"],
          rows: system.drives.map { drive in
            let size = dice.pick(driveSizes)
            return [drive, "\(size) GB", "\(size * dice.int(in: 3...80) / 100) GB"]
          }))
    }
    guard system == .windows else { return categories }
    categories.append(
      SystemCategory(
        name: "Services", columns: ["Name", "State", "Start"],
        rows: services.map { [$0, dice.chance(0.8) ? "Running" : "Stopped", "Automatic"] }))
    return categories
  }

  private static let languages = ["English", "German", "Spanish", "French", "Polish"]
  private static let services = ["Spooler", "W32Time", "TillPointSync", "BITS"]
  private static let driveSizes = [128, 256, 512, 1024, 2048]
}

/// A processor, its cores, and the gigabytes of memory with which it is sold.
private typealias Machine = (processor: String, cores: Int, memory: [Int])

extension SystemFamily {
  fileprivate func machines(_ operatingSystem: String) -> [Machine] {
    switch self {
    case .windows, .unix, .network:
      [
        ("Core i5-8250U", 4, [8, 16]), ("Core i7-10700", 8, [16, 32]), ("Ryzen 5 3600", 6, [8, 16, 32]),
        ("Xeon E-2224", 4, [16, 32, 64]),
      ]
    case .mac: [("Apple M1", 8, [8, 16]), ("Core i5-8259U", 4, [8, 16])]
    case .android: [("Snapdragon 865", 8, [8, 12]), ("Exynos 990", 8, [8, 12])]
    case .apple:
      operatingSystem.hasPrefix("iPad") ? [("A12Z Bionic", 8, [6])] : [("A13 Bionic", 6, [3, 4])]
    }
  }

  fileprivate var adapters: [String] {
    switch self {
    case .windows: ["Ethernet", "Wi-Fi"]
    case .mac, .apple: ["en0"]
    case .unix, .network: ["eth0", "ens192"]
    case .android: ["wlan0"]
    }
  }

  fileprivate var drives: [String] {
    switch self {
    case .windows: ["C:", "D:"]
    case .mac: ["Macintosh HD"]
    case .unix: ["/", "/var"]
    case .network, .android, .apple: []
    }
  }
}
