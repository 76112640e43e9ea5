import ApplianceDomain
import Determinism
import DomainTesting
import History

/// A small company and what happened there.
enum Samples {
  static let organization = Organization(
    company: Company(apiName: "example", displayName: "Example"),
    publicSites: [PublicSite(id: 1, name: "Default", hostnames: ["support.example.com"])],
    representatives: [account(1, "admin", "Admin"), account(5, "john", "John"), account(7, "eva", "Eva")],
    teams: [
      SupportTeam(
        id: 1, name: "First <Line>", codeName: "first", isPersistent: true,
        members: [TeamMember(representative: 1, role: .member), TeamMember(representative: 5, role: .member)])
    ],
    embassies: [
      SupportTeam(
        id: 1, name: "Vendor", codeName: "vendor", isPersistent: true,
        members: [TeamMember(representative: 7, role: .member)])
    ],
    customFields: [NamedCode(codeName: "custom_field1", name: "Custom & Field")],
    exitSurveys: TestOrganization.surveys)

  static let endedID = "c69a8e10bea9428f816cfababe9815fe"
  static let waitingID = "a5eaa58591047b88556f944804227b00"
  static let brokenID = "5bf07601298b495b87310da9ce571e22"
  static let runningID = "da4b510978a541d49398e88c66e28475"

  // Not kept: LeakSanitizer does not see what a stored enum holds whose case is marked in the pointer's own bits, and
  // would report the member's teams.
  static var sessions: [ReportedSession] {
    [running, ended, broken, waiting].map { session in
      let submitted = surveys.map(\.survey).filter { $0.lsid == session.record.lsid }
      return ReportedSession(record: session.record, events: session.events, surveys: submitted)
    }
  }

  /// A session with everything: transferred, with an embassy user and an invited one, long over.
  static var ended: ReportedSession {
    let start = at(-7200)
    let invited = representative(9, "ann", gsnumber: 6, type: .invited, joined: start, seconds: 61)
    let embassyUser = representative(7, "eva", gsnumber: 5, type: .embassy, joined: start, seconds: 30)
    var owner = representative(5, "john", gsnumber: 3, joined: start, seconds: 3500)
    owner.isOwner = true
    owner.isPrimary = true
    let customer = Party(type: .customer, gsnumber: 4, name: "Bob \"B\" <bob>")
    let john = Party(type: .representative, gsnumber: 3, name: "John", userID: 5)
    return ReportedSession(
      record: SessionRecord(
        lsid: endedID, lseq: 17, start: start, end: at(-3539), startMethod: .sessionKey,
        publicSite: NamedID(id: 1, name: "Default"), jumpoint: NamedID(id: 2, name: "London"),
        attributes: [
          AttributeValue(codeName: "external_key", value: "ABC&123"),
          AttributeValue(codeName: "custom_field1", value: "one < two"),
        ],
        customer: Samples.customer(customer.name, gsnumber: 4, issue: "1"),
        representatives: [embassyUser, invited, owner],
        teams: [NamedID(id: 1, name: "Vendor"), NamedID(id: 1, name: "First <Line>")], fileTransferCount: 2,
        fileMoveCount: 1,
        recordings: SessionRecordings(hasSharedScreen: true, showMyScreens: 1, commandShells: 2)),
      events: events(
        endedID, start,
        [
          (.sessionStart, .system, nil),
          (
            .conferenceOwnerChanged(owner: "Pre-start Conference"), .system,
            Party(type: .system, gsnumber: 0, name: "Pre-start Conference")
          ),
          (.conferenceMemberAdded(member(customer.name)), .system, customer),
          (.externalKey("ABC&123"), .system, nil),
          (.conferenceMemberAdded(member("John", id: 5, teams: ["First <Line>", "B"])), john, john),
          (.conferenceMemberAdded(member("Eva", id: 7)), john, john),
          (.conferenceOwnerChanged(owner: "John"), john, john),
          (.chatMessage(body: "Hello & <welcome>"), john, customer),
          (
            .chatMessage(body: "bell \u{7} and a text that does not fit into one line of Base64"), customer,
            john
          ),
          (.conferenceMemberDeparted(name: "John"), john, john), (.sessionEnd, john, nil),
        ]))
  }

  static let busyID = "0f9d3a3e6d3c4a4f9b1f0a2b3c4d5e6f"

  /// A session in which an activity of every kind happened, and the macro of chat messages.
  static var busy: ReportedSession {
    let start = at(-1800)
    let ann = Party(type: .representative, gsnumber: 2, name: "Ann", userID: 5)
    let bob = Party(type: .customer, gsnumber: 4, name: "Bob")
    let chat = SessionEvent(
      lsid: busyID, sequence: 0, timestamp: start, detail: .chatMessage(body: "%name% speaking. %name%?"),
      performedBy: ann, destination: bob)
    return ReportedSession(
      record: SessionRecord(
        lsid: busyID, lseq: 21, start: start, end: at(-60), startMethod: .sessionKey,
        publicSite: NamedID(id: 1, name: "Default"), customer: customer("Bob", gsnumber: 4),
        recordings: SessionRecordings(hasSharedScreen: true, showMyScreens: 2, commandShells: 3)),
      events: [chat] + EveryActivity.events(of: busyID, at: start, after: 1))
  }

  /// A session during which the appliance went down, with its representative in it.
  static let broken: ReportedSession = {
    var owner = representative(5, "john", gsnumber: 3, joined: at(-6000), seconds: 0)
    owner.isOwner = true
    owner.isPrimary = true
    owner.isPresent = true
    return ReportedSession(
      record: SessionRecord(
        lsid: brokenID, lseq: 18, start: at(-6010), closedAbnormally: true, startMethod: .sessionKey,
        publicSite: NamedID(id: 2, name: "Remote"), customer: customer("Carl", gsnumber: 2),
        representatives: [owner], teams: []),
      events: events(
        brokenID, at(-6010), [(.sessionStart, .system, nil), (.sessionEnd, .system, nil)], step: 100))
  }()

  /// A running session with its representative in it, for the second time.
  static let running: ReportedSession = {
    var owner = representative(1, "admin", gsnumber: 8, joined: at(-100), seconds: 20)
    owner.isOwner = true
    owner.isPrimary = true
    owner.isPresent = true
    return ReportedSession(
      record: SessionRecord(
        lsid: runningID, lseq: 19, start: at(-363_600 + 60), startMethod: .issueSubmission,
        publicSite: NamedID(id: 1, name: "Default"), customer: customer("Dora", gsnumber: 7),
        representatives: [owner], teams: [NamedID(id: 1, name: "Old Name")]),
      events: events(runningID, at(-363_540), [(.sessionStart, .system, nil)]))
  }()

  /// A running session that waits in a queue.
  static let waiting = ReportedSession(
    record: SessionRecord(
      lsid: waitingID, lseq: 20, start: at(-59), startMethod: .sessionKey,
      publicSite: NamedID(id: 1, name: "Default"), customer: customer("Emma", gsnumber: 9)),
    events: events(waitingID, at(-59), [(.sessionStart, .system, nil)]))

  static func at(_ seconds: Int64) -> Timestamp { ReportingBench.noon.advanced(bySeconds: seconds) }

  private static func account(_ id: Int, _ username: String, _ name: String) -> RepresentativeAccount {
    RepresentativeAccount(
      id: id, username: username, publicDisplayName: name, privateDisplayName: "\(name) S.",
      displayNumber: 1000 + id, loggedInAtStart: true, hostname: "\(username)-pc",
      operatingSystem: "Windows 10", privateIP: "10.0.0.\(id)", publicIP: "203.0.113.\(id)")
  }

  private static func customer(_ name: String, gsnumber: Int, issue: String = "") -> CustomerRecord {
    CustomerRecord(
      gsnumber: gsnumber, username: name, publicIP: "198.51.100.7:50123", privateIP: "192.168.0.7",
      hostname: "host-7", operatingSystem: "Windows 7",
      info: CustomerInfo(name: name, company: "ACME", companyCode: "A1", details: "It\nbroke"), issue: issue)
  }

  private static func representative(
    _ id: Int, _ username: String, gsnumber: Int, type: RepresentativeType = .normal, joined: Timestamp,
    seconds: Int64
  ) -> RepresentativeRecord {
    let name = username.prefix(1).uppercased() + username.dropFirst()
    return RepresentativeRecord(
      gsnumber: gsnumber, id: id, username: username, publicDisplayName: name,
      privateDisplayName: "\(name) S.", displayNumber: 1000 + id, publicIP: "203.0.113.\(id):40000",
      privateIP: "10.0.0.\(id)", hostname: "\(username)-pc", operatingSystem: "Windows 10", isOwner: false,
      isPrimary: false, type: type, joined: joined, isPresent: false, secondsInvolved: seconds)
  }

  private static func member(_ name: String, id: Int? = nil, teams: [String] = [])
    -> SessionEvent.MemberDetails
  {
    SessionEvent.MemberDetails(
      name: name, privateName: id.map { _ in "\(name) S." }, username: id.map { _ in name.lowercased() },
      userID: id, privateIP: "10.0.0.1", publicIP: "203.0.113.1:40000", hostname: "pc",
      operatingSystem: "Windows 10", supportTeams: teams)
  }

  private static func events(
    _ lsid: String, _ start: Timestamp, _ told: [(SessionEvent.Detail, Party, Party?)], step: Int64 = 10
  ) -> [SessionEvent] {
    told.enumerated().map { place, event in
      SessionEvent(
        lsid: lsid, sequence: place, timestamp: start.advanced(bySeconds: Int64(place) * step),
        detail: event.0,
        performedBy: event.1, destination: event.2)
    }
  }
}
