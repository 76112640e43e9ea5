import ApplianceDomain
import Changes
import HTTPTypes
import Testing

@testable import APIs

@Suite("create_virtual_customer")
struct VirtualCustomerTests {
  static let who =
    "name=Ada%20%26%20Co&ip_address=203.0.113.7&operating_system=Windows%2011&computer_name=ADA-PC"

  private func create(_ bench: APIBench, _ query: String) -> APIBench.Answer {
    bench.command("action=create_virtual_customer&\(query)", token: "reader")
  }

  private func client(_ bench: APIBench, _ lsid: String) -> CustomerClientRow? {
    bench.appliance.read { domain, _ in
      domain.sessions[lsid]?.customerRowID.flatMap { domain.model.customerClient[$0] }
    }
  }

  /// Follows a URL of an answer.
  private func open(_ bench: APIBench, _ url: String) throws -> APIBench.Answer {
    let rest = url.dropFirst("https://support.example.com".count)
    let query = try #require(rest.firstIndex(of: "?"))
    return bench.send(
      bench.request(.get, String(rest[..<query]), query: String(rest[rest.index(after: query)...])))
  }

  @Test("a virtual customer is put into a new session of the key's queue, as they are described")
  func creates() throws {
    let bench = APIBench()
    let key = try #require(
      bench.key("queue_id=team:1&session.custom.external_key=BOT-1").texts("//r:short_key").first)
    var answer: APIBench.Answer?
    let told = bench.told { answer = create(bench, "short_key=\(key)&\(Self.who)") }
    let lsid = try #require(answer?.texts("/r:virtual_customer/r:lsid").first)
    #expect(lsid.utf8.count == 32)
    #expect(
      told.changes == [
        "insert support_session", "insert support_session_attribute", "insert customer_client",
      ])
    let record = try #require(bench.active(lsid)?.record)
    #expect(record.startMethod == .sessionKey)
    #expect(record.customer.username == "Ada & Co")
    #expect(record.customer.hostname == "ADA-PC")
    #expect(record.customer.operatingSystem == "Windows 11")
    #expect(record.customer.publicIP.hasPrefix("203.0.113.7:"))
    #expect(record.customer.privateIP == "")
    #expect(record.externalKey == "BOT-1")
    let row = try #require(client(bench, lsid))
    #expect(row.clientType == .webChat)
    #expect(row.hostname == "ADA-PC")
    #expect(row.operatingSystem == "Windows 11")
    #expect(row.publicIP == record.customer.publicIP)
    #expect(bench.active(lsid)?.hasPerson == true, "the simulation does not speak for the bot's customer")
    let again = create(bench, "short_key=\(key)&\(Self.who)")
    #expect(again.error?.contains("short_key is \"\(key)\"") == true, "a key is used up")
  }

  @Test("download_url brings the full client, which is there from then on, and chat_url the chat")
  func urls() throws {
    let bench = APIBench()
    let answer = create(bench, "short_key=1234567&\(Self.who)")
    let lsid = try #require(answer.texts("//r:lsid").first)
    let chat = try #require(answer.texts("/r:virtual_customer/r:chat_url").first)
    #expect(try open(bench, chat).status == 200)
    #expect(client(bench, lsid)?.clientType == .webChat)
    let url = try #require(answer.texts("/r:virtual_customer/r:download_url").first)
    let download = try open(bench, url)
    #expect(download.status == 200)
    #expect(download.head.contains("Content-Disposition: attachment"))
    #expect(client(bench, lsid)?.clientType == .desktop)
    let told = bench.told { _ = try? open(bench, url) }
    #expect(told.isEmpty, "a second download changes nothing")
  }

  @Test(
    "with chat_url=1 download_url redirects to the chat; with any other value it does not",
    arguments: [
      ("&chat_url=1", true), ("&chat_url=0", false), ("&chat_url=true", false), ("&chat_url=", false),
    ])
  func chat(_ parameter: String, _ redirects: Bool) throws {
    let bench = APIBench()
    let answer = create(bench, "short_key=1234567&\(Self.who)\(parameter)")
    let lsid = try #require(answer.texts("//r:lsid").first)
    let url = try #require(answer.texts("//r:download_url").first)
    let opened = try open(bench, url)
    #expect(opened.status == (redirects ? 303 : 200))
    #expect(opened.head.contains("Location: /chat?session=\(lsid)&ticket=") == redirects)
    #expect((client(bench, lsid)?.clientType == .webChat) == redirects)
  }

  @Test("what a bot writes for its customer is read as the customer's words")
  func conversation() throws {
    let bench = APIBench()
    let lsid = try #require(create(bench, "short_key=1234567&\(Self.who)").texts("//r:lsid").first)
    let sent = bench.command("action=send_chat_message&lsid=\(lsid)&impersonate=customer&body=Hello")
    #expect(sent.error == nil)
    let event = try #require(bench.events(of: lsid).last)
    #expect(event.performedBy.type == .customer)
    #expect(event.performedBy.name == "Ada & Co")
    #expect(bench.active(lsid)?.customerMessages == 1)
  }

  @Test(
    "addresses are IPv4 or IPv6",
    arguments: [
      ("192.0.2.255", true), ("0.0.0.0", true), ("::", true), ("::1", true), ("2001:db8::a:1", true),
      ("1:2:3:4:5:6:7:8", true), ("::ffff:192.0.2.1", true), ("1::", true), ("192.0.2.256", false),
      ("192.0.2", false), ("192.0.2.01", false), ("1.2.3.4.5", false), ("1.2.3.", false), ("host", false),
      ("1:2:3:4:5:6:7", false), ("1:2:3:4:5:6:7:8:9", false), ("1::2::3", false), (":1", false),
      ("12345::", false), ("::g", false), ("1:2:3:4:5:6:7::8", false), ("192.0.2.1::", false),
    ])
  func addresses(_ text: String, _ isValid: Bool) throws {
    let bench = APIBench()
    let answer = create(
      bench, "short_key=1234567&name=A&operating_system=B&computer_name=C&ip_address=\(text)")
    #expect((answer.error == nil) == isValid, "\(answer.text)")
    guard isValid, let lsid = answer.texts("//r:lsid").first else { return }
    let shown = text.contains(":") ? "[\(text)]:" : "\(text):"
    #expect(bench.active(lsid)?.record.customer.publicIP.hasPrefix(shown) == true)
  }

  @Test(
    "what cannot be created is said, with the parameter",
    arguments: [
      (who, ["short_key is missing", "seven digits"]),
      ("short_key=123&\(who)", ["short_key is \"123\"", "seven digits"]),
      ("short_key=7654321&\(who)", ["short_key is \"7654321\"", "not valid"]),
      ("short_key=1234567&\(who)&name=", ["name is missing"]),
      ("short_key=1234567&\(who)&ip_address=", ["ip_address is missing"]),
      ("short_key=1234567&\(who)&ip_address=here", ["ip_address is \"here\"", "IPv4 or IPv6"]),
      ("short_key=1234567&\(who)&operating_system=", ["operating_system is missing"]),
      ("short_key=1234567&\(who)&computer_name=", ["computer_name is missing"]),
      (
        "short_key=1234567&\(who)&name=\(String(repeating: "x", count: 101))",
        ["name has 101 characters", "at most 100"]
      ),
      (
        "short_key=1234567&\(who)&computer_name=\(String(repeating: "x", count: 256))",
        ["computer_name has 256 characters", "at most 255"]
      ),
    ])
  func faults(_ query: String, _ fragments: [String]) {
    let bench = APIBench()
    let before = bench.appliance.log.last
    let answer = create(bench, query)
    #expect(answer.status == 200)
    for fragment in fragments { #expect(answer.error?.contains(fragment) == true, "\(answer.text)") }
    #expect(bench.appliance.log.last == before)
  }

  @Test("a key of a queue in which nobody works is kept for later")
  func unavailable() throws {
    let bench = APIBench()
    let key = try #require(bench.key("queue_id=team:2").texts("//r:short_key").first)
    #expect(
      create(bench, "short_key=\(key)&\(Self.who)").error?
        .hasPrefix("The parameter short_key is \"\(key)\". No representative is available") == true)
    _ = try bench.appliance.perform(.logIn(representative: 8))
    #expect(create(bench, "short_key=\(key)&\(Self.who)").error == nil)
  }
}
