import APIKit
import ApplianceDomain
import Changes
import ControlAPI
import Documents
import Testing

@Suite("Jump shortcuts and failover by hand")
struct JumpAndFailoverTests {
  @Test("shortcuts are shown under the names of the seed data, with what their kind has")
  func shortcuts() throws {
    let desk = Desk()
    #expect(desk.ask("GET", "/v1/jump-items").json["jump_items"] == .array([]))
    let rdp = JumpItem(
      method: .localRDP, name: "Files", hostname: "files", group: "shops", sessionPolicy: "p",
      rdp: RDPOptions(username: "u", displaySize: "all", quality: .fullColors, console: true))
    let shell = JumpItem(
      method: .shellJump, name: "Router", hostname: "r", group: "shops", jumpoint: "London", port: 23,
      shell: ShellOptions(protocol: .telnet))
    for item in [rdp, shell, JumpItem(method: .localVNC, name: "v", hostname: "v", group: "shops")] {
      _ = try desk.appliance.perform(.importJumpItem(item))
    }
    let items = try #require(desk.ask("GET", "/v1/jump-items").json["jump_items"]?.array)
    #expect(items.map { $0["id"]?.integer } == [1, 2, 3])
    #expect(items[0]["quality"]?.text == "full_colors")
    #expect(items[0]["console"]?.bool == true)
    #expect(items[0]["session_policy"]?.text == "p")
    #expect(items[0]["port"] == nil)
    #expect(items[1]["protocol"]?.text == "telnet")
    #expect(items[1]["port"]?.integer == 23)
    #expect(items[1]["jumpoint"]?.text == "London")
    #expect(items[2]["session_policy"] == nil)
    #expect(items[2]["method"]?.text == "local_vnc")
  }

  @Test("the failover relationship is shown, and the peer comes and goes")
  func failover() throws {
    let desk = Desk()
    let first = desk.ask("GET", "/v1/failover").json
    #expect(first["role"]?.text == "primary")
    #expect(first["peer_role"]?.text == "backup")
    #expect(first["last_data_sync"] == .null)
    #expect(first["data_sync_ends"] == .null)
    let away = desk.ask("PATCH", "/v1/failover", #"{"peer_reachable":false}"#)
    #expect(away.json["peer_reachable"]?.bool == false)
    #expect(desk.ask("PATCH", "/v1/failover", "{}").problem == "missing-member")
    desk.ask("PATCH", "/v1/failover", #"{"peer_reachable":true}"#)
    _ = try desk.appliance.perform(.setFailoverRole(.backup, syncsFirst: true, force: false))
    #expect(desk.ask("GET", "/v1/failover").json["data_sync_ends"]?.text == "2024-12-03T15:26:35Z")
    let refused = desk.ask("POST", "/v1/representatives/1/login")
    #expect((refused.status, refused.problem) == (409, "synchronising"))
    desk.ask("POST", "/v1/clock/advance", #"{"seconds":30}"#)
    let last = desk.ask("GET", "/v1/failover").json
    #expect(last["role"]?.text == "backup")
    #expect(last["last_data_sync_succeeded"]?.bool == true)
  }

  @Test("without a failover relationship there is none to show")
  func alone() {
    let desk = Desk(appliances: ApplianceNetwork())
    #expect(desk.ask("GET", "/v1/failover").problem == "no-failover")
    #expect(desk.ask("PATCH", "/v1/failover", #"{"peer_reachable":true}"#).problem == "no-failover")
  }
}
