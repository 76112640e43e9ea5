import ApplianceDomain
import Changes
import Determinism
import History
import Testing

@testable import APIs

@Suite("what SupportSession and SupportSessionListing say of a session")
struct SessionReportTests {
  private func session(_ lsid: String, _ version: APIVersion = .v1_21_1) throws -> ReportingBench.Answer {
    try ReportingBench(version, history: FakeHistory(Samples.sessions))
      .get("generate_report=SupportSession&lsid=\(lsid)")
  }

  @Test("a session that ended has its times, its length and links to its chat")
  func ended() throws {
    let answer = try session(Samples.endedID)
    #expect(answer.texts("//r:start_time") == ["2016-10-01T10:00:00+00:00"])
    #expect(answer.texts("//r:start_time/@timestamp") == ["1475316000"])
    #expect(answer.texts("//r:end_time/@timestamp") == ["1475319661"])
    #expect(answer.texts("//r:duration") == ["01:01:01"])
    #expect(answer.texts("//r:session_chat_view_url")?.count == 1)
    #expect(answer.texts("//r:session_chat_download_url")?.count == 1)
    #expect(answer.texts("//r:external_key") == ["ABC&123"])
    #expect(answer.texts("//r:custom_attribute/@display_name") == ["Custom & Field"])
    #expect(answer.texts("//r:custom_attribute/@code_name") == ["custom_field1"])
    #expect(answer.texts("//r:session/r:primary_rep") == ["John"])
    #expect(answer.texts("//r:primary_rep/@id") == ["5"])
    #expect(answer.texts("//r:primary_team") == ["First <Line>"])
    #expect(answer.texts("//r:team/@primary_team") == ["1"])
    #expect(answer.texts("//r:jumpoint/@id") == ["2"])
  }

  @Test("the primary customer of a Jump session is the computer", arguments: StartMethod.allCases)
  func jumps(_ method: StartMethod) throws {
    var reported = Samples.ended
    reported.record.startMethod = method
    let answer = try ReportingBench(.v1_16_0, history: FakeHistory([reported]))
      .get("generate_report=SupportSession&lsid=\(Samples.endedID)")
    let customer = reported.record.customer
    let isJump = ![.sessionKey, .repList, .issueSubmission].contains(method)
    #expect(answer.texts("//r:primary_customer") == [isJump ? customer.hostname : customer.username])
    #expect(answer.texts("//r:customer/r:username") == [customer.username])
  }

  @Test("the surveys of a session that ended well stand in it, each in its list")
  func surveys() throws {
    let answer = try session(Samples.endedID)
    let customer = "//r:session/r:cust_survey_list/r:cust_exit_survey"
    #expect(answer.texts("\(customer)/r:submitted_by[@type='cust']") == ["Bob \"B\" <bob>"])
    #expect(answer.texts("\(customer)//r:question/@id") == ["1", "2", "3"])
    #expect(answer.texts("\(customer)//r:question[@id='3']//r:answer") == ["r", "s"])
    let representative = "//r:session/r:rep_survey_list/r:rep_exit_survey"
    #expect(answer.texts("\(representative)/r:submitted_by[@type='rep']") == ["John S.", "Eva S."])
    for lsid in [Samples.runningID, Samples.brokenID, Samples.waitingID] {
      #expect(try session(lsid).texts("//r:cust_survey_list | //r:rep_survey_list") == [], "\(lsid)")
    }
  }

  @Test("a running session has an empty end, no links, and counts up to now")
  func running() throws {
    let answer = try session(Samples.runningID)
    #expect(answer.texts("//r:end_time") == [""])
    #expect(answer.texts("//r:end_time/@*") == [])
    #expect(answer.texts("//r:duration") == ["100:59:00"])
    #expect(answer.texts("//r:seconds_involved") == ["120"])
    #expect(answer.texts("//r:session_chat_view_url | //r:session_chat_download_url") == [])
    #expect(answer.texts("//r:custom_attributes") == [])
    #expect(answer.texts("//r:jumpoint/@id") == ["-1"])
    #expect(answer.texts("//r:primary_team") == ["First <Line>"], "teams have the name of today")
  }

  @Test("recordings are shown of what was enabled at the time, and happened, in sessions that ended well")
  func recordings() throws {
    let path =
      "//r:session_recording_view_url | //r:session_recording_download_url"
      + " | //r:show_my_screen_recordings | //r:command_shell_recordings"
    for bits in 0..<8 {
      for (isShared, count) in [(true, 2), (true, 0), (false, 2), (false, 0)] {
        let enabled = RecordingKinds(rawValue: bits)
        let video = enabled.contains(.screenSharing)
        let lists =
          (enabled.contains(.showMyScreen) && count > 0 ? ["show_my_screen_recordings"] : [])
          + (enabled.contains(.commandShell) && count > 0 ? ["command_shell_recordings"] : [])
        var session = Samples.waiting
        session.record.recordings = SessionRecordings(
          enabled: enabled, hasSharedScreen: isShared, showMyScreens: count, commandShells: count)
        let running = try asked(session)
        #expect(running.report.names(path) == lists, "\(session.record.recordings)")
        #expect(running.listing.texts("//@has_recording") == ["0"])
        session.record.end = Samples.at(-1)
        let ended = try asked(session)
        let urls =
          (video ? ["session_recording_view_url"] : [])
          + (video && isShared ? ["session_recording_download_url"] : [])
        #expect(ended.report.names(path) == urls + lists, "\(session.record.recordings)")
        #expect(ended.listing.texts("//@has_recording") == [video && isShared ? "1" : "0"])
      }
    }
  }

  @Test("a list says nothing of a recording that has expired, and the report still has its links")
  func expired() throws {
    for (retention, listed) in [(0, "0"), (60, "0"), (61, "1"), (.max, "1")] as [(Int64, String)] {
      let bench = ReportingBench(
        settings: Settings(recordingRetention: retention), history: FakeHistory([Samples.busy]))
      let window = "start_date=2016-09-01&duration=0"
      let listing = try bench.get("generate_report=SupportSessionListing&\(window)")
      #expect(listing.texts("//@has_recording") == [listed])
      let report = try bench.get("generate_report=SupportSession&\(window)")
      #expect(report.texts("//r:session_recording_download_url")?.count == 1)
    }
  }

  @Test("each recording has its instance and its own links")
  func instances() throws {
    let answer = try session(Samples.endedID)
    #expect(answer.texts("//r:command_shell_recording/@instance") == ["0", "1"])
    #expect(answer.texts("//r:show_my_screen_recording/@instance") == ["0"])
    let links = SessionDownloads(seed: 1)
    func url(_ content: SessionDownloads.Content, view: Bool) -> String {
      links.url(content, of: Samples.endedID, base: "https://support.example.com", view: view)
    }
    #expect(answer.texts("//r:session_recording_view_url") == [url(.recording, view: true)])
    #expect(answer.texts("//r:session_recording_download_url") == [url(.recording, view: false)])
    #expect(
      answer.texts("//r:command_shell_recording/r:download_url")
        == [url(.commandShell(0), view: false), url(.commandShell(1), view: false)])
    #expect(answer.texts("//r:show_my_screen_recording/r:view_url") == [url(.showMyScreen(0), view: true)])
  }

  @Test(
    "the event of a command shell has links, and is there only where command shells are recorded",
    arguments: APIVersion.allCases)
  func eventLinks(_ version: APIVersion) throws {
    var busy = Samples.busy
    func texts(_ path: String) throws -> [String]? {
      try ReportingBench(version, history: FakeHistory([busy]))
        .get("generate_report=SupportSession&lsid=\(Samples.busyID)").texts(path)
    }
    let path = "//r:event[@event_type='Command Shell Session Started']/r:data/r:value/@name"
    #expect(try texts(path) == ["instance", "download_url", "view_url"])
    let types = try texts("//r:event/@event_type")
    busy.record.recordings.enabled.remove(.commandShell)
    #expect(
      try texts("//r:event/@event_type") == types?.filter { $0 != "Command Shell Session Started" })
  }

  private func asked(_ session: ReportedSession) throws
    -> (report: ReportingBench.Answer, listing: ReportingBench.Answer)
  {
    let bench = ReportingBench(history: FakeHistory([session]))
    let window = "start_date=2016-09-01&duration=0"
    return (
      try bench.get("generate_report=SupportSession&\(window)"),
      try bench.get("generate_report=SupportSessionListing&\(window)")
    )
  }

  @Test("a session that waits has neither a primary representative nor a primary team")
  func waiting() throws {
    let answer = try session(Samples.waitingID)
    #expect(answer.texts("//r:session/r:primary_rep | //r:primary_team") == [])
    #expect(answer.texts("//r:rep_list") == [""])
    #expect(answer.texts("//r:team_list") == [""])
    #expect(answer.texts("//r:duration") == ["00:00:59"])
  }

  @Test("a session that closed abnormally has no end and counts up to its last event")
  func abnormal() throws {
    let answer = try session(Samples.brokenID)
    #expect(answer.texts("//r:end_time") == [""])
    #expect(answer.texts("//r:duration") == ["00:01:40"])
    #expect(answer.texts("//r:seconds_involved") == ["90"])
    #expect(answer.texts("//r:session_chat_view_url") == [])
  }

  @Test("a message that XML cannot hold is sent in Base64, in lines of at most 76 characters")
  func encodedBody() throws {
    let answer = try session(Samples.endedID)
    #expect(answer.texts("//r:event[@event_type='Chat Message']/r:body") == ["Hello & <welcome>"])
    let encoded = try #require(answer.texts("//r:encoded_body")?.first)
    let lines = encoded.split(separator: "\n", omittingEmptySubsequences: false)
    #expect(lines.map(\.count) == [76, 4])
    #expect(lines[0].hasPrefix("YmVsbCAHIGFuZC"))
  }

  @Test("a message that an API account sent is shown as it came, when it was sent, with the account")
  func accountMessage() throws {
    var reported = Samples.busy
    let earlier = reported.record.start.advanced(bySeconds: -3600)
    reported.events.append(
      SessionEvent(
        lsid: Samples.busyID, sequence: 99, timestamp: earlier, detail: .chatMessage(body: "[b]%name%[/b]"),
        performedBy: .system, account: "Chat <Bot>"))
    let answer = try ReportingBench(history: FakeHistory([reported]))
      .get("generate_report=SupportSession&lsid=\(Samples.busyID)")
    let event = "//r:event[@timestamp='\(earlier.seconds)']"
    #expect(answer.texts("\(event)/r:body") == ["[b]%name%[/b]"])
    #expect(answer.texts("\(event)/r:data/r:value[@name='api_account']/@value") == ["Chat <Bot>"])
    #expect(answer.texts("//r:value[@name='api_account']")?.count == 1, "the others came from people")
  }

  @Test("an activity has the guide's type, and its values the names that clients know")
  func activities() throws {
    let answer = try ReportingBench(history: FakeHistory([Samples.busy]))
      .get("generate_report=SupportSession&lsid=\(Samples.busyID)")
    // The guide's list of event types, less those that no activity is ("XML Response for SupportSession Query").
    let documented: Set = [
      "Callback Button Deployed", "Files Shared", "Callback Button Removed", "Legal Agreement Response",
      "Chat Message", "Registry Exported", "Command Shell Session Started", "Registry Imported",
      "Registry Key Added", "Registry Key Deleted", "Conference Member State Changed",
      "Registry Key Renamed", "Representative Exit Survey", "Customer Exit Survey",
      "Service Access Allowed", "Directory Created", "Session Assigned", "Session Assignment Response",
      "File Deleted", "File Download", "Session Foreground Window Changed", "File Download Failed",
      "Session Note Added", "File Moved", "File Upload", "Show My Screen Recording", "File Upload Failed",
      "System Information Retrieved",
    ]
    #expect(documented.subtracting(answer.texts("//r:event/@event_type") ?? []) == [])
    func values(_ type: String, _ name: String) -> [String]? {
      answer.texts("//r:event[@event_type='\(type)']/r:data/r:value[@name='\(name)']/@value")
    }
    #expect(values("Session Foreground Window Changed", "exeName") == ["excel.exe"])
    #expect(values("Registry Value Modified", "value_data_old") == ["1"])
    #expect(values("File Upload Failed", "failure_reason") == ["Disk full"])
    #expect(values("Customer Exit Survey", "How was it?") == ["\"Good\""])
    #expect(answer.texts("//r:event[@event_type='File Download']/r:filesize") == ["5000000000"])
    #expect(answer.texts("//r:event[@event_type='Session Note Added']/r:body") == ["A note\nof two lines"])
    #expect(answer.texts("//r:files/r:file/@name")?.count == 2)
    #expect(answer.texts("//r:files/r:file[text() or not(@size)]") == [])
    #expect(answer.texts("//r:category[@name='Drives']/r:description/r:field/@name")?.last == "Percent Used")
    #expect(answer.texts("//r:category[@name='Drives']/r:data/r:row[2]/r:field[@id='1']") == ["DVD"])
    #expect(answer.texts("//r:event[@event_type='Chat Message']/r:body") == ["Ann speaking. Ann?"])
  }

  @Test("the data of a member are those that clients know")
  func memberData() throws {
    let path = "//r:event[r:destination/@gsnumber='3'][1]/r:data/r:value"
    let expected = [
      "private_name", "public_name", "username", "private_ip", "public_ip", "hostname", "os", "support_teams",
      "user_id", "name",
    ]
    let newest = try session(Samples.endedID)
    #expect(newest.texts(path + "/@name")?.prefix(10) == expected[...])
    #expect(newest.texts("//r:value[@name='support_teams']/@value") == [";First <Line>;B", ""])
    #expect(newest.texts("//r:value[@name='embassies']") == [])
    let older = try session(Samples.endedID, .v1_16_0)
    #expect(older.texts("//r:value[@name='embassies']/@value") == ["", ";Vendor"])
  }

  @Test("users of embassies are marked where the version knows embassies, invited ones always")
  func marks() throws {
    for (version, embassies) in [(APIVersion.v1_15_1, ["7"]), (.v1_16_0, ["7"]), (.v1_21_1, [])] {
      let answer = try session(Samples.endedID, version)
      #expect(answer.texts("//r:representative[r:embassy='1']/@id") == embassies)
      #expect(answer.texts("//r:representative[r:invited='1']/@id") == ["9"])
    }
  }

  @Test("a session that the appliance ran is told from its own record")
  func ofTheAppliance() throws {
    let running = ReportingBench()
    var request = SessionRequest(method: .queue(.representative(5), as: .sessionKey))
    request.customer = CustomerInfo(name: "Zoe")
    guard case .session(let lsid) = try running.appliance.perform(.startSession(request)).outcome else {
      Issue.record("no session began")
      return
    }
    _ = try running.appliance.perform(.acceptSession(lsid: lsid, representative: 5))
    _ = try running.appliance.perform(
      .sendChatMessage(lsid: lsid, from: .representative(5), body: "How can I help?"))
    running.appliance.advance(bySeconds: 90) {}
    _ = try running.appliance.perform(.endSession(lsid: lsid, by: .owner))

    let bench = ReportingBench(history: FakeHistory([try told(running.appliance, lsid)]))
    let answer = try bench.get("generate_report=SupportSession&end_time=0&duration=0&limit=rep:5")
    #expect(answer.texts("//r:session/@lsid") == [lsid])
    #expect(answer.texts("//r:duration") == ["00:01:30"])
    #expect(answer.texts("//r:seconds_involved") == ["90"])
    #expect(answer.texts("//r:body") == ["How can I help?"])
    #expect(answer.texts("//r:event/@event_type")?.first == "Session Start")
    #expect(answer.texts("//r:event/@event_type")?.last == "Session End")
  }

  private func told(_ appliance: Appliance, _ lsid: String) throws -> ReportedSession {
    guard case .batches(let batches) = appliance.log.batches(after: 0) else { throw FakeHistory.Failure() }
    var record: SessionRecord?
    var events: [SessionEvent] = []
    for entry in batches.flatMap(\.entries) {
      switch entry {
      case .record(.session(let session, _)) where session.lsid == lsid: record = session
      case .sessionEvent(let event) where event.lsid == lsid: events.append(event)
      default: break
      }
    }
    return ReportedSession(record: try #require(record), events: events)
  }
}
