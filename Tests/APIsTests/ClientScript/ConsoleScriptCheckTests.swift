import ApplianceDomain
import Documents
import Testing

@testable import APIs

@Suite("checks of console scripts")
struct ConsoleScriptCheckTests {
  @Test("every script that is generated is fine", arguments: APIVersion.allCases)
  func generated(_ version: APIVersion) {
    let bench = APIBench(version)
    for (action, parameters) in version.scripts {
      let script = bench.script("action=\(action)&\(parameters)&session.custom.field1=x").text
      let checked = ConsoleScriptCheck(script)
      #expect(checked.faults == [], "\(script)")
      #expect(checked.actions.contains(action))
    }
  }

  static let wrong: [(script: String, line: Int, key: String?, part: String)] = [
    ("BRCS1.0\naction=login\naction=dance", 3, "action", "no action \"dance\"; it is delete_script_file, "),
    (
      "BRCS1.0\naction=push_and_start_local&hostnam=A&hostname=B", 2, "hostnam",
      "it has hostname, session.custom.NAME"
    ),
    ("BRCS1.0\naction=delete_script_file&now=1", 2, "now", "it has none"),
    ("BRCS1.0\naction=login&session.custom.a=1", 2, "session.custom.a", "login has no such parameter"),
    ("BRCS1.0\naction=push_and_start_local", 2, "push_and_start_local", "hostname is missing"),
    ("BRCS1.0\naction=start_vnc_session&target=A&port=0", 2, "start_vnc_session", "from 1 to 65535"),
    ("BRCS1.0\naction=login\naction=x y", 3, "action", "a space may not stand here"),
    (
      "BRCS1.0\naction=generate_session_key&session.custom.=1", 2, "session.custom.",
      "the custom field has no name"
    ),
  ]

  @Test("what the console does not know is told with line and key", arguments: wrong)
  func unknown(_ wrong: (script: String, line: Int, key: String?, part: String)) {
    let fault = ConsoleScriptCheck(wrong.script).faults.first
    #expect(fault?.line == wrong.line)
    #expect(fault?.key == wrong.key)
    #expect(fault?.message.contains(wrong.part) == true, "\(fault?.message ?? "")")
  }

  @Test("all custom fields of a command together are as large as over HTTP, and no larger")
  func total() {
    let longest = String(repeating: "v", count: AttributeValue.maximumLength)
    let ten = (1...10).map { "&session.custom.field\($0)=\(longest)" }.joined()
    let script = "BRCS1.0\naction=generate_session_key\(ten)"
    #expect(ConsoleScriptCheck(script).faults == [])
    // Each command has room of its own, and of a repeated field the last counts.
    #expect(ConsoleScriptCheck("\(script)\naction=push_and_start_local&hostname=A\(ten)").faults == [])
    #expect(ConsoleScriptCheck("\(script)&session.custom.field1=\(longest)").faults == [])
    let faults = ConsoleScriptCheck("\(script)&session.custom.field11=v").faults
    #expect(faults.map(\.key) == ["generate_session_key"])
    #expect(faults.first?.message.contains("larger than 10 KB") == true)
  }

  @Test("every fault of a script is told")
  func several() {
    let script = "BRCS1.0\naction=dance\naction=login&a=1&b=2\naction=login&session.custom.c=3"
    #expect(ConsoleScriptCheck(script).faults.map(\.line) == [2, 3, 3, 4])
  }

  @Test("a script is known by its extension")
  func paths() {
    for path in ["a.brcs-example", "dir/bomgar-login.brcs-my.company", "x.brcs", "my.brcsfile.brcs-example"] {
      #expect(ConsoleScriptCheck.isScript(path: path))
      #expect(!ConsoleScriptCheck.lacksCompany(path: path))
    }
    #expect(ConsoleScriptCheck.isScript(path: "a.brcs-"))
    #expect(ConsoleScriptCheck.lacksCompany(path: "dir/a.brcs-"))
    for path in ["a.yaml", "brcs", "a.brcsx", "a.brcs-x/mock.yaml"] {
      #expect(!ConsoleScriptCheck.isScript(path: path))
    }
  }
}
