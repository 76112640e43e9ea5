import ApplianceDomain
import Determinism
import DomainTesting
import Testing

private let waiting = TestOrganization.waitingLSID
private let owned = TestOrganization.ownedLSID

extension Audited {
  /// What the last intent told of teams.
  var told: [TeamEvent] {
    entries.compactMap { if case .record(.teamEvent(let event)) = $0 { event } else { nil } }
  }

  /// The same in short: the team, what happened, by whom, and to whom.
  var tale: [String] {
    told.map { event in
      let to = event.destinations.map { " to \($0.name)" }.joined()
      return "\(event.team.id) \(event.kind.rawValue) by \(event.performedBy.name)\(to)"
    }
  }
}

@Suite("What happens in teams") struct TeamTests {
  private var audited = Audited()

  @Test("whoever is logged in at the start has logged in to each of their teams")
  func start() {
    #expect(
      audited.tale == [
        "1 conference_member_added by Rep 1", "1 conference_member_added by Rep 2",
        "2 conference_member_added by Rep 2", "1 conference_owner_changed by Rep 1 to Rep 1",
      ])
    #expect(audited.told.allSatisfy { $0.timestamp == TestOrganization.start })
    #expect(audited.told[2].member?.privateName == "Private 2")
    #expect(audited.told[2].member?.supportTeams == ["Team desk", "Team network"])
  }

  @Test("logins, logouts and lost connections are told in each team of the representative")
  mutating func consoles() throws {
    audited.perform(.logIn(representative: 6))
    #expect(audited.tale == ["3 conference_member_added by Rep 6", "4 conference_member_added by Rep 6"])
    let number = try #require(audited.domain.console[6]?.gsnumber)
    #expect(audited.told.allSatisfy { $0.performedBy.gsnumber == number && $0.performedBy.userID == 6 })
    for (isConnected, state) in [(false, "Disconnected"), (true, "Connected")] {
      audited.perform(.setConnected(representative: 6, isConnected))
      #expect(
        audited.tale == [
          "3 conference_member_state_changed by Rep 6", "4 conference_member_state_changed by Rep 6",
        ])
      #expect(audited.told.first?.data == [.init("state", state)])
      audited.perform(.setConnected(representative: 6, isConnected))
      #expect(audited.told == [])
    }
    audited.perform(.logOut(representative: 6))
    #expect(
      audited.tale == ["3 conference_member_departed by Rep 6", "4 conference_member_departed by Rep 6"])
    #expect(audited.told.allSatisfy { $0.performedBy.gsnumber == number })
  }

  @Test("a guest from outside is in no team")
  mutating func guests() {
    audited.perform(.inviteRepresentative(lsid: owned, by: 1, name: "Guest"))
    #expect(audited.told == [])
    audited.perform(.endSession(lsid: owned, by: .owner))
    #expect(audited.told == [])
  }

  @Test("sessions come into a team's queue and leave it")
  mutating func transfers() throws {
    audited.perform(.transferSession(lsid: waiting, queue: .team(1)))
    #expect(audited.tale == ["1 session_transferred_to_queue by System"])
    #expect(
      audited.told.first?.data
        == [.init("lsid", waiting), .init("customer_name", "Wendy"), .init("queue", "General")])
    audited.perform(.transferSession(lsid: waiting, queue: .team(2)))
    #expect(
      audited.tale == [
        "1 session_transferred_away_from_queue by System", "2 session_transferred_to_queue by System",
      ])
    #expect(audited.told.map { $0.data.last?.value } == ["Team network", "Team desk"])
    audited.perform(.acceptSession(lsid: waiting, representative: 2))
    #expect(audited.tale == ["2 conference_owner_changed by Rep 2 to Rep 2"])
    #expect(audited.told.first?.data.first == .init("owner", "Rep 2"))
    audited.perform(.transferSession(lsid: waiting, queue: .team(1)))
    #expect(audited.tale == ["1 session_transferred_to_queue by Rep 2"])
    audited.perform(.transferSession(lsid: waiting, queue: .representative(2)))
    #expect(audited.tale == ["1 session_transferred_away_from_queue by System"])
    audited.perform(.acceptSession(lsid: waiting, representative: 2))
    #expect(audited.told == [])
  }

  @Test("a session that begins in a team's queue is not transferred there; one that falls back is")
  mutating func beginnings() throws {
    let lsid = try audited.start(.queue(.team(1), as: .sessionKey))
    #expect(audited.told == [])
    let request = SessionRequest(method: .queue(.team(1), as: .sessionKey), prewaits: true)
    guard case .session(let later) = try audited.perform(.startSession(request)).get() else { return }
    audited.perform(.customerClientStarts(lsid: later))
    #expect(audited.told == [])
    audited.perform(.acceptSession(lsid: lsid, representative: 1))
    #expect(audited.tale == ["1 conference_owner_changed by Rep 1 to Rep 1"])
    audited.perform(.leaveSession(lsid: lsid, representative: 1))
    #expect(audited.tale == ["1 session_transferred_to_queue by System"])
  }

  @Test("with a queue that closes what waited in it is transferred away")
  mutating func closing() throws {
    audited.perform(.logIn(representative: 6))
    _ = try audited.start(.issue(id: 3))
    audited.perform(.logOut(representative: 6))
    #expect(audited.tale.contains("3 session_transferred_away_from_queue by System"))
  }

  @Test("numbers rise, and those of another lifetime are higher")
  mutating func numbers() throws {
    var last = try #require(audited.told.last?.number)
    for intent in [Intent.logIn(representative: 3), .logIn(representative: 4), .logOut(representative: 3)] {
      audited.perform(intent)
      for event in audited.told {
        #expect(event.number > last)
        last = event.number
      }
    }
    let later = Audited(TestOrganization.domain(lifetime: 2))
    #expect(later.told.first.map { $0.number > last } == true)
  }

  @Test("embassies count as teams where the version has them", arguments: [true, false])
  func embassies(_ hasEmbassies: Bool) {
    var organization = TestOrganization.organization
    organization.embassies = [
      SupportTeam(
        id: 1, name: "Vendor", codeName: "vendor", isPersistent: true,
        members: [TeamMember(representative: 2, role: .member)])
    ]
    organization.startup = Startup()
    var domain = ApplianceDomain(
      memory: Memory(organization: organization, settings: Settings()),
      capabilities: Capabilities(embassies: hasEmbassies, jumpClientStartMethod: false), seed: 1)
    domain.start(at: TestOrganization.start)
    let teams = domain.takeEntries().compactMap { entry -> TeamIdentity? in
      if case .record(.teamEvent(let event)) = entry, event.performedBy.userID == 2 {
        event.team
      } else {
        nil
      }
    }
    let embassy = [TeamIdentity(1, isEmbassy: true)]
    #expect(teams == [TeamIdentity(1), TeamIdentity(2)] + (hasEmbassies ? embassy : []))
  }
}
