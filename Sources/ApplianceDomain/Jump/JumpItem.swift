/// A Jump shortcut: what a representative clicks to reach a system (guide: "API Command: import_jump_shortcut").
public struct JumpItem: Codable, Equatable, Sendable {
  /// The longest name and host name, in characters.
  public static let maximumName = 128
  /// The longest tag and comments, in characters.
  public static let maximumText = 1024
  /// The ports that VNC can have, and the one where none is given.
  public static let vncPorts = (range: 100...65_535, standard: 5900)
  /// The ports that a Shell Jump can have.
  public static let shellPorts = 1...65_535

  /// The unique ID; 0 before the appliance has given it one.
  public var id: Int
  /// How the system is reached.
  public var method: JumpMethod
  /// The name in the session tabs.
  public var name: String
  /// The host name of the system.
  public var hostname: String
  /// The code name of the Jump Group.
  public var group: String
  /// The code name of the Jumpoint; nil where the system is reached without one.
  public var jumpoint: String?
  /// The tag; empty where there is none.
  public var tag: String
  /// The comments; empty where there are none.
  public var comments: String
  /// The code name of the Jump Policy, if any.
  public var jumpPolicy: String?
  /// The code name of the session policy, if any.
  public var sessionPolicy: String?
  /// The host name of the public site through which it connects. `Undocumented:` without one it is the default site,
  /// whatever host name the representative came by.
  public var publicPortal: String?
  /// The port, for VNC through a Jumpoint and for a Shell Jump.
  public var port: Int?
  /// What only RDP has.
  public var rdp: RDPOptions?
  /// What only a Shell Jump has.
  public var shell: ShellOptions?

  /// A shortcut.
  public init(
    id: Int = 0, method: JumpMethod, name: String, hostname: String, group: String, jumpoint: String? = nil,
    tag: String = "", comments: String = "", jumpPolicy: String? = nil, sessionPolicy: String? = nil,
    publicPortal: String? = nil, port: Int? = nil, rdp: RDPOptions? = nil, shell: ShellOptions? = nil
  ) {
    self.id = id
    self.method = method
    self.name = name
    self.hostname = hostname
    self.group = group
    self.jumpoint = jumpoint
    self.tag = tag
    self.comments = comments
    self.jumpPolicy = jumpPolicy
    self.sessionPolicy = sessionPolicy
    self.publicPortal = publicPortal
    self.port = port
    self.rdp = rdp
    self.shell = shell
  }

  /// What sessions with it know of its system.
  public var computer: KnownComputer { KnownComputer(hostname: hostname) }
}

/// How a Jump shortcut reaches its system, by the names of the start methods of sessions.
public enum JumpMethod: String, Codable, Sendable, CaseIterable {
  /// Local Jump
  case localJump = "local_jump"
  /// Remote Jump
  case remoteJump = "remote_jump"
  /// Remote VNC
  case remoteVNC = "remote_vnc"
  /// Local VNC
  case localVNC = "local_vnc"
  /// Remote Desktop Protocol
  case remoteRDP = "remote_rdp"
  /// Local Remote Desktop Protocol
  case localRDP = "local_rdp"
  /// Shell Jump
  case shellJump = "shell_jump"
  /// Intel vPro
  case vPro = "vpro"

  /// Whether it goes through a Jumpoint.
  public var needsJumpoint: Bool {
    switch self {
    case .remoteJump, .remoteVNC, .remoteRDP, .shellJump, .vPro: true
    case .localJump, .localVNC, .localRDP: false
    }
  }
}

/// What only a shortcut for the Remote Desktop Protocol has.
public struct RDPOptions: Codable, Equatable, Sendable {
  /// The quality of the picture, by its name in the 21.3 guide.
  public enum Quality: String, Codable, Sendable, CaseIterable {
    /// Black and white, for the lowest bandwidth.
    case blackWhite = "black_white"
    /// 8 bits of colour, for speed.
    case fewColors = "few_colors"
    /// 16 bits of colour.
    case moreColors = "more_colors"
    /// 32 bits of colour.
    case fullColors = "full_colors"
    /// The VP9 codec.
    case videoOptimised = "video_opt"
  }

  /// The user to sign in as; empty where none is given.
  public var username: String
  /// The domain of the system; empty where none is given.
  public var domain: String
  /// `primary`, `all` or a width and a height, such as `1280x720`.
  public var displaySize: String
  /// The quality of the picture.
  public var quality: Quality
  /// Whether a console session is started and not a new one.
  public var console: Bool
  /// Whether warnings about certificates are ignored.
  public var ignoresUntrusted: Bool

  /// RDP's own options.
  public init(
    username: String = "", domain: String = "", displaySize: String = "primary",
    quality: Quality = .fewColors,
    console: Bool = false, ignoresUntrusted: Bool = false
  ) {
    self.username = username
    self.domain = domain
    self.displaySize = displaySize
    self.quality = quality
    self.console = console
    self.ignoresUntrusted = ignoresUntrusted
  }

  /// Whether a text is a size of the picture: of the primary monitor, of all of them, or one of ``supportedSizes``.
  public static func isDisplaySize(_ text: String) -> Bool {
    ["primary", "all"].contains(text) || supportedSizes.contains(text)
  }

  /// `Undocumented:` the guide says "a supported width and height combination" and names 640x480 only; its example has
  /// 1280x720. These are the usual sizes of screens.
  public static let supportedSizes = [
    "640x480", "800x600", "1024x768", "1152x864", "1280x720", "1280x800", "1280x960", "1280x1024", "1366x768",
    "1400x1050", "1440x900", "1600x900", "1600x1200", "1680x1050", "1920x1080", "1920x1200", "2048x1152",
    "2560x1440", "2560x1600", "3840x2160",
  ]
}

/// What only a shortcut for a Shell Jump has.
public struct ShellOptions: Codable, Equatable, Sendable {
  /// The protocol.
  public enum ShellProtocol: String, Codable, Sendable, CaseIterable {
    /// SSH
    case ssh
    /// Telnet
    case telnet

    /// The port where none is given.
    public var standardPort: Int { self == .ssh ? 22 : 23 }
  }

  /// The type of terminal.
  public enum Terminal: String, Codable, Sendable, CaseIterable {
    /// xterm
    case xterm
    /// VT100
    case vt100 = "VT100"
  }

  /// The seconds that can lie between two packets that keep an idle session.
  public static let keepAlives = 0...300

  /// The user to sign in as; empty where none is given.
  public var username: String
  /// The protocol.
  public var `protocol`: ShellProtocol
  /// The type of terminal.
  public var terminal: Terminal
  /// The seconds between two packets that keep an idle session; 0 means none are sent.
  public var keepAlive: Int

  /// A Shell Jump's own options.
  public init(
    username: String = "", protocol: ShellProtocol, terminal: Terminal = .xterm, keepAlive: Int = 0
  ) {
    self.username = username
    self.protocol = `protocol`
    self.terminal = terminal
    self.keepAlive = keepAlive
  }
}
