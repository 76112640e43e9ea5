import ControlAPI
import Documents
import Testing

@Suite("Conferences and presentations by hand")
struct ConferenceTests {
  /// A session that representative 1 has.
  private func taken(_ desk: Desk) throws -> String {
    desk.ask("POST", "/v1/representatives/1/login")
    let started = desk.ask("POST", "/v1/sessions", #"{"jump":1,"start_method":"remote_jump"}"#)
    return "/v1/sessions/" + (try #require(started.json["lsid"]?.text))
  }

  private func row(_ table: String, _ desk: Desk) -> JSONValue? {
    desk.ask("GET", "/v1/state/\(table)").json[table]?.members?.last?.value
  }

  @Test("a console loses and regains its connection and its focus, and looks at a session")
  func consoles() throws {
    let desk = Desk()
    let path = try taken(desk)
    let one = "/v1/representatives/1"
    #expect(desk.ask("POST", one + "/connection", #"{"connected":false}"#).json["connected"] == .bool(false))
    #expect(desk.ask("GET", one).json["routing_available"] == .bool(false))
    #expect(desk.ask("POST", one + "/connection", #"{"connected":true}"#).json["connected"] == .bool(true))
    #expect(desk.ask("POST", one + "/focus", #"{"in_focus":false}"#).json["in_focus"] == .bool(false))
    let lsid = path.split(separator: "/").last.map(String.init) ?? ""
    #expect(desk.ask("POST", one + "/select", #"{"session":"\#(lsid)"}"#).status == 200)
    #expect(desk.ask("POST", one + "/select", #"{"session":"x"}"#).problem == "unknown-session")
    #expect(desk.ask("POST", one + "/select", "{}").status == 200)
  }

  @Test("colleagues join and leave, guests are invited, tools are used")
  func people() throws {
    let desk = Desk()
    let path = try taken(desk)
    desk.ask("POST", "/v1/representatives/2/login")
    let joined = desk.ask("POST", path + "/join", #"{"representative":2}"#)
    #expect(joined.json["participants"] == .array([.number("1"), .number("2")]))
    let invited = desk.ask("POST", path + "/invite", #"{"representative":2,"name":"Vendor"}"#)
    #expect(invited.json["participants"]?.array?.count == 3)
    #expect(row("representative", desk)?["type"]?.text == "invited")
    let tool = #"{"representative":2,"tool":"screen_sharing","in_use":true}"#
    #expect(desk.ask("POST", path + "/tool", tool).status == 200)
    #expect(row("representative_support_session_tool", desk)?["tool"]?.text == "screen_sharing")
    #expect(
      desk.ask("POST", path + "/select-tool", #"{"representative":1,"tool":"cobrowse"}"#).status == 200)
    let left = desk.ask("POST", path + "/leave", #"{"representative":1}"#)
    #expect(left.json["representative"]?.integer == 2)
    #expect(desk.ask("POST", path + "/leave", #"{"representative":1}"#).problem == "not-in-session")
  }

  @Test("a session waits for its client, is offered, and its customer comes and goes")
  func customers() throws {
    let desk = Desk()
    desk.ask("POST", "/v1/representatives/1/login")
    let started = desk.ask("POST", "/v1/sessions", #"{"queue":"general","prewait":true}"#)
    let path = "/v1/sessions/" + (try #require(started.json["lsid"]?.text))
    #expect(started.json["queue"]?.text == "prewait")
    #expect(started.json["assigned"] == .null)
    #expect(desk.ask("POST", path + "/assign", #"{"representative":1}"#).problem == "not-prewaiting")
    #expect(desk.ask("POST", path + "/customer-start").json["queue"]?.text == "general")
    let offered = desk.ask("POST", path + "/assign", #"{"representative":1,"timeout":30}"#)
    #expect(offered.status == 200)
    #expect(offered.json["assigned"]?.integer == 1)
    #expect(desk.ask("POST", path + "/assignment", #"{"response":"maybe"}"#).problem == "invalid-value")
    let accepted = desk.ask("POST", path + "/assignment", #"{"response":"accepted"}"#)
    #expect(accepted.json["representative"]?.integer == 1)
    #expect(accepted.json["assigned"] == .null)
    #expect(desk.ask("POST", path + "/customer-connection", #"{"connected":false}"#).status == 200)
    #expect(row("customer_client", desk)?["connected"]?.integer == 0)
    #expect(desk.ask("POST", path + "/customer-elevate").status == 200)
    #expect(row("customer_client", desk)?["elevated"]?.integer == 1)
    let changed = desk.ask("POST", path + "/attributes", #"{"attributes":{"floor":"4"}}"#)
    #expect(changed.json["attributes"]?["floor"]?.text == "4")
  }

  @Test("every event of the guide can be made to happen, and data that it does not have is refused")
  func events() throws {
    let desk = Desk()
    let path = try taken(desk) + "/event"
    let upload = #"{"event":"file_upload","by":1,"data":{"name":"a.txt","size":12}}"#
    #expect(desk.ask("POST", path, upload).status == 200)
    let shared =
      #"{"event":"files_shared","by":"customer","data":{"files":[{"name":"a","size":1,"type":"dir"}]}}"#
    #expect(desk.ask("POST", path, shared).status == 200)
    let survey = #"{"event":"customer_exit_survey","by":"customer","data":{"responses":{"Good?":"Yes"}}}"#
    #expect(desk.ask("POST", path, survey).status == 200)
    let again = desk.ask("POST", path, survey)
    #expect(again.status == 409 && again.problem == "already-surveyed")
    let several = #"{"event":"representative_survey","by":1,"data":{"responses":{"Liked":["a","b"]}}}"#
    #expect(desk.ask("POST", path, several).status == 200)
    let system = #"{"event":"system_information_retrieved","by":"system","data":{"system_information":"#
    let drives = system + #"[{"name":"Drives","columns":["Drive"],"rows":[["C:"]]}]}}"#
    #expect(desk.ask("POST", path, drives).status == 200)
    #expect(desk.ask("POST", path, #"{"event":"screenshot_captured","by":1}"#).status == 200)
    #expect(
      desk.ask("POST", path, #"{"event":"file_upload","by":1,"data":{"name":"a"}}"#).problem
        == "missing-member")
    for number in ["-1", "-9223372036854775808"] {
      let below = desk.ask(
        "POST", path, #"{"event":"file_upload","by":1,"data":{"name":"a","size":\#(number)}}"#)
      #expect(below.status == 422 && below.problem == "invalid-value")
    }
    #expect(
      desk.ask("POST", path, #"{"event":"screenshot_captured","by":1,"data":{"x":1}}"#).problem
        == "unknown-member")
    #expect(
      desk.ask("POST", path, #"{"event":"screenshot_captured","by":"customer"}"#).problem == "wrong-performer"
    )
    #expect(desk.ask("POST", path, #"{"event":"tea","by":1}"#).problem == "invalid-value")
  }

  @Test("a presentation is begun, attended, shown, talked in and ended")
  func presentations() throws {
    let desk = Desk()
    desk.ask("POST", "/v1/representatives/1/login")
    let started = desk.ask("POST", "/v1/presentations", #"{"name":"News","representative":1}"#)
    #expect(started.status == 201)
    let path = "/v1/presentations/" + (try #require(started.json["lsid"]?.text))
    let joined = desk.ask("POST", path + "/join", #"{"name":"Ann"}"#)
    let attendee = try #require(joined.json["attendees"]?.array?.first?["attendee"]?.integer)
    #expect(desk.ask("POST", path + "/present", #"{"representative":1}"#).json["presenter"]?.integer == 1)
    #expect(
      desk.ask("POST", path + "/connection", #"{"attendee":\#(attendee),"connected":false}"#).status == 200)
    #expect(row("attendee", desk)?["connected"]?.integer == 0)
    #expect(desk.ask("POST", path + "/chat", #"{"attendee":\#(attendee),"body":"Hello"}"#).status == 200)
    #expect(
      desk.ask("POST", path + "/event", #"{"representative":1,"event":"screen_recording"}"#).status == 200)
    #expect(desk.ask("POST", path + "/leave", #"{"attendee":\#(attendee)}"#).status == 200)
    #expect(desk.ask("GET", "/v1/presentations").json["presentations"]?.array?.count == 1)
    #expect(desk.ask("POST", path + "/end").json["active"] == .bool(false))
    #expect(desk.ask("GET", path).problem == "unknown-presentation")
  }
}
