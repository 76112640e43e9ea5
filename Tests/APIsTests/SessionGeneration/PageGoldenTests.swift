import ApplianceDomain
import Changes
import Determinism
import HTTPTypes
import Testing

@testable import APIs

@Suite("pages of the public site as whole messages")
struct PageGoldenTests {
  @Test("each version shows each page as it is kept", arguments: APIVersion.allCases)
  func pages(_ version: APIVersion) throws {
    let bench = APIBench(version)
    try check(bench.send(bench.request(.get, "/")), version, "site")
    let survey = "issue_menu=1&codeName=install&session.custom.external_key=abc123"
    try check(bench.send(bench.request(.get, "/", query: survey)), version, "survey")
    try check(bench.start("short_key=7654321"), version, "problem")
    try check(bench.start("short_key=1234567&c2cjs=1&chat_locale=cs-cs"), version, "chat")
    try check(bench.start("short_key=1234567&platform=winNT-64&locale=de"), version, "client-windows")
    let mac = [("User-Agent", "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7)")]
    let key = "short_key=1234567"
    try check(
      bench.send(bench.request(.get, "/api/start_session", query: key, fields: mac)), version, "client-mac")
    let phone = [("User-Agent", "Mozilla/5.0 (Linux; Android 11; Pixel 4)")]
    try check(
      bench.send(bench.request(.get, "/api/start_session", query: key, fields: phone)), version, "phone")
    let prompting = APIBench(version, settings: { $0.promptBeforeSession = true })
    try check(prompting.start("short_key=1234567&session.custom.external_key=a%26b"), version, "prompt")
    try check(try talked(bench), version, "chat-talked")
  }

  /// A chat in which something was said.
  private func talked(_ bench: APIBench) throws -> APIBench.Answer {
    let tickets = CustomerTickets(seed: 1)
    let started = try bench.appliance.perform(
      .startSession(SessionRequest(method: .shortKey("1234567"), clientType: .webChat)))
    guard case .session(let lsid) = started.outcome else { throw Missing() }
    _ = try bench.appliance.perform(.sendChatMessage(lsid: lsid, from: .customer, body: "1 < 2?"))
    _ = try bench.appliance.perform(.acceptSession(lsid: lsid, representative: 5))
    _ = try bench.appliance.perform(.sendChatMessage(lsid: lsid, from: .representative(5), body: "Yes & no."))
    let query = tickets.chatURL(of: lsid, base: "").dropFirst("/chat?".count)
    return bench.send(bench.request(.get, "/chat", query: String(query)))
  }

  private struct Missing: Error {}

  private func check(_ answer: APIBench.Answer, _ version: APIVersion, _ name: String) throws {
    let head = answer.head.replacing("\r\n", with: "\n")
    try Goldens.check(
      Array("\(answer.status)\n\(head)\n".utf8) + answer.body, "\(version.rawValue)/\(name).txt")
  }
}
