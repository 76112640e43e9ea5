import ApplianceDomain
import HTTPTypes
import Testing

@testable import APIs

@Suite("client scripts that are refused")
struct ScriptErrorTests {
  /// The error of a call, which comes with status 200 as those of commands do.
  private func error(_ bench: APIBench, _ query: String) -> String {
    let answer = bench.send(bench.request(.get, "/api/client_script", query: query))
    #expect(answer.status == 200)
    return answer.error ?? "no error, but \(answer.text)"
  }

  private func scriptError(_ bench: APIBench, _ query: String) -> String {
    error(bench, "type=rep&operation=generate&\(query)")
  }

  @Test(
    "type, operation and action must be there and be what the version knows", arguments: APIVersion.allCases)
  func frame(_ version: APIVersion) {
    let bench = APIBench(version)
    let types = version == .v1_21_1 ? "rep or web_console" : "rep"
    #expect(error(bench, "") == "The required parameter type is missing; it is \(types).")
    #expect(error(bench, "type=customer") == "The parameter type is \"customer\"; it is \(types).")
    #expect(
      error(bench, "type=rep")
        == "The required parameter operation is missing; it is generate where type is rep.")
    #expect(
      error(bench, "type=rep&operation=execute")
        == "The parameter operation is \"execute\"; it is generate where type is rep.")
    let actions = version.scripts.keys.sorted()
    let list = actions.dropLast().joined(separator: ", ") + " or " + (actions.last ?? "")
    #expect(scriptError(bench, "") == "The required parameter action is missing; it is \(list).")
    #expect(scriptError(bench, "action=dance") == "The parameter action is \"dance\"; it is \(list).")
  }

  @Test("each version refuses the actions of the others", arguments: APIVersion.allCases)
  func actions(_ version: APIVersion) {
    let bench = APIBench(version)
    let all = Set(APIVersion.allCases.flatMap(\.scripts.keys))
    #expect(all.count == 11)
    for action in all.subtracting(version.scripts.keys) {
      #expect(scriptError(bench, "action=\(action)&target=A&search_string=A").contains("\"\(action)\""))
    }
  }

  @Test("the web console is that of 1.21.1 alone", arguments: [APIVersion.v1_15_1, .v1_16_0])
  func noWebConsole(_ version: APIVersion) {
    let bench = APIBench(version)
    #expect(
      error(bench, "type=web_console&operation=execute&action=generate_session_key")
        == "The parameter type is \"web_console\"; it is rep.")
    #expect(bench.send(bench.request(.get, "/console")).status == 404)
  }

  @Test("a script is made for one command")
  func oneCommand() {
    let bench = APIBench()
    #expect(
      scriptError(bench, "action=login&action=generate_session_key")
        == "The parameter action is both \"login\" and \"generate_session_key\"; a script is made for one command."
    )
    #expect(bench.script("action=login&action=login").status == 200)
  }

  @Test("each required parameter is demanded, and an empty one is none", arguments: APIVersion.allCases)
  func required(_ version: APIVersion) {
    let bench = APIBench(version)
    for action in version.scripts.keys {
      let required = version.requiredParameters(of: action)
      for missing in required where missing.name != "search_string" {
        let others = required.filter { $0.name != missing.name }.map { "&\($0.name)=\($0.value)" }.joined()
        for call in ["action=\(action)\(others)", "action=\(action)\(others)&\(missing.name)="] {
          let maximum = missing.name == "hostname" ? " of at most 255 characters" : ""
          #expect(
            scriptError(bench, call)
              == "The required parameter \(missing.name) is missing; it is a text\(maximum).")
        }
      }
    }
  }

  @Test("login wants all of its parameters or none", arguments: APIVersion.allCases)
  func login(_ version: APIVersion) {
    let bench = APIBench(version)
    let all = ["mechanism=username_password", "username=u", "password=p"]
    for count in 1...2 {
      for start in 0...2 {
        let given = (0..<count).map { all[(start + $0) % 3] }
        let error = scriptError(bench, "action=login&\(given.joined(separator: "&"))")
        #expect(error.contains("send mechanism, username and password together, or none of them."))
        for parameter in all where !given.contains(parameter) {
          #expect(error.contains(parameter.prefix { $0 != "=" }))
        }
      }
    }
    #expect(
      scriptError(bench, "action=login&mechanism=kerberos&username=u&password=p")
        == "The parameter mechanism is \"kerberos\"; it is username_password.")
  }

  @Test("texts may have so many characters and no more", arguments: APIVersion.allCases)
  func lengths(_ version: APIVersion) {
    let bench = APIBench(version)
    var limits: [(call: String, name: String, limit: Int)] = [
      ("generate_session_key", "public_portal_hostname", 255), ("push_and_start_local", "hostname", 255),
    ]
    let search = version == .v1_21_1 ? "start_jump_item_session" : "start_pinned_client_session"
    for field in ["comments", "hostname", "private_ip", "public_ip", "tag"] {
      limits.append((search, "client.\(field)", 255))
    }
    if version == .v1_21_1 {
      limits.append((search + "&search_string=A", "credential_id", 255))
    } else {
      limits.append((search, "search_string", 1024))
    }
    for (call, name, limit) in limits {
      // Characters, not bytes.
      let longest = String(repeating: "é", count: limit)
      #expect(bench.command(of: "action=\(call)&\(name)=\(longest)") != nil, "\(name)")
      #expect(
        scriptError(bench, "action=\(call)&\(name)=\(longest)x")
          == "The parameter \(name) is \(limit + 1) characters long; it is at most \(limit) characters.")
    }
  }

  @Test("custom fields must be configured and may not be too long", arguments: APIVersion.allCases)
  func customFields(_ version: APIVersion) {
    let bench = APIBench(version)
    for action in version.scripts.keys where action != "login" && action != "delete_script_file" {
      let call = version.shortest(action)
      #expect(
        scriptError(bench, "\(call)&session.custom.fields=1")
          == "The parameter session.custom.fields cannot be taken. "
          + "No custom field with the code name \"fields\" is configured.")
      let longest = String(repeating: "v", count: 1024)
      #expect(bench.command(of: "\(call)&session.custom.field1=\(longest)") != nil)
      #expect(
        scriptError(bench, "\(call)&session.custom.field1=\(longest)v")
          == "The parameter session.custom.field1 is 1025 characters long; it is at most 1024 characters.")
      let ten = (1...9).map { "&session.custom.field\($0)=\(longest)" }.joined()
      #expect(bench.command(of: "\(call)\(ten)&session.custom.external_key=\(longest)") != nil)
      #expect(
        scriptError(bench, "\(call)\(ten)&session.custom.external_key=\(longest)&session.custom.field10=v")
          == "All custom fields together, the external key included, are larger than 10 KB.")
    }
  }

  @Test("a Jump Client is searched for by a text or by fields, by one of the two")
  func pinnedClient() {
    for version in [APIVersion.v1_15_1, .v1_16_0] {
      let bench = APIBench(version)
      let call = "action=start_pinned_client_session"
      let fields = "client.comments, client.hostname, client.private_ip, client.public_ip, client.tag"
      #expect(
        scriptError(bench, call)
          == "Nothing says which Jump Client is meant; send search_string or one of \(fields).")
      #expect(
        scriptError(bench, "\(call)&search_string=a&client.tag=b")
          == "The parameters search_string and client.tag are given together; "
          + "send search_string or client.* parameters, and not both.")
      #expect(bench.command(of: "\(call)&client.tag=b") == "\(call)&client.tag=b")
    }
  }

  @Test("a Jump Item is searched for by a text, by fields, or by both")
  func jumpItem() {
    let bench = APIBench(.v1_21_1)
    let call = "action=start_jump_item_session"
    let nothing =
      "Nothing says which Jump Item is meant; send search_string or one of "
      + "client.comments, client.hostname, client.private_ip, client.public_ip, client.tag."
    for only in ["", "&jump.method=rdp", "&credential_id=4"] {
      #expect(scriptError(bench, call + only) == nothing)
    }
    for enough in ["&search_string=a", "&client.tag=b", "&search_string=a&client.tag=b"] {
      #expect(bench.command(of: call + enough) == call + enough)
    }
  }

  /// Parameters with a closed list of values: an action, what it needs besides, the name, the values, the sentence's end.
  static let choices: [(call: String, name: String, values: [String], allowed: String)] = [
    (
      "start_rdp_session&target=A", "quality", ["low", "performance", "performance_quality", "quality"],
      "it is performance, low, performance_quality or quality."
    ),
    ("start_rdp_session&target=A", "console", ["yes", "no"], "it is no or yes."),
    ("start_shell_jump_session&target=A", "protocol", ["ssh", "telnet"], "it is ssh or telnet."),
    ("start_shell_jump_session&target=A", "terminal", ["xterm", "vt100"], "it is xterm or vt100."),
    (
      "start_jump_item_session", "jump.method", ["push", "local_push", "pinned", "rdp", "vnc", "shelljump"],
      "it is push, local_push, pinned, rdp, vnc or shelljump."
    ),
  ]

  @Test("parameters with a list of values take those and no other", arguments: APIVersion.allCases)
  func lists(_ version: APIVersion) {
    let bench = APIBench(version)
    for (call, name, values, allowed) in Self.choices {
      if name == "jump.method", version != .v1_21_1 { continue }
      let after = name == "jump.method" ? "&search_string=A" : ""
      for value in values {
        let text = "action=\(call)&\(name)=\(value)\(after)"
        #expect(bench.command(of: text) == text)
      }
      for value in ["none", values[0] + "x"] {
        #expect(
          scriptError(bench, "action=\(call)&\(name)=\(value)\(after)")
            == "The parameter \(name) is \"\(value)\"; \(allowed)")
      }
    }
    #expect(
      bench.command(of: "action=start_shell_jump_session&target=A&terminal=VT100")
        == "action=start_shell_jump_session&target=A&terminal=vt100")
  }

  @Test(
    "a display size is a word or that of a usual screen, as shortcuts have it", arguments: APIVersion.allCases
  )
  func displaySizes(_ version: APIVersion) {
    let bench = APIBench(version)
    let call = "action=start_rdp_session&target=A&display_size="
    for size in ["primary_display", "all_displays"] + RDPOptions.supportedSizes {
      #expect(bench.command(of: call + size) == call + size)
    }
    for size in [
      "primary", "1024", "1024x", "x768", "1024X768", "0x0", "333x201", "1024x768x2", "+800x600", "01024x768",
    ] {
      let decoded = size.replacing("+", with: " ")
      #expect(
        scriptError(bench, call + size)
          == "The parameter display_size is \"\(decoded)\"; it is one of primary_display, all_displays, "
          + "\(RDPOptions.supportedSizes.joined(separator: ", ")).")
    }
  }

  @Test("a port is a number from 1 to 65535", arguments: APIVersion.allCases)
  func ports(_ version: APIVersion) {
    let bench = APIBench(version)
    for action in ["start_shell_jump_session", "start_vnc_session"] {
      let call = "action=\(action)&target=A&port="
      for port in ["1", "22", "65535"] { #expect(bench.command(of: call + port) == call + port) }
      for port in ["0", "65536", "-1", "ssh", "22.0", "99999999999999999999"] {
        #expect(
          scriptError(bench, call + port)
            == "The parameter port is \"\(port)\"; it is the number of a port, from 1 to 65535.")
      }
    }
  }

  @Test("what a command does not know is not looked at, and of a repeated parameter the last counts")
  func others() {
    let bench = APIBench()
    #expect(
      bench.command(of: "action=push_and_start_local&hostname=A&_=17&username=u&password=p&hostname=B")
        == "action=push_and_start_local&hostname=B")
  }
}
