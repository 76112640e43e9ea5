import History
import Testing

@testable import APIs

@Suite("chat transcripts behind the links of a report")
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
    #expect(page.text.contains(": Hello &amp; &lt;welcome&gt;"))
    let file = try get(query("download"))
    #expect(file.head.contains("attachment; filename=\"chat-\(Samples.endedID).txt\""))
    #expect(file.text.contains("2016-10-01T10:01:10+00:00 John: Hello & <welcome>\n"))
    #expect(file.text.contains("Eva joined the session.\n"))
  }

  @Test("a transcript shows messages as the chat did, and the files that were shared in it")
  func macros() throws {
    let bench = ReportingBench(history: FakeHistory([Samples.busy]))
    let url = SessionDownloads(seed: 1).url(.chat, of: Samples.busyID, base: "", view: false)
    let text = try bench.get(String(url.split(separator: "?")[1]), path: "/session_download", token: nil).text
    #expect(text.contains(" Ann: Ann speaking. Ann?\n"))
    #expect(text.contains(" Ann: Shared manual <1>.pdf, logs\n"))
    #expect(text.split(separator: "\n").count == 3)
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
      let url = SessionDownloads(seed: 1).url(content, of: lsid, base: "", view: false)
      #expect(try get(String(url.split(separator: "?")[1])).status == 404)
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

  @Test("hashes depend on the seed and the session alone")
  func hashes() {
    func url(_ seed: UInt64, _ lsid: String) -> String {
      SessionDownloads(seed: seed).url(.chat, of: lsid, base: "", view: false)
        .replacing("l%3D\(lsid)", with: "")
    }
    #expect(url(1, "a") == url(1, "a"))
    #expect(url(1, "a") != url(2, "a"))
    #expect(url(1, "a") != url(1, "b"))
  }
}
