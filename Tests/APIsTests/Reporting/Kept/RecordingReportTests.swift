import ApplianceDomain
import Determinism
import HTTPTypes
import History
import Testing

@testable import APIs

@Suite("the reports that return recordings")
struct RecordingReportTests {
  private static let reports = [
    "SupportSessionRecording", "ShowMyScreenRecording&instance=1", "CommandShellRecording&instance=2",
  ]
  private let bench = ReportingBench(history: FakeHistory(Samples.sessions + [Samples.busy, Self.quiet]))

  /// A session that has ended, and in which nothing was done.
  private static var quiet: ReportedSession {
    var session = Samples.waiting
    session.record.lsid = "00c0ffee"
    session.record.end = Samples.at(-1)
    return session
  }

  private func get(_ report: String, _ lsid: String = Samples.busyID) throws -> ReportingBench.Answer {
    try bench.get("generate_report=\(report)&lsid=\(lsid)")
  }

  @Test("each is the file that the session's link leads to, in every version", arguments: APIVersion.allCases)
  func files(_ version: APIVersion) throws {
    let bench = ReportingBench(version, history: FakeHistory([Samples.busy]))
    let contents: [SessionDownloads.Content] = [.recording, .showMyScreen(1), .commandShell(2)]
    for (report, content) in zip(Self.reports, contents) {
      let query = "generate_report=\(report)&lsid=%20\(Samples.busyID.uppercased())"
      let answer = try bench.get(query)
      let link = try bench.kept(content, of: Samples.busyID)
      #expect(answer.status == 200)
      #expect(answer.head == link.head && answer.body == link.body)
      #expect(answer.head.contains("Content-Type: video/mp4\r\n"))
      let posted = bench.request(
        .post, "/api/reporting", body: query, type: "application/x-www-form-urlencoded")
      #expect(try bench.send(posted).body == answer.body)
    }
  }

  @Test("whatever cannot be had is said in a sentence")
  func errors() throws {
    for (query, sentence) in [
      ("SupportSessionRecording", "lsid is missing"),
      ("CommandShellRecording&instance=0&lsid=", "lsid is missing"),
      ("SupportSessionRecording&lsid=nosuch", "There is no session with the lsid \"nosuch\"."),
      (
        "SupportSessionRecording&lsid=00c0ffee",
        "There is no such recording: no screen was recorded"
      ),
      (
        "SupportSessionRecording&lsid=\(Samples.brokenID)",
        "There is no such recording: the session closed abnormally"
      ),
      ("SupportSessionRecording&lsid=\(Samples.runningID)", "There is no such recording yet"),
      ("ShowMyScreenRecording&lsid=\(Samples.busyID)", "instance is missing"),
      ("CommandShellRecording&lsid=\(Samples.busyID)&instance=", "instance is missing"),
      (
        "ShowMyScreenRecording&lsid=\(Samples.busyID)&instance=-1",
        "instance is \"-1\"; it must be a whole number"
      ),
      (
        "CommandShellRecording&lsid=\(Samples.busyID)&instance=1e0", "instance is \"1e0\"; it must be a whole"
      ),
      (
        "CommandShellRecording&lsid=\(Samples.busyID)&instance=3",
        "instance is \"3\"; of command shells the session has 1 recording, counted from 0."
      ),
      (
        "ShowMyScreenRecording&lsid=\(Samples.busyID)&instance=99999999999999999999999",
        "instance is \"99999999999999999999999\"; of Show My Screen sessions the session has 1"
      ),
      (
        "ShowMyScreenRecording&lsid=\(Samples.endedID)&instance=0",
        "There is no such recording: no Show My Screen"
      ),
    ] {
      let answer = try bench.get("generate_report=\(query)")
      #expect(answer.status == 200 && answer.head.contains("Content-Type: text/xml"))
      #expect(answer.texts("/r:error")?.first?.hasPrefix(sentence) == true, "\(query): \(answer.text)")
    }
  }

  @Test("a history that cannot be read is said, too")
  func broken() throws {
    let bench = ReportingBench(history: FakeHistory([], fails: true))
    for report in Self.reports {
      let answer = try bench.get("generate_report=\(report)&lsid=a")
      #expect(answer.errors.first?.hasPrefix("The session could not be read") == true)
    }
    #expect(try bench.kept(.recording, of: "a").status == 500)
  }

  @Test("each asks for the permission of its family, and for the XML API")
  func permissions() throws {
    let support = ReportingBench(permissions: Permissions(granted: [.reportingSupport]))
    let others = ReportingBench(
      permissions: Permissions(command: .fullAccess, granted: [.reportingPresentation]))
    let withoutXML = ReportingBench(settings: Settings(xmlAPI: false))
    for report in Self.reports {
      let query = "generate_report=\(report)&lsid=a"
      #expect(try support.get(query).status == 200)
      #expect(try others.get(query).status == 403)
      #expect(try withoutXML.get(query).status == 403)
    }
  }

  @Test("parts of a report's file can be asked for, as of a link's")
  func parts() throws {
    let whole = try get(Self.reports[2])
    let part = try bench.get(
      "generate_report=\(Self.reports[2])&lsid=\(Samples.busyID)", fields: [("range", "bytes=4-11")])
    #expect(part.status == 206 && part.body == Array(whole.body[4..<12]))
  }

  @Test("who has the file is told so, whatever part of it is asked for (RFC 9110 section 13.2.2)")
  func known() throws {
    let whole = try bench.kept(.commandShell(2), of: Samples.busyID)
    let tag = String(try #require(whole.head.firstMatch(of: /ETag: ("[0-9a-f]{32}")/)?.1))
    for (given, range, status) in [
      (tag, nil, 304), ("W/\(tag)", nil, 304), ("\"a\", \(tag)", nil, 304), ("*", nil, 304),
      (tag, "bytes=4-11", 304), (tag, "bytes=999999999-", 304), ("\"a\"", nil, 200),
      ("\"a\"", "bytes=4-11", 206),
    ] as [(String, String?, Int)] {
      let fields = [("if-none-match", given)] + (range.map { [("range", $0)] } ?? [])
      let answer = try bench.kept(.commandShell(2), of: Samples.busyID, fields: fields)
      #expect(answer.status == status, "\(fields)")
      if status == 304 {
        #expect(answer.body.isEmpty && answer.head.contains("ETag: \(tag)\r\n"))
        #expect(!answer.head.contains("Content-Range") && !answer.head.contains("\nContent-Type"))
      }
    }
    let query = "generate_report=\(Self.reports[2])&lsid=\(Samples.busyID)"
    #expect(try bench.get(query, fields: [("if-none-match", tag)]).status == 304)
    let otherwise = [("if-match", "\"a\""), ("range", "bytes=4-11")]
    let refused = try bench.get(query, fields: otherwise)
    #expect(refused.status == 412 && refused.head.contains("ETag: \(tag)\r\n"))
    #expect(try bench.get(query, fields: [("if-match", tag), ("range", "bytes=4-11")]).status == 206)
    let posted = bench.request(
      .post, "/api/reporting", body: query, type: "application/x-www-form-urlencoded",
      fields: [("if-none-match", tag)])
    #expect(try bench.send(posted).status == 200)
  }

  @Test(
    "odd parameters do no harm", arguments: ["%00", "%FF", "%F0%9F%99%82", "..%2F", "l%3Da", "'--", "%0D%0A"])
  func odd(_ text: String) throws {
    for report in [
      "SupportSessionRecording", "ShowMyScreenRecording&instance=0", "CommandShellRecording&instance=0",
    ] {
      #expect(try get(report, text).errors.count == 1)
    }
    #expect(try bench.get("generate_report=CommandShellRecording&lsid=a&instance=\(text)").errors.count == 1)
  }

  @Test("a recording expires so long after the end of its session, and its link with it")
  func expiry() throws {
    let known = "This recording has expired and can no longer be viewed or downloaded."
    for (retention, isExpired) in [(0, true), (60, true), (61, false), (.max, false)] as [(Int64, Bool)] {
      let bench = ReportingBench(
        settings: Settings(recordingRetention: retention), history: FakeHistory([Samples.busy]))
      for report in Self.reports {
        let answer = try bench.get("generate_report=\(report)&lsid=\(Samples.busyID)")
        #expect(answer.status == 200)
        #expect((answer.texts("/r:error") ?? []) == (isExpired ? [known] : []))
      }
      for view in [false, true] {
        let answer = try bench.kept(.commandShell(2), of: Samples.busyID, view: view)
        #expect(answer.status == (isExpired ? 410 : 200))
        #expect((answer.text == known + "\n") == isExpired)
      }
      #expect(try bench.kept(.chat, of: Samples.busyID).status == 200)
    }
  }

  @Test("what was not recorded, or not shared, cannot be had")
  func switches() throws {
    for kinds in [[], .screenSharing, .showMyScreen, .commandShell] as [RecordingKinds] {
      var session = Samples.busy
      session.record.recordings.enabled = kinds
      let bench = ReportingBench(history: FakeHistory([session]))
      let wanted: [RecordingKinds] = [.screenSharing, .showMyScreen, .commandShell]
      for (report, kind) in zip(Self.reports, wanted) {
        let answer = try bench.get("generate_report=\(report)&lsid=\(Samples.busyID)")
        #expect(answer.head.contains("video/mp4") == kinds.contains(kind))
        if !kinds.contains(kind) {
          #expect(answer.errors.first?.hasPrefix("There is no such recording: no ") == true)
        }
      }
    }
  }

  @Test("the video of a session that goes on is there once it was told of, up to then")
  func running() throws {
    var session = Samples.busy
    session.record.end = nil
    let bench = ReportingBench(history: FakeHistory([session]))
    #expect(
      try bench.get("generate_report=\(Self.reports[0])&lsid=\(Samples.busyID)").head.contains("video/mp4"))
    session.events.removeAll { $0.detail == .activity(.screenRecording) }
    let early = ReportingBench(history: FakeHistory([session]))
    let answer = try early.get("generate_report=\(Self.reports[0])&lsid=\(Samples.busyID)")
    #expect(answer.errors == ["There is no such recording yet: the session has not ended."])
    session.record.end = session.record.start.advanced(bySeconds: 300)
    session.record.recordings.hasSharedScreen = true
    let ended = ReportingBench(history: FakeHistory([session]))
    #expect(
      try ended.get("generate_report=\(Self.reports[0])&lsid=\(Samples.busyID)").head.contains("video/mp4"))
  }
}
