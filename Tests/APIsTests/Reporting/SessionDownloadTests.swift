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

  @Test("a wrong hash is refused, also for a session that does not exist")
  func wrongHash() throws {
    let zeros = String(repeating: "0", count: 40)
    for lsid in [Samples.endedID, "unknown"] {
      for hash in [zeros, "", String(zeros.dropLast())] {
        #expect(
          try get("lsid=l%3D\(lsid)%3Bh%3D\(hash)%3Bt%3Dsd%3Bm%3Dchat&dl_action=chat").status == 403)
      }
    }
  }

  @Test(
    "a session that is unknown or has not ended has no transcript", arguments: ["unknown", Samples.runningID])
  func noTranscript(_ lsid: String) throws {
    let hash = SessionDownloads.hash(seed: 1)(lsid)
    #expect(try get("lsid=l%3D\(lsid)%3Bh%3D\(hash)%3Bt%3Dsd%3Bm%3Dchat&dl_action=chat").status == 404)
  }

  @Test(
    "anything else is not a download",
    arguments: ["", "lsid=", "lsid=l%3Da", "lsid=l%3Da%3Bh%3Db%3Bt%3Dsd%3Bm%3Drecording&dl_action=recording"])
  func nothing(_ query: String) throws {
    #expect(try get(query).status == 404)
  }

  @Test("hashes depend on the seed and the session alone")
  func hashes() {
    #expect(SessionDownloads.hash(seed: 1)("a") == SessionDownloads.hash(seed: 1)("a"))
    #expect(SessionDownloads.hash(seed: 1)("a") != SessionDownloads.hash(seed: 2)("a"))
    #expect(SessionDownloads.hash(seed: 1)("a") != SessionDownloads.hash(seed: 1)("b"))
  }
}
