import APIKit
import Documents
import HTTPMessages
import HTTPTypes

/// The parameters of a token request, from wherever clients put them: a form body as documented, the query string, a
/// JSON body, or a multipart body in the versions that take those.
struct TokenRequest {
  private var parameters: FormParameters

  init(_ request: Request, in context: APIContext) throws(ParameterFault) {
    if request.mediaType == "multipart/form-data" {
      parameters = try FormParameters(verbatim: request, in: context)
      return
    }
    parameters = FormParameters(decoding: request.query)
    if request.mediaType == "application/json" {
      // What is not JSON brings no parameters, and is answered as a request without them.
      for member in (try? JSONValue(parsing: request.body))?.members ?? [] {
        if let text = member.value.text { parameters.append(member.name, text) }
      }
    } else {
      parameters.append(contentsOf: FormParameters(decoding: request.body))
    }
  }

  var grantType: String? { parameters["grant_type"] }
  var clientID: String? { parameters["client_id"] }
  var clientSecret: String? { parameters["client_secret"] }
}

/// A client ID with the secret that is said to belong to it.
struct ClientCredentials {
  var clientID: String
  var secret: String

  /// What a request's credentials can mean: the Basic ones as they are, then form-decoded as RFC 6749 section 2.3.1
  /// has it (as they are first, because the guide's secret holds a `+`), else those in the body.
  static func candidates(_ request: Request, _ parameters: TokenRequest) -> [ClientCredentials] {
    if let value = request.fields.first("authorization") {
      guard value.count > 6, FieldLines.equals(value.prefix(6), "basic "),
        let bytes = Base64.decode(FieldLines.trim(value.dropFirst(6))), let colon = bytes.firstIndex(of: 0x3A)
      else { return [] }
      let (name, secret) = (bytes[..<colon], bytes[(colon + 1)...])
      let plain = ClientCredentials(
        clientID: String(decoding: name, as: UTF8.self), secret: String(decoding: secret, as: UTF8.self))
      let decoded = ClientCredentials(
        clientID: FormParameters.decode(name), secret: FormParameters.decode(secret))
      return [plain, decoded]
    }
    guard let clientID = parameters.clientID, let secret = parameters.clientSecret else { return [] }
    return [ClientCredentials(clientID: clientID, secret: secret)]
  }
}
