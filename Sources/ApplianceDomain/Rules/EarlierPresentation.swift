import Determinism

/// A presentation of the seed data that ended before the appliance's first start, told as history.
struct EarlierPresentation {
  private(set) var record: PresentationRecord
  private(set) var attendees: [AttendeeRecord] = []
  private(set) var events: [SessionEvent] = []

  /// The number of the presenter's connection; those of the attendees follow.
  private static let presenterNumber = 1

  init(
    _ seed: StartupPresentation, lseq: Int64, isRecorded: Bool, by account: RepresentativeAccount,
    teams: [String], chance: inout Chance, startedAt now: Timestamp
  ) {
    let start = now.advanced(bySeconds: -seed.startedSecondsAgo)
    let end = start.advanced(bySeconds: seed.duration)
    let part = RepresentativeRecord(
      gsnumber: Self.presenterNumber, id: account.id, username: account.username,
      publicDisplayName: account.publicDisplayName, privateDisplayName: account.privateDisplayName,
      displayNumber: account.displayNumber, publicIP: account.publicAddress(port: chance.port()),
      privateIP: account.privateIP, hostname: account.hostname, operatingSystem: account.operatingSystem,
      isOwner: true, isPrimary: true, type: .normal, joined: start, isPresent: false,
      secondsInvolved: seed.duration)
    record = PresentationRecord(
      lsid: seed.lsid, lseq: lseq, name: seed.name, start: start, end: end, owner: account.id,
      isRecorded: isRecorded, hasShownScreen: seed.showsScreen, representatives: [part])
    let presenter = Party(
      type: .representative, gsnumber: part.gsnumber, name: part.publicDisplayName, userID: part.id)
    add(.sessionStart, at: start, by: .system)
    let member = SessionEvent.MemberDetails(
      name: part.publicDisplayName, privateName: part.privateDisplayName, username: part.username,
      userID: part.id, privateIP: part.privateIP, publicIP: part.publicIP, hostname: part.hostname,
      operatingSystem: part.operatingSystem, supportTeams: teams)
    add(.conferenceMemberAdded(member), at: start, by: presenter, to: presenter)
    let guests = seed.attendees.map { admit($0, at: start, &chance) }
    tell(seed.chat, by: presenter, guests, from: start, lasting: seed.duration)
    if record.hasRecording { add(.activity(.screenRecording), at: end, by: presenter) }
    for party in guests + [presenter] {
      add(.conferenceMemberDeparted(name: party.name), at: end, by: party, to: party)
    }
    add(.sessionEnd, at: end, by: .system)
  }

  /// Somebody is there from the beginning.
  private mutating func admit(_ name: String, at start: Timestamp, _ chance: inout Chance) -> Party {
    let endpoint = chance.endpoint(.desktop)
    let place = attendees.count
    let party = Party(type: .attendee, gsnumber: Self.presenterNumber + 1 + place, name: name)
    attendees.append(
      AttendeeRecord(
        lsid: record.lsid, place: place, gsnumber: party.gsnumber, username: name, publicIP: endpoint.publicIP
      ))
    let member = SessionEvent.MemberDetails(
      name: name, privateIP: endpoint.privateIP, publicIP: endpoint.publicIP, hostname: endpoint.hostname,
      operatingSystem: endpoint.operatingSystem)
    add(.conferenceMemberAdded(member), at: start, by: party, to: party)
    return party
  }

  /// The lines of the chat, evenly over the time.
  private mutating func tell(
    _ lines: [StartupTalkLine], by presenter: Party, _ guests: [Party], from start: Timestamp,
    lasting seconds: Int64
  ) {
    for (place, line) in lines.enumerated() {
      let later = seconds * Int64(place + 1) / Int64(lines.count + 1)
      add(
        .chatMessage(body: line.body), at: start.advanced(bySeconds: later),
        by: line.attendee.map { guests[$0] } ?? presenter, to: .everyone)
    }
  }

  private mutating func add(
    _ detail: SessionEvent.Detail, at time: Timestamp, by performer: Party, to destination: Party? = nil
  ) {
    var event = SessionEvent(
      lsid: record.lsid, sequence: events.count, timestamp: time, detail: detail, performedBy: performer,
      destination: destination)
    event.isInPresentation = true
    events.append(event)
  }
}
