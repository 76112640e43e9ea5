import ApplianceDomain
import Changes
import Documents
import HTTPTypes
import Testing

@testable import APIs

@Suite("the download of a customer client")
struct DownloadTests {
  private static let linux = "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36"
  private static let mac = "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15"
  private static let phone = "Mozilla/5.0 (iPhone; CPU iPhone OS 14_8 like Mac OS X) AppleWebKit/605.1.15"
  private static let android = "Mozilla/5.0 (Linux; Android 11; Pixel 4) AppleWebKit/537.36"
  private static let windows64 = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36"
  private static let windows32 = "Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36"

  private func start(_ bench: APIBench, _ query: String, agent: String? = nil) -> APIBench.Answer {
    bench.send(
      bench.request(
        .get, "/api/start_session", query: query, fields: agent.map { [("User-Agent", $0)] } ?? []))
  }

  private func session(_ bench: APIBench) -> SessionRecord? {
    bench.appliance.read { domain, _ in
      domain.model.supportSession.ids().last.flatMap { domain.sessions[row: $0]?.record }
    }
  }

  @Test(
    "a file for the platform that is asked for, or that the browser runs on",
    arguments: [
      ("platform=winNT-32", nil, "cmd", "Windows, 32-bit", "Windows 10 Pro (x86)"),
      ("platform=winNT-64", nil, "cmd", "Windows, 64-bit", "Windows 10 Pro (x64)"),
      ("platform=winNT-32", linux, "cmd", "Windows, 32-bit", "Windows 10 Pro (x86)"),
      ("platform=winNT-16", linux, "sh", "Linux", "Ubuntu 20.04"),
      ("platform=macOS", linux, "sh", "Linux", "Ubuntu 20.04"),
      ("platform=", linux, "sh", "Linux", "Ubuntu 20.04"),
      ("", mac, "command", "macOS", "macOS 11.6"),
      ("", windows64, "cmd", "Windows, 64-bit", "Windows 10 Pro (x64)"),
      ("", windows32, "cmd", "Windows, 32-bit", "Windows 10 Pro (x86)"),
    ])
  func platforms(_ query: String, _ agent: String?, _ end: String, _ name: String, _ system: String) throws {
    for version in APIVersion.allCases {
      let bench = APIBench(version)
      let answer = start(bench, "id=1&name=Admin&\(query)", agent: agent)
      let record = try #require(session(bench))
      #expect(answer.status == 200)
      let file = "customer-client-\(record.lsid).\(end)"
      #expect(answer.head.contains("Content-Disposition: attachment; filename=\"\(file)\"\r\n"))
      let type = end == "cmd" ? "application/octet-stream" : "application/x-sh"
      #expect(answer.head.contains("Content-Type: \(type)\r\n"))
      #expect(answer.text.contains("Platform:        \(name)"))
      #expect(answer.text.contains("Support session: \(record.lsid)"))
      #expect(answer.text.contains("Public site:     Default, https://support.example.com"))
      #expect(record.customer.operatingSystem == system)
    }
  }

  @Test("where the platform is not known, it is for the computer that the session's customer has")
  func drawn() throws {
    let bench = APIBench()
    for _ in 0..<10 {
      let answer = start(bench, "short_key=1234567", agent: "curl/7.88.1")
      let system = try #require(session(bench)?.customer.operatingSystem)
      #expect(answer.head.contains(system.hasPrefix("macOS") ? ".command\"" : ".cmd\""), "\(system)")
    }
  }

  @Test("the scripts begin as scripts of their platform do, with its line ends")
  func scripts() {
    let bench = APIBench()
    let shell = start(bench, "short_key=1234567", agent: Self.linux).text
    #expect(shell.hasPrefix("#!/bin/sh\n"))
    #expect(!shell.contains("\r"))
    let windows = start(bench, "short_key=1234567&platform=winNT-64").text
    #expect(windows.hasPrefix("@echo off\r\n"))
    #expect(windows.contains("exit /b 0\r\n:: "))
    #expect(windows.utf8.count { $0 == 0x0A } == windows.ranges(of: "\r\n").count)
  }

  @Test("a phone's session runs in an app, for which there is no download", arguments: [phone, android])
  func phones(_ agent: String) throws {
    let bench = APIBench()
    let answer = start(bench, "short_key=1234567", agent: agent)
    let record = try #require(session(bench))
    #expect(answer.status == 200)
    #expect(answer.head.contains("Content-Type: text/html"))
    #expect(answer.text.contains(record.lsid))
    let client = bench.appliance.read { domain, _ in
      domain.sessions[record.lsid]?.customerRowID.flatMap { domain.model.customerClient[$0]?.clientType }
    }
    #expect(client == .mobile)
  }

  @Test(
    "the client speaks the installed language that is asked for; another one leaves it the default",
    arguments: Language.available.map { ($0, $0) } + [
      ("DE", "de"), ("cs-cs", "en-us"), ("", "en-us"), ("../..", "en-us"),
    ])
  func locales(_ locale: String, _ language: String) {
    for version in APIVersion.allCases {
      let answer = start(APIBench(version), "id=1&name=Admin&platform=winNT-64&locale=\(locale)")
      #expect(answer.text.contains("Language:        \(language)\r\n"))
    }
  }

  @Test("HEAD says whether a session could begin, and begins none")
  func head() {
    let bench = APIBench()
    let key = bench.key("queue_id=team:1")
    let short = key.texts("//r:short_key").first ?? ""
    let address = key.texts("//r:key_url").first.map { String($0.split(separator: "?")[1]) } ?? ""
    let before = bench.appliance.read { domain, _ in domain.model.supportSession.count }
    for (path, query, status) in [
      ("/api/start_session", "short_key=\(short)", 200), ("/api/start_session", "short_key=7654321", 404),
      ("/api/start_session", "id=8&name=Twin", 503), ("/api/start_session", "", 400), ("/", address, 200),
      ("/", "", 200),
    ] {
      let answer = bench.send(bench.request(.head, path, query: query))
      #expect(answer.status == status, "\(path)?\(query)")
    }
    #expect(bench.appliance.read { domain, _ in domain.model.supportSession.count } == before)
    #expect(bench.start("short_key=\(short)").status == 200, "the key is not used up")
  }

  @Test("who was interrupted downloads the client again, with a link that others cannot guess")
  func again() throws {
    let bench = APIBench()
    let answer = bench.send(
      bench.request(
        .post, "/api/start_session.json", body: "short_key=1234567",
        type: "application/x-www-form-urlencoded"))
    #expect(answer.status == 200)
    #expect(answer.head.contains("Access-Control-Allow-Origin: *\r\n"))
    let lsid = try #require(answer.json?["lsid"]?.text)
    let url = try #require(answer.json?["download_url"]?.text)
    let query = String(url.dropFirst("https://support.example.com/customer_client?".count))
    let count = bench.appliance.read { domain, _ in domain.model.supportSession.count }
    for _ in 0..<2 {
      let file = bench.send(
        bench.request(.get, "/customer_client", query: query + "&platform=winNT-32&locale=de"))
      #expect(file.head.contains("filename=\"customer-client-\(lsid).cmd\""))
      #expect(file.text.contains("Language:        de"))
    }
    #expect(bench.appliance.read { domain, _ in domain.model.supportSession.count } == count)
    for wrong in [
      "", "session=\(lsid)", query.dropLast() + "", query + "0", query.replacing(lsid, with: "0"),
    ] {
      #expect(bench.send(bench.request(.get, "/customer_client", query: wrong)).status == 403, "\(wrong)")
    }
    _ = try bench.appliance.perform(.endSession(lsid: lsid, by: .system))
    #expect(bench.send(bench.request(.get, "/customer_client", query: query)).status == 404)
  }

  @Test("the addresses that the script gets carry what the call says of language and platform")
  func carried() throws {
    let bench = APIBench()
    for (parameters, name) in [
      ("locale=de&platform=winNT-32", "download_url"), ("locale=de&chat_locale=cs-cs&c2cjs=1", "chat_url"),
    ] {
      let answer = bench.send(
        bench.request(
          .post, "/api/start_session.json", body: "short_key=1234567&" + parameters,
          type: "application/x-www-form-urlencoded"))
      let url = try #require(answer.json?[name]?.text)
      #expect(url.contains("&locale=de"))
      let query = String(try #require(url.split(separator: "?").last))
      let path = name == "chat_url" ? "/chat" : "/customer_client"
      let text = bench.send(bench.request(.get, path, query: query)).text
      #expect(
        text.contains(
          path == "/chat"
            ? "<div role=\"log\" aria-label=\"Conversation\" tabindex=\"0\" lang=\"cs-cs\">"
            : "Language:        de"))
    }
  }

  @Test("the script is told in JSON what is wrong, with the same status")
  func json() {
    for (body, status) in [("", 400), ("short_key=7654321", 404), ("id=8&name=Twin", 503)] {
      let bench = APIBench()
      let answer = bench.send(
        bench.request(
          .post, "/api/start_session.json", body: body, type: "application/x-www-form-urlencoded"))
      #expect(answer.status == status)
      #expect(answer.json?["error"]?.text?.isEmpty == false)
    }
  }
}
