import ApplianceDomain
import Changes
import Documents
import HTTPTypes
import Testing

@testable import APIs

@Suite("asking customers before the customer client is downloaded")
struct PromptTests {
  private static let more =
    "customer.name=%22Jo%22&session.custom.field1=x&session.custom.external_key=a%26b&external_key=old&locale=de"

  private func bench(_ version: APIVersion) -> APIBench {
    APIBench(version, settings: { $0.promptBeforeSession = true })
  }

  private func count(_ bench: APIBench) -> Int {
    bench.appliance.read { domain, _ in domain.model.supportSession.count }
  }

  @Test("a page asks, and begins nothing; its form begins the session", arguments: APIVersion.allCases)
  func page(_ version: APIVersion) throws {
    let bench = bench(version)
    let before = count(bench)
    let page = bench.start("issue_menu=1&id=12&\(Self.more)")
    #expect(page.status == 200)
    #expect(page.head.contains("Content-Type: text/html"))
    #expect(page.text.contains("<form method=\"post\" action=\"/api/start_session\">"))
    for (name, value) in [
      ("issue_menu", "1"), ("id", "12"), ("customer.name", "&quot;Jo&quot;"), ("session.custom.field1", "x"),
      ("session.custom.external_key", "a&amp;b"), ("locale", "de"), ("prompted", "1"),
    ] {
      #expect(page.text.contains("name=\"\(name)\" value=\"\(value)\""), "\(name)")
    }
    #expect(count(bench) == before)
    let session = try #require(bench.session("issue_menu=1&id=12&prompted=1&\(Self.more)"))
    #expect(session.attribute("field1") == "x")
    #expect(count(bench) == before + 1)
  }

  @Test("with a session key the page carries the external key alone", arguments: APIVersion.allCases)
  func key(_ version: APIVersion) throws {
    let page = bench(version).start("short_key=1234567&\(Self.more)").text
    #expect(page.contains("name=\"short_key\" value=\"1234567\""))
    #expect(page.contains("name=\"session.custom.external_key\" value=\"a&amp;b\""))
    for name in ["customer.name", "session.custom.field1", "locale"] {
      #expect(!page.contains("\"\(name)\""))
    }
  }

  @Test("a key's URL asks, too, and is not used up by it")
  func address() throws {
    let bench = bench(.v1_21_1)
    let url = try #require(bench.key("queue_id=team:1").texts("//r:key_url").first)
    let query = String(url.split(separator: "?")[1])
    let before = count(bench)
    let page = bench.send(bench.request(.get, "/", query: query))
    #expect(page.text.contains("<form method=\"get\" action=\"/\">"))
    #expect(page.text.contains("name=\"ak\""))
    #expect(count(bench) == before)
    let answer = bench.send(bench.request(.get, "/", query: query + "&prompted=1"))
    #expect(answer.head.contains("customer-client-"))
    #expect(count(bench) == before + 1)
  }

  @Test("what cannot begin is said instead of asking; a chat, which downloads nothing, begins at once")
  func others() {
    let bench = bench(.v1_21_1)
    #expect(bench.start("short_key=7654321").status == 404)
    #expect(bench.start("id=8&name=Twin").status == 503)
    let before = count(bench)
    #expect(bench.start("short_key=1234567&c2cjs=1").text.contains("<form id=\"say\""))
    #expect(count(bench) == before + 1)
  }

  @Test("the script is told to ask")
  func json() {
    let bench = bench(.v1_21_1)
    let type = "application/x-www-form-urlencoded"
    func send(_ body: String) -> APIBench.Answer {
      bench.send(bench.request(.post, "/api/start_session.json", body: body, type: type))
    }
    #expect(send("short_key=1234567").json?["prompt"]?.bool == true)
    #expect(send("short_key=1234567&prompted=1").json?["download_url"] != nil)
  }
}
