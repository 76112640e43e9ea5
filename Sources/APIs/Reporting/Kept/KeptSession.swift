import ApplianceDomain
import Determinism
import History
import Recordings

/// A support session or a presentation as what is kept of it tells it: its chat and its recordings.
struct KeptSession: Sendable {
  let lsid: String
  /// What people call it.
  let name: String
  let start: Timestamp
  /// When it ended; nil while it goes on, and where it closed abnormally.
  let end: Timestamp?
  /// Whether it goes on.
  let isRunning: Bool
  /// Whether the appliance went down while it went on.
  let closedAbnormally: Bool
  /// Who took part, those who own it or did so first.
  let people: [ScreenRecording.Person]
  /// The customer's computer; of nothing known in a presentation.
  let computer: Computer
  /// What of it is recorded.
  let recorded: RecordingKinds
  /// Whether it has ended, and has a video of the screen.
  let hasVideo: Bool
  let events: [SessionEvent]

  struct Computer: Sendable {
    var hostname = ""
    var operatingSystem = ""
    var address = ""
  }

  init(_ session: ReportedSession) {
    let record = session.record
    lsid = record.lsid
    name = "Support session"
    start = record.start
    end = record.closedAbnormally ? nil : record.end
    isRunning = record.end == nil && !record.closedAbnormally
    closedAbnormally = record.closedAbnormally
    let owners = record.representatives.filter(\.isPrimary) + record.representatives.filter { !$0.isPrimary }
    people = Self.people(
      ("Representative", owners.map(\.publicDisplayName)), ("Customer", [record.customer.username]))
    computer = Computer(
      hostname: record.customer.hostname, operatingSystem: record.customer.operatingSystem,
      address: record.customer.privateIP)
    recorded = record.recordings.enabled
    hasVideo = record.hasEndedWell && record.recordings.hasVideo
    events = session.events
  }

  init(_ presentation: ReportedPresentation) {
    let record = presentation.record
    lsid = record.lsid
    name = "Presentation \(record.name)"
    start = record.start
    end = record.closedAbnormally ? nil : record.end
    isRunning = record.end == nil && !record.closedAbnormally
    closedAbnormally = record.closedAbnormally
    people = Self.people(
      ("Representative", record.representatives.map(\.publicDisplayName)),
      ("Attendee", presentation.attendees.map(\.username)))
    computer = Computer()
    recorded = record.isRecorded ? .screenSharing : []
    hasVideo = record.hasRecording
    events = presentation.events
  }

  /// People with what they are, each name once.
  private static func people(_ groups: (role: String, names: [String])...) -> [ScreenRecording.Person] {
    groups.flatMap { role, names in
      var seen: Set<String> = []
      return names.filter { seen.insert($0).inserted }.map { ScreenRecording.Person(role: role, name: $0) }
    }
  }

  /// Why there is less of one that closed abnormally, in sentences.
  static let abnormalClose = "closed abnormally, because the appliance went down while it went on"

  /// Up to when anything is known of it.
  var lastKnown: Timestamp { end ?? events.last?.timestamp ?? start }
}
