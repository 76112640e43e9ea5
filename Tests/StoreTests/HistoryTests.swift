import ApplianceDomain
import Determinism
import GRDB
import History
import Testing

@testable import Store

/// What the reports read.
@Suite struct HistoryTests {
  /// Sessions by number: every tenth runs on, the others take an hour; every third has an owner, every fourth a team.
  static let count = 150

  static func session(_ number: Int) -> SessionRecord {
    let start = Samples.start.advanced(bySeconds: Int64(number / 2) * 60)
    return SessionRecord(
      lsid: "\(number)", lseq: Int64(number + 1), start: start,
      end: number % 10 == 0 ? nil : start.advanced(bySeconds: 3600), startMethod: .sessionKey,
      publicSite: NamedID(id: 1 + number % 2, name: "Site"),
      attributes: number % 5 == 0
        ? [] : [AttributeValue(codeName: AttributeValue.externalKey, value: "KEY <\(number)>")],
      customer: CustomerRecord(
        gsnumber: 1, username: "c", publicIP: "", privateIP: "", hostname: "", operatingSystem: "",
        info: CustomerInfo(), issue: ""),
      representatives: number % 3 == 0 ? [part(number % 2 == 0 ? 5 : 12)] : [],
      teams: number % 4 == 0 ? [NamedID(id: 9, name: "First"), NamedID(id: 1 + number % 8, name: "T")] : [],
      recordings: SessionRecordings(
        enabled: RecordingKinds(rawValue: number % 8), hasSharedScreen: number % 2 == 1,
        showMyScreens: number,
        commandShells: 2))
  }

  private static func part(_ id: Int) -> RepresentativeRecord {
    RepresentativeRecord(
      gsnumber: 2, id: id, username: "u", publicDisplayName: "p", privateDisplayName: "q", displayNumber: 1,
      publicIP: "", privateIP: "", hostname: "", operatingSystem: "", isOwner: true, isPrimary: true,
      type: .normal, joined: Samples.start, isPresent: false, secondsInvolved: 5)
  }

  private let place: Place
  private let store: Store

  init() throws {
    place = try Place()
    store = try place.open()
    try store.initialise(Memory(organization: Samples.organization, settings: Settings()), seed: 1)
    try store.write("Filling the history") { statements in
      var ids = SessionIDs()
      // Not in their order: the order of the report is not the order of writing.
      for number in (0..<Self.count).reversed() {
        try statements.write(Self.session(number), &ids)
        for sequence in [1, 0] {
          try statements.write(
            SessionEvent(
              lsid: "\(number)", sequence: sequence, timestamp: Samples.start,
              detail: .chatMessage(body: "\(number)/\(sequence)"), performedBy: .system), &ids)
        }
      }
    }
  }

  struct Case: Sendable, CustomStringConvertible {
    let description: String
    let query: SessionQuery
    let matches: @Sendable (SessionRecord) -> Bool
  }

  private static let from = Samples.start.advanced(bySeconds: 600)
  private static let to = Samples.start.advanced(bySeconds: 3000)
  private static let later = Samples.start.advanced(bySeconds: 5400)

  private static func limited(_ limit: SessionQuery.Limit) -> SessionQuery {
    SessionQuery(selection: .started(from: from, to: nil), limit: limit)
  }

  private static let cases = [
    Case(description: "everything", query: .everything) { _ in true },
    Case(description: "started", query: SessionQuery(selection: .started(from: from, to: to))) {
      from <= $0.start && $0.start < to
    },
    Case(description: "ended", query: SessionQuery(selection: .ended(from: to, to: later))) {
      $0.end.map { to <= $0 && $0 < later } ?? false
    },
    Case(description: "ended until now", query: SessionQuery(selection: .ended(from: later, to: nil))) {
      $0.end.map { later <= $0 } ?? false
    },
    Case(
      description: "ended, of a site",
      query: SessionQuery(selection: .ended(from: to, to: nil), limit: .site(2))
    ) { ($0.end.map { to <= $0 } ?? false) && $0.publicSite.id == 2 },
    Case(description: "lsids", query: SessionQuery(selection: .lsids(["7", "none", "3"]), limit: .site(99))) {
      ["3", "7"].contains($0.lsid)
    },
    Case(description: "of a representative", query: limited(.representative(5))) {
      $0.start >= from && $0.primaryRepresentative?.id == 5
    },
    Case(description: "of members", query: limited(.members([12, 5, 77]))) {
      $0.start >= from && $0.primaryRepresentative != nil
    },
    Case(description: "of nobody", query: limited(.members([]))) { _ in false },
    Case(description: "of any team", query: limited(.anyTeam)) { $0.start >= from && !$0.teams.isEmpty },
    Case(description: "of a primary team", query: limited(.team(5))) {
      $0.start >= from && $0.teams.last?.id == 5
    },
    Case(description: "of a team that passed it on", query: limited(.team(9))) { _ in false },
  ]

  @Test(
    "a query brings exactly its sessions, by start or by end and then by number, with their events in order")
  func queries() throws {
    let all = (0..<Self.count).map { Self.session($0) }
    for example in Self.cases {
      var isByEnd = false
      if case .ended = example.query.selection { isByEnd = true }
      let expected = all.filter(example.matches).sorted {
        ((isByEnd ? $0.end : nil) ?? $0.start, $0.lseq) < ((isByEnd ? $1.end : nil) ?? $1.start, $1.lseq)
      }
      let read = try store.sessions(example.query, withEvents: true, upTo: 0).all()
      #expect(read.map(\.record) == expected, "\(example)")
      for session in read {
        #expect(session.events.map(\.sequence) == [0, 1])
        #expect(session.events.map(\.lsid) == [session.record.lsid, session.record.lsid])
      }
      let bare = try store.sessions(example.query, withEvents: false, upTo: 0).all()
      #expect(bare.map(\.record) == expected)
      #expect(bare.allSatisfy { $0.events.isEmpty })
    }
  }

  @Test("a report leaves out what began after it, and reads on while the record is written")
  func reading() throws {
    let cursor = try store.sessions(.everything, withEvents: false, upTo: 0)
    var read = [try cursor.next()?.record.lseq]
    try store.write("Adding a session") { statements in
      var ids = SessionIDs()
      try statements.write(Self.session(Self.count + 1), &ids)
    }
    read += try cursor.all().map(\.record.lseq)
    #expect(read == (1...Self.count).map { Int64($0) })
    #expect(try cursor.next() == nil)
  }

  @Test("a report of a closed store says so")
  func closed() throws {
    let cursor = try store.sessions(.everything, withEvents: false, upTo: 0)
    _ = try cursor.next()
    store.close()
    #expect(throws: StoreError.closed) { while try cursor.next() != nil {} }
  }

  @Test("a list says of the same sessions what their records say")
  func listing() throws {
    for example in Self.cases {
      let rows = try store.sessions(example.query, withEvents: false, upTo: 0).all().map(\.record)
      var listed: [String] = []
      let listing = try store.listing(example.query, upTo: 0)
      // One at a time, so that each begins behind the last one.
      while try listing.show({ session in
        listed.append(
          "\(session.lsid.string) \(session.lseq) \(session.hasRecording) \(session.externalKey?.string ?? "-")"
        )
        return false
      }) {}
      let expected = rows.map {
        "\($0.lsid) \($0.lseq) \($0.hasEndedWell && $0.recordings.hasVideo) \($0.externalKey ?? "-")"
      }
      #expect(listed == expected, "\(example)")
      #expect(example.description != "everything" || Set(rows.map(\.recordings.hasVideo)).count == 2)
    }
  }

  @Test("summaries are what counting the sessions gives", arguments: ["start", "end"])
  func summaries(_ window: String) throws {
    let all = (0..<Self.count).map { Self.session($0) }
    let now = Self.later
    let selection: SessionQuery.Selection =
      window == "start" ? .started(from: Self.from, to: nil) : .ended(from: Self.to, to: Self.later)
    let chosen = all.filter {
      window == "start" ? $0.start >= Self.from : $0.end.map { Self.to <= $0 && $0 < Self.later } ?? false
    }
    for (grouping, key) in [
      (SessionGrouping.representative, { $0.primaryRepresentative?.id }),
      (.team(embassies: [:]), { $0.teams.last?.id }),
      (.site, { $0.publicSite.id }),
    ] as [(SessionGrouping, (SessionRecord) -> Int?)] {
      var expected: [Int: (count: Int, seconds: Int64)] = [:]
      for session in chosen {
        guard let id = key(session) else { continue }
        let end = session.end ?? now
        expected[id, default: (0, 0)].count += 1
        expected[id, default: (0, 0)].seconds += end.seconds - session.start.seconds
      }
      let sums = try store.summary(
        SummaryQuery(selection: selection, grouping: grouping, now: now), upTo: 0)
      #expect(sums.map(\.id) == expected.keys.sorted())
      for sum in sums {
        #expect(sum.sessions == expected[sum.id]?.count)
        #expect(sum.seconds == expected[sum.id]?.seconds)
        // The first of October 2016 was a Saturday.
        #expect(sum.weekdaySessions == 0)
      }
    }
  }

  @Test(
    "a session that closed abnormally counts up to its last event, and days of the week are those of its start"
  )
  func abnormal() throws {
    let monday = Samples.start.advanced(bySeconds: 2 * 86_400)
    var broken = Self.session(900)
    broken.start = monday
    broken.end = nil
    broken.closedAbnormally = true
    broken.teams = [NamedID(id: 77, name: "Vendor")]
    try store.write("Adding a session") { statements in
      var ids = SessionIDs()
      try statements.write(broken, &ids)
      let event = SessionEvent(
        lsid: broken.lsid, sequence: 0, timestamp: monday.advanced(bySeconds: 90), detail: .sessionStart,
        performedBy: .system)
      try statements.write(event, &ids)
    }
    let query = { (embassies: [Int: String]) in
      SummaryQuery(
        selection: .started(from: monday, to: nil), grouping: .team(embassies: embassies),
        now: monday.advanced(bySeconds: 9000))
    }
    let expected = SessionSummary(id: 77, latestName: "Vendor", sessions: 1, weekdaySessions: 1, seconds: 90)
    #expect(try store.summary(query([:]), upTo: 0) == [expected])
    #expect(try store.summary(query([77: "Other"]), upTo: 0) == [expected])
    var embassy = expected
    embassy.isEmbassy = true
    #expect(try store.summary(query([77: "Vendor"]), upTo: 0) == [embassy])
  }
}
