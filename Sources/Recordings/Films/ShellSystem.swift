import Determinism

/// How a command shell looks on an operating system: its prompt, what is typed there, and what it answers.
struct ShellSystem {
  private enum Family { case windows, unix, mac, network }

  /// The share of the usual commands that are typed in one shell.
  private static let share = 0.75

  private let family: Family
  private let host: String
  private let address: String
  private let gateway: String
  private let system: String
  private let opened: Timestamp

  init(_ recording: ShellRecording) {
    system = recording.operatingSystem
    host = recording.hostname.isEmpty ? "localhost" : recording.hostname
    address = recording.address.isEmpty ? "10.0.0.14" : recording.address
    let parts = address.split(separator: ".")
    gateway = parts.count == 4 ? parts.prefix(3).joined(separator: ".") + ".1" : "10.0.0.1"
    opened = recording.start
    family =
      if system.hasPrefix("Windows") { .windows } else if system.hasPrefix("mac") {
        .mac
      } else if system.hasPrefix("Cisco") { .network } else { .unix }
  }

  /// What the shell says first.
  var greeting: [String] {
    switch family {
    case .windows: [system, ""]
    case .mac: ["Last login: \(opened.rfc3339) on ttys000"]
    case .unix: ["\(system) \(host) tty1", ""]
    case .network: ["\(host) con0 is now available", ""]
    }
  }

  /// What stands before a command.
  var prompt: String {
    switch family {
    case .windows: "C:\\Windows\\system32>"
    case .mac: "\(host):~ support$ "
    case .unix: "root@\(host):~# "
    case .network: "\(host)#"
    }
  }

  /// What is typed, in this order.
  func commands(_ dice: inout SeededGenerator) -> [String] {
    let usual =
      switch family {
      case .windows:
        [
          "hostname", "ver", "ipconfig", "ping -n 3 \(gateway)", "sc query Spooler", "net stop Spooler",
          "net start Spooler", "dir C:\\Temp\\support", "vol C:",
        ]
      case .mac:
        ["hostname", "uptime", "ipconfig getifaddr en0", "ping -c 3 \(gateway)", "df -h /", "ls -l /var/log"]
      case .unix:
        [
          "hostname", "uptime", "hostname -I", "ping -c 3 \(gateway)", "df -h /", "ls -l /var/log",
          "systemctl is-active cups", "systemctl restart cups",
        ]
      case .network:
        ["show clock", "show ip interface brief", "ping \(gateway)", "show users", "write memory"]
      }
    var typed = usual.filter { _ in dice.chance(Self.share) }
    if typed.isEmpty { typed = [usual[0]] }
    return typed
  }

  /// What a command prints.
  func output(of command: String, _ dice: inout SeededGenerator) -> [String] {
    let words = command.split(separator: " ")
    switch words.first {
    case "hostname": return [words.count > 1 ? address : host]
    case "ver": return ["", system, ""]
    case "ipconfig": return interfaces(isShort: words.count > 1)
    case "ping": return ping(&dice)
    case "sc": return spooler
    case "net":
      let verb = words.last == "Spooler" && command.contains("stop") ? "stopped" : "started"
      return ["The Print Spooler service was \(verb) successfully.", ""]
    case "dir", "ls": return files(&dice)
    case "vol": return [" Volume in drive C is System", " Volume Serial Number is \(serial(&dice))", ""]
    case "uptime":
      let (days, load) = (dice.int(in: 0...60), dice.int(in: 3...180))
      return [" up \(days) days, 2 users, load average: \(load / 100).\(Self.two(load % 100))"]
    case "df": return disk(&dice)
    case "systemctl": return command.contains("is-active") ? ["active"] : []
    default: return network(command)
    }
  }

  private func interfaces(isShort: Bool) -> [String] {
    if isShort { return [address] }
    return [
      "", "Ethernet adapter Ethernet:", "", "   IPv4 Address. . . . . . : \(address)",
      "   Subnet Mask . . . . . . : 255.255.255.0", "   Default Gateway . . . . : \(gateway)", "",
    ]
  }

  private func ping(_ dice: inout SeededGenerator) -> [String] {
    if family == .network {
      return ["Sending 5 echos to \(gateway):", "!!!!!", "Success rate is 100 percent (5/5)"]
    }
    let times = (0..<3).map { _ in dice.int(in: 1...9) }
    let lines = times.enumerated().map { place, time in
      family == .windows
        ? "Reply from \(gateway): bytes=32 time=\(time)ms TTL=64"
        : "64 bytes from \(gateway): icmp_seq=\(place + 1) ttl=64 time=\(time).\(time * 7 % 10) ms"
    }
    return ["", "PING \(gateway)"] + lines + ["3 sent, 3 received, 0% loss", ""]
  }

  private var spooler: [String] {
    [
      "", "SERVICE_NAME: Spooler", "        TYPE     : 110  WIN32_OWN_PROCESS  (interactive)",
      "        STATE    : 4  RUNNING", "",
    ]
  }

  private func files(_ dice: inout SeededGenerator) -> [String] {
    let names = ["events.log", "install.log", "ledger.log", "printer.log", "setup.log", "till.log"]
    let date = CivilDate(opened)
    return names.filter { _ in dice.chance(0.7) }.map { name in
      let size = "\(dice.int(in: 200...900_000))"
      let day = date.advanced(byDays: -Int64(dice.int(in: 0...40))).text
      let padding = String(repeating: " ", count: 10 - size.utf8.count)
      return family == .windows
        ? "\(day)  \(padding)\(size) \(name)" : "-rw-r--r--  1 root  root \(padding)\(size) \(day) \(name)"
    }
  }

  private func serial(_ dice: inout SeededGenerator) -> String {
    dice.hex(4).uppercased() + "-" + dice.hex(4).uppercased()
  }

  private func disk(_ dice: inout SeededGenerator) -> [String] {
    let used = dice.int(in: 12...97)
    return [
      "Filesystem      Size  Used  Use%  Mounted on",
      "/dev/disk1      500G  \(used * 5)G  \(used)%   /",
    ]
  }

  private func network(_ command: String) -> [String] {
    switch command {
    case "show clock": [opened.rfc3339]
    case "show ip interface brief":
      [
        "Interface        Address          Status", "Gi0/0            \(address)       up",
        "Gi0/1            unassigned       down",
      ]
    case "show users": ["  Line       User      Idle", "* 0 con 0    support   00:00:00"]
    default: ["Building configuration...", "[OK]"]
    }
  }

  private static func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
}
