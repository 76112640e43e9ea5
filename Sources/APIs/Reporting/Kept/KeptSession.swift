import ApplianceDomain
import Determinism
import History
import Recordings

/// A session as what is kept of it tells it: its chat and its recordings.
struct KeptSession: Sendable {
  let lsid: String
  /// What people call it.
  let name: String
  let start: Timestamp
  /// When it ended; nil while it goes on, and where it closed abnormally.
  let end: Timestamp?
  /// Whether it goes on.
  let isRunning: Bool
  /// Who took part, those who own it or did so first.
  let people: [ScreenRecording.Person]
  /// The customer's computer.
  let computer: Computer
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
    let owners = record.representatives.filter(\.isPrimary) + record.representatives.filter { !$0.isPrimary }
    let names = owners.map(\.publicDisplayName)
    people =
      names.enumerated().filter { names.firstIndex(of: $0.element) == $0.offset }.map {
        ScreenRecording.Person(role: "Representative", name: $0.element)
      } + [ScreenRecording.Person(role: "Customer", name: record.customer.username)]
    computer = Computer(
      hostname: record.customer.hostname, operatingSystem: record.customer.operatingSystem,
      address: record.customer.privateIP)
    events = session.events
  }

  /// Up to when anything is known of it.
  var lastKnown: Timestamp { end ?? events.last?.timestamp ?? start }
}
