internal import Documents
internal import HTTPCodec
internal import HTTPMessages
internal import HTTPTypes

/// Asks an appliance for a bearer token (guide: "Create a Token"; RFC 6749 section 4.4).
public enum TokenRequest {
  /// The request, with the credentials as RFC 6749 section 2.3.1 wants them, unencoded as the guides have them.
  public static func request(clientID: String, secret: String) -> ClientRequest {
    let pair = Base64.encode(Array("\(clientID):\(secret)".utf8))
    return ClientRequest(
      .post, "/oauth2/token",
      fields: FieldBlock([
        "Authorization": "Basic \(pair)", "Content-Type": "application/x-www-form-urlencoded",
        "Accept": "application/json",
      ]), body: Array("grant_type=client_credentials".utf8))
  }

  /// The token of an answer; throws with the server's own reason where there is none.
  public static func token(_ answer: RequestConnection.Answer) throws(ClientFault) -> String {
    let response = try answer.get()
    let document = try? JSONValue(parsing: response.body)
    if response.status == 200, let token = document?["access_token"]?.text { return token }
    let reason =
      document?["error_description"]?.text ?? document?["error"]?.text ?? "the answer holds no access_token"
    throw ClientFault(.refused, "The server gives no token (status \(response.status)): \(reason)")
  }
}
