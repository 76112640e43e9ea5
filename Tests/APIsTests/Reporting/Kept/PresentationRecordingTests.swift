import ApplianceDomain
import History
import Testing

@testable import APIs

@Suite("what is kept of presentations")
struct PresentationRecordingTests {
  private static let known = "This recording has expired and can no longer be viewed or downloaded."

  private func bench(_ version: APIVersion = .v1_21_1, settings: Settings = Settings()) -> ReportingBench {
    // The talk has the LSID of a support session.
    ReportingBench(
      version, settings: settings, history: FakeHistory(Samples.sessions),
      presentations: FakePresentations(Samples.presentations))
  }

  @Test(
    "the recording of a presentation is had as that of a session, by either name of its report",
    arguments: APIVersion.allCases)
  func report(_ version: APIVersion) throws {
    let bench = bench(version)
    let link = try bench.kept(.presentationRecording, of: Samples.endedID)
    #expect(link.head.contains("filename=\"presentation-recording-\(Samples.endedID).mp4\"\r\n"))
    #expect(try link.body != bench.kept(.recording, of: Samples.endedID).body)
    for name in ["PresentationSessionRecording", "PresentationRecording"] {
      let file = try bench.get("generate_report=\(name)&lsid=\(Samples.endedID)")
      #expect(file.status == 200 && file.body == link.body)
      for (lsid, sentence) in [
        ("", "lsid is missing"), (Samples.busyID, "There is no presentation with the lsid"),
        (Samples.plainTalkID, "There is no such recording: no screen was recorded"),
        (Samples.brokenTalkID, "There is no such recording: the session closed abnormally"),
        (Samples.openTalkID, "There is no such recording yet: the session has not ended"),
      ] {
        let answer = try bench.get("generate_report=\(name)&lsid=\(lsid)")
        #expect(answer.texts("/r:error")?.first?.hasPrefix(sentence) == true, "\(lsid): \(answer.text)")
      }
      let expired = self.bench(version, settings: Settings(recordingRetention: 1800))
      #expect(try expired.get("generate_report=\(name)&lsid=\(Samples.endedID)").errors == [Self.known])
      let list = "generate_report=PresentationSessionListing&start_date=2016-09-01&duration=0"
      let path = "//r:presentation_summary[@lsid='\(Samples.endedID)']/@has_recording"
      #expect(try bench.get(list).texts(path) == ["1"] && expired.get(list).texts(path) == ["0"])
    }
  }

  @Test("the permission for presentations is asked for, and the one for sessions is not enough")
  func permission() throws {
    let query = "generate_report=PresentationSessionRecording&lsid=a"
    let own = ReportingBench(permissions: Permissions(granted: [.reportingPresentation]))
    #expect(try own.get(query).status == 200)
    let others = ReportingBench(permissions: Permissions(command: .fullAccess, granted: [.reportingSupport]))
    #expect(try others.get(query).status == 403)
  }

  @Test("the chat and the video of a presentation are shown and downloaded")
  func links() throws {
    let bench = bench()
    let text = try bench.kept(.presentationChat, of: Samples.endedID)
    #expect(text.head.contains("filename=\"presentation-chat-\(Samples.endedID).txt\"\r\n"))
    #expect(
      text.text.contains("\nRepresentative: John\nRepresentative: Eva\nAttendee: Ann <A>\nAttendee: Bob\n"))
    #expect(text.text.contains(" John: Welcome, John here\n"))
    #expect(text.text.contains(" John: Shared slides.pdf\n"))
    let page = try bench.kept(.presentationChat, of: Samples.endedID, view: true)
    #expect(page.text.contains("<b class=\"attendee\">Ann &lt;A&gt;</b>"))
    let video = try bench.kept(.presentationRecording, of: Samples.endedID, view: true)
    #expect(video.text.contains("<h1>Presentation recording</h1>"))
    #expect(video.text.contains("John: Welcome, John here"))
    for content in [SessionDownloads.Content.presentationChat, .presentationRecording] {
      #expect(try bench.kept(content, of: Samples.openTalkID).status == 404)
      #expect(try bench.kept(content, of: Samples.busyID).status == 404)
      let broken = ReportingBench(presentations: FakePresentations([], fails: true))
      #expect(try broken.kept(content, of: Samples.endedID).status == 500)
    }
  }
}
