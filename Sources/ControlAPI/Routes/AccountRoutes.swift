import APIKit
import ApplianceDomain
import Changes
import Determinism
import Documents
import HTTPMessages
import HTTPTypes

/// API accounts.
enum AccountRoutes {
  /// The longest name of an account, in characters; a longer one is refused.
  static let longestName = 255

  static func all(_ desk: ControlDesk) -> [Route] {
    [
      Route(
        "/v1/accounts",
        [
          (.get, { _, _ throws(Problem) in list(desk) }),
          (.post, { request, _ throws(Problem) in try create(request, desk) }),
        ]),
      Route(
        "/v1/accounts/{client_id}",
        [
          (
            .get,
            { _, path throws(Problem) in
              let account = try find(path["client_id"], desk)
              return Answer.json { write(account, &$0) }
            }
          ),
          (.patch, { request, path throws(Problem) in try patch(request, path["client_id"], desk) }),
          (
            .delete,
            { request, path throws(Problem) in
              _ = try Members(of: request, known: [])
              let id = path["client_id"]
              let performed = try desk.exclusively { () throws(Problem) in
                try desk.perform(.deleteAccount(clientID: id))
              }
              return Answer.done(gate: DurabilityGate(desk.appliance, performed.number))
            }
          ),
        ]),
      Route(
        "/v1/accounts/{client_id}/secret",
        [(.post, { request, path throws(Problem) in try newSecret(request, path["client_id"], desk) })]),
    ]
  }

  /// The account with a client ID.
  static func find(_ clientID: String, _ desk: ControlDesk) throws(Problem) -> APIAccount {
    let account = desk.appliance.read { domain, _ in domain.accounts[clientID] }
    guard let account else { throw Problem(Refusal.unknownAccount(clientID)) }
    return account
  }

  private static func list(_ desk: ControlDesk) -> Response {
    let accounts = desk.appliance.read { domain, _ in domain.accounts.all }
    return Answer.json { json in
      json.key("accounts")
      json.beginArray()
      for account in accounts { json.object { write(account, &$0) } }
      json.endArray()
    }
  }

  private static func create(_ request: Request, _ desk: ControlDesk) throws(Problem) -> Response {
    let members = try Members(of: request, known: ["name", "permissions", "enabled"])
    let name = try members.required("name", name(members))
    let permissions = try PermissionsBody.read(members, over: Permissions())
    let secret = Secrets.hex(40, desk.context.entropy)
    let account = APIAccount(
      clientID: Secrets.hex(40, desk.context.entropy), name: name, secret: desk.context.hashing.hash(secret),
      isEnabled: try members.bool("enabled") ?? true, permissions: permissions)
    let performed = try desk.exclusively { () throws(Problem) in try desk.perform(.saveAccount(account)) }
    var response = Answer.json(.created, gate: DurabilityGate(desk.appliance, performed.number)) { json in
      json.member("client_id", account.clientID)
      json.member("client_secret", secret)
      writeRest(account, &json)
    }
    response.fields.append("Location", "/v1/accounts/\(account.clientID)")
    return response
  }

  private static func patch(_ request: Request, _ clientID: String, _ desk: ControlDesk) throws(Problem)
    -> Response
  {
    let members = try Members(of: request, known: ["name", "permissions", "enabled"])
    return try desk.exclusively { () throws(Problem) in
      var account = try find(clientID, desk)
      account.name = try name(members) ?? account.name
      account.permissions = try PermissionsBody.read(members, over: account.permissions)
      account.isEnabled = try members.bool("enabled") ?? account.isEnabled
      let performed = try desk.perform(.saveAccount(account))
      return Answer.json(gate: DurabilityGate(desk.appliance, performed.number)) { write(account, &$0) }
    }
  }

  private static func newSecret(_ request: Request, _ clientID: String, _ desk: ControlDesk) throws(Problem)
    -> Response
  {
    _ = try Members(of: request, known: [])
    let secret = Secrets.hex(40, desk.context.entropy)
    let hash = desk.context.hashing.hash(secret)
    let performed = try desk.exclusively { () throws(Problem) in
      try desk.perform(.replaceSecret(clientID: clientID, hash))
    }
    return Answer.json(gate: DurabilityGate(desk.appliance, performed.number)) { json in
      json.member("client_secret", secret)
    }
  }

  private static func name(_ members: Members) throws(Problem) -> String? {
    guard let name = try members.text("name") else { return nil }
    guard !name.isEmpty, name.count <= longestName else {
      throw .invalid("name", "it has \(name.count) characters; give 1 to \(longestName)")
    }
    return name
  }

  private static func write(_ account: APIAccount, _ json: inout JSONWriter) {
    json.member("client_id", account.clientID)
    writeRest(account, &json)
  }

  private static func writeRest(_ account: APIAccount, _ json: inout JSONWriter) {
    json.member("name", account.name)
    json.key("permissions")
    json.object { PermissionsBody.write(account.permissions, &$0) }
    json.member("enabled", account.isEnabled)
  }
}

/// Texts that must not be guessed.
enum Secrets {
  /// So many lower-case hex digits; an even number.
  static func hex(_ digits: Int, _ entropy: any EntropySource) -> String {
    let alphabet = Array("0123456789abcdef".utf8)
    let text = entropy.bytes(digits / 2).flatMap { [alphabet[Int($0 >> 4)], alphabet[Int($0 & 15)]] }
    return String(decoding: text, as: UTF8.self)
  }
}
