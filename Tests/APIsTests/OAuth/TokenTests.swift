import APIKit
import ApplianceDomain
import Changes
import Documents
import HTTPTypes
import Testing

@testable import APIs

@Suite("the token endpoint")
struct TokenTests {
  @Test(
    "the guide's test scenario gets a token that opens the Command API for an hour of the appliance's clock")
  func scenario() throws {
    let printed =
      "ZTUyYTlhYTZmYzA1MDhkZGYzYTQwNjAxYTczNmIyMzBhMWJlYmNkMTpCVTV1MGZWRWIxcUVXdUhkQks5QVI2cTkrTzFD"
      + "QjI2c3F1MXN1c2ZKMExzSw=="
    let bench = APIBench()
    let answer = bench.token("Basic " + printed)
    #expect(answer.status == 200)
    #expect(answer.json?["token_type"]?.text == "Bearer")
    #expect(answer.json?["expires_in"]?.integer == 3600)
    let token = try #require(answer.json?["access_token"]?.text)
    #expect(token.utf8.count == 40)
    #expect(bench.command("action=get_api_info", token: token).status == 200)
    bench.wait(3599)
    #expect(bench.command("action=get_api_info", token: token).status == 200)
    bench.wait(1)
    #expect(bench.command("action=get_api_info", token: token).status == 401)
  }

  @Test("answers with a token are not to be kept (RFC 6749 section 5.1)")
  func caching() {
    let head = APIBench().token().head
    #expect(head.contains("Cache-Control: ") && head.contains("no-store"))
    #expect(head.contains("Pragma: no-cache\r\n"))
    #expect(head.contains("Content-Type: application/json\r\n"))
  }

  @Test("two tokens differ, and both are valid")
  func several() throws {
    let bench = APIBench()
    let tokens = try (0..<2).map { _ in try #require(bench.token().json?["access_token"]?.text) }
    #expect(tokens[0] != tokens[1])
    for token in tokens { #expect(bench.command("action=get_api_info", token: token).status == 200) }
  }

  @Test("an account has at most 30 valid tokens: one more invalidates the oldest")
  func limit() throws {
    let bench = APIBench()  // One token of the account is there already.
    let tokens = try (0..<30).map { _ in
      bench.wait(1)
      return try #require(bench.token().json?["access_token"]?.text)
    }
    #expect(bench.command("action=get_api_info", token: "full").status == 401)
    #expect(bench.command("action=get_api_info", token: tokens[0]).status == 200)
    _ = bench.token()
    #expect(bench.command("action=get_api_info", token: tokens[0]).status == 401)
    #expect(bench.command("action=get_api_info", token: tokens[1]).status == 200)
  }

  @Test(
    "the grant may stand in a form body, in the query or in a JSON body",
    arguments: [
      ("", "grant_type=client_credentials", "application/x-www-form-urlencoded"),
      ("", "grant_type=client_credentials", "application/x-www-form-urlencoded; charset=utf-8"),
      ("", "grant_type=client_credentials", nil), ("grant_type=client_credentials", "", nil),
      ("", #"{"grant_type":"client_credentials"}"#, "application/json"),
      ("", #"{"grant_type":"client_credentials","n":1}"#, "Application/JSON ; charset=utf-8"),
      ("grant_type=password", "grant_type=client_credentials", "application/x-www-form-urlencoded"),
      ("grant_type=client_credentials", "{broken", "application/json"),
    ] as [(String, String, String?)])
  func ways(_ query: String, _ body: String, _ type: String?) {
    let bench = APIBench()
    let request = bench.request(
      .post, "/oauth2/token", query: query, body: body, type: type, authorization: Office.basic)
    #expect(bench.send(request).status == 200)
  }

  @Test("a multipart body is taken up to 18.1 and refused from 21.3 on", arguments: APIVersion.allCases)
  func multipart(_ version: APIVersion) {
    let bench = APIBench(version)
    let body =
      "--x\r\nContent-Disposition: form-data; name=\"grant_type\"\r\n\r\nclient_credentials\r\n--x--\r\n"
    let answer = bench.send(
      bench.request(
        .post, "/oauth2/token", body: body, type: "multipart/form-data; boundary=x",
        authorization: Office.basic
      ))
    #expect(answer.status == (version == .v1_21_1 ? 415 : 200))
    #expect(answer.json?["error"]?.text == (version == .v1_21_1 ? "invalid_request" : nil))
  }

  @Test(
    "credentials may be plain, form-encoded or in the body",
    arguments: [
      (Office.basic, ""), (Office.basic.replacing("Basic", with: "bAsIc "), ""),
      (
        Office.credentials("\(Office.clientID):\(Office.secret.replacing("+", with: "%2B"))"), ""
      ),
      (nil, "&client_id=\(Office.clientID)&client_secret=\(Office.secret.replacing("+", with: "%2B"))"),
    ] as [(String?, String)])
  func credentials(_ authorization: String?, _ more: String) {
    #expect(APIBench().token(authorization, body: "grant_type=client_credentials" + more).status == 200)
  }

  @Test(
    "wrong credentials are refused with a Basic challenge (RFC 6749 section 5.2)",
    arguments: [
      nil, "", "Basic", "Basic ", "Basic !!!", "Basic " + Base64.encode("nocolon".utf8), "Bearer full",
      Office.credentials("\(Office.clientID):wrong"), Office.credentials("unknown:\(Office.secret)"),
      Office.credentials("\(Office.clientID):"), Office.credentials(":"),
      Office.credentials("\(Office.clientID): \(Office.secret)"),
      Office.credentials("disabled:\(Office.secret)"),
    ] as [String?])
  func wrongCredentials(_ authorization: String?) {
    let answer = APIBench().token(authorization)
    #expect(answer.status == 401)
    #expect(answer.json?["error"]?.text == "invalid_client")
    #expect(answer.json?["access_token"] == nil)
    #expect(answer.head.contains("WWW-Authenticate: Basic realm=\"oauth2\""))
  }

  @Test("credentials in the header count, whatever the body says")
  func headerFirst() {
    let more = "&client_id=\(Office.clientID)&client_secret=\(Office.secret.replacing("+", with: "%2B"))"
    let answer = APIBench().token("Basic eDp5", body: "grant_type=client_credentials" + more)
    #expect(answer.status == 401)
  }

  @Test(
    "a request without a grant, or with another one, is told so",
    arguments: [
      ("", "invalid_request"), ("grant_type=", "invalid_request"),
      ("grant_type=password", "unsupported_grant_type"),
      ("grant_type=client_credentials&grant_type=authorization_code", "unsupported_grant_type"),
      ("grant_type=Client_Credentials", "unsupported_grant_type"),
    ])
  func grants(_ body: String, _ error: String) {
    let answer = APIBench().token(body: body)
    #expect(answer.status == 400)
    #expect(answer.json?["error"]?.text == error)
    #expect(answer.json?["error_description"]?.text?.isEmpty == false)
  }

  @Test("only POST gets tokens", arguments: [.get, .head, .put] as [HTTPRequest.Method])
  func methods(_ method: HTTPRequest.Method) {
    let bench = APIBench()
    let answer = bench.send(
      bench.request(
        method, "/oauth2/token", query: "grant_type=client_credentials", authorization: Office.basic))
    #expect(answer.status == 405)
    #expect(answer.head.contains("Allow: POST, OPTIONS\r\n"))
  }

  @Test("a new secret ends the tokens; the old one gets none any more")
  func newSecret() throws {
    let bench = APIBench()
    let token = try #require(bench.token().json?["access_token"]?.text)
    _ = try bench.appliance.perform(
      .replaceSecret(clientID: Office.clientID, SecretHash(salt: "", digest: "new")))
    #expect(bench.command("action=get_api_info", token: token).status == 401)
    #expect(bench.token().status == 401)
    #expect(bench.token(Office.credentials("\(Office.clientID):new")).status == 200)
  }
}
