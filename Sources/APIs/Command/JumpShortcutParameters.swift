import ApplianceDomain
import Documents

extension JumpItem {
  /// The shortcut that a call's parameters describe, in a version's form.
  init(_ parameters: FormParameters, _ form: JumpShortcutForm) throws(CallFault) {
    let (parameter, method) = try JumpShortcutParameters.method(parameters, form)
    try JumpShortcutParameters.check(parameters, fit: method, parameter)
    let hostname = try parameters.text(parameter, maximum: Self.maximumName) ?? ""
    let name = form.hasName ? try parameters.text("name", maximum: Self.maximumName) : nil
    let shell = method == .shellJump ? try ShellOptions(parameters) : nil
    self.init(
      method: method, name: name ?? hostname, hostname: hostname,
      group: try parameters.required("group", "the code name of a Jump Group"),
      jumpoint: method.needsJumpoint
        ? try parameters.required("jumpoint", "the code name of a Jumpoint") : nil,
      tag: try parameters.text("tag", maximum: Self.maximumText) ?? "",
      comments: try parameters.text("comments", maximum: Self.maximumText) ?? "",
      jumpPolicy: parameters.filled("jump_policy"), sessionPolicy: parameters.filled("session_policy"),
      publicPortal: parameters.filled("public_portal"),
      port: try JumpShortcutParameters.port(parameters, method, shell),
      rdp: method == .remoteRDP || method == .localRDP ? try RDPOptions(parameters, form) : nil, shell: shell)
  }
}

/// Which parameters say how a shortcut reaches its system, and which belong to it then.
enum JumpShortcutParameters {
  /// The parameters that bear the host name, in the order of the guide.
  private static let hostnames: [(parameter: String, method: JumpMethod)] = [
    ("local_jump_hostname", .localJump), ("remote_jump_hostname", .remoteJump),
    ("remote_vnc_hostname", .remoteVNC), ("local_vnc_hostname", .localVNC),
    ("remote_rdp_hostname", .remoteRDP), ("rdp_hostname", .localRDP), ("shelljump_hostname", .shellJump),
    ("vpro_hostname", .vPro),
  ]

  /// The one parameter with a host name that was sent, and the method that it stands for.
  ///
  /// `Quirk:` the guides' examples of RDP through a Jumpoint have `rdp_hostname`, which is documented for the local one.
  static func method(_ parameters: FormParameters, _ form: JumpShortcutForm) throws(CallFault)
    -> (parameter: String, method: JumpMethod)
  {
    let known = hostnames.filter { form.methods.contains($0.method) }
    let sent = known.filter { parameters.filled($0.parameter) != nil }
    guard let first = sent.first else {
      let names = known.map(\.parameter).joined(separator: ", ")
      throw CallFault("The required parameter with the host name is missing; it is one of \(names).")
    }
    guard sent.count == 1 else {
      throw CallFault(
        "The parameters \(sent.map(\.parameter).joined(separator: " and ")) exclude each other; send one of them."
      )
    }
    let isThroughJumpoint = first.method == .localRDP && parameters.filled("jumpoint") != nil
    return (first.parameter, isThroughJumpoint ? .remoteRDP : first.method)
  }

  private static let rdp = [
    "rdp_username", "domain", "display_size", "quality", "console", "ignore_untrusted",
  ]
  private static let shell = ["shelljump_username", "protocol", "terminal", "keep_alive"]

  /// Refuses a parameter that the guide has for other shortcuts only.
  static func check(_ parameters: FormParameters, fit method: JumpMethod, _ hostname: String)
    throws(CallFault)
  {
    var foreign: [String] = []
    if !method.needsJumpoint { foreign.append("jumpoint") }
    if method == .remoteVNC || method == .localVNC { foreign.append("session_policy") }
    if method != .remoteVNC, method != .shellJump { foreign.append("port") }
    if method != .remoteRDP, method != .localRDP { foreign += rdp }
    if method != .shellJump { foreign += shell }
    guard let wrong = foreign.first(where: { parameters.filled($0) != nil }) else { return }
    throw CallFault(
      "The parameter \(wrong) is \"\(parameters[wrong] ?? "")\"; it does not belong to a shortcut with \(hostname)."
    )
  }

  static func port(_ parameters: FormParameters, _ method: JumpMethod, _ shell: ShellOptions?)
    throws(CallFault)
    -> Int?
  {
    let (range, standard) =
      shell.map { (JumpItem.shellPorts, $0.protocol.standardPort) } ?? JumpItem.vncPorts
    guard shell != nil || method == .remoteVNC else { return nil }
    let allowed = Int64(range.lowerBound)...Int64(range.upperBound)
    return try parameters.integer("port", in: allowed, "a port number").map { Int($0) } ?? standard
  }
}

extension RDPOptions {
  fileprivate init(_ parameters: FormParameters, _ form: JumpShortcutForm) throws(CallFault) {
    let size = parameters.filled("display_size") ?? "primary"
    guard Self.isDisplaySize(size) else {
      throw CallFault(
        "The parameter display_size is \"\(size)\"; it is one of primary, all, "
          + "\(Self.supportedSizes.joined(separator: ", ")).")
    }
    let word = try parameters.choice("quality", of: form.qualities.map(\.word))
    self.init(
      username: parameters.filled("rdp_username") ?? "", domain: parameters.filled("domain") ?? "",
      displaySize: size,
      quality: form.qualities.first { $0.word == word }?.quality ?? form.standardQuality,
      console: try parameters.boolean("console"),
      ignoresUntrusted: try parameters.boolean("ignore_untrusted"))
  }
}

extension ShellOptions {
  fileprivate init(_ parameters: FormParameters) throws(CallFault) {
    let words = ShellProtocol.allCases.map(\.rawValue)
    _ = try parameters.required("protocol", words.joined(separator: " or "))
    let shellProtocol = try parameters.choice("protocol", of: words).flatMap { ShellProtocol(rawValue: $0) }
    let keepAlives = Int64(Self.keepAlives.lowerBound)...Int64(Self.keepAlives.upperBound)
    self.init(
      username: parameters.filled("shelljump_username") ?? "", protocol: shellProtocol ?? .ssh,
      terminal: try Self.terminal(parameters),
      keepAlive: Int(try parameters.integer("keep_alive", in: keepAlives, "a number of seconds") ?? 0))
  }

  /// `Quirk:` the guides print `VT100` in the table and `vt100` in the examples.
  private static func terminal(_ parameters: FormParameters) throws(CallFault) -> Terminal {
    guard let text = parameters.filled("terminal") else { return .xterm }
    guard let terminal = Terminal.allCases.first(where: { $0.rawValue.lowercased() == text.lowercased() })
    else {
      throw CallFault("The parameter terminal is \"\(text)\"; it is xterm or VT100.")
    }
    return terminal
  }
}

extension FormParameters {
  /// A text of at most so many characters; nil where it was not sent.
  func text(_ name: String, maximum: Int) throws(CallFault) -> String? {
    guard let text = filled(name) else { return nil }
    guard text.characterCount <= maximum else {
      throw CallFault(
        "The parameter \(name) has \(text.characterCount) characters; it has at most \(maximum).")
    }
    return text
  }
}
