import ApplianceDomain
import Determinism
import History
import Testing

@testable import APIs

@Suite("what PresentationSession and PresentationSessionListing say")
struct PresentationReportTests {
  private func ask(
    _ parameters: String, _ version: APIVersion = .v1_21_1, _ presentations: [ReportedPresentation]? = nil
  ) throws -> ReportingBench.Answer {
    try ReportingBench(version, presentations: FakePresentations(presentations ?? Samples.presentations))
      .get("generate_report=PresentationSession&\(parameters)")
  }

  @Test(
    "a presentation that ended has its times, its people and links of its own", arguments: APIVersion.allCases
  )
  func ended(_ version: APIVersion) throws {
    let answer = try ask("lsid=\(Samples.endedID)", version)
    #expect(answer.texts("//r:session_type") == ["presentation"])
    #expect(answer.texts("//r:lseq") == ["30"])
    #expect(answer.texts("//r:start_time/@timestamp") == ["1475319600"])
    #expect(answer.texts("//r:end_time/@timestamp") == ["1475321400"])
    #expect(answer.texts("//r:duration") == ["00:30:00"])
    let links = [
      ("session_chat_view_url", "chat&view=1"), ("session_chat_download_url", "chat"),
      ("session_recording_view_url", "recording&view=1"), ("session_recording_download_url", "recording"),
    ]
    for (name, end) in links {
      let url = try #require(answer.texts("/r:session_list/r:session/r:\(name)")?.first)
      #expect(url.contains("t%3Dpd%3Bm%3D") && url.hasSuffix("dl_action=\(end)"), "\(url)")
    }
    #expect(answer.texts("//r:attendee/@gsnumber") == ["6", "9"])
    #expect(answer.texts("//r:attendee/r:username") == ["Ann <A>", "Bob"])
    #expect(answer.texts("//r:attendee/r:public_ip") == ["198.51.100.6:50000", "198.51.100.9:50000"])
    #expect(answer.texts("//r:representative/@id") == ["5", "7"])
    #expect(answer.texts("//r:representative/r:private_display_name") == ["John S.", "Eva S."])
    #expect(answer.texts("//r:seconds_involved") == ["1800", "600"])
  }

  @Test("each event of a presentation stands there with its people and its data")
  func events() throws {
    let answer = try ask("lsid=\(Samples.endedID)")
    #expect(
      answer.texts("//r:event/@event_type") == [
        "Session Start", "Conference Member Added", "Conference Member Added", "Chat Message", "Chat Message",
        "Files Shared", "Conference Member State Changed", "Conference Member Added", "Screen Recording",
        "Conference Member Departed", "Conference Member Departed", "Session End",
      ])
    #expect(answer.texts("//r:event/r:body") == ["Welcome, John here"])
    #expect(answer.texts("//r:event/r:encoded_body") == ["YmVsbCAH"])
    #expect(answer.texts("//r:event[5]/r:performed_by/@type") == ["attendee"])
    #expect(answer.texts("//r:event[5]/r:performed_by/@gsnumber") == ["6"])
    #expect(answer.texts("//r:event[6]/r:files/r:file/@name") == ["slides.pdf"])
    #expect(answer.texts("//r:event[7]//r:value[@name='state']/@value") == ["Disconnected"])
    let url = try #require(answer.texts("//r:event[9]//r:value[@name='download_url']/@value")?.first)
    #expect(
      answer.texts("//r:session_recording_download_url") == [url],
      "it is the presentation's, not the session's")
  }

  @Test("one that goes on has an empty end and no links, and counts up to now")
  func running() throws {
    let answer = try ask("lsid=\(Samples.openTalkID)")
    #expect(answer.texts("//r:end_time") == [""] && answer.texts("//r:end_time/@*") == [])
    #expect(answer.texts("//r:duration") == ["00:01:40"])
    #expect(answer.texts("//r:seconds_involved") == ["100"])
    #expect(answer.texts("//*[contains(name(), '_url')]") == [])
    #expect(answer.texts("//r:attendee_list") == [""])
  }

  @Test("one that closed abnormally has no end and no links, and counts up to its last event")
  func abnormal() throws {
    let answer = try ask("lsid=\(Samples.brokenTalkID)")
    #expect(answer.texts("//r:end_time") == [""] && answer.texts("//r:end_time/@*") == [])
    #expect(answer.texts("//r:duration") == ["00:00:10"] && answer.texts("//r:seconds_involved") == ["10"])
    #expect(answer.texts("//*[contains(name(), '_url')]") == [])
  }

  @Test("a recording is linked where recording was enabled, and for download only where a screen was shown")
  func recordings() throws {
    func links(_ isRecorded: Bool) throws -> [String]? {
      try ask("lsid=\(Samples.plainTalkID)", .v1_21_1, [Samples.quietTalk(isRecorded: isRecorded)])
        .texts("//*[contains(name(), '_recording_')]").map { $0.map { _ in "link" } }
    }
    #expect(try links(false) == [])
    #expect(try links(true) == ["link"])
  }

  @Test(
    "a window takes what began in it, with those that go on, or what ended in it",
    arguments: [
      ("start_time=1475319600&duration=0", [Samples.endedID, Samples.openTalkID]),
      ("start_time=1475319600&duration=3500", [Samples.endedID]),
      ("start_date=2016-09-30&duration=1", [Samples.plainTalkID]),
      ("end_time=1475321400&duration=1", [Samples.endedID]), ("end_time=1475321401&duration=0", []),
      ("end_date=2016-09-30&duration=0", [Samples.plainTalkID, Samples.endedID]),
      ("lsids=\(Samples.endedID),%20none,%20\(Samples.openTalkID)", [Samples.endedID, Samples.openTalkID]),
    ])
  func windows(_ parameters: String, _ expected: [String]) throws {
    #expect(try ask(parameters).texts("/r:session_list/r:session/@lsid") == expected)
    guard !parameters.hasPrefix("lsid") else { return }
    let listing = try ReportingBench(presentations: FakePresentations(Samples.presentations))
      .get("generate_report=PresentationSessionListing&\(parameters)")
    #expect(listing.texts("/r:presentation_summary_list/r:presentation_summary/@lsid") == expected)
  }

  @Test(
    "limit goes by whoever created the presentation", arguments: APIVersion.allCases,
    [
      ("all", nil, nil), ("rep:5", [5], [5]), ("team:all", [1, 5], [1, 5, 7]),
      ("team:1", [1, 5], [1, 5, 7]),
      ("members:1", [1, 5], [1, 5, 7]), ("members:9", [], []), ("site:1", nil, nil), ("site:2", [], []),
    ] as [(String, [Int]?, [Int]?)])
  func limit(_ version: APIVersion, _ limit: (text: String, latest: [Int]?, older: [Int]?)) throws {
    let history = FakePresentations(Samples.presentations)
    let answer = try ReportingBench(version, presentations: history)
      .get("generate_report=PresentationSession&start_time=0&duration=0&limit=\(limit.text)")
    #expect(answer.errors == [])
    let query = try #require(history.lastQuery)
    #expect(query.owners == (version == .v1_21_1 ? limit.latest : limit.older))
  }

  @Test("limit is ignored with LSIDs, and an unknown form is refused with the others")
  func limitErrors() throws {
    #expect(try ask("lsid=\(Samples.endedID)&limit=nonsense").errors == [])
    let errors = try ask("start_time=0&duration=0&limit=queue:1").texts("/r:session_list/r:error")
    #expect(errors?.first?.contains("queue:1") == true && errors?.first?.contains("members:ID") == true)
  }

  @Test("the listing says of which there is a recording, and knows windows only")
  func listing() throws {
    let bench = ReportingBench(presentations: FakePresentations(Samples.presentations))
    let answer = try bench.get("generate_report=PresentationSessionListing&start_time=0&duration=0")
    #expect(answer.texts("//@has_recording") == ["0", "1", "0", "0"])
    let refused = try bench.get("generate_report=PresentationSessionListing&lsid=\(Samples.endedID)")
    #expect(refused.texts("/r:presentation_summary_list/r:error")?.count == 1)
  }

  @Test("both ask for the permission for presentations, and say where the history cannot be read")
  func access() throws {
    for (name, root) in [
      ("PresentationSession", "session_list"), ("PresentationSessionListing", "presentation_summary_list"),
    ] {
      let query = "generate_report=\(name)&start_time=0&duration=0"
      let others = Permissions(command: .fullAccess, granted: [.reportingSupport, .reportingArchive])
      #expect(try ReportingBench(permissions: others).get(query).status == 403)
      let own = Permissions(granted: [.reportingPresentation])
      #expect(try ReportingBench(permissions: own).get(query).status == 200)
      #expect(try ReportingBench(settings: Settings(xmlAPI: false)).get(query).status == 403)
      let broken = try ReportingBench(presentations: FakePresentations([], fails: true)).get(query)
      #expect(broken.texts("/r:\(root)/r:error")?.count == 1)
    }
  }

  @Test("nothing that matches is an empty list, or the known text", arguments: Fidelity.allCases)
  func empty(_ fidelity: Fidelity) throws {
    for name in ["PresentationSession", "PresentationSessionListing"] {
      let answer = try ReportingBench(.v1_21_1, fidelity)
        .get("generate_report=\(name)&start_time=0&duration=0")
      let isList = answer.errors.isEmpty && answer.texts("/r:*/*") == []
      #expect(isList == (fidelity == .documented))
    }
  }
}
