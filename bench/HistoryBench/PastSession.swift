import ApplianceDomain
import Determinism

/// A finished session with what a session usually has: two representatives, an upload, a command shell, a chat. Some texts
/// hold characters that XML escapes.
struct PastSession {
  private static let duration: Int64 = 1140

  let record: SessionRecord
  private let customer: Party
  private let owner: Party
  private let second: Party

  init(place: Int64, lseq: Int64, start: Timestamp) {
    var generator = SeededGenerator(seed: 7, stream: "past/\(place)")
    let lsid = generator.hex(32)
    let number = Int(place % 4000)
    customer = Party(type: .customer, gsnumber: number + 10, name: "Customer \(place)")
    owner = Party(type: .representative, gsnumber: number % 40 + 1, name: "Maria", userID: 5)
    second = Party(type: .representative, gsnumber: number % 40 + 2, name: "John", userID: 12)
    let host = "DESK-\(place % 900)"
    let end = start.advanced(bySeconds: Self.duration + place % 600)
    record = SessionRecord(
      lsid: lsid, lseq: lseq, start: start, end: end, startMethod: .sessionKey,
      publicSite: NamedID(id: 1, name: "Default"),
      attributes: [
        AttributeValue(codeName: AttributeValue.externalKey, value: "INC\(1_000_000 + place)"),
        AttributeValue(codeName: "custom_field1", value: "Ticket <\(place)> & more"),
      ],
      customer: CustomerRecord(
        gsnumber: customer.gsnumber, username: customer.name, publicIP: "198.51.100.\(place % 250):50123",
        privateIP: "192.168.7.\(place % 250)", hostname: host, operatingSystem: "Windows 10 Enterprise (x64)",
        info: CustomerInfo(
          name: customer.name, company: "Harbour Books & Sons", companyCode: "HB-204",
          details: "The till program takes minutes to open since this morning."),
        issue: "2"),
      representatives: [
        Self.part(owner, "mkeller", "Maria Keller", isOwner: true, start, Self.duration),
        Self.part(second, "jsmith", "John Smith", isOwner: false, start, 300),
      ],
      teams: [NamedID(id: 1, name: "Service Desk")], fileTransferCount: 1,
      recordings: SessionRecordings(hasSharedScreen: place % 2 == 0, commandShells: 1))
  }

  private static func part(
    _ party: Party, _ username: String, _ name: String, isOwner: Bool, _ start: Timestamp, _ seconds: Int64
  ) -> RepresentativeRecord {
    RepresentativeRecord(
      gsnumber: party.gsnumber, id: party.userID ?? 0, username: username, publicDisplayName: party.name,
      privateDisplayName: name, displayNumber: 1005, publicIP: "192.0.2.10:41000", privateIP: "10.1.0.15",
      hostname: "DESK-0105", operatingSystem: "Windows 10 Pro (x64)", isOwner: isOwner, isPrimary: isOwner,
      type: .normal, joined: start, isPresent: false, secondsInvolved: seconds)
  }

  /// The first so many events of twenty; the last of them is the end.
  func events(_ count: Int) -> [SessionEvent] {
    let told = Array(beginning + talk + work + farewell)
    let kept = told.prefix(count - 1) + [(.sessionEnd, owner, nil)]
    return kept.enumerated().map { sequence, event in
      SessionEvent(
        lsid: record.lsid, sequence: sequence,
        timestamp: record.start.advanced(bySeconds: Int64(sequence) * 60),
        detail: event.0, performedBy: event.1, destination: event.2)
    }
  }

  private typealias Told = (SessionEvent.Detail, Party, Party?)

  private var beginning: [Told] {
    let preStart = Party(type: .system, gsnumber: 0, name: "Pre-start Conference")
    let team = Party(type: .system, gsnumber: 0, name: "Service Desk")
    let part = record.representatives[0]
    return [
      (.sessionStart, .system, nil),
      (.conferenceOwnerChanged(owner: preStart.name), .system, preStart),
      (
        .conferenceMemberAdded(
          SessionEvent.MemberDetails(
            name: customer.name, privateIP: record.customer.privateIP, publicIP: record.customer.publicIP,
            hostname: record.customer.hostname, operatingSystem: record.customer.operatingSystem)), .system,
        customer
      ),
      (.externalKey(record.externalKey ?? ""), .system, nil),
      (.conferenceOwnerChanged(owner: team.name), .system, team),
      (
        .conferenceMemberAdded(
          SessionEvent.MemberDetails(
            name: owner.name, privateName: part.privateDisplayName, username: part.username,
            userID: part.id, privateIP: part.privateIP, publicIP: part.publicIP, hostname: part.hostname,
            operatingSystem: part.operatingSystem, supportTeams: ["Service Desk", "Networks"])), owner, owner
      ),
      (.conferenceOwnerChanged(owner: owner.name), owner, owner),
    ]
  }

  private var talk: [Told] {
    let everyone = Party(type: .system, gsnumber: 0, name: "All Users")
    let lines = [
      "Hello, the till is very slow today.", "Good morning, I am having a look at it now.",
      "Thank you. It began after the update last night & has not stopped.",
      "I see it too: the service <print spooler> waits. May I restart it?", "Yes, please do.",
    ]
    return lines.enumerated().map { (.chatMessage(body: $1), $0 % 2 == 0 ? customer : owner, everyone) }
  }

  private var work: [Told] {
    let done: [(SessionActivity?, Party, Party?)] = [
      (.foregroundWindowChanged(executable: "till.exe", window: "Till & Stock"), customer, nil),
      (.fileUpload(name: "fix-\(record.lseq).reg", size: 2048), owner, customer),
      (
        SessionActivity(
          kind: SessionActivity.Kind.commandShellSessionStarted.rawValue,
          values: [SessionActivity.Entry(name: "instance", value: .integer(0))]), owner, nil
      ),
      (.specialActionExecuted(name: "Restart Print Service"), owner, nil),
      (.noteAdded(body: "Restarted the service; the till opens in a second."), owner, nil),
    ]
    return done.compactMap { activity, performer, destination in
      activity.map { (.activity($0), performer, destination) }
    }
  }

  private var farewell: [Told] {
    [
      (.conferenceMemberDeparted(name: owner.name), owner, owner),
      (.conferenceMemberDeparted(name: customer.name), customer, customer),
    ]
  }
}
