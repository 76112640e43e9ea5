import APIKit
import ApplianceDomain
import Changes
import Documents
import HTTPMessages
import HTTPTypes

/// Access tokens of API accounts.
enum TokenRoutes {
  /// How many of a token's last characters a list shows.
  private static let hintLength = 4

  static func all(_ desk: ControlDesk) -> [Route] {
    [
      Route(
        "/v1/tokens",
        [
          (.get, { request, _ throws(Problem) in try list(request, desk) }),
          (.post, { request, _ throws(Problem) in try mint(request, desk) }),
          (.delete, { request, _ throws(Problem) in try revoke(request, desk) }),
        ])
    ]
  }

  private static func list(_ request: Request, _ desk: ControlDesk) throws(Problem) -> Response {
    let clientID = try account(request, desk)
    let tokens = desk.appliance.read { domain, now in domain.accounts.validTokens(of: clientID, at: now) }
    return Answer.json { json in
      json.key("tokens")
      json.beginArray()
      for token in tokens {
        json.object { json in
          json.member("client_id", token.clientID)
          json.member("token", "…\(token.hint)")
          json.member("issued", token.issued.rfc3339WithMilliseconds)
          json.member("expires", token.expires.rfc3339WithMilliseconds)
        }
      }
      json.endArray()
    }
  }

  private static func mint(_ request: Request, _ desk: ControlDesk) throws(Problem) -> Response {
    let members = try Members(of: request, known: ["client_id"])
    let clientID = try members.required("client_id", members.text("client_id"))
    let token = BearerToken.make(desk.context.entropy)
    let digest = desk.context.hashing.token(Array(token.utf8)[...])
    let hint = String(token.suffix(hintLength))
    let performed = try desk.perform(.issueToken(digest: digest, clientID: clientID, hint: hint))
    return Answer.json(gate: DurabilityGate(desk.appliance, performed.number)) { json in
      json.member("access_token", token)
      json.member("token_type", "Bearer")
      json.member("expires_in", Int(AccessToken.lifetime))
    }
  }

  private static func revoke(_ request: Request, _ desk: ControlDesk) throws(Problem) -> Response {
    _ = try Members(of: request, known: [])
    let performed = try desk.perform(.revokeTokens(clientID: account(request, desk)))
    return Answer.done(gate: DurabilityGate(desk.appliance, performed.number))
  }

  /// The account that the query names; nil where it names none.
  private static func account(_ request: Request, _ desk: ControlDesk) throws(Problem) -> String? {
    guard let clientID = try Query(of: request, known: ["client_id"])["client_id"] else { return nil }
    return try AccountRoutes.find(clientID, desk).clientID
  }
}
