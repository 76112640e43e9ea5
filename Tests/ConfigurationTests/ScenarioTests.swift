import Configuration
import Foundation
import Simulation
import Testing

@Suite("scenario files")
struct ScenarioTests {
  @Test("the built-in profiles are those of the file, and can all be used")
  func builtIn() throws {
    let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent()
    let path = root.appending(path: "seed-data/scenarios.yaml").path
    #expect(try BuiltInScenarios.file == String(contentsOfFile: path, encoding: .utf8))
    let profiles = BuiltInScenarios.profiles
    #expect(profiles.keys.sorted() == ["busy", "quiet", "silent", "stress"])
    #expect(profiles.values.allSatisfy { $0.validate().isEmpty })
    #expect(profiles["quiet"] == Scenario())
    #expect(profiles["silent"]?.acting == false)
    #expect(profiles["busy"]?.staff.representatives == 32)
    #expect(profiles["busy"]?.offices.map(\.utcOffset) == [0, -300, 0])
    #expect(
      try Checking.check(path: path) == "\(path): scenarios with the profiles quiet, busy, stress, silent")
  }

  @Test("every key of a scenario is documented")
  func documented() throws {
    let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent()
    let text = try String(contentsOf: root.appending(path: "docs/scenarios.md"), encoding: .utf8)
    let keys = Scenario.sections.flatMap { [$0.name] + $0.numbers.map(\.key) }
    let rates = SimulationRates.numbers.map(\.key)
    let more = ["base", "acting", "utc_offset", "shifts", "teams", "embassy_representatives"]
    for key in keys + rates + more { #expect(text.contains("`\(key)`"), "\(key)") }
  }

  private static let file = """
    profiles:
      plain:
      morning:
        base: busy
        rates: { arrivals_per_hour: 7 }
        arrivals:
          utc_offset: "-05:30"
          hours: [0, 0, 0, 0, 0, 0, 0, 0.5, 1, 1, 1, 0.5, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]
          days: [1, 1, 1, 1, 1, 0, 0]
        mix: { vpro: 9 }
        staff: { representatives: 3, maximum_sessions: 2 }
        offices:
          - name: Early
            utc_offset: "+09:00"
            days: [mon, Sun]
            shifts: ["22:30-06:00", "00:00-24:00"]
            teams: [1, 2]
            share: 0
      evening:
        base: morning
        acting: false
    """

  @Test("a file of one's own is read, by its first profile or by a named one, and adds to the built-in ones")
  func own() throws {
    let scratch = try Scratch()
    let path = try scratch.write("centre.yaml", Self.file)
    let first = try ServeConfiguration.load(flags: [.scenario: path], environment: [:])
    #expect(first.profile == "plain")
    #expect(first.scenario == Scenario())
    #expect(
      first.profiles.keys.sorted() == ["busy", "evening", "morning", "plain", "quiet", "silent", "stress"])
    let config = try scratch.write(
      "serve.yaml", "scenario: centre.yaml#morning\nsimulation_rates: { chat_seconds: 5 }\n")
    let morning = try ServeConfiguration.load(flags: [.config: config], environment: [:])
    #expect(morning.profile == "morning")
    var expected = try #require(BuiltInScenarios.profiles["busy"])
    expected.rates.arrivalsPerHour = 7
    expected.rates.chatSeconds = 5
    expected.arrivals.utcOffset = -330
    expected.arrivals.hours = [0, 0, 0, 0, 0, 0, 0, 0.5, 1, 1, 1, 0.5] + Array(repeating: 0, count: 12)
    expected.arrivals.days = [1, 1, 1, 1, 1, 0, 0]
    expected.mix.vPro = 9
    expected.staff.representatives = 3
    expected.staff.maximumSessions = 2
    var office = Office()
    (office.name, office.utcOffset, office.days, office.teams, office.share) = (
      "Early", 540, [0, 6], [1, 2], 0
    )
    office.shifts = [Office.Shift(start: 1350, end: 360), Office.Shift(start: 0, end: 1440)]
    expected.offices = [office]
    #expect(morning.scenario == expected)
    #expect(morning.profiles["evening"]?.acting == false)
    #expect(morning.profiles["evening"]?.offices == [office])
    #expect(try Checking.check(path: config).hasSuffix("API version 1.21.1, scenario morning"))
  }

  @Test(
    "what is wrong in a file is told with line and key",
    arguments: [
      (
        "profiles:\n  a: { rates: { chat_second: 5 } }\n",
        ":2: profiles.a.rates.chat_second: is not a key here; did you mean \"chat_seconds\"?"
      ),
      (
        "profiles:\n  a:\n    faults:\n      console_loss_hours: -1\n",
        ":4: profiles.a.faults.console_loss_hours: -1.0 is out of range; write a number from 0.0 to 100000.0"
      ),
      (
        "profiles:\n  a:\n    rates:\n      login_share: 2\n",
        ":4: profiles.a.rates.login_share: 2.0 is out of range; write a number from 0.0 to 1.0"
      ),
      (
        "profiles:\n  a:\n    rates:\n      login_share: often\n",
        ":4: profiles.a.rates.login_share: \"often\" is not a number; write one such as 12.5"
      ),
      (
        "profiles:\n  a:\n    arrivals:\n      hours: [1, 2]\n",
        ":4: profiles.a.arrivals.hours: has 2 numbers; write 24 of them"
      ),
      (
        "profiles:\n  a:\n    arrivals:\n      days: [0, 0, 0, 0, 0, 0, 0]\n",
        ":4: profiles.a.arrivals.days: are all 0; write one above 0, or rates.arrivals_per_hour: 0"
      ),
      (
        "profiles:\n  a:\n    arrivals:\n      utc_offset: 2\n",
        ":4: profiles.a.arrivals.utc_offset: \"2\" is no offset from UTC; write one such as \"+02:00\" or \"-05:30\""
      ),
      (
        "profiles:\n  a:\n    arrivals:\n      utc_offset: \"+15:00\"\n",
        ":4: profiles.a.arrivals.utc_offset: is no offset from UTC; write one from -12:00 to +14:00"
      ),
      (
        "profiles:\n  a:\n    offices:\n      - shifts: [\"8-16\"]\n",
        ":4: profiles.a.offices[0].shifts[0]: \"8-16\" is no shift; write two times such as \"08:00-16:30\""
      ),
      (
        "profiles:\n  a:\n    offices:\n      - days: [monday]\n",
        ":4: profiles.a.offices[0].days[0]: \"monday\" is no day; write mon, tue, wed, thu, fri, sat or sun"
      ),
      (
        "profiles:\n  a:\n    offices: []\n",
        ":3: profiles.a.offices: is empty; write at least one, or leave the key out"
      ),
      (
        "profiles:\n  a:\n    offices:\n      - { share: -3 }\n",
        ":4: profiles.a.offices[0].share: -3.0 is out of range; write a number from 0.0 to 1000000.0"
      ),
      (
        "profiles:\n  a:\n    staff:\n      teams: 5000\n",
        ":4: profiles.a.staff.teams: 5000 is out of range; write a number from 0 to 1000"
      ),
      (
        "profiles:\n  a:\n    base: bussy\n",
        ":3: profiles.a.base: \"bussy\" is no profile before this one; did you mean \"busy\"?"
      ),
      (
        "profiles:\n  a:\n    acting: maybe\n",
        ":3: profiles.a.acting: \"maybe\" is neither; write true or false"
      ),
      (
        "profiles:\n  My Day: {}\n",
        ":2: profiles.My Day: \"My Day\" is no name of a profile; write at most 64 lower-case letters, digits, dashes and underscores"
      ),
      ("profiles:\n  a: 5\n", ":2: profiles.a: is not a mapping; write keys and values, such as name: value"),
      ("profiles: {}\n", ": has no profile; write one under profiles, such as profiles: { mine: {} }"),
    ])
  func wrong(text: String, expected: String) throws {
    let scratch = try Scratch()
    let path = try scratch.write("centre.yaml", text)
    #expect(problems { () throws(ConfigurationFault) in try Checking.check(path: path) } == [path + expected])
    let found = problems { () throws(ConfigurationFault) in
      try ServeConfiguration.load(flags: [.scenario: path], environment: [:])
    }
    #expect(found == [path + expected])
  }

  @Test("a mix in which nothing is left, and a choice that leads nowhere, are told too")
  func nowhere() throws {
    let weights = [
      "session_key", "rep_list", "issue_submission", "jump_client", "local_jump", "remote_jump", "shell_jump",
      "local_rdp", "remote_rdp", "local_vnc", "remote_vnc", "vpro",
    ]
    let scratch = try Scratch()
    let none = weights.map { "\($0): 0" }.joined(separator: ", ")
    let empty = try scratch.write("empty.yaml", "profiles:\n  a:\n    mix: { \(none) }\n")
    #expect(
      load(empty) == ["\(empty):3: profiles.a.mix: has no weight above 0; give one to some way to start"])
    let path = try scratch.write("centre.yaml", Self.file)
    #expect(
      load("\(path)#mornin") == [
        "--scenario: \"mornin\" is not a profile of \(path); did you mean \"morning\"?"
      ])
    #expect(
      load("quite").first?.hasPrefix("--scenario: \"quite\" is not a profile; did you mean \"quiet\"?")
        == true)
    #expect(load("nowhere.yaml").first?.hasPrefix("--scenario: cannot read nowhere.yaml") == true)
  }

  private func load(_ scenario: String) -> [String] {
    problems { () throws(ConfigurationFault) in
      try ServeConfiguration.load(flags: [.scenario: scenario], environment: [:])
    }
  }
}
