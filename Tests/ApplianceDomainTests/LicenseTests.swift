import ApplianceDomain
import Determinism
import DomainTesting
import Testing

@Suite("Licences") struct LicenseTests {
  /// A company of twelve who are all logged out, and a person's licence for each of ten.
  private var audited: Audited = {
    var organization = TestOrganization.organization
    organization.startup = Startup()
    organization.teams = []
    organization.issues = []
    organization.representatives = (1...12).map { id in
      RepresentativeAccount(
        id: id, username: "user\(id)", publicDisplayName: "Rep \(id)", privateDisplayName: "Rep \(id)",
        displayNumber: id, extendedAvailabilityAtStart: id == 12, hostname: "PC-\(id)",
        operatingSystem: "Windows 10 Pro (x64)", privateIP: "10.0.0.\(id)", publicIP: "192.0.2.\(id)")
    }
    return Audited(TestOrganization.domain(of: organization))
  }()

  private var logged: [LicenseUsage] {
    audited.entries.compactMap { if case .record(.licenseUsage(let usage)) = $0 { usage } else { nil } }
  }

  private func usage(_ logins: Int, _ contacts: Int, at time: Timestamp? = nil) -> LicenseUsage {
    LicenseUsage(
      time: time ?? audited.now, counts: LicenseCounts(logins: logins, extendedContacts: contacts))
  }

  private mutating func logIn(_ ids: ClosedRange<Int>) {
    for id in ids { audited.perform(.logIn(representative: id)) }
  }

  @Test("of ten licences nine in use are logged, and eight are not")
  mutating func share() {
    for id in 1...7 {
      audited.perform(.logIn(representative: id))
      #expect(logged == [])
    }
    // With the one in extended availability mode these are nine.
    audited.perform(.logIn(representative: 8))
    #expect(logged == [usage(8, 1)])
    audited.perform(.logOut(representative: 8))
    #expect(logged == [])
    audited.perform(.logIn(representative: 8))
    #expect(logged == [usage(8, 1)])
    // More than there are licences may be logged in.
    for id in 9...11 { audited.perform(.logIn(representative: id)) }
    #expect(logged == [usage(11, 1)])
  }

  @Test("who is in extended availability mode uses one licence, logged in or not")
  mutating func extended() {
    logIn(1...8)
    audited.perform(.logIn(representative: 12))
    #expect(logged == [usage(9, 0)])
    audited.perform(.setExtendedAvailability(representative: 12, false))
    #expect(logged == [])
    audited.perform(.setExtendedAvailability(representative: 1, true))
    #expect(logged == [])
    audited.perform(.logOut(representative: 1))
    #expect(logged == [usage(8, 1)])
    audited.perform(.setExtendedAvailability(representative: 1, false))
    #expect(logged == [])
    audited.perform(.setExtendedAvailability(representative: 1, true))
    #expect(logged == [usage(8, 1)])
    audited.perform(.setExtendedAvailability(representative: 1, true))
    #expect(logged == [])
    let unknown = audited.perform(.setExtendedAvailability(representative: 99, true))
    #expect(unknown.refusal == .unknownRepresentative(99))
  }

  @Test("what changes no figure is not logged, nor is a guest from outside")
  mutating func unchanged() throws {
    logIn(1...8)
    audited.perform(.setIdle(representative: 1, true))
    #expect(logged == [])
    let lsid = try audited.start(.queue(.general, as: .sessionKey))
    audited.perform(.acceptSession(lsid: lsid, representative: 1))
    audited.perform(.inviteRepresentative(lsid: lsid, by: 1, name: "Guest"))
    #expect(logged == [])
    audited.perform(.endSession(lsid: lsid, by: .system))
    #expect(logged == [])
  }

  @Test("fewer licences make a peak at once, more end it, and without any there is none")
  mutating func settings() {
    logIn(1...8)
    audited.perform(.changeSettings(Settings(licenses: 11)))
    audited.perform(.logIn(representative: 9))
    #expect(logged == [usage(9, 1)])
    audited.perform(.changeSettings(Settings(licenses: 12)))
    #expect(logged == [])
    audited.perform(.changeSettings(Settings(licenses: 11)))
    #expect(logged == [usage(9, 1)])
    audited.perform(.changeSettings(Settings(licenses: 0)))
    audited.perform(.logIn(representative: 10))
    #expect(logged == [])
  }

  @Test("for as long as the peak lasts it is logged at each full hour as well")
  mutating func hourly() {
    logIn(1...8)
    let hour = TestOrganization.start.floored(toSeconds: 3600)
    for count in 1...3 {
      audited.now = hour.advanced(bySeconds: Int64(count) * 3600)
      #expect(audited.domain.nextDue == audited.now)
      audited.settle()
      #expect(logged == [usage(8, 1)])
    }
    // Over and back again within an hour, it is logged once at the next.
    audited.now = audited.now.advanced(bySeconds: 60)
    audited.perform(.logOut(representative: 8))
    audited.perform(.logIn(representative: 8))
    audited.now = hour.advanced(bySeconds: 4 * 3600)
    audited.settle()
    #expect(logged == [usage(8, 1)])
    audited.perform(.logOut(representative: 8))
    audited.now = hour.advanced(bySeconds: 5 * 3600)
    audited.settle()
    #expect(logged == [])
    #expect(audited.domain.nextDue == nil)
  }
}
