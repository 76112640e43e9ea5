import ApplianceDomain
import Determinism
import Documents
import HTTPMessages
import HTTPTypes
import Testing

@testable import APIKit

@Suite("parameters of a request")
struct RequestParametersTests {
  static let form = "application/x-www-form-urlencoded"

  @Test(
    "the query's parameters come first, then those of a form body",
    arguments: [
      ("a=1", "", nil, "1"), ("a=1", "a=2", form, "2"), ("a=1", "b=2", form, "1"), ("", "a=2&a=3", form, "3"),
      ("a=1", "a=2", nil, "1"), ("a=1", "a=2", "text/plain", "1"), ("a=1", "a=2", "", "1"),
      ("a=1", "a=2", ";", "1"),
      ("a=1", "a=2", " APPLICATION/x-www-form-urlencoded ; charset=utf-8", "2"), ("", "a=+%2B", form, " +"),
    ] as [(String, String, String?, String)])
  func sources(_ query: String, _ body: String, _ type: String?, _ value: String) throws {
    let bench = APIBench()
    let request = bench.request(.post, "/", query: query, body: body, type: type)
    #expect(try FormParameters(of: request, in: bench.context)["a"] == value)
  }

  @Test(
    "multipart bodies are parameters up to 18.1, and a fault from 21.3 on", arguments: APIVersion.allCases)
  func multipart(_ version: APIVersion) throws {
    let bench = APIBench(version)
    let request = bench.request(
      .post, "/", query: "a=1", body: "--b\r\nContent-Disposition: form-data; name=a\r\n\r\n2\r\n--b--",
      type: "multipart/form-data; boundary=b")
    if version == .v1_21_1 {
      #expect(throws: ParameterFault.self) { try FormParameters(of: request, in: bench.context) }
    } else {
      #expect(try FormParameters(of: request, in: bench.context)["a"] == "2")
    }
  }

  @Test(
    "a media type is told without its parameters, in lower case",
    arguments: [
      (nil, nil), ("", nil), (" ", nil), (";", nil), ("text/HTML", "text/html"), ("a/b;c=d", "a/b"),
      (" a/b ; c", "a/b"),
    ] as [(String?, String?)])
  func mediaType(_ field: String?, _ type: String?) {
    #expect(APIBench().request(.post, "/", type: field).mediaType == type)
  }
}

@Suite("addresses in answers")
struct AddressTests {
  @Test(
    "an address is the one that the client asked, unless it is fixed",
    arguments: [
      (nil, "a.example", true, "https://a.example"), (nil, "a.example:8443", true, "https://a.example:8443"),
      (nil, "a.example:8080", false, "http://a.example:8080"),
      (nil, "[::1]:8443", true, "https://[::1]:8443"),
      (nil, nil, true, "https://support.example.com"), (nil, "", false, "https://support.example.com"),
      ("http://fixed:1", "a.example", true, "http://fixed:1"),
    ] as [(String?, String?, Bool, String)])
  func base(_ external: String?, _ host: String?, _ isSecure: Bool, _ base: String) {
    let bench = APIBench(externalURL: external)
    #expect(bench.context.base(for: bench.request(.get, "/", host: host, isSecure: isSecure)) == base)
  }

  @Test(
    "another host name keeps scheme and port",
    arguments: [
      ("a.example", "https://b.example"), ("a.example:8443", "https://b.example:8443"),
      ("[::1]", "https://b.example"),
      ("[::1]:8443", "https://b.example:8443"),
    ])
  func hostname(_ host: String, _ base: String) {
    let bench = APIBench()
    #expect(bench.context.base(for: bench.request(.get, "/", host: host), hostname: "b.example") == base)
  }

  @Test("what no request caused has the site's first host name, and the port unless it is 443")
  func site() {
    let context = APIBench().context
    #expect(context.base(site: Office.organization.publicSites[1]) == "https://remote.example.com")
    let other = APIContext(
      appliance: context.appliance, edition: context.edition, httpsPort: { 8443 }, applianceGUID: "",
      hashing: context.hashing, entropy: context.entropy)
    #expect(other.base(site: Office.organization.publicSites[1]) == "https://remote.example.com:8443")
    #expect(other.base(site: PublicSite(id: 3, name: "", hostnames: [])) == "https://localhost:8443")
  }
}

@Suite("the form of answers")
struct AnswersTests {
  @Test(
    "the documented APIs send an appliance's header fields; HSTS only over TLS", arguments: [true, false])
  func fields(_ isSecure: Bool) {
    let bench = APIBench()
    let request = bench.request(.get, "/", isSecure: isSecure)
    let response = Answers.answer(.xml, .none, to: request, in: bench.context)
    let head = String(decoding: response.preset.bytes, as: UTF8.self)
    #expect(head.contains("Strict-Transport-Security: max-age=31536000\r\n") == isSecure)
    for line in [
      "Server: Apache", "X-Content-Type-Options: nosniff", "X-Frame-Options: SAMEORIGIN",
      "Referrer-Policy: no-referrer-when-downgrade", "Content-Type: text/xml; charset=UTF-8",
      "Cache-Control: must-revalidate, no-cache, no-store, post-check=0, pre-check=0, private",
    ] {
      #expect(head.contains(line + "\r\n"))
    }
  }

  @Test(
    "each kind of content has its type; XML and JSON come in chunks",
    arguments: [
      (.xml, "text/xml; charset=UTF-8", true), (.json, "application/json", true),
      (.html, "text/html; charset=UTF-8", false), (.text, "text/plain; charset=UTF-8", false),
      (.octets, "application/octet-stream", false), (.gzip, "application/gzip", false),
    ] as [(Answers.Content, String, Bool)])
  func kinds(_ content: Answers.Content, _ type: String, _ isChunked: Bool) {
    let bench = APIBench()
    let response = Answers.answer(content, .none, to: bench.request(.get, "/"), in: bench.context)
    #expect(String(decoding: response.preset.bytes, as: UTF8.self).contains("Content-Type: \(type)\r\n"))
    #expect(response.prefersChunked == isChunked)
  }

  @Test(
    "answers close the connection as the guides demand, unless the assembly decides otherwise",
    arguments: [true, false])
  func closing(_ closes: Bool) {
    let bench = APIBench(closesConnections: closes)
    let response = Answers.plain(.ok, "x", to: bench.request(.get, "/"), in: bench.context)
    #expect(response.closesConnection == closes)
  }

  @Test("bearer tokens are letters and digits, whatever bytes the entropy gives")
  func tokens() {
    struct Few: EntropySource {
      func bytes(_ count: Int) -> [UInt8] { (0..<count).map { $0.isMultiple(of: 40) ? 61 : 255 } }
    }
    #expect(BearerToken.make(Few()) == String(repeating: "9", count: 40))
    let entropy = CountedEntropy()
    let made = Set((0..<100).map { _ in BearerToken.make(entropy) })
    #expect(made.count == 100)
    #expect(made.allSatisfy { $0.wholeMatch(of: /[A-Za-z0-9]{40}/) != nil })
  }
}
