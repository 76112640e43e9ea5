import ApplianceDomain
import Archives
import Changes
import Determinism
import Documents
import DomainTesting
import Testing

/// The session events of the archives, held against the guide's own list of their data elements.
@Suite struct SessionEventLinesTests {
  private static let time = Timestamp(seconds: 1_475_280_000)
  private static let lsid = "c69a8e10bea9428f816cfababe9815fe"

  @Test("there is a session event of every kind that the guide lists, and of no other")
  func kinds() {
    let told = SessionActivity.Kind.allCases.filter(\.isInArchives).map(\.rawValue) + ["chat_message"]
    #expect(Set(told) == Set(GuideFields.sessions.keys))
    let samples = EveryActivity.all(at: Self.time).map(\.kind)
    #expect(Set(samples) == Set(SessionActivity.Kind.allCases))
    #expect(samples.count == SessionActivity.Kind.allCases.count)
  }

  @Test("every session event has the guide's data elements in its types, nothing less and nothing more")
  func elements() throws {
    let chat = SessionEvent(
      lsid: Self.lsid, sequence: 99, timestamp: Self.time, detail: .chatMessage(body: "Hi, I am %name%"),
      performedBy: Party(type: .representative, gsnumber: 2, name: "Ann", userID: 5),
      destination: Party(type: .customer, gsnumber: 4, name: "Bob"))
    for event in EveryActivity.events(of: Self.lsid, at: Self.time) + [chat] {
      let told = try told(event)
      guard let line = told else { continue }
      let name = try #require(line["name"]?.text)
      let fields = try #require(GuideFields.sessions[name])
      #expect(line.members?.map(\.name) == ["type", "timestamp", "lsid", "name", "data"])
      #expect(line["type"]?.text == "session_event")
      #expect(line["timestamp"]?.integer == event.timestamp.seconds)
      #expect(line["lsid"]?.text == Self.lsid)
      try expect(line["data"], has: fields, name)
    }
  }

  @Test("several answers to a question stand under it as a list")
  func severalAnswers() throws {
    let pairs = [("A?", "1"), ("B?", "x"), ("B?", "y"), ("C?", "")]
    let event = SessionEvent(
      lsid: Self.lsid, sequence: 0, timestamp: Self.time,
      detail: .activity(
        .customerExitSurvey(pairs.map { SurveyAnswer(question: $0.0, answer: $0.1) })), performedBy: .system)
    let responses = try #require(try told(event)?["data"]?["responses"])
    #expect(responses.members?.map(\.name) == ["A?", "B?", "C?"])
    #expect(responses["A?"]?.text == "1" && responses["C?"]?.text == "")
    #expect(responses["B?"]?.array?.compactMap(\.text) == ["x", "y"])
  }

  @Test("what the guide calls optional is left out where there is none")
  func optional() throws {
    for (name, missing) in GuideFields.optional {
      let event = try #require(
        EveryActivity.events(of: Self.lsid, at: Self.time).first { activity($0)?.kind.rawValue == name })
      let values = activity(event)?.values.filter { !missing.contains($0.name) } ?? []
      var bare = event
      bare.detail = .activity(try #require(SessionActivity(kind: name, values: values)))
      let names = try told(bare)?["data"]?.members?.map(\.name)
      #expect(names == GuideFields.sessions[name]?.map(\.key).filter { !missing.contains($0) })
    }
  }

  @Test("the events of presentations have the elements that the guide lists for them")
  func presentations() throws {
    let ann = Party(type: .representative, gsnumber: 2, name: "Ann", userID: 5)
    let details: [SessionEvent.Detail] = [
      .chatMessage(body: "Welcome"), .activity(.filesShared([SharedFile(name: "a.pdf", size: 1)])),
      .activity(.screenRecording),
    ]
    var names: [String] = []
    for detail in details {
      var event = SessionEvent(
        lsid: Self.lsid, sequence: 0, timestamp: Self.time, detail: detail, performedBy: ann,
        destination: Party(type: .system, gsnumber: 0, name: "All Users"))
      event.isInPresentation = true
      let line = try #require(try told(event))
      let name = try #require(line["name"]?.text)
      names.append(name)
      try expect(line["data"], has: #require(GuideFields.presentations[name]), name)
      if name == "screen_recording" {
        #expect(line["data"]?["presenter_id"]?.integer == 5)
        #expect(line["data"]?["appliance_guid"]?.text == "guid")
      }
    }
    #expect(Set(names) == Set(GuideFields.presentations.keys))
  }

  @Test("a member's going and coming in a presentation is told by its tables alone")
  func leftOut() throws {
    let person = Party(type: .attendee, gsnumber: 7, name: "Carl")
    let details: [SessionEvent.Detail] = [
      .sessionStart, .sessionEnd, .conferenceMemberDeparted(name: "Carl"),
      .activity(.memberStateChanged(state: "Connected")),
      .conferenceMemberAdded(
        SessionEvent.MemberDetails(
          name: "Carl", privateIP: "", publicIP: "", hostname: "", operatingSystem: "")),
    ]
    for detail in details {
      var event = SessionEvent(
        lsid: Self.lsid, sequence: 0, timestamp: Self.time, detail: detail, performedBy: person)
      event.isInPresentation = true
      #expect(try told(event) == nil)
    }
  }

  @Test("who does something, and to whom, are name-value pairs; a representative's ID is the user's")
  func people() throws {
    let download = try data("file_download")
    #expect(download["performed_by"]?["type"]?.text == "customer")
    #expect(download["performed_by"]?["representative_id"] == nil)
    #expect(download["destination"]?["name"]?.text == "Ann")
    #expect(download["destination"]?["representative_id"]?.integer == 5)
    #expect(try data("screenshot_captured")["representative_id"]?.integer == 5)
    #expect(try data("session_assigned")["representative_id"]?.integer == 5, "who received the alert")
  }

  @Test("answers, files and system information keep their parts")
  func parts() throws {
    let answers = try data("customer_exit_survey")["responses"]
    #expect(answers == (try JSONValue(parsing: #"{"How was it?":"\"Good\"","Solved?":""}"#.utf8)))
    let files = try data("files_shared")["files"]
    let expected =
      #"[{"name":"manual <1>.pdf","size":42,"type":"file"},{"name":"logs","size":0,"type":"dir"}]"#
    #expect(files == (try JSONValue(parsing: expected.utf8)))
    let system = try data("system_information_retrieved")["system_information"]
    let categories = #"""
      [{"name":"Drives","columns":["Drive","Type","Percent Used"],
        "rows":[["C:\\","Local Disk","60%"],["D:\\","DVD",""]]},
       {"name":"Users","columns":["Name"],"rows":[]}]
      """#
    #expect(system == (try JSONValue(parsing: categories.utf8)))
  }

  @Test(
    "a recording's URLs lead to its download at the session's public site",
    arguments: [
      ("screen_recording", "recording", ""),
      ("command_shell_session_started", "command_shell", "%3Bi%3D2"),
      ("show_my_screen_recording", "show_my_screen", "%3Bi%3D1"),
    ])
  func urls(_ name: String, _ word: String, _ instance: String) throws {
    for (lsid, host) in [(Self.lsid, "first"), ("2" + Self.lsid.dropFirst(), "second")] {
      let url =
        "https://\(host).example.com/session_download?lsid=l%3D\(lsid)%3Bh%3Dhash%3Bt%3Dsd%3Bm%3D\(word)\(instance)"
        + "&dl_action=\(word)"
      let data = try data(name, of: lsid)
      #expect(data["download_url"]?.text == url)
      #expect(data["view_url"]?.text == url + "&view=1")
    }
  }

  @Test("a command shell that was not recorded has no URLs")
  func unrecorded() throws {
    let data = try data("command_shell_session_started", of: "2" + Self.lsid.dropFirst().dropLast() + "0")
    #expect(data["download_url"]?.text == "" && data["view_url"]?.text == "")
    #expect(data["instance"]?.integer == 2)
  }

  @Test("a chat message keeps its macro")
  func macro() throws {
    let event = SessionEvent(
      lsid: Self.lsid, sequence: 0, timestamp: Self.time, detail: .chatMessage(body: "I am %name%."),
      performedBy: .system)
    #expect(try told(event)?["data"]?["body"]?.text == "I am %name%.")
  }

  private func expect(_ data: JSONValue?, has fields: KeyValuePairs<String, GuideFields.Kind>, _ name: String)
    throws
  {
    let members = try #require(data?.members)
    #expect(Set(members.map(\.name)) == Set(fields.map(\.key)), "\(name)")
    #expect(members.count == fields.count, "\(name)")
    for (field, kind) in fields {
      let value = data?[field]
      switch kind {
      case .string: #expect(value?.text != nil, "\(name).\(field)")
      case .integer, .timestamp: #expect(value?.integer != nil, "\(name).\(field)")
      case .object: #expect(value?.members != nil || value?.array != nil, "\(name).\(field)")
      }
    }
  }

  /// The data of the sample event with a name.
  private func data(_ name: String, of lsid: String = Self.lsid) throws -> JSONValue {
    let event = try #require(
      EveryActivity.events(of: lsid, at: Self.time).first { activity($0)?.kind.rawValue == name })
    return try #require(try told(event)?["data"])
  }

  private func activity(_ event: SessionEvent) -> SessionActivity? {
    if case .activity(let activity) = event.detail { activity } else { nil }
  }

  /// The line of an event; nil where archives do not tell of it.
  private func told(_ event: SessionEvent) throws -> JSONValue? {
    let batch = Batch(number: 1, time: Self.time, content: .entries([.sessionEvent(event)]))
    let line = lines(of: batch)
    return line.isEmpty ? nil : try JSONValue(parsing: line)
  }
}
