import ApplianceDomain

/// Jumpoints, Jump Clients and Jump shortcuts.
extension SeedReader {
  mutating func readJump() {
    guard let file = sections(of: "jump.yaml") else { return }
    organization.jumpGroups = namedCodes(file, "jump_groups")
    organization.jumpPolicies = namedCodes(file, "jump_policies")
    organization.sessionPolicies = namedCodes(file, "session_policies")
    var ids = UniqueValues<Int>("ID")
    var codeNames = UniqueValues<String>("code name")
    organization.jumpoints = file.list("jumpoints").map { jumpoint($0, &ids, &codeNames) }
    organization.jumpClients = file.list("jump_clients").map { value in
      let client = YAMLMapping(
        value, keys: ["name", "hostname", "group", "tag", "comments", "private_ip", "public_ip"])
      let hostname = client.text("hostname", maximum: JumpItem.maximumName)
      return JumpClient(
        name: client.text("name", maximum: JumpItem.maximumName, default: hostname), hostname: hostname,
        group: reference(.group, client.required("group")) ?? "",
        tag: client.text("tag", maximum: JumpItem.maximumText, default: ""),
        comments: client.text("comments", maximum: JumpItem.maximumText, default: ""),
        privateIP: client["private_ip"]?.read(.ip) ?? "", publicIP: client["public_ip"]?.read(.ip) ?? "")
    }
    let items = file.list("jump_items").compactMap { jumpItem($0) }
    organization.jumpItems = items.enumerated().map { place, item in
      var item = item
      item.id = place + 1
      return item
    }
  }

  private func jumpoint(
    _ value: YAMLValue, _ ids: inout UniqueValues<Int>, _ codeNames: inout UniqueValues<String>
  ) -> Jumpoint {
    let mapping = YAMLMapping(
      value,
      keys: ["id", "name", "code_name", "hostname", "operating_system", "private_ip", "timezone_offset"])
    let jumpoint = Jumpoint(
      id: ids.id(of: mapping), name: mapping.text("name"),
      codeName: mapping["code_name"]?.read(.codeName), hostname: mapping["hostname"]?.read(.text(1...100)),
      operatingSystem: mapping["operating_system"]?.read(.text(1...100)),
      privateIP: mapping["private_ip"]?.read(.ip),
      timezoneOffset: mapping["timezone_offset"]?.read(.timezoneOffset))
    codeNames.add(jumpoint.codeName, at: mapping["code_name"] ?? mapping["name"] ?? value)
    return jumpoint
  }

  private static let itemKeys = [
    "method", "name", "hostname", "group", "tag", "comments", "jump_policy", "public_portal",
  ]

  /// The keys that not every shortcut has.
  private static func furtherKeys(_ method: JumpMethod) -> [String] {
    var keys = method.needsJumpoint ? ["jumpoint"] : []
    switch method {
    case .remoteVNC: keys += ["port"]
    case .localVNC: break
    case .localRDP, .remoteRDP:
      keys += [
        "session_policy", "username", "domain", "display_size", "quality", "console", "ignore_untrusted",
      ]
    case .shellJump: keys += ["session_policy", "username", "protocol", "port", "terminal", "keep_alive"]
    case .localJump, .remoteJump, .vPro: keys += ["session_policy"]
    }
    return keys
  }

  private func jumpItem(_ value: YAMLValue) -> JumpItem? {
    guard let written = value.entry("method") else {
      value.fail("method is missing; write it")
      return nil
    }
    guard let method = written.read(Form<JumpMethod>.choice) else { return nil }
    let item = YAMLMapping(value, keys: Self.itemKeys + Self.furtherKeys(method))
    let hostname = item.text("hostname", maximum: JumpItem.maximumName)
    let shell = method == .shellJump ? shellOptions(item) : nil
    let standardPort =
      shell?.protocol.standardPort ?? (method == .remoteVNC ? JumpItem.vncPorts.standard : nil)
    let ports = method == .shellJump ? JumpItem.shellPorts : JumpItem.vncPorts.range
    let portForm = Form<Int>.integer(ports, example: standardPort ?? ports.lowerBound)
    return JumpItem(
      method: method, name: item.text("name", maximum: JumpItem.maximumName, default: hostname),
      hostname: hostname, group: reference(.group, item.required("group")) ?? "",
      jumpoint: method.needsJumpoint ? reference(.jumpoint, item.required("jumpoint")) : nil,
      tag: item.text("tag", maximum: JumpItem.maximumText, default: ""),
      comments: item.text("comments", maximum: JumpItem.maximumText, default: ""),
      jumpPolicy: reference(.jumpPolicy, item["jump_policy"]),
      sessionPolicy: reference(.sessionPolicy, item["session_policy"]),
      publicPortal: reference(.publicPortal, item["public_portal"]),
      port: item["port"]?.read(portForm) ?? standardPort,
      rdp: method == .localRDP || method == .remoteRDP ? rdpOptions(item) : nil, shell: shell)
  }

  private func rdpOptions(_ item: YAMLMapping) -> RDPOptions {
    RDPOptions(
      username: item.text("username", default: ""), domain: item.text("domain", default: ""),
      displaySize: item.optional("display_size", .displaySize, default: "primary"),
      quality: item.optional("quality", .choice, default: RDPOptions.Quality.fewColors),
      console: item.boolean("console", default: false),
      ignoresUntrusted: item.boolean("ignore_untrusted", default: false))
  }

  private func shellOptions(_ item: YAMLMapping) -> ShellOptions {
    ShellOptions(
      username: item.text("username", default: ""),
      protocol: item.required("protocol", Form<ShellOptions.ShellProtocol>.choice) ?? .ssh,
      terminal: item.optional("terminal", .choice, default: ShellOptions.Terminal.xterm),
      keepAlive: item.optional("keep_alive", .integer(ShellOptions.keepAlives, example: 120), default: 0))
  }

  /// A name of something that is configured; nil where it is not written, or not known.
  private func reference(_ reference: JumpReference, _ value: YAMLValue?) -> String? {
    guard let value, let name = value.text else { return nil }
    let known = organization.names(for: reference)
    if !known.contains(name) {
      value.fail("\(Misfit.quote(name)) is no \(reference.noun); \(Suggestion.mend(name, among: known))")
    }
    return name
  }
}

extension Form where Value == String {
  /// `primary`, `all` or a supported size.
  fileprivate static var displaySize: Form {
    Form { text throws(Misfit) in
      guard RDPOptions.isDisplaySize(text) else {
        throw Misfit(text, "is no display size; write primary, all or a size such as 1280x720")
      }
      return text
    }
  }
}
