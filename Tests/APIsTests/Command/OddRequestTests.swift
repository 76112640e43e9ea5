import ApplianceDomain
import Determinism
import HTTPTypes
import Testing

@testable import APIs

@Suite("requests that nobody would send on purpose")
struct OddRequestTests {
  static let names = [
    "action", "type", "queue_id", "ttl", "session.priority", "session.skills", "session.custom.field1",
    "session.custom.", "external_key", "url_hostname", "short_key", "id", "name", "issue_menu", "codeName",
    "customer.name", "customer.details", "c2cjs", "ak", "username", "password", "showmembers", "grant_type",
  ]
  static let values = [
    "", "1", "-1", "99999999999999999999", "general", "team:1", "rep:1", "issue:other", "rep_username:twin",
    "support", "get_logged_in_reps", "get_support_teams", "generate_session_key", "1234567", "%00", "%FF",
    "%F0%9F%98%80", "%EF%BF%BF", "Admin", ",", "other", ":", "team:", "client_credentials", "%0D%0A", "%22",
  ]
  static let types = [
    nil, "", ";", "application/x-www-form-urlencoded", "application/json", "multipart/form-data",
    "multipart/form-data; boundary=", "\u{FFFD}",
  ]

  @Test("every request gets an answer, and what says that it is XML or JSON is", arguments: 0..<3)
  func answers(_ seed: UInt64) {
    var generator = SeededGenerator(seed: seed, stream: "odd-requests")
    let bench = APIBench(
      generator.pick([.v1_15_1, .v1_16_0, .v1_21_1]), generator.pick([.documented, .observed]))
    let paths = [
      "/api/command", "/api/command.ns", "/api/start_session", "/", "/oauth2/token", "/check_health",
    ]
    for _ in 0..<1000 {
      let text = (0..<generator.below(6)).map { _ in
        generator.pick(Self.names) + "=" + generator.pick(Self.values)
      }.joined(separator: "&")
      let isInBody = generator.chance(0.5)
      let answer = bench.send(
        bench.request(
          generator.pick([.get, .post, .head]), generator.pick(paths), query: isInBody ? "" : text,
          body: isInBody ? text : "", type: generator.pick(Self.types),
          authorization: generator.pick([nil, "Bearer full", "Bearer reader", Office.basic]),
          host: generator.pick(["support.example.com", "[::1]:1", nil])))
      #expect((200..<600).contains(answer.status))
      if answer.head.contains("text/xml") { #expect(XMLCheck.isWellFormed(answer.body), "\(text)") }
      if answer.head.contains("application/json") { #expect(answer.json != nil, "\(text)") }
    }
  }
}
