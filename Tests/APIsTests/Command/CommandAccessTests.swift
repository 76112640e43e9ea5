import APIKit
import ApplianceDomain
import Changes
import HTTPTypes
import Testing

@testable import APIs

@Suite("who may use the Command API")
struct CommandAccessTests {
  static let denied = """
    {"error":"access_denied","message":"The resource owner or authorization server denied the request."}
    """

  @Test("without a valid token the answer is 401 and a challenge (RFC 6750 section 3)")
  func unauthorized() {
    let bench = APIBench()
    for (token, challenge) in [
      (nil, "Bearer realm=\"api\"\r\n"), ("bad", "Bearer realm=\"api\", error=\"invalid_token\"\r\n"),
      ("disabled", "Bearer realm=\"api\", error=\"invalid_token\"\r\n"),
    ] {
      let answer = bench.command("action=get_api_info", token: token)
      #expect(answer.status == 401)
      #expect(answer.text == Self.denied)
      #expect(answer.head.contains("WWW-Authenticate: " + challenge))
    }
  }

  @Test(
    "other schemes than Bearer are not understood",
    arguments: [Office.basic, "Bearer", "Bearer ", "Digest x", "Bearerfull", ""])
  func schemes(_ authorization: String) {
    let bench = APIBench(.v1_16_0)
    let request = bench.request(
      .get, "/api/command", query: "action=get_api_info&username=admin&password=password1",
      authorization: authorization)
    #expect(bench.send(request).status == 401)
  }

  @Test("the scheme's name has no case, and spaces around the token do not matter")
  func schemeCase() {
    let bench = APIBench()
    let request = bench.request(
      .get, "/api/command", query: "action=get_api_info", authorization: "bEARER   full ")
    #expect(bench.send(request).status == 200)
  }

  @Test(
    "commands that read need read-only access, those that change need full access",
    arguments: [
      ("full", "action=get_api_info", 200), ("reader", "action=get_api_info", 200),
      ("none", "action=get_api_info", 403), ("reader", "action=check_health", 200),
      ("reader", "action=get_support_teams", 200), ("reader", "action=get_logged_in_reps", 200),
      ("reader", "action=generate_session_key&type=support&queue_id=general", 403),
      ("full", "action=generate_session_key&type=support&queue_id=general", 200),
      ("reader", "action=unknown", 200), ("none", "action=unknown", 403), ("none", "", 403),
    ])
  func permissions(_ account: String, _ query: String, _ status: Int) {
    let answer = APIBench().command(query, token: account)
    #expect(answer.status == status)
    if status == 403 {
      #expect(answer.text == Self.denied)
      #expect(
        answer.head.contains("WWW-Authenticate: Bearer realm=\"api\", error=\"insufficient_scope\"\r\n"))
    }
  }

  @Test("a permission that is taken away is gone at once, for live tokens, too")
  func takenAway() throws {
    let bench = APIBench()
    var account = try #require(Office.organization.apiAccounts.first)
    account.permissions.command = .readOnly
    _ = try bench.appliance.perform(.saveAccount(account))
    #expect(bench.command("action=get_api_info").status == 200)
    #expect(bench.key("queue_id=general").status == 403)
    account.isEnabled = false
    _ = try bench.appliance.perform(.saveAccount(account))
    #expect(bench.command("action=get_api_info").status == 401)
  }

  @Test("where the XML API is switched off, nobody gets in, and no token is to blame")
  func switchedOff() {
    let answer = APIBench(settings: { $0.xmlAPI = false }).command("action=get_api_info")
    #expect(answer.status == 403)
    #expect(!answer.head.contains("WWW-Authenticate"))
  }

  @Test("user name and password are accepted in the older versions", arguments: APIVersion.allCases)
  func legacyLogin(_ version: APIVersion) {
    let bench = APIBench(version)
    let right = bench.command("action=get_api_info&username=admin&password=password1", token: nil)
    #expect(right.status == (version == .v1_21_1 ? 401 : 200))
    for (name, password) in [("admin", "wrong"), ("nobody", "password1"), ("", ""), ("admin", "")] {
      let wrong = bench.command("action=get_api_info&username=\(name)&password=\(password)", token: nil)
      #expect(wrong.status == (version == .v1_21_1 ? 401 : 200))
      guard version != .v1_21_1 else { continue }
      #expect(wrong.text == "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\n<error>Login failed</error>")
    }
  }

  @Test(
    "a setting switches legacy logins on and off in any version", arguments: APIVersion.allCases,
    [true, false])
  func legacySetting(_ version: APIVersion, _ isOn: Bool) {
    let bench = APIBench(version, settings: { $0.legacyLogin = isOn })
    let answer = bench.command("action=get_api_info&username=admin&password=password1", token: nil)
    #expect(answer.status == (isOn ? 200 : 401))
  }

  @Test("a bearer token counts before user name and password; users of one name are told apart by password")
  func both() {
    let bench = APIBench(.v1_16_0)
    let login = "action=get_api_info&username=twin&password=password9"
    #expect(bench.command(login, token: nil).status == 200)
    #expect(bench.command(login, token: "bad").status == 401)
    #expect(bench.command("action=get_api_info&username=admin&password=wrong").status == 200)
  }

  @Test("the query, a form body and the path with .ns are understood; a body wins, and the last of a name")
  func ways() {
    let bench = APIBench()
    let form = "application/x-www-form-urlencoded"
    for path in ["/api/command", "/api/command.ns"] {
      let requests = [
        bench.request(.get, path, query: "action=check_health", token: "full"),
        bench.request(.head, path, query: "action=check_health", token: "full"),
        bench.request(.post, path, query: "action=check_health", token: "full"),
        bench.request(.post, path, body: "action=check_health", type: form, token: "full"),
        bench.request(.post, path, body: "action=check_health", type: form + ";charset=UTF-8", token: "full"),
        bench.request(.post, path, query: "action=x", body: "action=check_health", type: form, token: "full"),
        bench.request(.get, path, query: "action=x&action=check_health", token: "full"),
      ]
      for request in requests { #expect(bench.send(request).texts("/r:health_check/r:success") == ["1"]) }
    }
  }

  @Test(
    "a body whose type says nothing of a form is no parameters, and does no harm",
    arguments: [nil, "", " ", ";", "; charset=x", "text/plain", "application/json", "multipart"] as [String?])
  func odd(_ type: String?) {
    let bench = APIBench()
    let request = bench.request(.post, "/api/command", body: "action=check_health", type: type, token: "full")
    let answer = bench.send(request)
    #expect(answer.status == 200)
    #expect(answer.error?.contains("action is missing") == true)
  }

  @Test("multipart bodies are accepted up to 18.1 and refused from 21.3 on", arguments: APIVersion.allCases)
  func multipart(_ version: APIVersion) {
    let bench = APIBench(version)
    let body = "--x\r\nContent-Disposition: form-data; name=\"action\"\r\n\r\ncheck_health\r\n--x--\r\n"
    for path in ["/api/command", "/api/start_session"] {
      let answer = bench.send(
        bench.request(.post, path, body: body, type: "Multipart/Form-Data; boundary=x", token: "full"))
      if version == .v1_21_1 {
        #expect(answer.status == 415)
      } else if path == "/api/command" {
        #expect(answer.texts("/r:health_check/r:success") == ["1"])
      }
    }
  }

  @Test(
    "other methods are told which ones there are", arguments: [.put, .delete, .patch] as [HTTPRequest.Method])
  func methods(_ method: HTTPRequest.Method) {
    let bench = APIBench()
    let answer = bench.send(
      bench.request(method, "/api/command", query: "action=get_api_info", token: "full"))
    #expect(answer.status == 405)
    #expect(answer.head.contains("Allow: GET, POST, HEAD, OPTIONS\r\n"))
  }

  @Test(
    "an unknown action is named, with those that there are", arguments: ["action=dance%26", "", "action="])
  func unknown(_ query: String) {
    let error = APIBench().command(query).error
    #expect(error?.contains(query.contains("dance") ? "\"dance&\"" : "missing") == true)
    let names = CommandOperation.all(Edition(version: .v1_21_1, fidelity: .documented)).map(\.action).sorted()
    #expect(error?.contains(names.joined(separator: ", ")) == true)
  }
}
