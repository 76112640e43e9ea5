import ApplianceDomain
import Determinism

extension Samples {
  /// An event of every kind in the first team, one a minute from an hour before noon on; before them two have logged in,
  /// and one of them has logged out again. The embassy has a login of its own.
  static var teamEvents: [TeamEvent] {
    let (john, admin) = (teamParty(5, "John", 3), teamParty(1, "Admin", 2))
    var events = [
      login(5, "John", gsnumber: 3, at: -7200), login(1, "Admin", gsnumber: 9, at: -7100),
      TeamEvent(
        number: 0, team: TeamIdentity(1), timestamp: at(-7000), kind: .memberDeparted,
        performedBy: teamParty(1, "Admin", 9)),
    ]
    for (minute, kind) in TeamEvent.Kind.allCases.enumerated() where kind != .memberAdded {
      var event = TeamEvent(
        number: 0, team: TeamIdentity(1), timestamp: at(-3600 + Int64(minute) * 60), kind: kind,
        performedBy: john)
      complete(&event, with: admin)
      events.append(event)
    }
    events.append(login(1, "Admin", gsnumber: 2, at: -1800))
    events += messages(john, admin)
    var vendor = login(7, "Eva", gsnumber: 5, at: -600)
    vendor.team = TeamIdentity(1, isEmbassy: true)
    vendor.member?.supportTeams = []
    events.append(vendor)
    for place in events.indices { events[place].number = UInt64(place + 1) }
    return events
  }

  private static func teamParty(_ id: Int, _ name: String, _ gsnumber: Int) -> Party {
    Party(type: .representative, gsnumber: gsnumber, name: name, userID: id)
  }

  private static func login(_ id: Int, _ name: String, gsnumber: Int, at seconds: Int64) -> TeamEvent {
    TeamEvent(
      number: 0, team: TeamIdentity(1), timestamp: at(seconds), kind: .memberAdded,
      performedBy: teamParty(id, name, gsnumber),
      member: SessionEvent.MemberDetails(
        name: name, privateName: "\(name) S.", username: name.lowercased(), userID: id,
        privateIP: "10.0.0.\(id)", publicIP: "203.0.113.\(id):40000", hostname: "\(name.lowercased())-pc",
        operatingSystem: "Windows 10", supportTeams: ["First <Line>", "B & C"]))
  }

  /// Gives an event what events of its kind have.
  private static func complete(_ event: inout TeamEvent, with colleague: Party) {
    switch event.kind {
    case .chatMessage: event.body = "Has anybody seen the <spare> key & %name%'s mug?"
    case .fileDownload, .fileUpload, .fileDownloadFailed, .fileUploadFailed:
      event.files = [SharedFile(name: "notes & plans.txt", size: 2048)]
      event.destinations = [colleague]
      if event.kind == .fileDownloadFailed || event.kind == .fileUploadFailed {
        event.data = [.init("failure_reason", "The disk is full.")]
      }
    case .filesShared:
      event.files = [SharedFile(name: "a.log", size: 1), SharedFile(name: "b", size: 0, isDirectory: true)]
    case .monitoringStarted, .monitoringStopped: event.destinations = [colleague]
    case .ownerChanged:
      event.destinations = [event.performedBy]
      event.data = [.init("owner", "John"), .init("lsid", endedID), .init("customer_name", "Bob")]
    case .sessionTransferredAway, .sessionTransferredHere:
      event.performedBy = .system
      event.data = [.init("lsid", endedID), .init("customer_name", "Bob"), .init("queue", "General")]
    case .memberStateChanged: event.data = [.init("state", "Disconnected")]
    case .pinnedSessionMovedAway, .pinnedSessionMovedHere, .pinnedSessionPasswordModified, .sessionPinned,
      .sessionUnpinned:
      event.data = [.init("name", "TILL-01")]
    case .memberAdded, .memberDeparted: break
    }
  }

  /// A private message, one from an API account, and one that XML cannot hold.
  private static func messages(_ from: Party, _ to: Party) -> [TeamEvent] {
    func message(_ seconds: Int64, _ body: String, by party: Party) -> TeamEvent {
      TeamEvent(
        number: 0, team: TeamIdentity(1), timestamp: at(seconds), kind: .chatMessage, performedBy: party,
        body: body)
    }
    var direct = message(-120, "Lunch?", by: from)
    direct.destinations = [to]
    var automatic = message(-110, "[b]%name%[/b]", by: .system)
    automatic.account = "Bot & Co"
    return [
      direct, automatic,
      message(-100, "a bell \u{7}, and a line that is too long for one of Base64", by: from),
    ]
  }
}
