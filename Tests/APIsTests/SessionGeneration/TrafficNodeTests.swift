import ApplianceDomain
import Changes
import Documents
import HTTPTypes
import Testing

@testable import APIs

@Suite("timezone_offset of start_session, in a cluster")
struct TrafficNodeTests {
  private static func node(_ name: String, hours: Int, isOpen: Bool = true, skew: Int = 0) -> ClusterNode {
    ClusterNode(
      node: ApplianceNode(
        guid: name, name: name, publicHostname: "\(name).example.com", timezoneOffset: hours * 3600),
      acceptsConnections: isOpen, clockSkew: skew)
  }

  private func bench(_ version: APIVersion = .v1_21_1, _ change: (inout Cluster) -> Void = { _ in })
    -> APIBench
  {
    var organization = Office.organization
    var cluster = Cluster(
      choice: .timezoneOffset,
      nodes: [
        Self.node("newyork", hours: -5), Self.node("berlin", hours: 1), Self.node("tokyo", hours: 9),
        Self.node("paris", hours: 1), Self.node("denver", hours: -7, isOpen: false),
        Self.node("delhi", hours: 5, skew: 120),
      ])
    change(&cluster)
    organization.appliances.cluster = cluster
    return APIBench(version, organization: organization)
  }

  private func location(_ answer: APIBench.Answer) -> String? {
    answer.head.split(separator: "\r\n").first { $0.hasPrefix("Location: ") }.map { String($0.dropFirst(10)) }
  }

  /// The host that a client is sent to.
  private func host(_ bench: APIBench, _ query: String) -> String? {
    location(bench.start("id=1&name=Admin&\(query)"))?.split(separator: "/")[1].split(separator: ".").first
      .map { String($0) }
  }

  @Test(
    "a client is sent to the accepting traffic node that is closest to its time zone",
    arguments: [
      ("-300", ["newyork"]), ("-420", ["newyork"]), ("600", ["tokyo"]), ("330", ["tokyo"]),
      ("60", ["berlin", "paris"]), ("0", ["berlin", "paris"]), ("-720", ["newyork"]), ("-99999", nil),
      ("841", nil),
      ("99999999999999999999", nil), ("east", nil), ("", nil),
    ] as [(String, [String]?)])
  func nearest(_ offset: String, _ hosts: [String]?) {
    for version in APIVersion.allCases {
      let found = host(bench(version), "timezone_offset=\(offset)")
      #expect(found == nil ? hosts == nil : hosts?.contains(found ?? "") == true, "\(found ?? "nowhere")")
    }
  }

  @Test("of several that are equally close one is chosen at random, by the seed")
  func ties() {
    func run() -> [String?] {
      let bench = bench()
      return (0..<20).map { _ in host(bench, "timezone_offset=60") }
    }
    let first = run()
    #expect(Set(first) == ["berlin", "paris"])
    #expect(run() == first)
  }

  @Test(
    "it is ignored without a cluster, with another method of choosing, on a traffic node, and with none to choose"
  )
  func ignored() {
    #expect(host(APIBench(), "timezone_offset=-300") == nil)
    #expect(host(bench { $0.choice = .random }, "timezone_offset=-300") == nil)
    #expect(host(bench { $0.role = .traffic }, "timezone_offset=-300") == nil)
    #expect(host(bench { $0.nodes = [] }, "timezone_offset=-300") == nil)
    let late = bench { $0.nodes = [Self.node("delhi", hours: 5, skew: -120)] }
    #expect(host(late, "timezone_offset=300") == nil, "its clock is two minutes off")
    #expect(late.session("id=1&name=Admin&timezone_offset=300") != nil, "the session begins all the same")
    #expect(host(bench(), "") == nil)
  }

  @Test("where the client is sent it finds its download, its chat, and what it asked for")
  func there() throws {
    let bench = bench()
    let query = "short_key=1234567&timezone_offset=540&platform=winNT-32&locale=de"
    let answer = bench.start(query, host: "support.example.com:8443")
    #expect(answer.status == 302)
    let url = try #require(location(answer))
    let start = "https://tokyo.example.com:8443/customer_client?"
    #expect(url.hasPrefix(start))
    let file = bench.send(
      bench.request(
        .get, "/customer_client", query: String(url.dropFirst(start.count)), host: "tokyo.example.com"))
    #expect(file.head.contains("customer-client-"))
    #expect(file.text.contains("Platform:        Windows, 32-bit"))
    #expect(file.text.contains("Language:        de"))
    let type = "application/x-www-form-urlencoded"
    let chat = bench.send(
      bench.request(.post, "/api/start_session", body: query + "&c2cjs=1&chat_locale=cs-cs", type: type))
    #expect(chat.status == 303)
    let address = try #require(location(chat))
    #expect(address.hasPrefix("https://tokyo.example.com/chat?"))
    let page = bench.send(bench.request(.get, "/chat", query: String(address.split(separator: "?")[1]))).text
    #expect(page.contains("<form id=\"say\""))
    #expect(page.contains("lang=\"cs-cs\""))
    let json = bench.send(bench.request(.post, "/api/start_session.json", body: query, type: type)).json
    #expect(json?["download_url"]?.text?.hasPrefix("https://tokyo.example.com/customer_client?") == true)
  }
}
