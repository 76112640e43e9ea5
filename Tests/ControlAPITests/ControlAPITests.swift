import APIKit
import ApplianceDomain
import Changes
import ControlAPI
import Determinism
import Documents
import HTTPMessages
import HTTPTypes
import Synchronization
import Testing

/// What the control API does, through its one door.
@Suite("The control API")
struct ControlAPITests {
  @Test("health and info tell of the program")
  func home() {
    let desk = Desk()
    #expect(desk.ask("GET", "/v1/health").text == #"{"status":"ok"}"#)
    #expect(Desk(isStopping: true).ask("GET", "/v1/health").status == 503)
    let info = desk.ask("GET", "/v1/info").json
    #expect(info["api_version"]?.text == APIVersion.v1_21_1.rawValue)
    #expect(info["company"]?.text == "example")
    #expect(info["seed"]?.integer == 1)
    #expect(info["ports"]?["https"]?.integer == 8443)
    #expect(info["ports"]?["http"] == .null)
    #expect(info["uptime_seconds"]?.double == 12.5)
    #expect(desk.ask("GET", "/").text.contains("<html lang=\"en\">"))
  }

  @Test("a frozen clock moves only when it is told to")
  func clock() {
    let desk = Desk()
    let frozen = #"{"now":"2024-12-03T15:26:05Z","unix":1733239565,"rate":0,"frozen":true}"#
    #expect(desk.ask("GET", "/v1/clock").text == frozen)
    desk.time.advance(milliseconds: 5000)
    #expect(desk.ask("GET", "/v1/clock").text == frozen)
    let advanced = desk.ask("POST", "/v1/clock/advance", #"{"seconds":3600}"#)
    #expect(advanced.status == 200)
    #expect(advanced.json["now"]?.text == "2024-12-03T16:26:05Z")
    #expect(desk.pauses.load(ordering: .relaxed) == 59)
    #expect(desk.ask("POST", "/v1/clock/advance", #"{"seconds":0}"#).json["unix"]?.integer == 1_733_243_165)
  }

  @Test("the clock is set to exactly what was asked, in RFC 3339 or as a number, and runs on from there")
  func setting() {
    let desk = Desk()
    let put = desk.ask("PUT", "/v1/clock", #"{"now":"2024-12-03T18:00:00.250+01:00","rate":10}"#)
    #expect(put.text == #"{"now":"2024-12-03T17:00:00.250Z","unix":1733245200,"rate":10,"frozen":false}"#)
    desk.time.advance(milliseconds: 1000)
    #expect(desk.ask("GET", "/v1/clock").json["now"]?.text == "2024-12-03T17:00:10.250Z")
    #expect(desk.ask("PUT", "/v1/clock", #"{"rate":0}"#).json["frozen"]?.bool == true)
    let number = desk.ask("PUT", "/v1/clock", #"{"now":1733245300.5}"#)
    #expect(number.text == #"{"now":"2024-12-03T17:01:40.500Z","unix":1733245300,"rate":0,"frozen":true}"#)
  }

  @Test("settings are read by their public names, and changed one by one")
  func settings() {
    let desk = Desk()
    #expect(
      desk.ask("GET", "/v1/settings").text
        == #"{"xml_api":true,"state_archive_api":true,"legacy_login":false,"integration_limit":30,"#
        + #""session_key_maximum_ttl":86400,"licenses":10,"prompt_before_session":false,"archive_delay":120,"#
        + #""http_api":true,"record_screen_sharing":true,"record_show_my_screen":true,"#
        + #""record_command_shell":true,"record_presentations":true,"recording_retention":7776000}"#)
    let patched = desk.ask("PATCH", "/v1/settings", #"{"xml_api":false,"archive_delay":0,"licenses":null}"#)
    #expect(patched.status == 200)
    #expect(patched.json["xml_api"]?.bool == false)
    let settings = desk.appliance.read { domain, _ in domain.settings }
    #expect(settings == Settings(xmlAPI: false, archiveDelay: 0))
    #expect(desk.ask("PATCH", "/v1/settings", #"{"xml_api":true,"licenses":-1}"#).status == 422)
    #expect(desk.appliance.read { domain, _ in domain.settings } == settings)
  }

  @Test("the state is the archives' tables, the same bytes each time, whole or by table")
  func state() {
    let desk = Desk()
    let state = desk.ask("GET", "/v1/state")
    #expect(state.text == desk.ask("GET", "/v1/state?view=full").text)
    #expect(state.json.members?.map(\.name) == TableName.allCases.map(\.rawValue))
    #expect(state.json["support_session"] == .null)
    let queues = desk.ask("GET", "/v1/state/queue").json
    #expect(queues.members?.map(\.name) == ["queue"])
    #expect(queues["queue"] == state.json["queue"])
    let first = queues["queue"]?.members?.first
    #expect(first.flatMap { UInt64($0.name) } != nil)
    #expect(first?.value.members?.map(\.name) == QueueRow.fieldNames)
    desk.ask("POST", "/v1/representatives/1/login")
    let row = desk.ask("GET", "/v1/state/representative").json["representative"]?.members?.first?.value
    #expect(row?["connected"]?.integer == 1)
    #expect(row?["queue_id"]?.text.flatMap { UInt64($0) } != nil)
    #expect(row?["selected_support_session_id"] == .null)
  }

  @Test("the stream's view shows the stream's tables, rows and fields")
  func streamView() {
    let desk = Desk()
    desk.ask("POST", "/v1/representatives/1/login")
    let view = desk.ask("GET", "/v1/state?view=stream").json
    #expect(view.members?.map(\.name) == ["queue", "representative"])
    #expect(view["representative"] == .null)
    #expect(view["queue"]?.members?.first?.value.members?.map(\.name) == ["name"])
    #expect(desk.ask("GET", "/v1/state/attendee?view=stream").status == 404)
  }

  @Test("the simulation is switched and its rates are changed")
  func simulation() {
    let desk = Desk()
    #expect(desk.ask("GET", "/v1/simulation").text == #"{"running":true,"arrivals_per_hour":40}"#)
    let put = desk.ask("PUT", "/v1/simulation", #"{"running":false,"arrivals_per_hour":12.5}"#)
    #expect(put.text == #"{"running":false,"arrivals_per_hour":12.5}"#)
  }

  @Test("a reset brings the seed data back, and the clock's start")
  func reset() {
    let desk = Desk()
    desk.ask("POST", "/v1/clock/advance", #"{"seconds":1000}"#)
    desk.ask("PATCH", "/v1/settings", #"{"licenses":3}"#)
    desk.ask("POST", "/v1/representatives/1/login")
    let reset = desk.ask("POST", "/v1/reset")
    #expect(reset.status == 200)
    #expect(reset.json["now"]?.text == "2024-12-03T15:26:05Z")
    #expect(desk.ask("GET", "/v1/settings").json["licenses"]?.integer == 10)
    #expect(desk.ask("GET", "/v1/representatives/1").json["logged_in"]?.bool == false)
  }

  @Test("representatives log in, turn idle, leave routing and log out")
  func representatives() {
    let desk = Desk()
    let login = desk.ask("POST", "/v1/representatives/1/login")
    #expect(login.status == 200)
    #expect(login.json["logged_in"]?.bool == true)
    #expect(login.json["routing_available"]?.bool == true)
    #expect(desk.ask("POST", "/v1/representatives/1/login").problem == "already-logged-in")
    let idle = desk.ask("POST", "/v1/representatives/1/idle", #"{"idle":true}"#).json
    #expect(idle["idle"]?.bool == true)
    #expect(idle["routing_available"]?.bool == false)
    let routing = desk.ask("POST", "/v1/representatives/1/routing", #"{"enabled":false}"#).json
    #expect(routing["routing_enabled"]?.bool == false)
    let list = desk.ask("GET", "/v1/representatives").json["representatives"]?.array
    #expect(list?.map { $0["user_id"]?.integer } == [1, 2])
    #expect(list?.map { $0["logged_in"]?.bool } == [true, false])
    #expect(desk.ask("POST", "/v1/representatives/1/logout").json["logged_in"]?.bool == false)
  }

  @Test("the echo tells what the server understood")
  func echo() {
    let endpoint = DiagnosticsEcho.endpoint(context: Desk().context)
    let reply = Reply(
      endpoint.handle(
        .made(
          "POST", "/_diagnostics/echo?a=1&b=x+y", "a=2&c=%C3%A9", type: "application/x-www-form-urlencoded")))
    #expect(
      reply.text == #"{"method":"POST","path":"/_diagnostics/echo","parameters":[["a","1"],["b","x y"],"#
        + #"["a","2"],["c","é"]],"last":{"a":"2","b":"x y","c":"é"},"body_size":12}"#)
    let upgrade = endpoint.handle(.made("GET", "/_diagnostics/echo", fields: [("upgrade", "WebSocket")]))
    guard case .webSocket(let socket) = upgrade.body else {
      Issue.record("A handshake gets a WebSocket")
      return
    }
    #expect(socket.messageLimit == 16 * 1024 * 1024)
  }
}
