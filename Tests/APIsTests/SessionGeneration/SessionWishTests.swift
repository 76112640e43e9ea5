import ApplianceDomain
import Changes
import Determinism
import Testing

@testable import APIs

@Suite("what a session takes from the request, its key and its issue")
struct SessionWishTests {
  static let details = "customer.name=Jo&customer.company=Co&customer.company_code=1&customer.details=Help%21"

  @Test(
    "customer details have documented and deprecated names; the documented ones win",
    arguments: [
      details, "customer_name=Jo&customer_company=Co&customer_company_code=1&customer_desc=Help%21",
      details + "&customer_name=x&customer_company=x&customer_company_code=x&customer_desc=x",
      details + "&customer_name=&customer.name=Jo",
      "customer.name=&customer.company=&customer.company_code=&customer.details="
        + "&customer_name=Jo&customer_company=Co&customer_company_code=1&customer_desc=Help%21",
    ])
  func customer(_ parameters: String) {
    let session = APIBench().session("short_key=1234567&\(parameters)")
    #expect(
      session?.record.customer.info
        == CustomerInfo(name: "Jo", company: "Co", companyCode: "1", details: "Help!"))
    #expect(session?.row.customerName == "Jo")
    #expect(session?.row.customerDescription == "Help!")
  }

  @Test("what is too long is cut: 100 characters, or 1024 bytes without breaking a character")
  func cutting() throws {
    let bench = APIBench()
    let long = String(repeating: "%C3%A9", count: 101)
    let details = "x" + String(repeating: "%E2%82%AC", count: 400)
    let session = try #require(
      bench.session(
        "short_key=1234567&customer.name=\(long)&customer.company=\(long)&customer.company_code=\(long)"
          + "&customer.details=\(details)&session.custom.field1=\(String(repeating: "y", count: 1025))"))
    let info = session.record.customer.info
    for text in [info.name, info.company, info.companyCode] {
      #expect(text == String(repeating: "é", count: 100))
    }
    #expect(info.details == "x" + String(repeating: "€", count: 341), "1 + 341 * 3 = 1024 bytes")
    #expect(session.attribute("field1") == String(repeating: "y", count: 1024))
  }

  @Test("custom values beyond 10 KB are cut instead of refused")
  func total() throws {
    let value = String(repeating: "y", count: 1024)
    let query = (1...12).map { "session.custom.field\($0)=\(value)" }.joined(separator: "&")
    let session = try #require(
      APIBench().session("short_key=1234567&session.custom.external_key=abc&\(query)"))
    #expect(session.record.attributes.reduce(0) { $0 + $1.value.utf8.count } == 10 * 1024)
    #expect(session.attribute("external_key") == "abc")
    #expect(session.attribute("field10")?.count == 1021)
    #expect(session.attribute("field11") == nil)
  }

  @Test("a key's values and a request's together have at most 10 KB; the request's come first")
  func mergedTotal() throws {
    let bench = APIBench()
    let value = String(repeating: "k", count: 1024)
    let ofKey = (1...10).map { "session.custom.field\($0)=\(value)" }.joined(separator: "&")
    let short = try #require(bench.key("queue_id=team:1&\(ofKey)").texts("//r:short_key").first)
    let own = String(repeating: "r", count: 1000)
    let session = try #require(
      bench.session("short_key=\(short)&session.custom.field1=\(own)&session.custom.field11=\(own)"))
    #expect(session.record.attributes.reduce(0) { $0 + $1.value.utf8.count } == 10 * 1024)
    #expect(session.attribute("field1") == own)
    #expect(session.attribute("field11") == own)
    #expect(session.attribute("field9") == value)
    #expect(session.attribute("field10")?.count == 48)
  }

  @Test("fields and skills that are not configured, and priorities that do not exist, are left out")
  func unknown() throws {
    let session = try #require(
      APIBench().session(
        "short_key=1234567&session.custom.unknown=1&session.custom.field1=2&session.skills=flying,skill2"
          + "&session.priority=9"))
    #expect(session.record.attributes == [AttributeValue(codeName: "field1", value: "2")])
    #expect(session.skills == ["skill2"])
    #expect(session.row.priority == 2)
  }

  @Test(
    "the request has the last word, then the key, then the issue",
    arguments: [
      ("issue:Install", "", 1, ["skill1"]), ("issue:other", "", 2, []), ("team:1", "", 2, []),
      ("issue:Install&session.priority=3&session.skills=skill2", "", 3, ["skill2"]),
      ("issue:Install", "session.priority=2&session.skills=skill2,skill1", 2, ["skill2", "skill1"]),
      (
        "issue:Install&session.priority=3&session.skills=skill2", "session.priority=2&session.skills=skill1",
        2, ["skill1"]
      ),
      ("issue:Install&session.priority=3", "session.skills=skill2", 3, ["skill2"]),
      ("issue:Install", "session.priority=&session.skills=", 1, ["skill1"]),
      ("issue:Install", "session.priority=7&session.skills=flying", 1, ["skill1"]),
      ("issue:Install", "session.skills=%20skill2%20,,skill2", 1, ["skill2"]),
    ])
  func precedence(_ key: String, _ request: String, _ priority: Int, _ skills: [String]) throws {
    let bench = APIBench()
    let short = try #require(bench.key("queue_id=\(key)").texts("//r:short_key").first)
    let session = try #require(bench.session("short_key=\(short)&\(request)"))
    #expect(session.row.priority == priority)
    #expect(session.skills == skills)
    #expect(
      session.row.issueCodeName
        == (key.hasPrefix("issue") ? String(key.dropFirst(6).prefix { $0 != "&" }) : ""))
  }

  @Test("an issue's own priority and skills hold where its menu entry is chosen")
  func issue() throws {
    let session = try #require(APIBench().session("issue_menu=1&id=12"))
    #expect(session.row.priority == 1)
    #expect(session.skills == ["skill1"])
    #expect(session.row.issueDescription == "Install")
  }

  @Test("a request's value takes the place of the key's; without a value the key's stays")
  func overwriting() throws {
    let bench = APIBench()
    let query =
      "queue_id=team:1&session.custom.external_key=k&session.custom.field1=k&session.custom.field2=k"
    let short = try #require(bench.key(query).texts("//r:short_key").first)
    let session = try #require(
      bench.session("short_key=\(short)&external_key=r&session.custom.field1=&session.custom.field3=r"))
    #expect(session.attribute("external_key") == "r")
    #expect(session.attribute("field1") == "k")
    #expect(session.attribute("field2") == "k")
    #expect(session.attribute("field3") == "r")
  }

  @Test("with the prompt on, only the external key can be passed along with a session key")
  func prompt() throws {
    let more =
      "&\(Self.details)&session.custom.external_key=r&session.custom.field1=r&session.priority=1&session.skills=skill2"
    let bench = APIBench(settings: { $0.promptBeforeSession = true })
    let byKey = try #require(bench.session("short_key=1234567&prompted=1\(more)"))
    #expect(byKey.record.attributes == [AttributeValue(codeName: "external_key", value: "r")])
    #expect(byKey.record.customer.info == CustomerInfo())
    #expect(byKey.row.priority == 2)
    #expect(byKey.skills == [])
    let byIssue = try #require(bench.session("issue_menu=1&id=1&prompted=1\(more)"))
    #expect(byIssue.attribute("field1") == "r")
    #expect(byIssue.record.customer.info.name == "Jo")
    let unprompted = try #require(APIBench().session("short_key=1234567\(more)"))
    #expect(unprompted.attribute("field1") == "r")
    #expect(unprompted.row.priority == 1)
    #expect(unprompted.skills == ["skill2"])
  }

  @Test("the time when a session was expected to be accepted stays when it is; a transfer sets a new one")
  func pickup() throws {
    let bench = APIBench()
    let lsid = "c69a8e10bea9428f816cfababe9815fe"
    let expected = APIBench.noon.advanced(bySeconds: 60)
    bench.wait(100)
    _ = try bench.appliance.perform(.acceptSession(lsid: lsid, representative: 5))
    #expect(pickup(bench, lsid) == expected)
    bench.wait(100)
    _ = try bench.appliance.perform(.transferSession(lsid: lsid, queue: .team(3)))
    #expect(pickup(bench, lsid) == APIBench.noon.advanced(bySeconds: 260))
  }

  private func pickup(_ bench: APIBench, _ lsid: String) -> Timestamp? {
    bench.appliance.read { domain, _ in
      domain.sessions[lsid].flatMap { domain.model.supportSession[$0.rowID]?.estimatedPickupTimestamp }
    }
  }
}
