import ApplianceDomain
import Determinism
import DomainTesting
import Testing

@testable import Simulation

@Suite("The representatives of a scenario") struct PeopleTests {
  @Test("work in their hours only, but for those who are there from the start")
  func hours() {
    var scenario = Scenario.busyTest
    scenario.offices = [Office(), Office()]
    scenario.offices[0].shifts = [Office.Shift(start: 480, end: 720)]
    scenario.offices[1].utcOffset = -300
    scenario.offices[1].shifts = [Office.Shift(start: 600, end: 840)]
    scenario.rates.arrivalsPerHour = 60
    // Monday, 2024-12-02T07:00:00Z: one office works from 8 to 12, the other from 15 to 19.
    let start = Timestamp(seconds: 1_733_122_800)
    var run = Run(seed: 6, scenario, at: start)
    var logins: [Int] = []
    for hour in 7..<21 {
      for _ in 0..<4 {
        run.pass(seconds: 900, auditing: 3600)
        let present = (3...1100).filter { run.domain.console[$0] != nil }.count
        let minutes = Int(run.now.seconds - start.seconds) / 60 + 420
        let isOpen = (480...730).contains(minutes) || (900...1150).contains(minutes)
        if !isOpen { #expect(present == 0, "\(present) at \(minutes / 60):\(minutes % 60)") }
        if isOpen { logins.append(present) }
      }
      #expect([1, 2].allSatisfy { run.domain.console[$0] != nil }, "at \(hour)")
    }
    #expect((logins.max() ?? 0) > 8)
    #expect(run.problems.prefix(5) == [])
  }

  @Test("have a break in the middle of a shift, once")
  func breaks() {
    var scenario = Scenario()
    scenario.rates = SimulationRates(
      arrivalsPerHour: 0, loginShare: 1, attendanceMinutes: 10_000, idleEveryMinutes: 0)
    scenario.presentations.perHour = 0
    scenario.faults.consoleLossHours = 0
    scenario.offices[0].shifts = [Office.Shift(start: 480, end: 960)]
    var run = Run(seed: 2, scenario, at: Timestamp(seconds: 1_733_122_800))
    run.pass(seconds: 10 * 3600, auditing: 3600)
    #expect(run.wanted["representative idle"] >= 4)
    #expect(run.wanted["representative idle"] <= 12)
    #expect(run.refusals == [:])
  }

  @Test("the roster knows shifts over midnight, time zones and days off")
  func roster() {
    var office = Office()
    office.utcOffset = 60
    office.days = [0]  // Monday.
    office.shifts = [Office.Shift(start: 1320, end: 360)]
    let roster = Roster([office])
    let monday = Timestamp(seconds: 1_733_097_600)  // 2024-12-02T00:00:00Z
    let start = monday.advanced(bySeconds: 21 * 3600)
    let window = Roster.Window(start: start, end: start.advanced(bySeconds: 8 * 3600))
    for (hour, expected) in [(20, nil), (21, window), (28, window), (29, nil), (45, nil)]
      as [(Int64, Roster.Window?)]
    {
      let time = monday.advanced(bySeconds: hour * 3600)
      #expect(roster.window(office: 0, shift: 0, at: time) == expected, "\(hour)")
    }
    #expect(roster.nextStart(office: 0, shift: 0, after: monday) == start)
    #expect(
      roster.nextStart(office: 0, shift: 0, after: start) == start.advanced(bySeconds: 7 * 86_400))
    office.days = []
    #expect(Roster([office]).nextStart(office: 0, shift: 0, after: monday) == nil)
  }

  @Test("a shift of a whole day goes on into the next one")
  func wholeDay() {
    var office = Office()
    office.shifts = [Office.Shift(start: 0, end: 1440)]
    let monday = Timestamp(seconds: 1_733_097_600)
    let window = Roster([office]).window(office: 0, shift: 0, at: monday.advanced(bySeconds: 3600))
    #expect(window?.start == monday)
    #expect((window?.end ?? monday) > monday.advanced(bySeconds: 6 * 86_400))
  }

  @Test("a staffed organization has the people and teams that the scenario wants, the same for the same seed")
  func staff() {
    var staff = Staff()
    staff.representatives = 40
    staff.teams = 25
    staff.maximumSessions = 7
    let plain = TestOrganization.organization
    let staffed = plain.staffed(by: staff, seed: 3)
    #expect(staffed == plain.staffed(by: staff, seed: 3))
    #expect(staffed != plain.staffed(by: staff, seed: 4))
    #expect(staffed.representatives.count == plain.representatives.count + 40)
    #expect(staffed.representatives.last?.maximumSessions == 7)
    #expect(staffed.teams.count == plain.teams.count + 25)
    #expect(Set(staffed.teams.map(\.name)).count == staffed.teams.count)
    #expect(Set(staffed.representatives.map(\.id)).count == staffed.representatives.count)
    #expect(Set(staffed.representatives.dropFirst(6).map(\.username)).count == 40)
    let members = Set(staffed.teams.flatMap(\.members).map(\.representative))
    #expect(staffed.representatives.allSatisfy { members.contains($0.id) })
    #expect(plain.staffed(by: Staff(), seed: 3) == plain)
  }
}
