import ApplianceDomain
import Documents
import HTTPTypes
import Testing

@testable import APIs

@Suite("client scripts as files")
struct ScriptFileTests {
  @Test("each action of a version gives the file that is kept", arguments: APIVersion.allCases)
  func goldens(_ version: APIVersion) throws {
    let bench = APIBench(version)
    for (action, parameters) in version.scripts {
      let answer = bench.script("action=\(action)&\(parameters)")
      #expect(answer.status == 200)
      let head = answer.head.replacing("\r\n", with: "\n")
      try Goldens.check(
        Array("\(answer.status)\n\(head)\n".utf8) + answer.body, "\(version.rawValue)/\(action).txt")
    }
  }

  @Test(
    "each action gives a script of itself between the login and the deletion", arguments: APIVersion.allCases)
  func commands(_ version: APIVersion) {
    let bench = APIBench(version)
    for (action, parameters) in version.scripts where action != "login" && action != "delete_script_file" {
      let call = "action=\(action)" + (parameters.isEmpty ? "" : "&\(parameters)")
      #expect(bench.command(of: call) == call)
      #expect(bench.command(of: version.shortest(action)) == version.shortest(action))
    }
  }

  @Test("the login and the deletion are there once, also where they are what was asked for")
  func ends() {
    let bench = APIBench()
    #expect(bench.script("action=login").text == "BRCS1.0\naction=login\naction=delete_script_file")
    #expect(bench.script("action=delete_script_file").text == bench.script("action=login").text)
    #expect(
      bench.script("action=login&mechanism=username_password&username=username&password=password").text
        == "BRCS1.0\naction=login&mechanism=username_password&username=username&password=password\n"
        + "action=delete_script_file")
  }

  @Test(
    "the file is a download of octets, named after the action and the company", arguments: APIVersion.allCases
  )
  func download(_ version: APIVersion) {
    let answer = APIBench(version).script("action=generate_session_key")
    #expect(answer.field("Content-Type") == "application/octet-stream")
    #expect(
      answer.field("Content-Disposition")
        == "attachment; filename=\"bomgar-generate_session_key.brcs-example\"")
  }

  @Test("names and values are percent-encoded, and a space is never a plus sign")
  func encoding() {
    let bench = APIBench()
    #expect(
      bench.command(of: "action=push_and_start_local&hostname=a+b%2Bc%20d%26%3D%C3%A9%25")
        == "action=push_and_start_local&hostname=a%20b%2Bc%20d%26%3D%C3%A9%25")
  }

  @Test("custom fields stand in every command's script that can have them", arguments: APIVersion.allCases)
  func customFields(_ version: APIVersion) {
    let bench = APIBench(version)
    for action in version.scripts.keys where action != "login" && action != "delete_script_file" {
      let call =
        "\(version.shortest(action))&session.custom.field1=Custom%20Value&session.custom.external_key=A%2F1"
      #expect(bench.command(of: call) == call)
    }
    #expect(
      bench.command(of: "action=generate_session_key&external_key=K")
        == "action=generate_session_key&session.custom.external_key=K")
  }

  @Test("parameters come by POST and under the deprecated path, too", arguments: APIVersion.allCases)
  func ways(_ version: APIVersion) {
    let bench = APIBench(version)
    let script = bench.script("action=push_and_start_local&hostname=A").text
    let query = "type=rep&operation=generate&action=push_and_start_local&hostname=A"
    #expect(bench.send(bench.request(.get, "/api/client_script.ns", query: query)).text == script)
    let form = "application/x-www-form-urlencoded"
    #expect(bench.send(bench.request(.post, "/api/client_script", body: query, type: form)).text == script)
    let both = bench.request(
      .post, "/api/client_script", query: query + "&hostname=B", body: "hostname=A", type: form)
    #expect(bench.send(both).text == script)
    let multipart = bench.request(
      .post, "/api/client_script", query: query, body: "--x--", type: "multipart/form-data; boundary=x")
    #expect(bench.send(multipart).status == (version == .v1_21_1 ? 415 : 200))
  }

  @Test("no token is needed, and one that is there must be valid", arguments: APIVersion.allCases)
  func tokens(_ version: APIVersion) {
    let bench = APIBench(version)
    let query = "type=rep&operation=generate&action=login"
    func status(_ token: String) -> Int {
      bench.send(bench.request(.get, "/api/client_script", query: query, token: token)).status
    }
    #expect(bench.script("action=login").status == 200)
    #expect(status("full") == 200)
    #expect(status("none") == 200)
    #expect(status("made-up") == 401)
    #expect(status("disabled") == 401)
  }

  @Test("scripts belong to the XML API, which can be switched off")
  func switchedOff() {
    let bench = APIBench { $0.xmlAPI = false }
    #expect(bench.script("action=login").status == 403)
  }
}
