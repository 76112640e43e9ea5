import ControlAPI
import Documents
import HTTPMessages
import HTTPTypes
import Testing

/// Requests that are not carried out.
@Suite("What the control API refuses")
struct ProblemTests {
  struct Case: Sendable, CustomTestStringConvertible {
    var method: String
    var target: String
    var body: String?
    var status: Int
    var problem: String
    /// What the detail must name.
    var names: String

    init(
      _ method: String, _ target: String, _ body: String?, _ status: Int, _ problem: String, _ names: String
    ) {
      (self.method, self.target, self.body) = (method, target, body)
      (self.status, self.problem, self.names) = (status, problem, names)
    }

    var testDescription: String { "\(method) \(target) \(body ?? "")" }
  }

  static let session = "/v1/sessions/\(String(repeating: "0", count: 32))"

  static let cases: [Case] = [
    Case("GET", "/v1/nothing", nil, 404, "not-found", "/v1/nothing"),
    Case("GET", "/v1/requests", nil, 404, "not-found", "/v1/requests"),
    Case("DELETE", "/v1/clock", nil, 405, "method-not-allowed", "DELETE"),
    Case("PUT", "/v1/clock", "{\"rate\":}", 400, "malformed-json", "byte 8"),
    Case("PUT", "/v1/clock", "[]", 422, "wrong-type", "an array"),
    Case("PUT", "/v1/clock", "{\"rat\":1}", 422, "unknown-member", "did you mean \"rate\"?"),
    Case("PUT", "/v1/clock", "{\"rate\":1,\"rate\":2}", 422, "repeated-member", "rate"),
    Case("PUT", "/v1/clock", "{\"rate\":\"fast\"}", 422, "wrong-type", "a string (\"fast\")"),
    Case("PUT", "/v1/clock", "{\"rate\":-1}", 422, "invalid-value", "-1"),
    Case("PUT", "/v1/clock", "{\"rate\":86401}", 422, "invalid-value", "86401"),
    Case("PUT", "/v1/clock", "{\"rate\":1e999}", 422, "wrong-type", "rate"),
    Case("PUT", "/v1/clock", "{\"now\":\"2024-12-03T15:26:04Z\"}", 409, "clock-goes-back", "15:26:04Z"),
    Case("PUT", "/v1/clock", "{\"now\":1}", 409, "clock-goes-back", "1970"),
    Case("PUT", "/v1/clock", "{\"now\":\"yesterday\"}", 422, "invalid-value", "yesterday"),
    Case("PUT", "/v1/clock", "{\"now\":true}", 422, "wrong-type", "true"),
    Case("PUT", "/v1/clock", "{\"now\":1e300}", 422, "invalid-value", "now"),
    Case("PUT", "/v1/clock", "{\"now\":\"2094-12-03T15:26:04Z\"}", 422, "invalid-value", "2094"),
    Case("POST", "/v1/clock/advance", "{}", 422, "missing-member", "seconds"),
    Case("POST", "/v1/clock/advance", nil, 422, "missing-member", "seconds"),
    Case("POST", "/v1/clock/advance", "{\"seconds\":-1}", 422, "invalid-value", "-1"),
    Case("POST", "/v1/clock/advance", "{\"seconds\":1.5}", 422, "wrong-type", "1.5"),
    Case("POST", "/v1/clock/advance", "{\"seconds\":9223372036854775807}", 422, "invalid-value", "400 days"),
    Case("POST", "/v1/reset", "{\"hard\":true}", 422, "unknown-member", "hard"),
    Case("PATCH", "/v1/settings", "{\"xml_api\":\"no\"}", 422, "wrong-type", "xml_api"),
    Case("PATCH", "/v1/settings", "{\"xml_apis\":false}", 422, "unknown-member", "xml_api"),
    Case("PATCH", "/v1/settings", "{\"integration_limit\":-1}", 422, "invalid-value", "integration_limit"),
    Case("PATCH", "/v1/settings", "{\"session_key_maximum_ttl\":0}", 422, "invalid-value", "0"),
    Case("GET", "/v1/state/queues", nil, 404, "unknown-table", "did you mean \"queue\"?"),
    Case("GET", "/v1/state?view=big", nil, 400, "unknown-view", "big"),
    Case("GET", "/v1/state?vew=stream", nil, 400, "unknown-parameter", "vew"),
    Case("PUT", "/v1/simulation", "{\"arrivals_per_hour\":-5}", 422, "invalid-value", "-5"),
    Case("PUT", "/v1/simulation", "{\"running\":1}", 422, "wrong-type", "running"),
    Case("POST", "/v1/representatives/9/login", nil, 404, "unknown-representative", "9"),
    Case("POST", "/v1/representatives/ada/login", nil, 404, "unknown-representative", "ada"),
    Case("POST", "/v1/representatives/1/logout", nil, 409, "not-logged-in", "1"),
    Case("POST", "/v1/representatives/1/idle", "{}", 422, "missing-member", "idle"),
    Case("POST", "/v1/sessions", "{\"queue\":\"general\",\"issue\":7}", 422, "session-destination", "issue"),
    Case("POST", "/v1/sessions", "{\"queue\":\"somewhere\"}", 422, "invalid-value", "somewhere"),
    Case("POST", "/v1/sessions", "{\"queue\":\"team:99\"}", 404, "unknown-team", "99"),
    Case("POST", "/v1/sessions", "{\"queue\":\"team:2\"}", 409, "queue-unavailable", "team:2"),
    Case("POST", "/v1/sessions", "{\"representative\":9}", 404, "unknown-representative", "9"),
    Case("POST", "/v1/sessions", "{\"representative\":1}", 409, "queue-unavailable", "rep:1"),
    Case("POST", "/v1/sessions", "{\"issue\":\"nope\"}", 404, "unknown-issue", "nope"),
    Case("POST", "/v1/sessions", "{\"issue\":true}", 422, "wrong-type", "issue"),
    Case("POST", "/v1/sessions", "{\"session_key\":\"7654321\"}", 422, "invalid-value", "7654321"),
    Case("POST", "/v1/sessions", "{\"session_key\":\"12\"}", 422, "invalid-value", "12"),
    Case("POST", "/v1/sessions", "{\"issue\":7,\"start_method\":\"vpro\"}", 422, "invalid-value", "issue"),
    Case("POST", "/v1/sessions", "{\"issue\":7,\"priority\":4}", 422, "invalid-value", "4"),
    Case("POST", "/v1/sessions", "{\"issue\":7,\"skills\":[1]}", 422, "wrong-type", "skills"),
    Case("POST", "/v1/sessions", "{\"issue\":7,\"skills\":[\"tea\"]}", 422, "invalid-value", "tea"),
    Case(
      "POST", "/v1/sessions", "{\"issue\":7,\"attributes\":{\"roof\":\"1\"}}", 422, "invalid-value", "roof"),
    Case(
      "POST", "/v1/sessions", "{\"issue\":7,\"customer\":{\"nam\":\"A\"}}", 422, "unknown-member",
      "customer.nam"),
    Case(
      "POST", "/v1/sessions", "{\"issue\":7,\"client_type\":\"desktp\"}", 422, "invalid-value", "\"desktop\""),
    Case("GET", session, nil, 404, "unknown-session", "GET /v1/sessions"),
    Case("POST", session + "/end", nil, 404, "unknown-session", "0000"),
    Case("POST", session + "/end", "{\"by\":\"me\"}", 422, "invalid-value", "me"),
    Case("POST", session + "/chat", "{\"from\":\"me\",\"body\":\"x\"}", 422, "wrong-type", "from"),
    Case("POST", session + "/chat", "{\"from\":1,\"body\":\"\"}", 422, "invalid-value", "body"),
    Case("GET", "/v1/accounts/none", nil, 404, "unknown-account", "none"),
    Case("DELETE", "/v1/accounts/none", nil, 404, "unknown-account", "none"),
    Case("POST", "/v1/accounts/none/secret", nil, 404, "unknown-account", "none"),
    Case("POST", "/v1/accounts", "{}", 422, "missing-member", "name"),
    Case("POST", "/v1/accounts", "{\"name\":\"\"}", 422, "invalid-value", "name"),
    Case(
      "POST", "/v1/accounts", "{\"name\":\"A\",\"permissions\":{\"perm_comand\":\"deny\"}}", 422,
      "unknown-member", "perm_command"),
    Case(
      "POST", "/v1/accounts", "{\"name\":\"A\",\"permissions\":{\"perm_command\":\"full\"}}", 422,
      "invalid-value", "full_access"),
    Case(
      "POST", "/v1/accounts", "{\"name\":\"A\",\"permissions\":{\"perm_backup\":2}}", 422, "wrong-type",
      "permissions.perm_backup"),
    Case("POST", "/v1/tokens", "{\"client_id\":\"none\"}", 404, "unknown-account", "none"),
    Case("DELETE", "/v1/tokens?client_id=none", nil, 404, "unknown-account", "none"),
  ]

  @Test("is a problem document that names the value", arguments: cases)
  func problem(_ expected: Case) {
    let reply = Desk().ask(expected.method, expected.target, expected.body)
    #expect(reply.status == expected.status)
    #expect(reply.problem == expected.problem)
    #expect(reply.json["status"]?.integer == Int64(expected.status))
    #expect(reply.detail.contains(expected.names), "\(reply.detail)")
    #expect(reply.fields.contains("Content-Type: application/problem+json\r\n"))
  }

  @Test("what the server refuses by itself is a problem document too")
  func refusals() {
    let reply = Reply(Desk().api.refuse(.contentTooLarge, "The content is too large."))
    #expect(reply.status == 413 && reply.problem == "content-too-large")
    #expect(reply.detail == "The content is too large.")
    #expect(reply.fields.contains("Content-Type: application/problem+json\r\n"))
  }

  @Test("a method that a path does not know is answered with those that it knows")
  func allow() {
    let desk = Desk()
    #expect(desk.ask("DELETE", "/v1/clock").fields.contains("Allow: GET, PUT, HEAD, OPTIONS\r\n"))
    #expect(
      desk.ask("PUT", "/v1/accounts/x").fields.contains("Allow: GET, PATCH, DELETE, HEAD, OPTIONS\r\n"))
  }

  @Test(
    "a body that is typed by hand is taken for JSON", arguments: [nil, "application/x-www-form-urlencoded"])
  func typedByHand(_ type: String?) {
    #expect(Reply(Desk().api.respond(to: .made("PUT", "/v1/clock", "{}", type: type))).status == 200)
  }

  @Test(
    "a body that is sent as something else than JSON is refused",
    arguments: ["multipart/form-data", "text/plain"])
  func mediaType(_ type: String?) {
    let reply = Reply(Desk().api.respond(to: .made("PUT", "/v1/clock", "{}", type: type)))
    #expect(reply.status == 415)
    #expect(reply.problem == "unsupported-media-type")
  }

  @Test(
    "a host name that anybody could let point here is refused",
    arguments: [
      ("127.0.0.1:8444", 200), ("localhost:1", 200), ("LOCALHOST", 200), ("[::1]:8444", 200),
      ("10.1.2.3", 200),
      ("support.example.com", 200), ("evil.example", 421), ("127.0.0.1.evil.example", 421),
      ("1.2.3.999", 421),
    ])
  func host(_ host: String, _ status: Int) {
    let desk = Desk(access: ControlAccess(hostnames: ["support.example.com"]))
    #expect(desk.ask("GET", "/v1/clock", fields: [("host", host)]).status == status)
  }

  @Test(
    "a page of another site is refused",
    arguments: [
      ("http://localhost:8444", 200), ("http://evil.example", 403), ("null", 403), ("http://localhost", 403),
    ])
  func origin(_ origin: String, _ status: Int) {
    let reply = Desk().ask("GET", "/v1/clock", fields: [("host", "localhost:8444"), ("origin", origin)])
    #expect(reply.status == status)
  }

  @Test("where a token is configured, everything but the health asks for it")
  func token() {
    let desk = Desk(access: ControlAccess(token: "open sesame"))
    let refused = desk.ask("GET", "/v1/clock", fields: [("host", "mock:8444")])
    #expect(refused.status == 401)
    #expect(refused.fields.contains("WWW-Authenticate: Bearer realm=\"control\"\r\n"))
    #expect(desk.ask("GET", "/v1/clock", fields: [("authorization", "Bearer open sesamf")]).status == 401)
    #expect(
      desk.ask("GET", "/v1/clock", fields: [("host", "mock:8444"), ("authorization", "bearer open sesame")])
        .status == 200)
    #expect(desk.ask("GET", "/v1/health").status == 200)
  }
}
