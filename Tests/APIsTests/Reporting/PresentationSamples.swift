import ApplianceDomain
import Determinism
import History
import Locking

/// A history of presentations in memory, with the plainest reading of a query.
final class FakePresentations: PresentationReading {
  let presentations: [ReportedPresentation]
  let fails: Bool
  private let queries = Lock<[PresentationQuery]>([])

  /// The last query; nil before the first one.
  var lastQuery: PresentationQuery? { queries.withLock { $0.last } }

  init(_ presentations: [ReportedPresentation], fails: Bool = false) {
    self.presentations = presentations
    self.fails = fails
  }

  func presentations(_ query: PresentationQuery, withEvents: Bool, upTo number: UInt64) throws
    -> any PresentationCursor
  {
    if fails { throw FakeHistory.Failure() }
    queries.withLock { $0.append(query) }
    return Cursor(
      presentations.filter { matches($0.record, query) }.map {
        ReportedPresentation(
          record: $0.record, attendees: withEvents ? $0.attendees : [], events: withEvents ? $0.events : [])
      })
  }

  private func matches(_ record: PresentationRecord, _ query: PresentationQuery) -> Bool {
    switch query.selection {
    case .lsids(let lsids): return lsids.contains(record.lsid)
    case .started(let from, let to):
      guard record.start >= from, to.map({ record.start < $0 }) ?? true else { return false }
    case .ended(let from, let to):
      guard let end = record.end, end >= from, to.map({ end < $0 }) ?? true else { return false }
    }
    return query.owners?.contains(record.owner) ?? true
  }

  private final class Cursor: PresentationCursor {
    private let rest: Lock<ArraySlice<ReportedPresentation>>
    init(_ presentations: [ReportedPresentation]) { rest = Lock(presentations[...]) }
    func next() -> ReportedPresentation? { rest.withLock { $0.popFirst() } }
  }
}

extension Samples {
  static let brokenTalkID = "00000000000000000000000000000b0b"
  static let openTalkID = "00000000000000000000000000000a1a"
  static let plainTalkID = "00000000000000000000000000000c2c"

  /// Presentations: one with everything, one that goes on, one that broke off, and one that was not recorded.
  static var presentations: [ReportedPresentation] { [plainTalk, talk, brokenTalk, openTalk] }

  /// It has the LSID of a support session, attendees, two who showed their screens, and files.
  static var talk: ReportedPresentation {
    let start = at(-3600)
    let ann = Party(type: .attendee, gsnumber: 6, name: "Ann <A>")
    let john = Party(type: .representative, gsnumber: 3, name: "John", userID: 5)
    let eva = Party(type: .representative, gsnumber: 5, name: "Eva", userID: 7)
    let everyone = Party(type: .system, gsnumber: 0, name: "All Users")
    return ReportedPresentation(
      record: PresentationRecord(
        lsid: endedID, lseq: 30, name: "News & more", start: start, end: at(-1800), owner: 5,
        isRecorded: true,
        hasShownScreen: true,
        representatives: [
          presenter(5, "john", gsnumber: 3, isOwner: true, joined: start, seconds: 1800),
          presenter(7, "eva", gsnumber: 5, isOwner: false, joined: at(-2400), seconds: 600),
        ]),
      attendees: [
        attendee(endedID, 0, 6, "Ann <A>"), attendee(endedID, 1, 9, "Bob"),
      ],
      events: told(
        endedID, start,
        [
          (.sessionStart, .system, nil), (.conferenceMemberAdded(person("John", id: 5)), john, john),
          (.conferenceMemberAdded(person("Ann <A>")), ann, ann),
          (.chatMessage(body: "Welcome, %name% here"), john, everyone),
          (.chatMessage(body: "bell \u{7}"), ann, everyone),
          (.activity(.filesShared([SharedFile(name: "slides.pdf", size: 42)])), john, nil),
          (.activity(.memberStateChanged(state: "Disconnected")), ann, ann),
          (.conferenceMemberAdded(person("Eva", id: 7)), eva, eva), (.activity(.screenRecording), john, nil),
          (.conferenceMemberDeparted(name: "Ann <A>"), ann, ann),
          (.conferenceMemberDeparted(name: "John"), john, john), (.sessionEnd, .system, nil),
        ]))
  }

  static var openTalk: ReportedPresentation {
    var part = presenter(1, "admin", gsnumber: 8, isOwner: true, joined: at(-100), seconds: 0)
    part.isPresent = true
    return ReportedPresentation(
      record: PresentationRecord(
        lsid: openTalkID, lseq: 31, name: "Open", start: at(-100), owner: 1, isRecorded: true,
        hasShownScreen: true, representatives: [part]),
      attendees: [], events: told(openTalkID, at(-100), [(.sessionStart, .system, nil)]))
  }

  static var brokenTalk: ReportedPresentation {
    var part = presenter(5, "john", gsnumber: 8, isOwner: true, joined: at(-5000), seconds: 0)
    part.isPresent = true
    return ReportedPresentation(
      record: PresentationRecord(
        lsid: brokenTalkID, lseq: 28, name: "Broken", start: at(-5000), closedAbnormally: true, owner: 5,
        isRecorded: true, hasShownScreen: true, representatives: [part]),
      attendees: [],
      events: told(
        brokenTalkID, at(-5000), [(.sessionStart, .system, nil), (.chatMessage(body: "?"), .system, nil)]))
  }

  /// Nobody came, and no screen was shown; `isRecorded` says whether one would have been recorded.
  static func quietTalk(isRecorded: Bool) -> ReportedPresentation {
    ReportedPresentation(
      record: PresentationRecord(
        lsid: plainTalkID, lseq: 5, name: "Quiet", start: at(-90_000), end: at(-89_000), owner: 1,
        isRecorded: isRecorded,
        representatives: [
          presenter(1, "admin", gsnumber: 2, isOwner: true, joined: at(-90_000), seconds: 1000)
        ]
      ), attendees: [],
      events: told(plainTalkID, at(-90_000), [(.sessionStart, .system, nil), (.sessionEnd, .system, nil)]))
  }

  private static var plainTalk: ReportedPresentation { quietTalk(isRecorded: false) }

  private static func presenter(
    _ id: Int, _ username: String, gsnumber: Int, isOwner: Bool, joined: Timestamp, seconds: Int64
  ) -> RepresentativeRecord {
    let name = username.prefix(1).uppercased() + username.dropFirst()
    return RepresentativeRecord(
      gsnumber: gsnumber, id: id, username: username, publicDisplayName: name,
      privateDisplayName: "\(name) S.", displayNumber: 1000 + id, publicIP: "203.0.113.\(id):40000",
      privateIP: "10.0.0.\(id)", hostname: "\(username)-pc", operatingSystem: "Windows 10", isOwner: isOwner,
      isPrimary: isOwner, type: .normal, joined: joined, isPresent: false, secondsInvolved: seconds)
  }

  private static func attendee(_ lsid: String, _ place: Int, _ gsnumber: Int, _ name: String)
    -> AttendeeRecord
  {
    AttendeeRecord(
      lsid: lsid, place: place, gsnumber: gsnumber, username: name, publicIP: "198.51.100.\(gsnumber):50000")
  }

  private static func person(_ name: String, id: Int? = nil) -> SessionEvent.MemberDetails {
    SessionEvent.MemberDetails(
      name: name, privateName: id.map { _ in "\(name) S." }, username: id.map { _ in name.lowercased() },
      userID: id, privateIP: "10.0.0.1", publicIP: "203.0.113.1:40000", hostname: "pc",
      operatingSystem: "Windows 10", supportTeams: id == nil ? [] : ["First <Line>"])
  }

  private static func told(
    _ lsid: String, _ start: Timestamp, _ told: [(SessionEvent.Detail, Party, Party?)]
  ) -> [SessionEvent] {
    told.enumerated().map { place, event in
      var made = SessionEvent(
        lsid: lsid, sequence: place, timestamp: start.advanced(bySeconds: Int64(place) * 10), detail: event.0,
        performedBy: event.1, destination: event.2)
      made.isInPresentation = true
      return made
    }
  }
}
