import APIKit
import ApplianceDomain
import Changes
import Documents
import HTTPMessages
import HTTPTypes

/// Presentations by hand.
enum PresentationRoutes {
  static func all(_ desk: ControlDesk) -> [Route] {
    [
      Route(
        "/v1/presentations",
        [
          (.get, { _, _ throws(Problem) in list(desk) }),
          (.post, { request, _ throws(Problem) in try start(request, desk) }),
        ]),
      Route(
        "/v1/presentations/{lsid}",
        [
          (
            .get,
            { _, path throws(Problem) in
              guard let presentation = find(path["lsid"], desk) else {
                throw Problem(Refusal.unknownPresentation(path["lsid"]))
              }
              return Answer.json { write(presentation, &$0) }
            }
          )
        ]),
      action("join", ["name"], desk) { lsid, members throws(Problem) in
        .joinPresentation(lsid: lsid, name: try members.required("name", members.text("name")))
      },
      action("leave", ["attendee"], desk) { lsid, members throws(Problem) in
        .leavePresentation(lsid: lsid, attendee: try attendee(members))
      },
      action("connection", ["attendee", "connected"], desk) { lsid, members throws(Problem) in
        let isConnected = try members.required("connected", members.bool("connected"))
        return .setAttendeeConnected(lsid: lsid, attendee: try attendee(members), isConnected)
      },
      action("present", ["representative"], desk) { lsid, members throws(Problem) in
        .present(lsid: lsid, representative: try members.integer("representative").map { Int($0) })
      },
      action("chat", ["attendee", "representative", "body"], desk) { lsid, members throws(Problem) in
        let body = try members.required("body", members.text("body"))
        return .sendPresentationMessage(lsid: lsid, from: try member(members), body: body)
      },
      action("event", ["attendee", "representative", "event", "data"], desk) {
        lsid, members throws(Problem) in
        .actInPresentation(lsid: lsid, by: try member(members), try ActivityBody.read(members))
      },
      action("end", [], desk) { lsid, _ throws(Problem) in .endPresentation(lsid: lsid) },
    ]
  }

  private static func action(
    _ name: String, _ known: [String], _ desk: ControlDesk,
    _ intent: @escaping @Sendable (String, Members) throws(Problem) -> Intent
  ) -> Route {
    Route(
      "/v1/presentations/{lsid}/\(name)",
      [
        (
          .post,
          { request, path throws(Problem) in
            let lsid = path["lsid"]
            let performed = try desk.perform(intent(lsid, Members(of: request, known: known)))
            return answer(.ok, lsid, performed, desk)
          }
        )
      ])
  }

  private static func start(_ request: Request, _ desk: ControlDesk) throws(Problem) -> Response {
    let members = try Members(of: request, known: ["name", "representative"])
    let name = try members.required("name", members.text("name"))
    let id = try ConferenceRoutes.representative(members)
    let performed = try desk.perform(.startPresentation(name: name, representative: id))
    guard case .presentation(let lsid) = performed.outcome else {
      preconditionFailure("The domain answers a start with the presentation's LSID")
    }
    var response = answer(.created, lsid, performed, desk)
    response.fields.append("Location", "/v1/presentations/\(lsid)")
    return response
  }

  private static func attendee(_ members: Members) throws(Problem) -> Int {
    Int(try members.required("attendee", members.integer("attendee")))
  }

  private static func member(_ members: Members) throws(Problem) -> PresentationMember {
    if let id = try members.integer("representative") { return .representative(Int(id)) }
    return .attendee(try attendee(members))
  }

  private static func find(_ lsid: String, _ desk: ControlDesk) -> ActivePresentation? {
    desk.appliance.read { domain, _ in domain.presentations[lsid] }
  }

  private static func list(_ desk: ControlDesk) -> Response {
    let all = desk.appliance.read { domain, _ in domain.presentations.all }
    return Answer.json { json in
      json.key("presentations")
      json.beginArray()
      for presentation in all { json.object { write(presentation, &$0) } }
      json.endArray()
    }
  }

  /// The presentation as it is; one that is over has nothing more to show.
  private static func answer(
    _ status: HTTPResponse.Status, _ lsid: String, _ performed: Appliance.Performed, _ desk: ControlDesk
  ) -> Response {
    let presentation = find(lsid, desk)
    return Answer.json(status, gate: DurabilityGate(desk.appliance, performed.number)) { json in
      if let presentation {
        write(presentation, &json)
      } else {
        json.member("lsid", lsid)
        json.member("active", false)
      }
    }
  }

  private static func write(_ presentation: ActivePresentation, _ json: inout JSONWriter) {
    json.member("lsid", presentation.lsid)
    json.member("active", true)
    json.member("name", presentation.name)
    json.member("started", presentation.start.rfc3339WithMilliseconds)
    json.member("representative", presentation.owner)
    json.member("presenter", presentation.presenter?.representative)
    json.key("attendees")
    json.beginArray()
    for attendee in presentation.attendees {
      json.object { json in
        json.member("attendee", attendee.gsnumber)
        json.member("name", attendee.name)
      }
    }
    json.endArray()
  }
}
