import ApplianceDomain
import Changes
import Documents
import HTTPMessages
import HTTPTypes

/// The body of `POST /v1/sessions`.
enum SessionStartBody {
  /// The members that say where the session goes; exactly one is given.
  private static let ways = ["queue", "representative", "issue", "session_key", "jump"]

  /// The most attributes that one session is given; more are refused before they are looked at one by one.
  private static let mostAttributes = 256

  static func read(_ request: Request, _ desk: ControlDesk) throws(Problem) -> SessionRequest {
    let members = try Members(
      of: request,
      known: ways + [
        "start_method", "customer", "attributes", "external_key", "priority", "skills", "client_type",
        "hostname", "jumpoint", "prewait",
      ])
    return SessionRequest(
      method: try method(members, desk), customer: try customer(members), attributes: try attributes(members),
      priority: try members.integer("priority").map { Int($0) }, skills: try members.texts("skills"),
      hostname: try members.text("hostname"),
      clientType: try members.word("client_type", ClientType.self) ?? .desktop,
      jumpoint: try members.integer("jumpoint").map { Int($0) },
      prewaits: try members.bool("prewait") ?? false)
  }

  /// The queue that a text names.
  static func queue(_ text: String) throws(Problem) -> QueueReference {
    if let queue = QueueReference(text) { return queue }
    throw .invalid(
      "queue",
      "\"\(text)\" names no queue; write general, rep:ID, rep_username:NAME, team:ID, embassy:ID or issue:CODE_NAME"
    )
  }

  private static func method(_ members: Members, _ desk: ControlDesk) throws(Problem) -> SessionRequest.Method
  {
    let given = members.given.filter { ways.contains($0) }
    guard given.count <= 1 else {
      throw Problem(
        "session-destination", .unprocessableContent, "It is not clear where the session goes",
        "Give only one of \(ways.joined(separator: ", ")); \(given.joined(separator: ", ")) are given")
    }
    let startMethod = try members.word("start_method", StartMethod.self)
    // Who does not care where a session goes gets one in the queue of everybody.
    guard let way = given.first else { return .queue(.general, as: startMethod ?? .sessionKey) }
    guard startMethod == nil || way == "queue" || way == "jump" else {
      throw .invalid("start_method", "it follows from \(way); give it only with queue or jump")
    }
    switch way {
    case "queue":
      return .queue(try queue(members.text("queue") ?? ""), as: startMethod ?? .sessionKey)
    case "representative": return try representative(members, desk)
    case "issue": return try issue(members)
    case "jump":
      let id = Int(try members.integer("jump") ?? 0)
      return .jump(representative: id, as: startMethod ?? .localJump)
    default: return try sessionKey(members)
    }
  }

  private static func representative(_ members: Members, _ desk: ControlDesk) throws(Problem)
    -> SessionRequest.Method
  {
    let id = Int(try members.integer("representative") ?? 0)
    let name = desk.appliance.read { domain, _ in domain.index.representative(id)?.publicDisplayName }
    guard let name else { throw Problem(Refusal.unknownRepresentative(id)) }
    return .representative(id: id, name: name)
  }

  private static func issue(_ members: Members) throws(Problem) -> SessionRequest.Method {
    guard let value = members["issue"] else { throw .invalid("issue", "it is missing") }
    if let id = value.integer { return .issue(id: Int(id)) }
    if let codeName = value.text { return .issueCodeName(codeName) }
    throw Members.wrongType("issue", value, wanted: "an issue's ID (a number) or code name (a string)")
  }

  private static func sessionKey(_ members: Members) throws(Problem) -> SessionRequest.Method {
    let key = try members.text("session_key") ?? ""
    switch key.utf8.count {
    case 7: return .shortKey(key)
    case 32: return .accessKey(key)
    default:
      throw .invalid("session_key", "\"\(key)\" is neither seven digits nor the 32 digits of a key's URL")
    }
  }

  private static func customer(_ members: Members) throws(Problem) -> CustomerInfo {
    let names = ["name", "company", "company_code", "details"]
    guard let customer = try members.object("customer", known: names) else { return CustomerInfo() }
    let info = CustomerInfo(
      name: try customer.text("name") ?? "", company: try customer.text("company") ?? "",
      companyCode: try customer.text("company_code") ?? "", details: try customer.text("details") ?? "")
    let limited = [("name", info.name), ("company", info.company), ("company_code", info.companyCode)]
    for (name, text) in limited where text.count > CustomerInfo.maximumLength {
      throw .invalid("customer.\(name)", "it is longer than \(CustomerInfo.maximumLength) characters")
    }
    guard info.details.utf8.count <= CustomerInfo.maximumDetailsBytes else {
      throw .invalid("customer.details", "it is longer than \(CustomerInfo.maximumDetailsBytes) bytes")
    }
    return info
  }

  /// The attributes by code name, the external key among them.
  static func attributes(_ members: Members) throws(Problem) -> [AttributeValue] {
    var attributes: [AttributeValue] = []
    if let value = members["attributes"] {
      let names = value.members?.map(\.name) ?? []
      guard names.count <= mostAttributes else {
        throw .invalid("attributes", "there are \(names.count); give \(mostAttributes) at most")
      }
      let object = try Members(value, path: "attributes", known: names)
      for name in object.given {
        attributes.append(AttributeValue(codeName: name, value: try object.text(name) ?? ""))
      }
    }
    if let key = try members.text("external_key") {
      attributes.removeAll { $0.codeName == AttributeValue.externalKey }
      attributes.append(AttributeValue(codeName: AttributeValue.externalKey, value: key))
    }
    return attributes
  }
}
