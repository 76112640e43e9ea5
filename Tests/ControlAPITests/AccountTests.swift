import APIKit
import ApplianceDomain
import Changes
import ControlAPI
import Documents
import HTTPMessages
import Testing

@Suite("Accounts and tokens")
struct AccountTests {
  /// Whether a token opens the documented APIs.
  private func opens(_ token: String, _ desk: Desk) -> Bool {
    let request = Request.made("GET", "/api/command", fields: [("authorization", "Bearer \(token)")])
    if case .success = desk.context.authenticate(request, FormParameters()) { return true }
    return false
  }

  private func mint(_ clientID: String, _ desk: Desk) throws -> String {
    let reply = desk.ask("POST", "/v1/tokens", #"{"client_id":"\#(clientID)"}"#)
    #expect(reply.status == 200)
    #expect(reply.json["token_type"]?.text == "Bearer")
    #expect(reply.json["expires_in"]?.integer == 3600)
    return try #require(reply.json["access_token"]?.text)
  }

  @Test("a secret is shown once, and a new one ends the account's tokens")
  func secret() throws {
    let desk = Desk()
    let created = desk.ask(
      "POST", "/v1/accounts",
      #"{"name":"CI","permissions":{"perm_command":"read_only","perm_reporting_support":1,"perm_backup":true}}"#
    )
    #expect(created.status == 201)
    #expect(
      created.json.members?.map(\.name) == ["client_id", "client_secret", "name", "permissions", "enabled"])
    let clientID = try #require(created.json["client_id"]?.text)
    let secret = try #require(created.json["client_secret"]?.text)
    #expect(clientID.utf8.count == 40)
    #expect(created.json["permissions"]?["perm_command"]?.text == "read_only")
    #expect(created.json["permissions"]?["perm_backup"]?.integer == 1)
    #expect(created.json["permissions"]?["perm_reporting_archive"]?.integer == 0)
    #expect(!desk.ask("GET", "/v1/accounts").text.contains(secret))
    #expect(desk.ask("GET", "/v1/accounts/\(clientID)").json["client_secret"] == nil)

    let token = try mint(clientID, desk)
    let other = try mint(Desk.clientID, desk)
    #expect(opens(token, desk))
    let renewed = desk.ask("POST", "/v1/accounts/\(clientID)/secret")
    #expect(renewed.json.members?.map(\.name) == ["client_secret"])
    let fresh = try #require(renewed.json["client_secret"]?.text)
    #expect(fresh != secret)
    #expect(!opens(token, desk))
    #expect(opens(other, desk))
    let hash = desk.appliance.read { domain, _ in domain.accounts[clientID]?.secret }
    #expect(hash.map { desk.context.hashing.verify(fresh, $0) } == true)
    #expect(hash.map { desk.context.hashing.verify(secret, $0) } == false)
  }

  @Test("a change names what it changes; the rest stays")
  func patch() throws {
    let desk = Desk()
    let path = "/v1/accounts/\(Desk.clientID)"
    let token = try mint(Desk.clientID, desk)
    let patched = desk.ask("PATCH", path, #"{"permissions":{"perm_backup":0},"name":"Other"}"#)
    #expect(patched.json["name"]?.text == "Other")
    #expect(patched.json["permissions"]?["perm_backup"]?.integer == 0)
    #expect(patched.json["permissions"]?["perm_command"]?.text == "full_access")
    #expect(opens(token, desk))
    #expect(desk.ask("PATCH", path, #"{"enabled":false}"#).json["enabled"]?.bool == false)
    #expect(!opens(token, desk))
    #expect(
      desk.ask("POST", "/v1/tokens", #"{"client_id":"\#(Desk.clientID)"}"#).problem == "account-disabled")
  }

  @Test("an account that is deleted takes its tokens with it")
  func delete() throws {
    let desk = Desk()
    let token = try mint(Desk.clientID, desk)
    #expect(desk.ask("DELETE", "/v1/accounts/\(Desk.clientID)").status == 204)
    #expect(!opens(token, desk))
    #expect(desk.ask("GET", "/v1/accounts").text == #"{"accounts":[]}"#)
  }

  @Test("tokens are listed masked, end with the appliance's hour, and are revoked by account or all")
  func tokens() throws {
    let desk = Desk()
    let token = try mint(Desk.clientID, desk)
    let list = desk.ask("GET", "/v1/tokens")
    #expect(!list.text.contains(token))
    let first = list.json["tokens"]?.array?.first
    #expect(first?["client_id"]?.text == Desk.clientID)
    #expect(first?["token"]?.text == "…\(token.suffix(4))")
    #expect(first?["expires"]?.text == "2024-12-03T16:26:05Z")
    #expect(desk.ask("DELETE", "/v1/tokens?client_id=\(Desk.clientID)").status == 204)
    #expect(!opens(token, desk))
    let second = try mint(Desk.clientID, desk)
    #expect(desk.ask("DELETE", "/v1/tokens").status == 204)
    #expect(!opens(second, desk))
    let third = try mint(Desk.clientID, desk)
    desk.ask("POST", "/v1/clock/advance", #"{"seconds":3599}"#)
    #expect(opens(third, desk))
    desk.ask("POST", "/v1/clock/advance", #"{"seconds":1}"#)
    #expect(!opens(third, desk))
    #expect(desk.ask("GET", "/v1/tokens").text == #"{"tokens":[]}"#)
  }
}
