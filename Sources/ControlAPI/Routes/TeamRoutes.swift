import APIKit
import ApplianceDomain
import Changes
import Documents
import HTTPMessages
import HTTPTypes

/// What goes on in teams, and the sessions that are pinned to their queues, by hand.
enum TeamRoutes {
  static func all(_ desk: ControlDesk) -> [Route] { deeds(desk) + pins(desk) }

  private static func deeds(_ desk: ControlDesk) -> [Route] {
    [
      action("chat", ["representative", "body", "to"], desk) { members throws(Problem) in
        let body = try members.required("body", members.text("body"))
        guard !body.isEmpty else { throw .invalid("body", "it is empty; say something") }
        return .say(body, to: try id("to", members))
      },
      action("share", ["representative", "files", "to"], desk) { members throws(Problem) in
        let files = try members.required("files", ActivityBody.files("files", members))
        guard !files.isEmpty else { throw .invalid("files", "it is empty; name at least one") }
        return .share(files, to: try id("to", members))
      },
      action(
        "transfer", ["representative", "colleague", "direction", "name", "size", "failure_reason"], desk
      ) { members throws(Problem) in
        let name = try members.required("name", members.text("name"))
        let size = try members.required("size", members.integer("size"))
        guard size >= 0 else { throw .invalid("size", "\(size) is less than 0") }
        let direction = try members.word("direction", TeamDeed.FileDirection.self)
        return .transfer(
          SharedFile(name: name, size: size), try members.required("direction", direction),
          with: try members.required("colleague", id("colleague", members)),
          failure: try members.text("failure_reason"))
      },
      action("monitor", ["representative", "member", "watching"], desk) { members throws(Problem) in
        let member = try members.required("member", id("member", members))
        let isWatching = try members.required("watching", members.bool("watching"))
        return isWatching ? .monitor(member) : .stopMonitoring(member)
      },
    ]
  }

  private static func pins(_ desk: ControlDesk) -> [Route] {
    [
      Route(
        "/v1/pinned-sessions",
        [
          (
            .get,
            { _, _ throws(Problem) in
              let pins = desk.appliance.read { domain, _ in domain.teams.pinned }
              return Answer.json { json in
                json.key("pinned_sessions")
                json.beginArray()
                for pin in pins { json.object { write(pin, &$0) } }
                json.endArray()
              }
            }
          )
        ]),
      SessionRoutes.action("pin", ["representative", "team"], desk) { lsid, members throws(Problem) in
        .pinSession(
          lsid: lsid, representative: try ConferenceRoutes.representative(members),
          team: try members.required("team", id("team", members)))
      },
      change("move", ["representative", "team"], desk) { members throws(Problem) in
        .move(toTeam: try members.required("team", id("team", members)))
      },
      change("password", ["representative"], desk) { _ throws(Problem) in .setPassword },
      change("unpin", ["representative"], desk) { _ throws(Problem) in .unpin },
    ]
  }

  /// A path below a team that lets a member do one thing there.
  private static func action(
    _ name: String, _ known: [String], _ desk: ControlDesk,
    _ deed: @escaping @Sendable (Members) throws(Problem) -> TeamDeed
  ) -> Route {
    Route(
      "/v1/teams/{id}/\(name)",
      [
        (
          .post,
          { request, path throws(Problem) in
            let team = try number(path, "team")
            let members = try Members(of: request, known: known)
            let id = try ConferenceRoutes.representative(members)
            let performed = try desk.perform(.actInTeam(team: team, representative: id, deed(members)))
            return Answer.json(gate: DurabilityGate(desk.appliance, performed.number)) { json in
              json.member("team", team)
            }
          }
        )
      ])
  }

  /// A path below a pinned session that does one thing to it, and answers where it is now.
  private static func change(
    _ name: String, _ known: [String], _ desk: ControlDesk,
    _ deed: @escaping @Sendable (Members) throws(Problem) -> PinnedSessionDeed
  ) -> Route {
    Route(
      "/v1/pinned-sessions/{id}/\(name)",
      [
        (
          .post,
          { request, path throws(Problem) in
            let pin = try number(path, "pinned-session")
            let members = try Members(of: request, known: known)
            let id = try ConferenceRoutes.representative(members)
            let performed = try desk.perform(
              .changePinnedSession(id: pin, representative: id, deed(members)))
            let left = desk.appliance.read { domain, _ in domain.teams.pinned.first { $0.id == pin } }
            return Answer.json(gate: DurabilityGate(desk.appliance, performed.number)) { json in
              if let left { write(left, &json) } else { json.member("id", pin) }
            }
          }
        )
      ])
  }

  private static func write(_ pin: PinnedSession, _ json: inout JSONWriter) {
    json.member("id", pin.id)
    json.member("name", pin.name)
    json.member("team", pin.team)
  }

  private static func id(_ name: String, _ members: Members) throws(Problem) -> Int? {
    try members.integer(name).map { Int($0) }
  }

  private static func number(_ path: PathParameters, _ what: String) throws(Problem) -> Int {
    if let id = Int(path["id"]) { return id }
    throw Problem(
      "unknown-\(what)", .notFound, "There is no such \(what)",
      "\"\(path["id"])\" is not an ID, which is a number")
  }
}
