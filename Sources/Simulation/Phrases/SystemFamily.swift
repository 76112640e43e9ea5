/// What kind of system a customer's client runs on, as far as it decides what can be done there.
enum SystemFamily: UInt8, Sendable {
  case windows, mac, unix, network, android, apple

  init(_ operatingSystem: String) {
    let families: [(String, SystemFamily)] = [
      ("Windows", .windows), ("mac", .mac), ("Android", .android), ("iOS", .apple), ("iPad", .apple),
      ("Cisco", .network),
    ]
    self = families.first { operatingSystem.hasPrefix($0.0) }?.1 ?? .unix
  }

  var directories: [String] {
    switch self {
    case .windows: Phrases.windowsDirectories
    case .android, .apple: Phrases.mobileDirectories
    case .mac, .unix, .network: Phrases.unixDirectories
    }
  }

  var separator: String { self == .windows ? "\\" : "/" }

  /// Programs and the titles of their windows; none where there is no screen.
  var windows: [(executable: String, title: String)] {
    switch self {
    case .windows: Phrases.windowsWindows
    case .mac: Phrases.macWindows
    case .unix: Phrases.unixWindows
    case .android: Phrases.androidWindows
    case .apple: Phrases.appleWindows
    case .network: []
    }
  }

  /// The browser, with the titles of its pages.
  var browser: (executable: String, titles: [String]) {
    let executable =
      switch self {
      case .windows: "chrome.exe"
      case .mac, .apple: "Safari"
      case .unix, .network: "firefox"
      case .android: "com.android.chrome"
      }
    return (executable, Phrases.pages)
  }

  /// Special actions; none on a phone.
  var actions: [String] {
    switch self {
    case .windows: Phrases.specialActions
    case .mac: Phrases.macActions
    case .unix: Phrases.unixActions
    case .network, .android, .apple: []
    }
  }

  var cannedScripts: [String] {
    switch self {
    case .windows: Phrases.windowsScripts
    case .mac, .unix: Phrases.unixScripts
    case .network: Phrases.networkScripts
    case .android, .apple: []
    }
  }
}
