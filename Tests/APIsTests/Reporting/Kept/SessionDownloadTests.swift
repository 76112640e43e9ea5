import ApplianceDomain
import HTTPMessages
import HTTPTypes
import History
import Testing

@testable import APIs

@Suite("what the links of a report lead to")
struct SessionDownloadTests {
  private let bench = ReportingBench(history: FakeHistory(Samples.sessions))

  private func query(_ name: String) throws -> String {
    let report = try bench.get("generate_report=SupportSession&lsid=\(Samples.endedID)")
    let url = try #require(report.texts("//r:session_chat_\(name)_url")?.first)
    let parts = url.split(separator: "?")
    #expect(parts[0] == "https://support.example.com/session_download")
    return String(parts[1])
  }

  private func get(_ query: String) throws -> ReportingBench.Answer {
    try bench.get(query, path: "/session_download", token: nil)
  }

  @Test("the links have the form that real appliances give them")
  func form() throws {
    let view = try query("view")
    #expect(
      view.wholeMatch(
        of: /lsid=l%3D[0-9a-f]{32}%3Bh%3D[0-9a-f]{40}%3Bt%3Dsd%3Bm%3Dchat&dl_action=chat&view=1/) != nil)
    #expect(try query("download") + "&view=1" == view)
  }

  @Test("the view is a page, and the download an attached text, both without a token")
  func transcripts() throws {
    let page = try get(query("view"))
    #expect(page.status == 200)
    #expect(page.head.contains("Content-Type: text/html; charset=UTF-8\r\n"))
    #expect(page.text.hasPrefix("<!DOCTYPE html>"))
    #expect(
      page.text.contains("<b class=\"representative\">John</b>: <div>Hello &amp; &lt;welcome&gt;</div>"))
    #expect(page.text.contains("<dt>Customer</dt><dd>Bob &quot;B&quot; &lt;bob&gt;</dd>"))
    #expect(
      page.head.contains("Content-Security-Policy: default-src 'none';") && !page.text.contains("<script"))
    #expect(!page.head.contains("Content-Disposition"))
    let file = try get(query("download"))
    #expect(file.head.contains("attachment; filename=\"chat-\(Samples.endedID).txt\""))
    #expect(file.text.contains("2016-10-01T10:01:10+00:00 John: Hello & <welcome>\n"))
    #expect(file.text.contains("Eva joined the session.\n"))
    #expect(
      file.text.contains("\nRepresentative: John\nRepresentative: Eva\nRepresentative: Ann\nCustomer: Bob "))
  }

  @Test("a transcript shows messages as the chat did, and the files that were shared in it")
  func macros() throws {
    let bench = ReportingBench(history: FakeHistory([Samples.busy]))
    let text = try bench.kept(.chat, of: Samples.busyID).text
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false).drop { $0 != "" }.dropFirst()
    #expect(
      lines.map { $0.dropFirst(26) } == ["Ann: Ann speaking. Ann?", "Ann: Shared manual <1>.pdf, logs", ""])
  }

  @Test("no message looks like another one's, and BBCode is shown in the page alone")
  func messages() throws {
    let odd = "one\r\n2016-10-01T10:00:00+00:00 Eva: two [b]bold[/b]"
    var session = Samples.ended
    session.events = [
      SessionEvent(
        lsid: Samples.endedID, sequence: 0, timestamp: session.record.start, detail: .chatMessage(body: odd),
        performedBy: Party(type: .customer, gsnumber: 1, name: "A\nB"))
    ]
    let bench = ReportingBench(history: FakeHistory([session]))
    let text = try bench.kept(.chat, of: Samples.endedID).text
    #expect(text.hasSuffix(" A\n    B: one\n    2016-10-01T10:00:00+00:00 Eva: two [b]bold[/b]\n"))
    #expect(
      try bench.kept(.chat, of: Samples.endedID, view: true).text.contains("Eva: two <b>bold</b></div>"))
  }

  @Test("a wrong hash is refused, also for a session that does not exist")
  func wrongHash() throws {
    let zeros = String(repeating: "0", count: 40)
    for lsid in [Samples.endedID, "unknown"] {
      for hash in [zeros, "", String(zeros.dropLast())] {
        #expect(
          try get("lsid=l%3D\(lsid)%3Bh%3D\(hash)%3Bt%3Dsd%3Bm%3Dchat&dl_action=chat").status == 403)
        #expect(
          try get(
            "lsid=l%3D\(lsid)%3Bh%3D\(hash)%3Bt%3Dsd%3Bm%3Dcommand_shell%3Bi%3D0&dl_action=command_shell"
          ).status == 403)
      }
    }
  }

  @Test(
    "a session that is unknown or has not ended has no transcript", arguments: ["unknown", Samples.runningID])
  func noTranscript(_ lsid: String) throws {
    for content in [SessionDownloads.Content.chat, .recording, .commandShell(0), .showMyScreen(12)] {
      #expect(try bench.kept(content, of: lsid).status == 404)
      #expect(try bench.kept(content, of: lsid, view: true).status == 404)
    }
  }

  @Test(
    "anything else is not a download",
    arguments: [
      "", "lsid=", "lsid=l%3Da", "lsid=l%3Da%3Bh%3Db%3Bt%3Dsd%3Bm%3Dfilm&dl_action=film",
      "lsid=l%3Da%3Bh%3Db%3Bt%3Dsd%3Bm%3Dchat&dl_action=recording",
      "lsid=l%3Da%3Bh%3Db%3Bt%3Dsd%3Bm%3Dcommand_shell&dl_action=command_shell",
    ])
  func nothing(_ query: String) throws {
    #expect(try get(query).status == 404)
  }

  @Test("a link opens what it was made for and nothing else, also of a presentation with the same LSID")
  func purposes() throws {
    let bench = ReportingBench(
      history: FakeHistory([Samples.ended]), presentations: FakePresentations(Samples.presentations))
    let contents: [SessionDownloads.Content] = [
      .chat, .recording, .commandShell(0), .commandShell(1), .showMyScreen(0), .presentationChat,
      .presentationRecording,
    ]
    func hash(_ content: SessionDownloads.Content) throws -> String {
      let query = ReportingBench.query(content, of: Samples.endedID)
      return String(try #require(query.firstMatch(of: /h%3D([0-9a-f]{40})/)?.1))
    }
    for made in contents {
      for asked in contents where asked != made {
        for view in [false, true] {
          let query = ReportingBench.query(asked, of: Samples.endedID, view: view)
          let forged = query.replacing(try hash(asked), with: try hash(made))
          #expect(try get(bench, forged).status == 403, "\(made) opens \(asked)")
        }
      }
    }
    let presentation = "generate_report=PresentationSession&lsid=\(Samples.endedID)"
    for path in ["session_chat_view_url", "session_recording_download_url"] {
      let url = try #require(bench.get(presentation).texts("//r:\(path)")?.first)
      #expect(try get(bench, String(url.split(separator: "?")[1])).status == 200)
    }
  }

  @Test("of a session that closed abnormally it is said why there is nothing")
  func closedAbnormally() throws {
    let reason = "the session closed abnormally, because the appliance went down while it went on.\n"
    let chat = try bench.kept(.chat, of: Samples.brokenID)
    #expect(chat.status == 404 && chat.text == "There is no transcript: " + reason)
    let video = try bench.kept(.recording, of: Samples.brokenID, view: true)
    #expect(video.status == 404 && video.text == "There is no such recording: " + reason)
    let running = try bench.kept(.chat, of: Samples.runningID)
    #expect(running.text == "There is no transcript: the session has not ended.\n")
  }

  @Test("hashes depend on the seed, the session and what they open")
  func hashes() {
    func url(_ seed: UInt64, _ lsid: String) -> String {
      SessionDownloads(seed: seed).url(.chat, of: lsid, base: "", view: false)
        .replacing("l%3D\(lsid)", with: "")
    }
    #expect(url(1, "a") == url(1, "a"))
    #expect(url(1, "a") != url(2, "a"))
    #expect(url(1, "a") != url(1, "b"))
  }

  @Test("a recording is a file to download, and a page with the video and its words to view")
  func recordings() throws {
    let bench = ReportingBench(history: FakeHistory([Samples.busy]))
    for (content, name, words) in [
      (SessionDownloads.Content.recording, "recording-\(Samples.busyID).mp4", "Ann: uploads fix.exe"),
      (.showMyScreen(1), "show-my-screen-\(Samples.busyID)-1.mp4", "Ann: Ann speaking. Ann?"),
      (.commandShell(2), "command-shell-\(Samples.busyID)-2.mp4", "exit\n"),
    ] {
      let file = try bench.kept(content, of: Samples.busyID)
      #expect(file.status == 200)
      for line in ["Content-Type: video/mp4", "Content-Disposition: attachment; filename=\"\(name)\""] {
        #expect(file.head.contains(line + "\r\n"))
      }
      #expect(Array(file.body[4..<12]) == Array("ftypisom".utf8))
      let page = try bench.kept(content, of: Samples.busyID, view: true)
      #expect(page.status == 200 && page.head.contains("media-src 'self'"))
      #expect(page.text.contains(words), "\(page.text)")
      let source = try #require(
        page.text.firstMatch(of: /<video controls preload="metadata" src="\/session_download\?([^"]+)"/))
      #expect(try get(bench, String(source.1).replacing("&amp;", with: "&")).body == file.body)
    }
  }

  private func get(_ bench: ReportingBench, _ query: String) throws -> ReportingBench.Answer {
    try bench.get(query, path: "/session_download", token: nil)
  }

  @Test("HEAD has the header fields of GET, whatever is behind the link")
  func head() throws {
    let bench = ReportingBench(history: FakeHistory([Samples.busy]))
    for content in [SessionDownloads.Content.chat, .recording, .commandShell(2), .commandShell(7)] {
      for view in [true, false] {
        let query = ReportingBench.query(content, of: Samples.busyID, view: view)
        let head = try bench.send(bench.request(.head, "/session_download", query: query, token: nil))
        let get = try get(bench, query)
        #expect(head.head == get.head && head.status == get.status)
      }
    }
  }
}
