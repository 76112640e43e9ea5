import APIKit
import ApplianceDomain
import Changes
import Documents
import HTTPMessages
import HTTPTypes

/// Representatives, and their consoles by hand.
enum RepresentativeRoutes {
  static func all(_ desk: ControlDesk) -> [Route] {
    [
      Route("/v1/representatives", [(.get, { _, _ throws(Problem) in list(desk) })]),
      Route("/v1/representatives/{user_id}", [(.get, { _, path throws(Problem) in try get(path, desk) })]),
      action("login", [], desk) { id, _ throws(Problem) in .logIn(representative: id) },
      action("logout", [], desk) { id, _ throws(Problem) in .logOut(representative: id) },
      action("idle", ["idle"], desk) { id, members throws(Problem) in
        .setIdle(representative: id, try members.required("idle", members.bool("idle")))
      },
      action("extended-availability", ["enabled"], desk) { id, members throws(Problem) in
        .setExtendedAvailability(representative: id, try members.required("enabled", members.bool("enabled")))
      },
      action("routing", ["enabled"], desk) { id, members throws(Problem) in
        .setRoutingEnabled(representative: id, try members.required("enabled", members.bool("enabled")))
      },
      action("connection", ["connected"], desk) { id, members throws(Problem) in
        .setConnected(representative: id, try members.required("connected", members.bool("connected")))
      },
      action("focus", ["in_focus"], desk) { id, members throws(Problem) in
        .setConsoleInFocus(representative: id, try members.required("in_focus", members.bool("in_focus")))
      },
      action("select", ["session"], desk) { id, members throws(Problem) in
        .selectSession(representative: id, lsid: try members.text("session"))
      },
    ]
  }

  /// A path below a representative that does one thing at the console, and answers what they do now.
  private static func action(
    _ name: String, _ known: [String], _ desk: ControlDesk,
    _ intent: @escaping @Sendable (Int, Members) throws(Problem) -> Intent
  ) -> Route {
    Route(
      "/v1/representatives/{user_id}/\(name)",
      [
        (
          .post,
          { request, path throws(Problem) in try act(request, path, desk, known: known, intent) }
        )
      ])
  }

  private struct Shown: Sendable {
    var account: RepresentativeAccount
    var row: RepresentativeRow?
    var isExtended: Bool
    var teams: [Int]
    var sessions: [String]
  }

  private static func act(
    _ request: Request, _ path: PathParameters, _ desk: ControlDesk, known: [String],
    _ intent: (Int, Members) throws(Problem) -> Intent
  ) throws(Problem) -> Response {
    let id = try userID(path)
    let performed = try desk.perform(intent(id, Members(of: request, known: known)))
    let shown = desk.appliance.read { domain, _ in domain.index.representative(id).map { show($0, domain) } }
    return Answer.json(gate: DurabilityGate(desk.appliance, performed.number)) { json in
      if let shown { write(shown, &json) }
    }
  }

  private static func userID(_ path: PathParameters) throws(Problem) -> Int {
    if let id = Int(path["user_id"]) { return id }
    throw Problem(
      "unknown-representative", .notFound, "There is no such representative",
      "\"\(path["user_id"])\" is not a user ID, which is a number; see GET /v1/representatives")
  }

  private static func get(_ path: PathParameters, _ desk: ControlDesk) throws(Problem) -> Response {
    let id = try userID(path)
    let shown = desk.appliance.read { domain, _ in domain.index.representative(id).map { show($0, domain) } }
    guard let shown else { throw Problem(Refusal.unknownRepresentative(id)) }
    return Answer.json { write(shown, &$0) }
  }

  private static func list(_ desk: ControlDesk) -> Response {
    let all = desk.appliance.read { domain, _ in
      domain.organization.representatives.map { show($0, domain) }
    }
    return Answer.json { json in
      json.key("representatives")
      json.beginArray()
      for shown in all { json.object { write(shown, &$0) } }
      json.endArray()
    }
  }

  private static func show(_ account: RepresentativeAccount, _ domain: borrowing ApplianceDomain) -> Shown {
    var sessions: [String] = []
    if let console = domain.console[account.id] {
      domain.model.supportSession.forEach { _, row in
        if row.queueID == console.queueID { sessions.append(row.lsid) }
      }
    }
    let teams = domain.organization.teams.filter { team in
      team.members.contains { $0.representative == account.id }
    }
    return Shown(
      account: account, row: domain.console[account.id].flatMap { domain.model.representative[$0.rowID] },
      isExtended: domain.licenses.isExtended(account.id), teams: teams.map(\.id), sessions: sessions)
  }

  private static func write(_ shown: Shown, _ json: inout JSONWriter) {
    let account = shown.account
    json.member("user_id", account.id)
    json.member("username", account.username)
    json.member("public_display_name", account.publicDisplayName)
    json.member("private_display_name", account.privateDisplayName)
    json.member("display_number", account.displayNumber)
    json.member("skills", account.skills)
    json.key("teams")
    json.beginArray()
    for team in shown.teams { json.number(Int64(team)) }
    json.endArray()
    json.member("logged_in", shown.row != nil)
    json.member("logged_in_since", shown.row?.createdTimestamp.rfc3339WithMilliseconds)
    json.member("extended_availability", shown.isExtended)
    json.member("idle", shown.row?.routingIdle ?? false)
    json.member("routing_enabled", shown.row?.routingEnabled ?? account.routingEnabled)
    json.member("routing_available", shown.row?.routingAvailable ?? false)
    json.member("connected", shown.row?.connected ?? false)
    json.member("in_focus", shown.row?.consoleInFocus ?? false)
    json.member("sessions", shown.sessions)
  }
}
