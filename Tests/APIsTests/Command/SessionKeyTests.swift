import ApplianceDomain
import Changes
import Determinism
import Testing

@testable import APIs

@Suite("generate_session_key")
struct SessionKeyTests {
  @Test("a key has what the guide lists, and starts a session in its queue")
  func key() throws {
    let bench = APIBench()
    let answer = bench.key("queue_id=team:1&ttl=3600&session.custom.external_key=A%26B")
    #expect(answer.texts("/r:session_key/r:type") == ["support"])
    #expect(answer.texts("//r:ttl") == ["3600"])
    #expect(answer.texts("//r:expires") == ["\(APIBench.noon.seconds + 3600)"])
    #expect(answer.texts("//r:queue") == ["team"])
    #expect(answer.texts("//r:queue_id") == ["1"])
    #expect(answer.texts("//r:external_key") == ["A&B"])
    let short = try #require(answer.texts("//r:short_key").first)
    #expect(short.utf8.count == 7 && short.utf8.allSatisfy { (0x30...0x39).contains($0) })
    let url = try #require(answer.texts("//r:key_url").first)
    #expect(url.wholeMatch(of: /https:\/\/support\.example\.com\/\?ak=[0-9a-f]{32}/) != nil)
    #expect(answer.texts("//r:mail_subject").first?.isEmpty == false)
    #expect(answer.texts("//r:mail_body").first?.contains(url) == true)
    #expect(answer.texts("//r:mail_body").first?.contains(short) == true)
    let session = try #require(bench.session("short_key=\(short)"))
    #expect(session.record.startMethod == .sessionKey)
    #expect(session.isInTeam == 1)
    #expect(session.attribute("external_key") == "A&B")
    #expect(bench.start("short_key=\(short)").status == 404, "a key is used up")
  }

  @Test(
    "a queue is named in any of the documented ways",
    arguments: [
      ("rep:1", "rep", "1", "1"), ("rep:8", "rep", "8", "0"), ("team:1", "team", "1", "1"),
      ("team:2", "team", "2", "0"), ("team:3", "team", "3", "1"), ("rep_username:admin", "rep", "1", "1"),
      ("issue:other", "team", "1", "1"), ("issue:OTHER", "team", "1", "1"), ("issue:night", "team", "2", "0"),
      ("general", "general", "0", "1"),
    ])
  func queues(_ queue: String, _ type: String, _ id: String, _ available: String) {
    let answer = APIBench().key("queue_id=\(queue)")
    #expect(answer.texts("//r:queue") == [type])
    #expect(answer.texts("//r:queue_id") == [id])
    #expect(answer.texts("//r:queue/@available") == [available])
  }

  @Test("what was observed lacks ttl and queue_id for the queue of everybody, and only for it")
  func observed() {
    let bench = APIBench(.v1_16_0, .observed)
    #expect(bench.key("queue_id=general").texts("//r:ttl | //r:queue_id") == [])
    #expect(bench.key("queue_id=team:1").texts("//r:ttl | //r:queue_id").count == 2)
  }

  @Test(
    "embassies are queues up to 18.1; the sentence about queue_id lists what there is",
    arguments: APIVersion.allCases)
  func embassies(_ version: APIVersion) {
    let bench = APIBench(version)
    let answer = bench.key("queue_id=embassy:1")
    let hasEmbassies = version != .v1_21_1
    if hasEmbassies {
      #expect(answer.texts("//r:queue") == ["embassy"])
      #expect(answer.texts("//r:queue/@available") == ["1"])
    } else {
      #expect(answer.error?.contains("queue_id is \"embassy:1\"") == true)
    }
    for query in ["queue_id=nowhere", "queue_id="] {
      #expect(bench.key(query).error?.contains("embassy:[id]") == hasEmbassies)
      #expect(bench.key(query).error?.contains("team:[id]") == true)
    }
  }

  @Test("the general queue is available while somebody is logged in")
  func general() throws {
    let bench = APIBench()
    #expect(bench.key("queue_id=general").texts("//r:queue/@available") == ["1"])
    for id in bench.appliance.read({ domain, _ in domain.organization.representatives.map(\.id) }) {
      _ = try? bench.appliance.perform(.logOut(representative: id))
    }
    #expect(bench.key("queue_id=general").texts("//r:queue/@available") == ["0"])
  }

  @Test(
    "what cannot be done is said with the parameter, its value and what is allowed",
    arguments: [
      ("", ["queue_id is missing", "general"]), ("queue_id=", ["queue_id is missing"]),
      ("queue_id=team", ["\"team\"", "team:[id]"]), ("queue_id=team:", ["\"team:\""]),
      ("queue_id=team:x", ["\"team:x\""]), ("queue_id=team:-1", ["\"team:-1\""]),
      ("queue_id=team:99999999999999999999", ["\"team:99999999999999999999\""]),
      ("queue_id=General", ["\"General\""]), ("queue_id=team:99", ["queue_id is \"team:99\"", "team", "99"]),
      ("queue_id=rep:99", ["representative", "99"]), ("queue_id=rep_username:nobody", ["\"nobody\""]),
      ("queue_id=rep_username:twin", ["More than one", "\"twin\""]), ("queue_id=issue:x%3Cy", ["\"x<y\""]),
      ("queue_id=general&type=", ["type is missing", "support"]),
      ("queue_id=general&type=chat", ["type is \"chat\"", "support"]),
      ("queue_id=general&ttl=0", ["ttl is \"0\"", "1"]), ("queue_id=general&ttl=-5", ["ttl is \"-5\""]),
      ("queue_id=general&ttl=1h", ["ttl is \"1h\""]), ("queue_id=general&ttl=1.5", ["ttl is \"1.5\""]),
      ("queue_id=general&ttl=00", ["ttl is \"00\""]),
      ("queue_id=general&session.priority=4", ["session.priority is \"4\"", "1", "2", "3"]),
      ("queue_id=general&session.priority=high", ["session.priority is \"high\""]),
      ("queue_id=general&session.priority=%2B2", ["session.priority is \"+2\""]),
      (
        "queue_id=general&session.skills=skill1,flying",
        ["session.skills is \"skill1,flying\"", "\"flying\"", "skill1, skill2"]
      ),
      (
        "queue_id=general&session.custom.unknown=1",
        ["session.custom.unknown", "\"unknown\"", "external_key, field1"]
      ),
      ("queue_id=general&session.custom.=1", ["custom field", "\"\""]),
      ("queue_id=general&url_hostname=a%2Fb", ["url_hostname", "\"a/b\""]),
      ("queue_id=general&url_hostname=a:80", ["url_hostname", "\"a:80\""]),
      ("queue_id=general&url_hostname=a..b", ["url_hostname", "\"a..b\""]),
      ("queue_id=general&url_hostname=a-.b", ["url_hostname", "\"a-.b\""]),
    ])
  func refusals(_ query: String, _ fragments: [String]) {
    let bench = APIBench()
    let answer = bench.key(query)
    #expect(answer.status == 200)
    for fragment in fragments { #expect(answer.error?.contains(fragment) == true, "\(answer.text)") }
  }

  @Test(
    "a custom value has at most 1024 characters, all together at most 10 KB",
    arguments: [
      ([1024], true), ([1025], false), (Array(repeating: 1024, count: 10), true),
      (Array(repeating: 1024, count: 10) + [1], false),
    ])
  func limits(_ lengths: [Int], _ fits: Bool) {
    let bench = APIBench()
    let values = lengths.enumerated().map {
      "session.custom.field\($0 + 1)=" + String(repeating: "x", count: $1)
    }
    let answer = bench.key("queue_id=general&" + values.joined(separator: "&"))
    #expect((answer.error == nil) == fits)
    if lengths == [1025] {
      #expect(answer.error?.contains("session.custom.field1 has 1025 characters") == true)
    }
  }

  @Test("the limit of a value counts characters, that of all counts bytes")
  func characters() {
    let bench = APIBench()
    let value = String(repeating: "%E2%82%AC", count: 1024)
    #expect(bench.key("queue_id=general&session.custom.external_key=\(value)").error == nil)
    let four = (1...4).map { "session.custom.field\($0)=\(value)" }.joined(separator: "&")
    #expect(bench.key("queue_id=general&\(four)").error?.contains("10 KB") == true)
  }

  @Test(
    "a time to live is cut to the maximum, which is also taken where none is given",
    arguments: [
      ("", 900), ("&ttl=", 900), ("&ttl=1", 1), ("&ttl=899", 899), ("&ttl=901", 900),
      ("&ttl=99999999999999999999", 900), ("&ttl=5&ttl=7", 7),
    ])
  func timeToLive(_ parameter: String, _ seconds: Int64) throws {
    let bench = APIBench(settings: { $0.sessionKeyMaximumTTL = 900 })
    let answer = bench.key("queue_id=team:1\(parameter)")
    #expect(answer.texts("//r:ttl") == ["\(seconds)"])
    let short = try #require(answer.texts("//r:short_key").first)
    bench.wait(seconds)
    #expect(bench.start("short_key=\(short)").status == 404, "a key ends with its time")
  }

  @Test("a key is valid until its last second")
  func lastSecond() throws {
    let bench = APIBench()
    let short = try #require(bench.key("queue_id=team:1&ttl=10").texts("//r:short_key").first)
    bench.wait(9)
    #expect(bench.start("short_key=\(short)").status == 200)
  }

  @Test(
    "the deprecated external_key is understood; the documented name wins",
    arguments: [
      ("external_key=old", "old"), ("external_key=old&session.custom.external_key=new", "new"),
      ("session.custom.external_key=new&external_key=old", "new"),
      ("external_key=old&session.custom.external_key=", "old"), ("external_key=a&external_key=b", "b"),
      ("session.custom.external_key=a&session.custom.external_key=b", "b"),
    ])
  func externalKey(_ parameters: String, _ value: String) {
    let answer = APIBench().key("queue_id=general&\(parameters)")
    #expect(answer.texts("//r:external_key") == [value])
  }

  @Test(
    "without a value there is no external key",
    arguments: ["", "&external_key=", "&session.custom.external_key="])
  func noExternalKey(_ parameter: String) {
    #expect(APIBench().key("queue_id=general\(parameter)").texts("//r:external_key") == [])
  }

  @Test(
    "the key's address is that of the request, of url_hostname or of --external-url; on another site the primary's",
    arguments: [
      (nil, "", "support.example.com", "https://support.example.com/"),
      (nil, "", "localhost:8443", "https://localhost:8443/"),
      (nil, "", "Remote.Example.Com:8443", "https://support.example.com:8443/"),
      (
        nil, "&url_hostname=remote.example.com", "support.example.com:8443",
        "https://remote.example.com:8443/"
      ),
      (
        nil, "&url_hostname=remote.example.com", "remote.example.com", "https://remote.example.com/"
      ),
      (nil, "&url_hostname=any.where", "support.example.com", "https://any.where/"),
      ("http://proxy:81", "", "support.example.com", "http://proxy:81/"),
      ("http://proxy:81", "", "remote.example.com", "http://proxy:81/"),
      ("http://proxy:81", "&url_hostname=a.b", "support.example.com", "http://a.b:81/"),
    ] as [(String?, String, String, String)])
  func addresses(_ external: String?, _ parameter: String, _ host: String, _ url: String) throws {
    let bench = APIBench(externalURL: external)
    let answer = bench.command(
      "action=generate_session_key&type=support&queue_id=general\(parameter)", host: host)
    #expect(answer.texts("//r:key_url").first?.hasPrefix(url + "?ak=") == true)
  }
}
