import ApplianceDomain
import Documents
import HTTPMessages

extension CustomerPlatform {
  /// The platform that a call is for: the one that the parameter `platform` names, else the one that the browser says
  /// it runs on; nil where neither is known. An unknown name must not strand a customer, so it is as if it had not been
  /// sent (guide: "Session Generation API", `platform`).
  init?(_ parameters: FormParameters, _ request: Request) {
    switch parameters.filled("platform").flatMap(Self.init(rawValue:)) {
    case .windows32?: self = .windows32
    case .windows64?: self = .windows64
    // The guide's parameter knows no others.
    case .macOS?, .linux?, .android?, .iOS?, nil:
      guard let platform = Self.of(userAgent: request.fields.text("user-agent") ?? "") else { return nil }
      self = platform
    }
  }

  /// Phones come first, for they say that they are like a Mac or like Linux.
  private static func of(userAgent text: String) -> CustomerPlatform? {
    func says(_ word: String) -> Bool { text.contains(word) }
    if says("Android") { return .android }
    if says("iPhone") || says("iPad") { return .iOS }
    if says("Windows") {
      return says("Win64") || says("WOW64") || says("x64") ? .windows64 : .windows32
    }
    if says("Macintosh") || says("Mac OS X") { return .macOS }
    return says("Linux") || says("X11") ? .linux : nil
  }

  /// The platform of a customer's computer by what it says of itself.
  init(operatingSystem: String) {
    self =
      operatingSystem.hasPrefix("Windows")
      ? operatingSystem.contains("x86") ? .windows32 : .windows64
      : operatingSystem.hasPrefix("macOS")
        ? .macOS
        : operatingSystem.hasPrefix("Android")
          ? .android : operatingSystem.hasPrefix("iOS") || operatingSystem.hasPrefix("iPadOS") ? .iOS : .linux
  }

  /// Whether the client is an app, which comes from the platform's store.
  var isMobile: Bool {
    switch self {
    case .android, .iOS: true
    case .windows32, .windows64, .macOS, .linux: false
    }
  }

  /// The name that people know it by.
  var name: String {
    switch self {
    case .windows32: "Windows, 32-bit"
    case .windows64: "Windows, 64-bit"
    case .macOS: "macOS"
    case .linux: "Linux"
    case .android: "Android"
    case .iOS: "iOS"
    }
  }
}
