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
  ]

  @Test("what the console does not know is told with line and key", arguments: wrong)
  func unknown(_ wrong: (script: String, line: Int, key: String?, part: String)) {
    let fault = ConsoleScriptCheck(wrong.script).faults.first
    #expect(fault?.line == wrong.line)
    #expect(fault?.key == wrong.key)
    #expect(fault?.message.contains(wrong.part) == true, "\(fault?.message ?? "")")
  }

  @Test("every fault of a script is told")
  func several() {
    let script = "BRCS1.0\naction=dance\naction=login&a=1&b=2\naction=login&session.custom.c=3"
    #expect(ConsoleScriptCheck(script).faults.map(\.line) == [2, 3, 3, 4])
  }

  @Test("a script is known by its extension")
  func paths() {
    for path in ["a.brcs-example", "dir/bomgar-login.brcs-my.company", "x.brcs"] {
      #expect(ConsoleScriptCheck.isScript(path: path))
    }
    for path in ["a.yaml", "brcs", "a.brcsx", "a.brcs-x/mock.yaml"] {
      #expect(!ConsoleScriptCheck.isScript(path: path))
    }
  }
}
