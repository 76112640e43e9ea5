import ApplianceDomain
import Changes
import HTTPTypes
import Testing

@testable import APIs

@Suite("start_session")
struct StartSessionTests {
  @Test("a session goes where the request says, and its report says how it began")
  func ways() throws {
    for version in APIVersion.allCases { try ways(version) }
  }

  private func ways(_ version: APIVersion) throws {
    let bench = APIBench(version)
    let cases: [(String, StartMethod, Int?, String)] = [
      ("id=1&name=Admin", .repList, nil, "1"), ("short_key=1234567", .sessionKey, 1, ""),
      ("issue_menu=1&id=12", .issueSubmission, 1, "12"),
      ("issue_menu=1&codeName=INSTALL", .issueSubmission, 1, "12"),
      ("issue_menu=1&codeName=&id=1", .issueSubmission, 1, "1"),
      ("short_key=1234567&id=1&name=Admin", .sessionKey, 1, ""),
      ("short_key=&id=1&name=Admin", .repList, nil, "1"),
      // Several ways in one call: a key goes before an issue, and an issue before a representative.
      ("short_key=1234567&issue_menu=1&id=12&name=Admin", .sessionKey, 1, ""),
      ("issue_menu=1&id=12&name=Admin", .issueSubmission, 1, "12"),
      ("short_key=+1234567%0A", .sessionKey, 1, ""),
      ("id=99&name=Nobody&id=1&name=Admin", .repList, nil, "1"),
    ]
    for (query, method, team, selection) in cases {
      let session = try #require(bench.session(query), "\(query)")
      #expect(session.record.startMethod == method, "\(query)")
      #expect(session.isInTeam == team, "\(query)")
      #expect(session.record.customer.issue == selection, "\(query)")
    }
  }

  @Test("a form body is understood as well as the query, on both paths")
  func forms() {
    let bench = APIBench()
    for path in ["/api/start_session", "/api/start_session.ns"] {
      let form = "application/x-www-form-urlencoded"
      for request in [
        bench.request(.get, path, query: "short_key=1234567"),
        bench.request(.post, path, body: "short_key=1234567", type: form),
        bench.request(.post, path, query: "short_key=1", body: "short_key=1234567", type: form),
      ] {
        #expect(bench.send(request).status == 200)
      }
    }
    #expect(bench.send(bench.request(.put, "/api/start_session", query: "short_key=1234567")).status == 405)
  }

  @Test(
    "a customer is told on a page what is wrong",
    arguments: [
      ("", 400, "short_key"), ("short_key=", 400, "short_key"), ("id=1", 400, "name is missing"),
      ("name=Admin", 400, "id is missing"), ("id=one&name=Admin", 400, "one"),
      ("id=99999999999999999999&name=Admin", 400, "number"), ("short_key=12345678", 404, "12345678"),
      ("issue_menu=1", 400, "codeName or id"),
      ("issue_menu=2&id=1", 400, "issue_menu"), ("issue_menu=1&id=1&codeName=other", 400, "one of them"),
      ("issue_menu=1&id=x", 400, "x"), ("short_key=7654321", 404, "7654321"), ("id=99&name=Admin", 404, "99"),
      ("id=1&name=admin", 404, "admin"), ("issue_menu=1&id=99", 404, "99"),
      ("issue_menu=1&codeName=%3Cscript%3E", 404, "&lt;script&gt;"), ("id=8&name=Twin", 503, "rep:8"),
      ("issue_menu=1&codeName=night", 503, "team:2"),
    ])
  func refusals(_ query: String, _ status: Int, _ text: String) {
    for version in APIVersion.allCases { refusals(version, query, status, text) }
  }

  private func refusals(_ version: APIVersion, _ query: String, _ status: Int, _ text: String) {
    let bench = APIBench(version)
    let before = bench.appliance.read { domain, _ in domain.model.supportSession.count }
    let answer = bench.start(query)
    #expect(answer.status == status)
    #expect(answer.head.contains("Content-Type: text/html; charset=UTF-8\r\n"))
    #expect(answer.text.contains(text))
    #expect(answer.text.contains("<h1>The session was not started</h1>"))
    #expect(bench.appliance.read { domain, _ in domain.model.supportSession.count } == before)
  }

  @Test(
    "the host name that was asked chooses the public site",
    arguments: [
      ("support.example.com", 1), ("help.example.com:8443", 1), ("remote.example.com", 2),
      ("REMOTE.example.com:8443", 2), ("elsewhere.example.com", 1), ("[::1]:8443", 1), (nil, 1),
    ] as [(String?, Int)])
  func sites(_ host: String?, _ id: Int) {
    let session = APIBench().session("short_key=1234567", host: host)
    #expect(session?.record.publicSite.id == id)
    #expect(session?.row.publicSiteID == id)
  }

  @Test("a key's address starts its session; without a key there is a page about the site")
  func address() throws {
    let bench = APIBench()
    let url = try #require(
      bench.key("queue_id=team:1&url_hostname=remote.example.com").texts("//r:key_url").first)
    let query = String(url.split(separator: "?")[1])
    let site = bench.send(bench.request(.get, "/", host: "remote.example.com"))
    #expect(site.status == 200)
    #expect(site.text.contains("Remote &lt;2&gt;"))
    #expect(bench.send(bench.request(.get, "/", query: "ak=")).status == 200)
    #expect(bench.send(bench.request(.get, "/", query: "ak=nothing")).status == 404)
    let answer = bench.send(bench.request(.get, "/", query: query, host: "remote.example.com"))
    #expect(answer.head.contains("customer-client-"))
    #expect(bench.send(bench.request(.get, "/", query: query)).status == 404, "it is used up")
  }

  @Test(
    "a key's time is over by the appliance's clock, for its digits and its URL",
    arguments: APIVersion.allCases)
  func expiry(_ version: APIVersion) throws {
    let bench = APIBench(version)
    let first = bench.key("queue_id=team:1&ttl=60")
    let second = bench.key("queue_id=team:1&ttl=60")
    let digits = try #require(first.texts("//r:short_key").first)
    let query = try #require(second.texts("//r:key_url").first).split(separator: "?")[1]
    let third = try #require(bench.key("queue_id=team:1&ttl=60").texts("//r:short_key").first)
    bench.wait(59)
    #expect(bench.start("short_key=\(third)").status == 200)
    #expect(bench.start("short_key=\(third)").status == 404, "it is used up")
    bench.wait(1)
    #expect(bench.start("short_key=\(digits)").status == 404)
    #expect(bench.send(bench.request(.get, "/", query: String(query))).status == 404)
    bench.wait(1_000_000)
    for _ in 0..<2 { #expect(bench.start("short_key=1234567").status == 200, "keys of the seed data stay") }
  }

  @Test("it needs no account, and goes on where the XML API is switched off")
  func account() {
    #expect(APIBench(settings: { $0.xmlAPI = false }).start("short_key=1234567").status == 200)
  }
}
