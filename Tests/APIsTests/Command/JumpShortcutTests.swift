import ApplianceDomain
import Changes
import Testing

@testable import APIs

@Suite("import_jump_shortcut")
struct JumpShortcutTests {
  private static let success = "Successfully imported Jump Item shortcut"

  private static func send(_ bench: APIBench, _ query: String) -> APIBench.Answer {
    bench.command("action=import_jump_shortcut&\(query)")
  }

  /// Imports a shortcut, and shows what is kept of it.
  private static func item(_ bench: APIBench, _ query: String) -> JumpItem? {
    let answer = send(bench, query)
    guard answer.texts("/r:success") == [success] else {
      Issue.record("\(query): \(answer.text)")
      return nil
    }
    return bench.appliance.read { domain, _ in domain.jumpItems.items.last }
  }

  private static let versionsWithVNC: [APIVersion] = [.v1_16_0, .v1_21_1]
  private static let through = "&jumpoint=lab&group=shops"

  /// A shortcut of each kind, with what it needs.
  private static let kinds: [(query: String, method: JumpMethod)] = [
    ("local_jump_hostname=H&group=shops", .localJump), ("remote_jump_hostname=H\(through)", .remoteJump),
    ("remote_rdp_hostname=H\(through)", .remoteRDP), ("rdp_hostname=H\(through)", .remoteRDP),
    ("rdp_hostname=H&group=shops", .localRDP), ("shelljump_hostname=H&protocol=ssh\(through)", .shellJump),
    ("vpro_hostname=H\(through)", .vPro), ("remote_vnc_hostname=H\(through)", .remoteVNC),
    ("local_vnc_hostname=H&group=shops", .localVNC),
  ]

  private static func kinds(of version: APIVersion) -> [(query: String, method: JumpMethod)] {
    kinds.filter { version != .v1_15_1 || ($0.method != .remoteVNC && $0.method != .localVNC) }
  }

  @Test(
    "each kind is told by the parameter with its host name, and keeps what all have",
    arguments: APIVersion.allCases)
  func everyKind(_ version: APIVersion) throws {
    let bench = APIBench(version)
    for (query, method) in Self.kinds(of: version) {
      let bare = try #require(Self.item(bench, query))
      #expect((bare.method, bare.hostname, bare.name, bare.group) == (method, "H", "H", "shops"))
      #expect(bare.jumpoint == (query.contains("jumpoint") ? "lab" : nil))
      #expect((bare.tag, bare.comments, bare.jumpPolicy, bare.publicPortal) == ("", "", nil, nil))
      let common = "&name=N%26&tag=T&comments=C&jump_policy=Notify&public_portal=remote.example.com"
      let full = try #require(Self.item(bench, query + common))
      #expect(full.name == (version == .v1_15_1 ? "H" : "N&"))
      #expect((full.tag, full.comments, full.jumpPolicy) == ("T", "C", "Notify"))
      #expect(full.publicPortal == "remote.example.com")
      let policy = query + "&session_policy=Servers"
      if method == .remoteVNC || method == .localVNC {
        #expect(
          Self.send(bench, policy).error?.contains("session_policy is \"Servers\"; it does not belong")
            == true)
      } else {
        #expect(Self.item(bench, policy)?.sessionPolicy == "Servers")
      }
    }
  }

  @Test(
    "both names of the action are taken, from those with full access only", arguments: APIVersion.allCases)
  func names(_ version: APIVersion) {
    let bench = APIBench(version)
    for action in ["import_jump_shortcut", "import_jump_shortcuts"] {
      let query = "action=\(action)&local_jump_hostname=H&group=shops"
      #expect(bench.command(query).texts("/r:success") == [Self.success])
      #expect(bench.command(query, token: "reader").status == 403)
    }
  }

  @Test("1.15.1 has no VNC", arguments: ["remote_vnc_hostname=H&jumpoint=lab", "local_vnc_hostname=H"])
  func withoutVNC(_ query: String) {
    let error = Self.send(APIBench(.v1_15_1), "\(query)&group=shops").error
    #expect(
      error?.hasPrefix("The required parameter with the host name is missing; it is one of local_jump_host")
        == true)
    #expect(error?.contains("vnc") == false)
  }

  @Test("a missing parameter is named", arguments: APIVersion.allCases)
  func missing(_ version: APIVersion) {
    let bench = APIBench(version)
    #expect(Self.send(bench, "group=shops").error?.contains("shelljump_hostname, vpro_hostname.") == true)
    for (query, _) in Self.kinds(of: version) {
      let ungrouped = query.replacing("&group=shops", with: "")
      #expect(
        Self.send(bench, ungrouped).error
          == "The required parameter group is missing; it is the code name of a Jump Group.")
      guard query.contains("jumpoint"), !query.hasPrefix("rdp_hostname") else { continue }
      let direct = query.replacing("&jumpoint=lab", with: "")
      #expect(
        Self.send(bench, direct).error
          == "The required parameter jumpoint is missing; it is the code name of a Jumpoint.")
    }
    #expect(
      Self.send(bench, "shelljump_hostname=H\(Self.through)").error
        == "The required parameter protocol is missing; it is ssh or telnet.")
  }

  @Test("the limits are those of the guide, in characters", arguments: APIVersion.allCases)
  func limits(_ version: APIVersion) throws {
    let bench = APIBench(version)
    let (long, longer) = (String(repeating: "%C3%A4", count: 128), String(repeating: "%C3%A4", count: 1024))
    for (query, _) in Self.kinds(of: version) {
      let wide = try #require(Self.item(bench, query.replacing("=H&", with: "=\(long)&")))
      #expect(wide.hostname.count == 128)
      let parameter = query.prefix { $0 != "=" }
      #expect(
        Self.send(bench, query.replacing("=H&", with: "=\(long)x&")).error
          == "The parameter \(parameter) has 129 characters; it has at most 128.")
      let texts = try #require(Self.item(bench, "\(query)&tag=\(longer)&comments=\(longer)"))
      #expect((texts.tag.count, texts.comments.count) == (1024, 1024))
      for name in ["tag", "comments"] {
        #expect(
          Self.send(bench, "\(query)&\(name)=\(longer)x").error
            == "The parameter \(name) has 1025 characters; it has at most 1024.")
      }
      guard version != .v1_15_1 else { continue }
      #expect(Self.item(bench, "\(query)&name=\(long)")?.name.count == 128)
      #expect(Self.send(bench, "\(query)&name=\(long)x").error?.contains("name has 129 characters") == true)
    }
  }

  @Test("what a shortcut names must be there; the sentence says what is", arguments: APIVersion.allCases)
  func references(_ version: APIVersion) {
    let bench = APIBench(version)
    let query = "remote_jump_hostname=H"
    #expect(Self.send(bench, "\(query)&jumpoint=lab&group=admin").error?.contains("no Jump Group") == true)
    for (wrong, expected) in [
      (
        "group=x&jumpoint=lab",
        "group is \"x\". There is no Jump Group \"x\". There are remote_access, shops."
      ),
      ("group=shops&jumpoint=x", "jumpoint is \"x\". There is no Jumpoint \"x\". There are London, lab."),
      (
        "group=shops&jumpoint=lab&jump_policy=x",
        "jump_policy is \"x\". There is no Jump Policy \"x\". There are Notify."
      ),
      (
        "group=shops&jumpoint=lab&session_policy=x",
        "session_policy is \"x\". There is no session policy \"x\". There are Servers."
      ),
      (
        "group=shops&jumpoint=lab&public_portal=x",
        "public_portal is \"x\". There is no public site with the host name \"x\". There are support.example.com, "
          + "help.example.com, remote.example.com."
      ),
    ] { #expect(Self.send(bench, "\(query)&\(wrong)").error == "The parameter \(expected)") }
  }

  @Test("parameters of two kinds exclude each other", arguments: APIVersion.allCases)
  func foreign(_ version: APIVersion) {
    let bench = APIBench(version)
    #expect(
      Self.send(bench, "local_jump_hostname=a&vpro_hostname=b&group=shops").error
        == "The parameters local_jump_hostname and vpro_hostname exclude each other; send one of them.")
    let own: [JumpMethod: Set<String>] = [
      .remoteVNC: ["port"], .shellJump: ["port", "shelljump_username", "protocol", "terminal", "keep_alive"],
      .remoteRDP: ["rdp_username", "domain", "display_size", "quality", "console", "ignore_untrusted"],
      .localRDP: ["rdp_username", "domain", "display_size", "quality", "console", "ignore_untrusted"],
    ]
    let all = [
      ("port", "1000"), ("rdp_username", "u"), ("domain", "d"), ("display_size", "all"),
      ("quality", "video_opt"),
      ("console", "1"), ("ignore_untrusted", "1"), ("shelljump_username", "u"), ("protocol", "ssh"),
      ("terminal", "xterm"), ("keep_alive", "1"),
    ]
    for (query, method) in Self.kinds(of: version) {
      for (name, value) in all {
        let error = Self.send(bench, "\(query)&\(name)=\(value)").error
        if own[method]?.contains(name) == true {
          #expect(error == nil, "\(query) \(name)")
        } else {
          #expect(
            error?.hasPrefix("The parameter \(name) is \"\(value)\"; it does not belong to a shortcut with ")
              == true,
            "\(query) \(name)")
        }
      }
      guard !query.contains("jumpoint"), method != .localRDP else { continue }
      #expect(
        Self.send(bench, "\(query)&jumpoint=lab").error?.contains("jumpoint is \"lab\"; it does not") == true)
    }
  }

  @Test("RDP has its defaults and takes all its options", arguments: APIVersion.allCases)
  func rdp(_ version: APIVersion) throws {
    let bench = APIBench(version)
    for query in ["rdp_hostname=H&group=shops", "remote_rdp_hostname=H\(Self.through)"] {
      #expect(Self.item(bench, query)?.rdp == RDPOptions())
      let options = "rdp_username=u&domain=d&display_size=1280x720&console=1&ignore_untrusted=1"
      #expect(
        Self.item(bench, "\(query)&\(options)")?.rdp
          == RDPOptions(
            username: "u", domain: "d", displaySize: "1280x720", console: true, ignoresUntrusted: true))
      for size in ["primary", "all", "640x480", "1920x1080"] {
        #expect(Self.item(bench, "\(query)&display_size=\(size)")?.rdp?.displaySize == size)
      }
      for size in ["641x480", "x", "640X480", "640x"] {
        let error = Self.send(bench, "\(query)&display_size=\(size)").error
        #expect(
          error?.hasPrefix("The parameter display_size is \"\(size)\"; it is one of primary, all, 640x480,")
            == true)
      }
      for name in ["console", "ignore_untrusted"] {
        #expect(
          Self.send(bench, "\(query)&\(name)=true").error
            == "The parameter \(name) is \"true\"; it is 1 or 0.")
      }
    }
  }

  @Test("the qualities have the version's own names", arguments: APIVersion.allCases)
  func quality(_ version: APIVersion) {
    let bench = APIBench(version)
    let bySpeed = ["low", "best_perf", "perf_and_qual", "best_qual", "video_opt"]
    let byColor = ["black_white", "few_colors", "more_colors", "full_colors", "video_opt"]
    let (own, others) = version == .v1_21_1 ? (byColor, bySpeed) : (bySpeed, byColor)
    for (place, word) in own.enumerated() {
      let item = Self.item(bench, "rdp_hostname=H&group=shops&quality=\(word)")
      #expect(item?.rdp?.quality == RDPOptions.Quality.allCases[place])
    }
    for word in others.dropLast() + ["best"] {
      #expect(
        Self.send(bench, "rdp_hostname=H&group=shops&quality=\(word)").error
          == "The parameter quality is \"\(word)\"; it is one of \(own.joined(separator: ", ")).")
    }
  }

  @Test("a Shell Jump has the port of its protocol, and its other defaults", arguments: APIVersion.allCases)
  func shell(_ version: APIVersion) throws {
    let bench = APIBench(version)
    let query = "shelljump_hostname=H\(Self.through)"
    for (name, port) in [("ssh", 22), ("telnet", 23)] {
      let item = try #require(Self.item(bench, "\(query)&protocol=\(name)"))
      #expect(item.port == port)
      #expect(item.shell == ShellOptions(protocol: name == "ssh" ? .ssh : .telnet))
    }
    let full = try #require(
      Self.item(bench, "\(query)&protocol=ssh&shelljump_username=admin&port=25&terminal=vt100&keep_alive=120")
    )
    #expect(full.port == 25)
    #expect(full.shell == ShellOptions(username: "admin", protocol: .ssh, terminal: .vt100, keepAlive: 120))
    for (text, terminal) in [("VT100", ShellOptions.Terminal.vt100), ("XTerm", .xterm)] {
      #expect(Self.item(bench, "\(query)&protocol=ssh&terminal=\(text)")?.shell?.terminal == terminal)
    }
    for (wrong, expected) in [
      ("protocol=rsh", "protocol is \"rsh\"; it is one of ssh, telnet."),
      ("protocol=ssh&terminal=vt52", "terminal is \"vt52\"; it is xterm or VT100."),
      ("protocol=ssh&keep_alive=301", "keep_alive is \"301\"; it is a number of seconds from 0 to 300."),
      ("protocol=ssh&keep_alive=-1", "keep_alive is \"-1\"; it is a number of seconds from 0 to 300."),
    ] { #expect(Self.send(bench, "\(query)&\(wrong)").error == "The parameter \(expected)") }
    for alive in [0, 300] {
      #expect(Self.item(bench, "\(query)&protocol=ssh&keep_alive=\(alive)")?.shell?.keepAlive == alive)
    }
  }

  @Test("a port lies in the range of its kind", arguments: APIVersion.allCases)
  func ports(_ version: APIVersion) {
    let bench = APIBench(version)
    let shell = "shelljump_hostname=H&protocol=ssh\(Self.through)"
    Self.check(bench, shell, least: 1)
    guard version != .v1_15_1 else { return }
    let vnc = "remote_vnc_hostname=H\(Self.through)"
    #expect(Self.item(bench, vnc)?.port == 5900)
    Self.check(bench, vnc, least: 100)
  }

  private static func check(_ bench: APIBench, _ query: String, least: Int) {
    for port in [least, 65_535] { #expect(item(bench, "\(query)&port=\(port)")?.port == port) }
    for port in ["\(least - 1)", "65536", "x", "99999999999999999999"] {
      #expect(
        send(bench, "\(query)&port=\(port)").error
          == "The parameter port is \"\(port)\"; it is a port number from \(least) to 65535.")
    }
  }
}
