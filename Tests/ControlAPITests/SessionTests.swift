import ApplianceDomain
import Changes
import ControlAPI
import Documents
import Testing

@Suite("Sessions by hand")
struct SessionTests {
  @Test("a session is started in a queue, taken, talked in, handed on and ended")
  func wholeLife() throws {
    let desk = Desk()
    desk.ask("POST", "/v1/representatives/1/login")
    let started = desk.ask(
      "POST", "/v1/sessions",
      #"{"queue":"team:1","start_method":"local_jump","customer":{"name":"Jo","company":"ACME","#
        + #""company_code":"AC","details":"broken"},"attributes":{"floor":"3"},"external_key":"CASE-1","#
        + #""priority":1,"skills":["printers"],"client_type":"web_chat","hostname":"support.example.com"}"#)
    #expect(started.status == 201)
    let lsid = try #require(started.json["lsid"]?.text)
    let path = "/v1/sessions/\(lsid)"
    #expect(started.fields.contains("Location: \(path)\r\n"))
    #expect(started.json["queue"]?.text == "team:1")
    #expect(started.json["start_method"]?.text == "local_jump")
    #expect(started.json["customer"]?["name"]?.text == "Jo")
    #expect(started.json["customer"]?["company_code"]?.text == "AC")
    #expect(started.json["attributes"] == .object([.init(name: "floor", value: .string("3"))]))
    #expect(started.json["external_key"]?.text == "CASE-1")
    #expect(started.json["priority"]?.integer == 1)
    #expect(started.json["skills"] == .array([.string("printers")]))
    #expect(started.json["client_type"]?.text == "web_chat")
    #expect(started.json["representative"] == .null)

    let accepted = desk.ask("POST", path + "/accept", #"{"representative":1}"#)
    #expect(accepted.json["representative"]?.integer == 1)
    #expect(accepted.json["queue"]?.text == "rep:1")
    #expect(desk.ask("GET", "/v1/representatives/1").json["sessions"] == .array([.string(lsid)]))
    #expect(desk.ask("POST", path + "/accept", #"{"representative":1}"#).problem == "already-in-session")
    #expect(desk.ask("POST", path + "/chat", #"{"from":"customer","body":"Hello"}"#).status == 200)
    #expect(desk.ask("POST", path + "/chat", #"{"from":1,"body":"Good day"}"#).status == 200)
    #expect(desk.ask("POST", path + "/chat", #"{"from":2,"body":"Me too"}"#).problem == "not-in-session")
    #expect(desk.ask("POST", path + "/transfer", #"{"queue":"general"}"#).json["queue"]?.text == "general")
    #expect(desk.ask("GET", "/v1/sessions").json["sessions"]?.array?.count == 1)
    #expect(desk.ask("GET", "/v1/sessions").json["sessions"]?.array?.first == desk.ask("GET", path).json)

    let ended = desk.ask("POST", path + "/end", #"{"by":"customer"}"#)
    #expect(ended.text == #"{"lsid":"\#(lsid)","active":false}"#)
    #expect(desk.ask("GET", path).problem == "unknown-session")
    #expect(desk.ask("GET", "/v1/sessions").text == #"{"sessions":[]}"#)
  }

  @Test("a session of which nothing is said goes to the general queue")
  func startsAnywhere() {
    let started = Desk().ask("POST", "/v1/sessions", "{}")
    #expect(started.status == 201)
    #expect(started.json["queue"]?.text == "general")
  }

  @Test("a NUL, which no text of the record can hold, becomes U+FFFD wherever it stands")
  func nul() throws {
    let desk = Desk()
    let body = #"{"attributes":{"floor":"3\u00004"},"external_key":"\u0000K"}"#
    let started = desk.ask("POST", "/v1/sessions", body)
    #expect(started.json["external_key"]?.text == "\u{FFFD}K")
    let path = "/v1/sessions/\(try #require(started.json["lsid"]?.text))"
    #expect(desk.ask("POST", path + "/chat", #"{"from":"customer","body":"abc\u0000def"}"#).status == 200)
    guard case .batches(let batches) = desk.appliance.log.batches(after: 0, limit: .max) else { return }
    let said = batches.flatMap(\.entries).compactMap { entry -> String? in
      guard case .sessionEvent(let event) = entry, case .chatMessage(let body) = event.detail else {
        return nil
      }
      return body
    }
    #expect(said == ["abc\u{FFFD}def"])
  }

  @Test("attributes of a running session get new values, what is not named stays, and what is empty goes")
  func attributes() throws {
    let desk = Desk()
    let started = desk.ask("POST", "/v1/sessions", #"{"attributes":{"floor":"3"},"external_key":"CASE-1"}"#)
    let path = "/v1/sessions/\(try #require(started.json["lsid"]?.text))"
    let changed = desk.ask("POST", path + "/attributes", #"{"external_key":"CASE-2"}"#)
    #expect(changed.status == 200)
    #expect(changed.json["external_key"]?.text == "CASE-2")
    #expect(changed.json["attributes"] == started.json["attributes"])
    let cleared = desk.ask("POST", path + "/attributes", #"{"attributes":{"floor":""}}"#)
    #expect(cleared.json["attributes"] == .object([]))
    #expect(cleared.json["external_key"]?.text == "CASE-2")
    #expect(
      desk.ask("POST", path + "/attributes", #"{"attributes":{"nix":"1"}}"#).problem == "invalid-value"
    )
    #expect(desk.ask("POST", path + "/attributes", #"{"floor":"4"}"#).problem == "unknown-member")
    #expect(desk.ask("POST", "/v1/sessions/x/attributes", "{}").problem == "unknown-session")
  }

  @Test("a customer leaves a session that somebody has, and it stays until it is ended")
  func customerLeaves() throws {
    let desk = Desk()
    desk.ask("POST", "/v1/representatives/1/login")
    let started = desk.ask("POST", "/v1/sessions", #"{"representative":1}"#)
    let path = "/v1/sessions/\(try #require(started.json["lsid"]?.text))"
    #expect(started.json["start_method"]?.text == "rep_list")
    desk.ask("POST", path + "/accept", #"{"representative":1}"#)
    #expect(desk.ask("POST", path + "/customer-elevate").json["active"]?.bool == true)
    let clients = desk.ask("GET", "/v1/state/customer_client").json["customer_client"]?.members ?? []
    #expect(clients.contains { $0.value["elevated"] == .number("1") })
    let left = desk.ask("POST", path + "/customer-leave")
    #expect(desk.ask("POST", path + "/customer-elevate").problem == "customer-gone")
    #expect(left.json["active"]?.bool == true)
    #expect(left.json["customer"]?["connected"]?.bool == false)
    #expect(desk.ask("POST", path + "/customer-leave").problem == "customer-gone")
    #expect(desk.ask("POST", path + "/end", #"{"by":"owner"}"#).json["active"]?.bool == false)
  }

  @Test(
    "a session is started by an issue or a key",
    arguments: [
      (#"{"issue":7}"#, "issue_submission", "printer"),
      (#"{"issue":"PRINTER"}"#, "issue_submission", "printer"),
      (#"{"session_key":"1234567"}"#, "session_key", nil),
      (#"{"queue":"issue:printer"}"#, "session_key", "printer"),
    ])
  func ways(_ body: String, _ method: String, _ issue: String?) {
    let reply = Desk().ask("POST", "/v1/sessions", body)
    #expect(reply.status == 201)
    #expect(reply.json["start_method"]?.text == method)
    #expect(reply.json["issue"]?.text == issue)
    #expect(reply.json["queue"]?.text == "team:1")
  }
}
