import ApplianceDomain
import Archives
import Changes
import Determinism
import Documents
import Testing

@Suite struct ArchiveCalendarTests {
  struct Case: Sendable {
    let time: String
    let window: String
    let end: String
    let isSnapshotTime: Bool
  }

  @Test(
    "a window begins at a full ten minutes, and a state archive is due at the full and the half hour",
    arguments: [
      Case(
        time: "2016-10-01T00:00:00Z", window: "2016-10-01T00:00:00Z", end: "2016-10-01T00:09:59Z",
        isSnapshotTime: true),
      Case(
        time: "2016-10-01T08:19:59.999Z", window: "2016-10-01T08:10:00Z", end: "2016-10-01T08:19:59Z",
        isSnapshotTime: false),
      Case(
        time: "2016-10-01T08:20:00Z", window: "2016-10-01T08:20:00Z", end: "2016-10-01T08:29:59Z",
        isSnapshotTime: false),
      Case(
        time: "2016-10-01T23:30:00Z", window: "2016-10-01T23:30:00Z", end: "2016-10-01T23:39:59Z",
        isSnapshotTime: true),
      Case(
        time: "1969-12-31T23:59:59Z", window: "1969-12-31T23:50:00Z", end: "1969-12-31T23:59:59Z",
        isSnapshotTime: false),
    ])
  func borders(_ example: Case) throws {
    let time = try #require(Timestamp(rfc3339: example.time))
    let window = ArchiveCalendar.window(of: time)
    #expect(window.rfc3339 == example.window)
    #expect(ArchiveCalendar.end(ofWindow: window).rfc3339 == example.end)
    #expect(ArchiveCalendar.isSnapshotTime(time) == example.isSnapshotTime)
    #expect(ArchiveCalendar.day(of: window).text == String(example.window.prefix(10)))
  }
}

@Suite struct EventBlocksTests {
  @Test(
    "blocks that were compressed by themselves make one gzip file",
    arguments: [[], [0], [1], [5, 1000, 65_536, 1], [300_000, 7]])
  func roundTrip(_ counts: [Int]) throws {
    var generator = SeededGenerator(seed: 1, stream: "gzip")
    let blocks = counts.map { count in (0..<count).map { _ in UInt8(generator.below(40)) } }
    var file = EventBlocks.header
    var checksum: UInt32 = 0
    for block in blocks {
      file += try EventBlocks.compress(block)
      checksum = EventBlocks.checksum(checksum, block)
    }
    file += EventBlocks.trailer(checksum: checksum, size: Int64(counts.reduce(0, +)))
    #expect(try gunzip(file) == blocks.flatMap { $0 })
  }

  @Test("the header names no time and no file, so that the same bytes make the same file")
  func header() { #expect(EventBlocks.header == [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 3]) }

  @Test("a wrong checksum is noticed by whoever reads the file")
  func damage() throws {
    let file = EventBlocks.header + (try EventBlocks.compress([1, 2, 3]))
    #expect(throws: (any Error).self) {
      try gunzip(file + EventBlocks.trailer(checksum: 0, size: 3))
    }
  }
}

@Suite struct EventLinesTests {
  private static let time = Timestamp(milliseconds: 1_475_280_000_999)
  private static let queue = QueueRow(
    codeName: "a\"b", createdTimestamp: time, name: "Ä\n", representativeID: nil, supportTeamID: "1",
    type: .team)
  private static let tool = RepresentativeSupportSessionToolRow(
    createdTimestamp: time, representativeID: RowID(.max), supportSessionID: RowID(7), tool: .remoteShell)
  private static let attendee = AttendeeRow(
    connected: true, createdTimestamp: time, hostname: "h", name: "n", operatingSystem: "o",
    presentationSessionID: RowID(3), privateIP: "10.0.0.1", publicIP: "192.0.2.1")
  private static let everyone = Party(type: .system, gsnumber: 0, name: "All Users")

  struct Case: Sendable {
    let entry: LogEntry
    let line: String
  }

  private static let cases = [
    Case(
      entry: .change(Change(kind: .insert, table: .queue, id: RowID(.max), row: queue.wrapped)),
      line: #"{"type":"model_insert","timestamp":1475280000,"data":{"queue":{"18446744073709551615":{"#
        + #""code_name":"a\"b","created_timestamp":1475280000,"name":"Ä\n","representative_id":null,"#
        + #""support_team_id":"1","type":"team"}}}}"#),
    Case(
      entry: .change(
        Change(
          kind: .update(FieldMask([0, 5])), table: .attendee, id: RowID(9), row: attendee.wrapped)),
      line: #"{"type":"model_update","timestamp":1475280000,"data":{"attendee":{"9":{"#
        + #""connected":1,"presentation_session_id":"3"}}}}"#),
    Case(
      entry: .change(
        Change(kind: .delete, table: .representativeSupportSessionTool, id: RowID(2), row: tool.wrapped)),
      line: #"{"type":"model_delete","timestamp":1475280000,"#
        + #""data":{"representative_support_session_tool":["2"]}}"#),
    Case(entry: .truncateModel, line: #"{"type":"truncate_model","timestamp":1475280000}"#),
    Case(
      entry: .sessionEvent(
        SessionEvent(
          lsid: "ab", sequence: 4, timestamp: time, detail: .chatMessage(body: "Hi"),
          performedBy: Party(type: .representative, gsnumber: 2, name: "Ann", userID: 5),
          destination: everyone)),
      line: #"{"type":"session_event","timestamp":1475280000,"lsid":"ab","name":"chat_message","data":{"#
        + #""body":"Hi","destination":[{"type":"system","gsnumber":0,"name":"All Users"}],"#
        + #""performed_by":{"type":"representative","gsnumber":2,"name":"Ann","representative_id":5}}}"#),
  ]

  @Test("an entry makes the line that the guide describes", arguments: cases)
  func line(_ example: Case) {
    let batch = Batch(number: 1, time: Self.time, content: .entries([example.entry]))
    #expect(String(decoding: lines(of: batch), as: UTF8.self) == example.line + "\n")
  }

  @Test(
    "session events that the guide does not list for archives, and records, are left out",
    arguments: [
      SessionEvent.Detail.sessionStart, .sessionEnd, .conferenceOwnerChanged(owner: "x"),
      .conferenceMemberDeparted(name: "x"), .externalKey("x"),
    ])
  func leftOut(_ detail: SessionEvent.Detail) {
    let event = SessionEvent(
      lsid: "ab", sequence: 0, timestamp: Self.time, detail: detail, performedBy: .system)
    let chat = SessionEvent(
      lsid: "ab", sequence: 0, timestamp: Self.time, detail: .chatMessage(body: "past"), performedBy: .system)
    let batch = Batch(
      number: 1, time: Self.time, content: .entries([.sessionEvent(event), .record(.sessionEvent(chat))]))
    #expect(lines(of: batch).isEmpty)
  }

  @Test("a message that an API account sent names it, and stands with the time at which it came")
  func account() {
    let chat = SessionEvent(
      lsid: "ab", sequence: 0, timestamp: Self.time.advanced(bySeconds: -3600),
      detail: .chatMessage(body: "[b]%name%[/b]"), performedBy: .system, account: "Bot")
    let batch = Batch(number: 1, time: Self.time, content: .entries([.sessionEvent(chat)]))
    let line =
      #"{"type":"session_event","timestamp":1475280000,"lsid":"ab","name":"chat_message","data":{"#
      + #""api_account":"Bot","body":"[b]%name%[/b]","destination":[],"#
      + #""performed_by":{"type":"system","gsnumber":0,"name":"System"}}}"#
    #expect(String(decoding: lines(of: batch), as: UTF8.self) == line + "\n")
  }

  @Test("a border tells nothing")
  func border() {
    let batch = Batch(number: 1, time: Self.time, content: .archiveBoundary(StateModel()))
    #expect(lines(of: batch).isEmpty)
  }
}

@Suite struct StateFileWriterTests {
  @Test("an empty model is an object with every table and null")
  func empty() throws {
    let text = String(decoding: try gunzip(stateFile(of: StateModel())), as: UTF8.self)
    #expect(text == "{" + TableName.allCases.map { "\"\($0.rawValue)\":null" }.joined(separator: ",") + "}")
  }

  @Test("every row stands under its id, in the order of the ids, with every field of its table")
  func rows() throws {
    let office = Office()
    try office.work()
    let model = office.appliance.snapshot().model
    let file = try stateFile(of: model)
    #expect(try stateFile(of: model) == file)
    let json = try JSONValue(parsing: gunzip(file))
    #expect(json.members?.map(\.name) == TableName.allCases.map(\.rawValue))
    for table in TableName.allCases {
      var expected: [String] = []
      model.forEachRow(of: table) { id, row in
        expected.append(String(id.value))
        let fields = json[table.rawValue]?[String(id.value)]?.members?.map(\.name)
        #expect(fields == fieldNames(row.row))
      }
      #expect((json[table.rawValue]?.members ?? []).map(\.name) == expected)
    }
  }

  private func fieldNames<R: Row>(_ row: R) -> [String] { R.fieldNames }

  @Test(
    "the file of a large model is the same however it is taken, and no slice is much longer than the others")
  func slices() throws {
    let office = Office()
    _ = try office.appliance.perform(.logIn(representative: 1))
    for place in 0..<2500 { _ = try office.start(priority: place % 3 + 1) }
    let model = office.appliance.snapshot().model
    let file = try stateFile(of: model)
    let text = try gunzip(file)
    #expect(text.count > 10 * StateFileWriter.sliceBytes)
    let writer = try StateFileWriter(model)
    var taken: [UInt8] = []
    var slices = 0
    while !writer.isDone {
      try writer.advance()
      slices += 1
      if slices % 3 == 0 {
        #expect(writer.readyCount < 3 * StateFileWriter.sliceBytes)
        taken += writer.take()
      }
    }
    taken += writer.take()
    #expect(taken == file)
    #expect(slices >= text.count / (StateFileWriter.sliceBytes + 20_000))
    let json = try JSONValue(parsing: text)
    #expect(json["support_session"]?.members?.count == 2500)
    #expect(json["customer_client"]?.members?.count == 2500)
  }
}
