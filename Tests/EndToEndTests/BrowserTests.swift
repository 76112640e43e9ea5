import Testing

/// The pages in a real browser. They run beside the programs of ``EndToEndTests``: most of their time is the browser's
/// own waiting, and none of it is measured.
@Suite("in a browser", .serialized)
struct BrowserTests {
  @Test("pages in a browser follow the stream with the JavaScript library, in every API version")
  func page() async throws { try await pass("test_page.py") }

  @Test("pages start sessions with the guide's JavaScript, by every printed example")
  func startScript() async throws { try await pass("test_start_session_js.py") }

  @Test("recordings are files that can be had in parts, and a browser plays them")
  func recordings() async throws { try await pass("test_recordings.py") }

  @Test("customers use the public site and chat, in a browser")
  func publicSite() async throws { try await pass("test_public_site.py") }
}
