import APIKit
import ApplianceDomain
import Documents
import HTTPMessages

/// What several people do in a session, by hand.
enum ConferenceRoutes {
  static func all(_ desk: ControlDesk) -> [Route] { people(desk) + customers(desk) + deeds(desk) }

  private static func people(_ desk: ControlDesk) -> [Route] {
    [
      SessionRoutes.action("join", ["representative"], desk) { lsid, members throws(Problem) in
        .joinSession(lsid: lsid, representative: try representative(members))
      },
      SessionRoutes.action("leave", ["representative"], desk) { lsid, members throws(Problem) in
        .leaveSession(lsid: lsid, representative: try representative(members))
      },
      SessionRoutes.action("invite", ["representative", "name"], desk) { lsid, members throws(Problem) in
        let name = try members.required("name", members.text("name"))
        return .inviteRepresentative(lsid: lsid, by: try representative(members), name: name)
      },
      SessionRoutes.action("assign", ["representative", "timeout"], desk) { lsid, members throws(Problem) in
        .assignSession(
          lsid: lsid, representative: try representative(members), timeout: try members.integer("timeout"))
      },
      SessionRoutes.action("assignment", ["response"], desk) { lsid, members throws(Problem) in
        let response = try members.word("response", AssignmentResponse.self)
        return .respondToAssignment(lsid: lsid, try members.required("response", response))
      },
    ]
  }

  private static func customers(_ desk: ControlDesk) -> [Route] {
    [
      SessionRoutes.action("customer-start", [], desk) { lsid, _ throws(Problem) in
        .customerClientStarts(lsid: lsid)
      },
      SessionRoutes.action("customer-connection", ["connected"], desk) { lsid, members throws(Problem) in
        let isConnected = try members.required("connected", members.bool("connected"))
        return .setCustomerConnected(lsid: lsid, isConnected)
      },
    ]
  }

  private static func deeds(_ desk: ControlDesk) -> [Route] {
    [
      SessionRoutes.action("tool", ["representative", "tool", "in_use"], desk) {
        lsid, members throws(Problem) in
        let tool = try members.required("tool", members.word("tool", ServiceTool.self))
        let isInUse = try members.required("in_use", members.bool("in_use"))
        return .useTool(lsid: lsid, representative: try representative(members), tool, isInUse)
      },
      SessionRoutes.action("select-tool", ["representative", "tool"], desk) { lsid, members throws(Problem) in
        .selectTool(
          lsid: lsid, representative: try representative(members),
          try members.word("tool", ServiceTool.self))
      },
      SessionRoutes.action("event", ["event", "by", "data"], desk) { lsid, members throws(Problem) in
        .act(lsid: lsid, by: try actor(members), try ActivityBody.read(members))
      },
    ]
  }

  static func representative(_ members: Members) throws(Problem) -> Int {
    Int(try members.required("representative", members.integer("representative")))
  }

  private static func actor(_ members: Members) throws(Problem) -> Actor {
    let value = try members.required("by", members["by"])
    if let id = value.integer { return .representative(Int(id)) }
    switch value.text {
    case "customer"?: return .customer
    case "system"?: return .system
    default:
      throw Members.wrongType(
        "by", value, wanted: "\"customer\", \"system\" or the user ID of a representative")
    }
  }
}
