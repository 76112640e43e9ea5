import ApplianceDomain
import Changes
import Documents
import HTTPTypes
import Testing

@testable import APIs

@Suite("a click-to-chat session")
struct ChatTests {
  private static let form = "application/x-www-form-urlencoded"

  /// A chat as its page holds it.
  private struct Chat {
    let bench: APIBench
    let lsid: String
    let keys: String

    init(_ bench: APIBench, _ query: String = "short_key=1234567&c2cjs=1") throws {
      let page = bench.start(query).text
      func data(_ name: String) -> String? {
        page.firstRange(of: "data-\(name)=\"").map { String(page[$0.upperBound...].prefix { $0 != "\"" }) }
      }
      self.bench = bench
      lsid = try #require(data("session"))
      keys = "session=\(lsid)&ticket=\(try #require(data("ticket")))"
    }

    func post(_ fields: String) -> APIBench.Answer {
      bench.send(bench.request(.post, "/chat", body: "\(keys)&\(fields)", type: ChatTests.form))
    }

    func messages(after: Int = -1) -> APIBench.Answer {
      bench.send(bench.request(.get, "/chat/messages", query: "\(keys)&after=\(after)"))
    }

    var state: String? { messages().json?["state"]?.text }
    func texts(after: Int = -1) -> [String] {
      ChatTests.elements(messages(after: after).json?["messages"])?.compactMap { $0["text"]?.text } ?? []
    }
  }

  private static func elements(_ value: JSONValue?) -> [JSONValue]? {
    if case .array(let elements)? = value { elements } else { nil }
  }

  @Test("both sides' words reach the page, in their order", arguments: APIVersion.allCases)
  func conversation(_ version: APIVersion) throws {
    let chat = try Chat(APIBench(version))
    #expect(chat.state == "waiting")
    #expect(chat.post("message=Hello+%3Cthere%3E&json=1").json?["state"]?.text == "waiting")
    _ = try chat.bench.appliance.perform(.acceptSession(lsid: chat.lsid, representative: 1))
    _ = try chat.bench.appliance.perform(
      .sendChatMessage(lsid: chat.lsid, from: .representative(1), body: "I [b]am[/b] %name% & <co>."))
    let answer = chat.messages()
    #expect(answer.json?["state"]?.text == "active")
    #expect(answer.json?["sentence"]?.text == "You are talking with Admin.")
    let messages = try #require(Self.elements(answer.json?["messages"]))
    let spoken = messages.filter { $0["from"]?.text != "system" }
    #expect(spoken.map { $0["text"]?.text } == ["Hello <there>", "I [b]am[/b] Admin & <co>."])
    #expect(
      spoken.map { $0["html"]?.text } == ["Hello &lt;there&gt;", "I <b>am</b> Admin &amp; &lt;co&gt;."])
    #expect(spoken.map { $0["from"]?.text } == ["customer", "representative"])
    #expect(spoken.last?["name"]?.text == "Admin")
    let last = try #require(messages.last?["sequence"]?.integer)
    #expect(chat.texts(after: Int(last)) == [])
    #expect(chat.texts(after: Int(last) - 1) == ["I [b]am[/b] Admin & <co>."])
    let page = chat.bench.send(chat.bench.request(.get, "/chat", query: chat.keys)).text
    #expect(page.contains("Hello &lt;there&gt;"))
    #expect(page.contains("<b>Admin:</b> I <b>am</b> Admin &amp; &lt;co&gt;."))
    #expect(page.contains("data-after=\"\(last)\""))
  }

  @Test("without a script a message leads back to the page")
  func plain() throws {
    let chat = try Chat(APIBench())
    let answer = chat.post("message=Hello")
    #expect(answer.status == 303)
    #expect(answer.head.contains("Location: /chat?\(chat.keys)\r\n"))
    #expect(chat.texts().last == "Hello")
  }

  @Test("who ends the chat has left: a session that waits ends, one that a representative has does not")
  func leaving() throws {
    let waiting = try Chat(APIBench())
    #expect(waiting.post("leave=1&json=1").json?["state"]?.text == "ended")
    #expect(waiting.state == "ended")
    let active = try Chat(APIBench())
    _ = try active.bench.appliance.perform(.acceptSession(lsid: active.lsid, representative: 1))
    #expect(active.post("leave=1&json=1").json?["state"]?.text == "left")
    #expect(active.post("leave=1&json=1").json?["state"]?.text == "left")
    #expect(active.post("message=Hello&json=1").json?["state"]?.text == "left")
    #expect(!active.texts().contains("Hello"))
    _ = try active.bench.appliance.perform(.endSession(lsid: active.lsid, by: .owner))
    #expect(active.state == "ended")
    let page = active.bench.send(active.bench.request(.get, "/chat", query: active.keys)).text
    #expect(page.contains("The session has ended."))
    #expect(!page.contains("<form"))
  }

  @Test("nobody without the ticket reads or writes")
  func tickets() throws {
    let chat = try Chat(APIBench())
    let before = chat.texts()
    for keys in [
      "", "session=\(chat.lsid)", "session=\(chat.lsid)&ticket=", "session=\(chat.lsid)&ticket=\(chat.lsid)",
      String(chat.keys.dropLast()) + (chat.keys.last == "0" ? "1" : "0"),
    ] {
      let bench = chat.bench
      #expect(bench.send(bench.request(.get, "/chat", query: keys)).status == 403)
      #expect(bench.send(bench.request(.get, "/chat/messages", query: keys)).status == 403)
      let body = keys + "&message=Hello"
      #expect(bench.send(bench.request(.post, "/chat", body: body, type: Self.form)).status == 403)
    }
    #expect(chat.texts() == before)
  }

  @Test("an empty message is none, and one that is too long is cut at a character")
  func lengths() throws {
    let chat = try Chat(APIBench())
    let before = chat.texts()
    for message in ["", "+", "%0A%09"] { #expect(chat.post("message=\(message)").status == 303) }
    #expect(chat.texts() == before)
    let limit = SessionGenerationAPI.longestMessage
    _ = chat.post("message=x" + String(repeating: "%E2%82%AC", count: limit))
    #expect(chat.texts().last == "x" + String(repeating: "€", count: (limit - 1) / 3))
  }

  @Test("somebody is there for the customer who opens it in a browser, or whose page asks")
  func person() throws {
    let bench = APIBench()
    func hasPerson(_ lsid: String) -> Bool? {
      bench.appliance.read { domain, _ in domain.sessions[lsid]?.hasPerson }
    }
    let chat = try Chat(bench)
    #expect(hasPerson(chat.lsid) == false)
    _ = chat.messages()
    #expect(hasPerson(chat.lsid) == true)
    let writer = try Chat(bench)
    _ = writer.post("message=Hello")
    #expect(hasPerson(writer.lsid) == true)
    let seen = Lsids(bench)
    _ = bench.send(
      bench.request(
        .get, "/api/start_session", query: "short_key=1234567&c2cjs=1", fields: [("Accept", "text/html,*/*")])
    )
    #expect(hasPerson(try #require(seen.new)) == true)
  }

  /// The session that is new since.
  private struct Lsids {
    let bench: APIBench
    let before: Set<String>
    init(_ bench: APIBench) {
      self.bench = bench
      before = Set(Self.all(bench))
    }
    static func all(_ bench: APIBench) -> [String] {
      bench.appliance.read { domain, _ in
        domain.model.supportSession.ids().compactMap { domain.model.supportSession[$0]?.lsid }
      }
    }
    var new: String? { Self.all(bench).first { !before.contains($0) } }
  }

  @Test("what representatives say among themselves is not shown to the customer")
  func privacy() {
    let representative = Party(type: .representative, gsnumber: 2, name: "Eva", userID: 7)
    let events = [nil, Party(type: .system, gsnumber: 0, name: "All Users"), representative].enumerated().map
    {
      SessionEvent(
        lsid: "", sequence: $0, timestamp: APIBench.noon, detail: .chatMessage(body: "\($0)"),
        performedBy: representative, destination: $1)
    }
    #expect(Conversation.lines(events, after: -1).map(\.words) == ["0", "1"])
    #expect(Conversation.lines(events, after: 0).map(\.words) == ["1"])
  }

  @Test("the language of the chat is said where the guide has it, and only if it can be one")
  func chatLocale() {
    for (version, locale, isSaid) in [
      (APIVersion.v1_21_1, "cs-cs", true), (.v1_16_0, "cs-cs", false), (.v1_15_1, "cs-cs", false),
      (.v1_21_1, "%22%3E", false), (.v1_21_1, "", false),
    ] {
      let page = APIBench(version).start("short_key=1234567&c2cjs=1&locale=en-us&chat_locale=\(locale)").text
      #expect(page.contains("lang=\"cs-cs\"") == isSaid, "\(version) \(locale)")
      #expect(page.contains("<form id=\"say\""))
    }
  }

  @Test("multipart forms are read where the version reads them", arguments: APIVersion.allCases)
  func multipart(_ version: APIVersion) {
    let bench = APIBench(version)
    let body =
      "--x\r\nContent-Disposition: form-data; name=\"short_key\"\r\n\r\n1234567\r\n--x--\r\n"
    for (path, accepted) in [("/api/start_session", 200), ("/chat", 403)] {
      let answer = bench.send(bench.request(.post, path, body: body, type: "multipart/form-data; boundary=x"))
      #expect(answer.status == (version == .v1_21_1 ? 415 : accepted))
    }
  }

  @Test("the scripts are sent once to those who keep them")
  func scripts() throws {
    let bench = APIBench()
    for path in ["/chat.js", "/api/start_session.js"] {
      let answer = bench.send(bench.request(.get, path))
      #expect(answer.status == 200)
      #expect(answer.head.contains("Content-Type: text/javascript; charset=UTF-8\r\n"))
      let tag = try #require(answer.head.split(separator: "\r\n").first { $0.hasPrefix("ETag: ") }).dropFirst(
        6)
      let again = bench.send(bench.request(.get, path, fields: [("If-None-Match", String(tag))]))
      #expect(again.status == 304)
      #expect(again.body.isEmpty)
      #expect(!again.head.contains("\nContent-Type") && again.head.contains("Cache-Control: no-cache\r\n"))
      let other = bench.send(bench.request(.get, path, fields: [("If-Match", "\"a\"")]))
      #expect(other.status == 412)
      #expect(!other.head.contains("Content-Disposition"))
    }
  }
}
