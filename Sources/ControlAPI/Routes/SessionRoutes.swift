import APIKit
import ApplianceDomain
import Changes
import Documents
import HTTPMessages
import HTTPTypes

/// Sessions by hand.
enum SessionRoutes {
  static func all(_ desk: ControlDesk) -> [Route] {
    [
      Route(
        "/v1/sessions",
        [
          (.get, { _, _ throws(Problem) in list(desk) }),
          (.post, { request, _ throws(Problem) in try start(request, desk) }),
        ]),
      Route(
        "/v1/sessions/{lsid}",
        [
          (
            .get,
            { _, path throws(Problem) in
              guard let session = SessionView.find(path["lsid"], desk) else {
                throw Problem(Refusal.unknownSession(path["lsid"]))
              }
              return Answer.json { session.write(&$0) }
            }
          )
        ]),
      action("accept", ["representative"], desk) { lsid, members throws(Problem) in
        let id = try members.required("representative", members.integer("representative"))
        return .acceptSession(lsid: lsid, representative: Int(id))
      },
      action("transfer", ["queue"], desk) { lsid, members throws(Problem) in
        let text = try members.required("queue", members.text("queue"))
        return .transferSession(lsid: lsid, queue: try SessionStartBody.queue(text))
      },
      action("chat", ["from", "body"], desk) { lsid, members throws(Problem) in
        let sender = try sender(members)
        let body = try members.required("body", members.text("body"))
        guard !body.isEmpty else { throw .invalid("body", "it is empty; say something") }
        return .sendChatMessage(lsid: lsid, from: sender, body: body)
      },
      action("attributes", ["attributes", "external_key"], desk) { lsid, members throws(Problem) in
        .setSessionAttributes(lsid: lsid, try SessionStartBody.attributes(members))
      },
      action("customer-elevate", [], desk) { lsid, _ throws(Problem) in .elevateCustomer(lsid: lsid) },
      action("customer-leave", [], desk) { lsid, _ throws(Problem) in .customerLeaves(lsid: lsid) },
      action("end", ["by"], desk) { lsid, members throws(Problem) in
        .endSession(lsid: lsid, by: try ender(members))
      },
    ] + ConferenceRoutes.all(desk)
  }

  /// A path below a session that does one thing to it, and answers what has become of it.
  static func action(
    _ name: String, _ known: [String], _ desk: ControlDesk,
    _ intent: @escaping @Sendable (String, Members) throws(Problem) -> Intent
  ) -> Route {
    Route(
      "/v1/sessions/{lsid}/\(name)",
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
    let body = try SessionStartBody.read(request, desk)
    let performed = try desk.perform(.startSession(body))
    guard case .session(let lsid) = performed.outcome else {
      preconditionFailure("The domain answers a start with the session's LSID")
    }
    var response = answer(.created, lsid, performed, desk)
    response.fields.append("Location", "/v1/sessions/\(lsid)")
    return response
  }

  /// The session as it is; one that is over has nothing more to show.
  private static func answer(
    _ status: HTTPResponse.Status, _ lsid: String, _ performed: Appliance.Performed, _ desk: ControlDesk
  ) -> Response {
    let session = SessionView.find(lsid, desk)
    return Answer.json(status, gate: DurabilityGate(desk.appliance, performed.number)) { json in
      if let session {
        session.write(&json)
      } else {
        json.member("lsid", lsid)
        json.member("active", false)
      }
    }
  }

  private static func list(_ desk: ControlDesk) -> Response {
    let sessions = SessionView.all(desk)
    return Answer.json { json in
      json.key("sessions")
      json.beginArray()
      for session in sessions { json.object { session.write(&$0) } }
      json.endArray()
    }
  }

  private static func sender(_ members: Members) throws(Problem) -> ChatSender {
    let value = try members.required("from", members["from"])
    if value.text == "customer" { return .customer }
    if let id = value.integer { return .representative(Int(id)) }
    throw Members.wrongType("from", value, wanted: "\"customer\" or the user ID of a representative")
  }

  private static func ender(_ members: Members) throws(Problem) -> SessionEnder {
    switch try members.text("by") {
    case nil, "system"?: return .system
    case "customer"?: return .customer
    case "owner"?: return .owner
    case let other?: throw .unknownWord("by", other, of: ["system", "customer", "owner"])
    }
  }
}
