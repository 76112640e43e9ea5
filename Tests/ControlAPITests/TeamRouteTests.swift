import ApplianceDomain
import ControlAPI
import Documents
import Testing

@Suite("Teams by hand")
struct TeamRouteTests {
  /// Representatives 1 and 2, who are in team 1, are there; 2 is in team 2 as well, and has a session. 3 is in team 1
  /// and not there, 4 is in no team.
  private func desk() throws -> (desk: Desk, session: String) {
    let desk = Desk { organization in
      for id in 3...4 {
        var another = organization.representatives[0]
        another.id = id
        another.username = "rep\(id)"
        organization.representatives.append(another)
      }
      for id in 2...3 { organization.teams[0].members.append(TeamMember(representative: id, role: .member)) }
    }
    for id in 1...2 { desk.ask("POST", "/v1/representatives/\(id)/login") }
    let started = desk.ask("POST", "/v1/sessions", #"{"jump":2,"start_method":"local_jump"}"#)
    return (desk, "/v1/sessions/" + (try #require(started.json["lsid"]?.text)))
  }

  @Test(
    "members talk and exchange files",
    arguments: [
      ("chat", #"{"representative":1,"body":"Hello"}"#), ("chat", #"{"representative":1,"body":"x","to":2}"#),
      ("share", #"{"representative":1,"files":[{"name":"a.txt","size":3}]}"#),
      (
        "transfer",
        #"{"representative":1,"colleague":2,"direction":"download","name":"a","size":0,"failure_reason":"x"}"#
      ),
    ])
  func deeds(_ path: String, _ body: String) throws {
    let (desk, _) = try desk()
    let answer = desk.ask("POST", "/v1/teams/1/\(path)", body)
    #expect(answer.status == 200)
    #expect(answer.json["team"]?.integer == 1)
  }

  @Test("a session is pinned, moved and unpinned")
  func pins() throws {
    let (desk, session) = try desk()
    #expect(desk.ask("POST", session + "/pin", #"{"representative":2,"team":1}"#).status == 200)
    let pins = desk.ask("GET", "/v1/pinned-sessions").json["pinned_sessions"]
    #expect(pins?.array?.count == 1)
    let path = "/v1/pinned-sessions/1"
    #expect(desk.ask("POST", path + "/password", #"{"representative":1}"#).json["team"]?.integer == 1)
    let moved = desk.ask("POST", path + "/move", #"{"representative":1,"team":2}"#)
    #expect(moved.json["team"]?.integer == 2)
    #expect(moved.json["name"]?.text?.isEmpty == false)
    #expect(desk.ask("POST", path + "/unpin", #"{"representative":2}"#).json["id"]?.integer == 1)
    #expect(desk.ask("POST", path + "/unpin", #"{"representative":2}"#).problem == "unknown-pinned-session")
    #expect(desk.ask("GET", "/v1/pinned-sessions").json["pinned_sessions"] == .array([]))
  }

  @Test("who is within reach while logged out is shown")
  func availability() throws {
    let (desk, _) = try desk()
    let path = "/v1/representatives/3"
    #expect(desk.ask("GET", path).json["extended_availability"] == .bool(false))
    let on = desk.ask("POST", path + "/extended-availability", #"{"enabled":true}"#)
    #expect(on.json["extended_availability"] == .bool(true))
    #expect(on.json["logged_in"] == .bool(false))
  }

  @Test(
    "what cannot be done is said",
    arguments: [
      ("teams/1/chat", #"{"representative":1,"body":""}"#, 422, "invalid-value"),
      ("teams/1/chat", #"{"representative":1}"#, 422, "missing-member"),
      ("teams/x/chat", #"{"representative":1,"body":"x"}"#, 404, "unknown-team"),
      ("teams/99/chat", #"{"representative":1,"body":"x"}"#, 404, "unknown-team"),
      ("teams/1/chat", #"{"representative":4,"body":"x"}"#, 409, "not-in-team"),
      ("teams/1/chat", #"{"representative":3,"body":"x"}"#, 409, "not-logged-in"),
      ("teams/1/share", #"{"representative":1,"files":[]}"#, 422, "invalid-value"),
      ("teams/1/share", #"{"representative":1,"files":[{"name":"a","size":-1}]}"#, 422, "invalid-value"),
      (
        "teams/1/transfer", #"{"representative":1,"colleague":2,"direction":"up","name":"a","size":1}"#, 422,
        "invalid-value"
      ),
      (
        "teams/1/transfer", #"{"representative":1,"colleague":2,"direction":"upload","name":"a","size":-1}"#,
        422, "invalid-value"
      ),
      ("teams/1/monitor", #"{"representative":1,"member":2,"watching":true}"#, 409, "role-too-low"),
      ("teams/1/monitor", #"{"representative":1,"member":2,"watching":false}"#, 409, "not-monitoring"),
      ("pinned-sessions/1/password", #"{"representative":1}"#, 404, "unknown-pinned-session"),
      ("pinned-sessions/x/password", #"{"representative":1}"#, 404, "unknown-pinned-session"),
      ("representatives/99/extended-availability", #"{"enabled":true}"#, 404, "unknown-representative"),
    ])
  func refusals(_ path: String, _ body: String, _ status: Int, _ problem: String) throws {
    let (desk, _) = try desk()
    let answer = desk.ask("POST", "/v1/\(path)", body)
    #expect(answer.status == status, "\(answer)")
    #expect(answer.problem == problem, "\(answer)")
  }
}
