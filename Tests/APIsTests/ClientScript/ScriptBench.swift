import ApplianceDomain
import Documents
import HTTPTypes

@testable import APIs

/// Client scripts over ``APIBench``.
extension APIBench {
  /// Asks for a script without a token, as a link does.
  func script(_ query: String) -> Answer {
    send(request(.get, "/api/client_script", query: "type=rep&operation=generate&\(query)"))
  }

  /// The commands of a script between the login and the deletion, as text; what is no script is nil.
  func command(of query: String) -> String? {
    let answer = script(query)
    guard answer.status == 200, let parsed = try? ConsoleScript(parsing: answer.body) else { return nil }
    guard parsed.text == answer.text, parsed.commands.count == 3,
      parsed.commands.first == ConsoleScript.Command("login"),
      parsed.commands.last == ConsoleScript.Command("delete_script_file")
    else { return nil }
    return answer.text.split(separator: "\n").dropFirst(2).first.map(String.init)
  }

  /// Has the web console do something.
  func execute(_ query: String) -> Answer {
    send(request(.get, "/api/client_script", query: "type=web_console&operation=execute&\(query)"))
  }
}

extension APIBench.Answer {
  /// The value of a header field.
  func field(_ name: String) -> String? {
    head.split(separator: "\r\n").first { $0.lowercased().hasPrefix(name.lowercased() + ": ") }.map {
      String($0.dropFirst(name.utf8.count + 2))
    }
  }
}

extension APIVersion {
  /// The actions of the version's guide, with a call of each that has all of its parameters.
  var scripts: [String: String] {
    var scripts = [
      "login": "mechanism=username_password&username=u%20u&password=p%26p",
      "generate_session_key": "public_portal_hostname=support.example.com",
      "push_and_start_local": "hostname=ABCDEF02",
      "push_and_start_remote": "target=ABCDEF02&jumpoint=Network01",
      "start_rdp_session":
        "target=10.0.0.1&jumpoint=Network01&username=jsmith&display_size=1024x768&quality=quality&console=yes",
      "start_vnc_session": "target=ABCDEF02&jumpoint=Network01&port=5901",
      "start_shell_jump_session":
        "target=ABCDEF02&jumpoint=Network01&username=jsmith&protocol=telnet&port=40&terminal=vt100",
      "start_vpro_session": "target=ABCDEF02&jumpoint=Network01",
      "delete_script_file": "",
    ]
    let fields =
      "client.comments=maintenance&client.hostname=ABC&client.private_ip=10.10.24&client.public_ip=192.0.2.1&client.tag=server"
    switch self {
    case .v1_15_1, .v1_16_0: scripts["start_pinned_client_session"] = fields
    case .v1_21_1:
      scripts["start_jump_item_session"] = "jump.method=pinned&credential_id=12&search_string=ABC&\(fields)"
    }
    return scripts
  }

  /// The parameters that an action cannot do without, with a value for each.
  func requiredParameters(of action: String) -> [(name: String, value: String)] {
    switch action {
    case "push_and_start_local": [("hostname", "A")]
    case "push_and_start_remote", "start_rdp_session", "start_vnc_session", "start_shell_jump_session":
      [("target", "A")]
    case "start_vpro_session": [("target", "A"), ("jumpoint", "B")]
    case "start_pinned_client_session", "start_jump_item_session": [("search_string", "A")]
    default: []
    }
  }

  /// The shortest call of an action.
  func shortest(_ action: String) -> String {
    (["action=\(action)"] + requiredParameters(of: action).map { "\($0.name)=\($0.value)" })
      .joined(separator: "&")
  }
}
