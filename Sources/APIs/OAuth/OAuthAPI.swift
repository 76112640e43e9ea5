public import APIKit
import ApplianceDomain
import Changes
import Documents
import HTTPMessages
import HTTPTypes

/// `/oauth2/token` (guide: "Create a Token"; RFC 6749 sections 4.4 and 5.2).
///
/// `Undocumented:` a `scope` is taken and means nothing, for what a token may do is what its account may do; of a
/// parameter that is repeated the last counts, and of credentials in the header and in the parameters those in the
/// header, where RFC 6749 would let a server refuse the request.
public struct OAuthAPI: Sendable {
  private let context: APIContext

  /// The token endpoint of an appliance.
  public init(context: APIContext) { self.context = context }

  /// What answers: the token endpoint, which takes only POST.
  public var endpoints: [Endpoint] {
    [Endpoint("/oauth2/token", [.post]) { [self] in token($0) }]
  }

  private func token(_ request: Request) -> Response {
    guard let parameters = try? TokenRequest(request, in: context) else {
      return error(
        .unsupportedMediaType, "invalid_request", "Send parameters as application/x-www-form-urlencoded.",
        request)
    }
    guard let account = client(request, parameters) else { return invalidClient(request) }
    guard let grantType = parameters.grantType, !grantType.isEmpty else {
      return fault(
        "invalid_request", "The parameter grant_type is missing; send grant_type=client_credentials.", request
      )
    }
    guard grantType == "client_credentials" else {
      return fault("unsupported_grant_type", "Only client_credentials is supported.", request)
    }
    let token = BearerToken.make(context.entropy)
    let digest = context.hashing.token(Array(token.utf8)[...])
    do throws(Refusal) {
      let performed = try context.appliance.perform(
        .issueToken(digest: digest, clientID: account.clientID, hint: String(token.suffix(4))))
      return grant(token, request, DurabilityGate(context.appliance, performed.number))
    } catch {
      return invalidClient(request)  // The account went away, or was disabled, between the two steps.
    }
  }

  private func grant(_ token: String, _ request: Request, _ gate: DurabilityGate) -> Response {
    var response = Answers.json(to: request, in: context, gate: gate) { json in
      json.key("access_token")
      json.string(token)
      json.key("token_type")
      json.string("Bearer")
      json.key("expires_in")
      json.number(AccessToken.lifetime)
    }
    response.fields.append("Pragma", "no-cache")  // RFC 6749 section 5.1.
    return response
  }

  /// The account whose ID and secret a request carries: in its Basic credentials, else in its body.
  private func client(_ request: Request, _ parameters: TokenRequest) -> APIAccount? {
    for pair in ClientCredentials.candidates(request, parameters) {
      let account = context.appliance.read { domain, _ in domain.accounts[pair.clientID] }
      guard let account, account.isEnabled else { continue }
      if context.hashing.verify(pair.secret, account.secret) { return account }
    }
    return nil
  }

  private func invalidClient(_ request: Request) -> Response {
    var response = error(
      .unauthorized, "invalid_client",
      "The client ID or the client secret is wrong, or the account is disabled.",
      request)
    response.fields.append("WWW-Authenticate", "Basic realm=\"oauth2\", charset=\"UTF-8\"")
    return response
  }

  private func fault(_ code: String, _ description: String, _ request: Request) -> Response {
    error(.badRequest, code, description, request)
  }

  private func error(
    _ status: HTTPResponse.Status, _ code: String, _ description: String, _ request: Request
  ) -> Response {
    Answers.json(status: status, to: request, in: context) { json in
      json.key("error")
      json.string(code)
      json.key("error_description")
      json.string(description)
    }
  }
}
