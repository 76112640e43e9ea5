import ApplianceDomain
import Determinism
import DomainTesting
import Testing

private let owned = TestOrganization.ownedLSID
private let file = SharedFile(name: "fix.reg", size: 2048)

@Suite("What representatives do in teams") struct TeamDeedTests {
  /// Team 1 has a manager (1), a lead (2) and members (3, 4); all but 4 are there.
  private var audited: Audited = {
    var organization = TestOrganization.organization
    organization.teams[0].members[0].role = .manager
    organization.teams[0].members[1].role = .lead
    var audited = Audited(TestOrganization.domain(of: organization))
    audited.perform(.logIn(representative: 3))
    audited.perform(.logIn(representative: 5))
    return audited
  }()

  private mutating func act(_ id: Int, _ deed: TeamDeed, team: Int = 1) -> Refusal? {
    audited.perform(.actInTeam(team: team, representative: id, deed)).refusal
  }

  @Test(
    "what is done is told, from whom and to whom",
    arguments: [
      (.say("Hello"), "chat_message by Rep 3"), (.say("Psst", to: 2), "chat_message by Rep 3 to Rep 2"),
      (.share([file]), "files_shared by Rep 3"), (.share([file], to: 1), "files_shared by Rep 3 to Rep 1"),
      (.transfer(file, .upload, with: 2), "file_upload by Rep 3 to Rep 2"),
      (.transfer(file, .download, with: 2), "file_download by Rep 3 to Rep 2"),
      (.transfer(file, .upload, with: 2, failure: "Full"), "file_upload_failed by Rep 3 to Rep 2"),
      (.transfer(file, .download, with: 2, failure: "Full"), "file_download_failed by Rep 3 to Rep 2"),
    ] as [(TeamDeed, String)])
  mutating func deeds(_ deed: TeamDeed, _ tale: String) throws {
    #expect(act(3, deed) == nil)
    #expect(audited.tale == ["1 \(tale)"])
    let event = try #require(audited.told.first)
    switch deed {
    case .say(let body, _): #expect(event.body == body)
    case .share(let files, _): #expect(event.files == files)
    case .transfer(let file, _, _, let failure):
      #expect(event.files == [file])
      #expect(event.data == (failure.map { [.init("failure_reason", $0)] } ?? []))
    case .monitor, .stopMonitoring: break
    }
  }

  @Test("only members who are logged in do anything, with colleagues who are")
  mutating func strangers() {
    #expect(act(5, .say("x")) == .notInTeam(team: 1, representative: 5))
    #expect(act(4, .say("x")) == .notLoggedIn(4))
    #expect(act(99, .say("x")) == .unknownRepresentative(99))
    #expect(act(3, .say("x", to: 5)) == .notInTeam(team: 1, representative: 5))
    #expect(act(3, .share([file], to: 4)) == .notLoggedIn(4))
    #expect(act(3, .transfer(file, .upload, with: 4)) == .notLoggedIn(4))
    #expect(act(3, .say("x"), team: 99) == .unknownTeam(99))
    #expect(act(1, .monitor(4)) == .notLoggedIn(4))
  }

  @Test("leads watch members, managers watch leads too, one at a time, until they stop")
  mutating func monitoring() {
    for (watcher, watched) in [(3, 1), (3, 2), (2, 1), (2, 2), (1, 1)] {
      #expect(act(watcher, .monitor(watched)) == .roleTooLow(team: 1, representative: watcher))
    }
    #expect(act(2, .monitor(3)) == nil)
    #expect(audited.tale == ["1 representative_monitoring_started by Rep 2 to Rep 3"])
    #expect(act(2, .monitor(3)) == .alreadyMonitoring(2))
    #expect(act(1, .monitor(2)) == nil)
    #expect(act(1, .stopMonitoring(3)) == .notMonitoring(1, 3))
    #expect(act(1, .stopMonitoring(2)) == nil)
    #expect(audited.tale == ["1 representative_monitoring_stopped by Rep 1 to Rep 2"])
    #expect(act(1, .stopMonitoring(2)) == .notMonitoring(1, 2))
  }

  @Test("who logs out is watched no more, and watches nobody", arguments: [2, 3])
  mutating func leaving(_ id: Int) {
    #expect(act(2, .monitor(3)) == nil)
    audited.perform(.logOut(representative: id))
    #expect(
      audited.tale.prefix(2) == [
        "1 representative_monitoring_stopped by Rep 2 to Rep 3", "1 conference_member_departed by Rep \(id)",
      ])
    #expect(audited.domain.teams.monitoring.isEmpty)
  }

  @Test("a session is pinned, moved, given a password and unpinned")
  mutating func pins() throws {
    let pin = Intent.pinSession(lsid: owned, representative: 1, team: 1)
    #expect(try audited.perform(pin).get() == .pinnedSession(id: 1))
    #expect(audited.tale == ["1 session_pinned_to_queue by Rep 1"])
    let hostname = try #require(audited.domain.sessions[owned]?.record.customer.hostname)
    #expect(audited.domain.teams.pinned == [PinnedSession(id: 1, name: hostname, team: 1)])
    func change(_ deed: PinnedSessionDeed, by id: Int = 2) -> Refusal? {
      audited.perform(.changePinnedSession(id: 1, representative: id, deed)).refusal
    }
    #expect(change(.setPassword) == nil)
    #expect(audited.tale == ["1 pinned_session_password_modified by Rep 2"])
    #expect(change(.move(toTeam: 1)) == nil)
    #expect(audited.told == [])
    #expect(change(.move(toTeam: 99)) == .unknownTeam(99))
    #expect(change(.move(toTeam: 2), by: 5) == .notInTeam(team: 1, representative: 5))
    #expect(change(.move(toTeam: 2)) == nil)
    #expect(
      audited.tale == [
        "1 pinned_session_moved_away_from_queue by Rep 2", "2 pinned_session_moved_to_queue by Rep 2",
      ])
    #expect(audited.told.map { $0.data.last?.value } == ["Team network", "Team desk"])
    #expect(audited.told.allSatisfy { $0.data.first == .init("name", hostname) })
    #expect(change(.unpin, by: 5) == nil)
    #expect(audited.tale == ["2 session_unpinned_from_queue by Rep 5"])
    #expect(change(.unpin) == .unknownPinnedSession(1))
    #expect(try audited.perform(pin).get() == .pinnedSession(id: 2))
  }

  @Test("only who is in a session with a customer pins it, to a team of their own")
  mutating func unpinnable() throws {
    func pin(_ lsid: String, _ id: Int, _ team: Int) -> Refusal? {
      audited.perform(.pinSession(lsid: lsid, representative: id, team: team)).refusal
    }
    #expect(pin("0", 1, 1) == .unknownSession("0"))
    #expect(pin(owned, 2, 1) == .notInSession(lsid: owned, representative: 2))
    #expect(pin(owned, 1, 99) == .unknownTeam(99))
    #expect(pin(owned, 1, 2) == .notInTeam(team: 2, representative: 1))
    audited.perform(.customerLeaves(lsid: owned))
    #expect(pin(owned, 1, 1) == .customerGone(owned))
  }
}
