import APIKit
import ApplianceDomain
import Testing

@testable import APIs

@Suite("answers that say what no appliance says")
struct WrongAnswerTests {
  /// A sample in which a text stands for another.
  struct Case: CustomTestStringConvertible {
    let sample: String
    let text: String
    let other: String

    init(_ sample: String, _ text: String, _ other: String) {
      (self.sample, self.text, self.other) = (sample, text, other)
    }

    var testDescription: String { "\(sample): \(text) as \(other)" }

    /// Whether the answer is valid where the first such text stands for the other one.
    func isValid(_ edition: Edition) throws -> Bool {
      let answer = try #require(SampleAnswers.all(edition).first { $0.name == sample }?.text)
      let place = try #require(answer.firstRange(of: text), "\(testDescription)")
      let changed = answer[..<place.lowerBound] + other + answer[place.upperBound...]
      return SchemaCheck.problems(Array(changed.utf8), edition).isEmpty
    }
  }

  @Test("a wrong value is refused", arguments: values + times + urls + addresses)
  func wrongValue(_ wrong: Case) throws {
    for edition in SchemaTests.editions {
      #expect(try !wrong.isValid(edition), "\(edition.version.rawValue) \(edition.fidelity)")
    }
  }

  @Test("what is listed once is refused a second time", arguments: repetitions)
  func secondTime(_ wrong: Case) throws {
    for edition in SchemaTests.editions {
      #expect(try !wrong.isValid(edition), "\(edition.version.rawValue) \(edition.fidelity)")
    }
  }

  @Test("other right values are not refused", arguments: right)
  func otherValue(_ right: Case) throws {
    for edition in SchemaTests.editions {
      #expect(try right.isValid(edition), "\(edition.version.rawValue) \(edition.fidelity)")
    }
  }

  @Test("a team's ID is another's only where that is an embassy", arguments: SchemaTests.editions)
  func sharedIDs(_ edition: Edition) throws {
    let hasEmbassies = edition.capabilities.embassies
    let embassy = """
      <support_team id="1"><name>Other</name><embassy>1</embassy><issues/>\
      <support_session_count>0</support_session_count></support_team>
      """
    #expect(try !Case("support_teams", "</support_teams>", embassy + "</support_teams>").isValid(edition))
    func summary(_ name: String) -> String {
      """
      <summary id="1" type="team"><display_name>\(name)</display_name><total_sessions>1</total_sessions>\
      <avg_sessions_per_weekday>1.0</avg_sessions_per_weekday><avg_duration>00:12:30</avg_duration></summary>
      """
    }
    func isValid(_ first: String, _ second: String) throws -> Bool {
      try Case("summary_list", "</summary_list>", summary(first) + summary(second) + "</summary_list>")
        .isValid(edition)
    }
    #expect(try !isValid("Team", "Team"))
    #expect(try isValid("Team", "Embassy") == hasEmbassies)
    let (start, end) = (
      "<team_activity id=\"1\" name=\"", "\"><logged_in_representatives/><events/></team_activity>"
    )
    let list = "</team_activity_list>"
    #expect(try !Case("team_activity_list", list, start + "Team" + end + list).isValid(edition))
    let second = Case("team_activity_list", list, start + "Embassy" + end + list)
    #expect(try second.isValid(edition) == hasEmbassies)
  }

  private static let values: [Case] =
    ["Bw=", "Bw", "B===", "Bx==", "Bww", "Bwx=", " Bw==", "Bw==\n", "Bw==Bw==", "Bw==\nBw=="].map {
      Case("presentations", ">Bw==<", ">\($0)<")
    }
    + ["01", " 0", "0\n", "-0", "+0", "007", "-43201", "50401", "-100000"].map {
      Case("connected_clients", "<timezone_offset>0", "<timezone_offset>\($0)")
    }
    + ["guid-1", SampleAnswers.guid.uppercased(), SampleAnswers.guid + " ", "{\(SampleAnswers.guid)}"].flatMap
  {
    id in
    ["appliances", "connected_client_list", "health_check"].map {
      Case($0, "id=\"\(SampleAnswers.guid)\"", "id=\"\(id)\"")
    } + [Case("connected_clients", ">\(SampleAnswers.guid)<", ">\(id)<")]
  }
    + [
      Case("recordings", "type=\"cust\"", "type=\"rep\""),
      Case("recordings", "<submitted_by type=\"rep\"", "<submitted_by type=\"cust\""),
    ]

  private static let times =
    [
      " 2016-02-29T23:59:59+00:00", "2016-02-29T23:59:59+00:00 ", "\n2016-02-29T23:59:59+00:00",
      "2016-02-29T24:00:00+00:00", "2016-02-29T23:60:00+00:00", "2016-02-29T23:59:60+00:00",
      "2015-02-29T23:59:59+00:00", "2100-02-29T23:59:59+00:00", "2016-02-30T23:59:59+00:00",
      "2016-04-31T23:59:59+00:00", "2016-13-01T23:59:59+00:00", "2016-00-01T23:59:59+00:00",
      "2016-01-00T23:59:59+00:00", "2016-02-29T23:59:59Z", "2016-02-29 23:59:59+00:00",
    ].map { Case("logged_in_reps", "2016-02-29T23:59:59+00:00", $0) }
    + [" ", "\n", " 2016-10-01T12:01:00+00:00"].map { Case("recordings", "2016-10-01T12:01:00+00:00", $0) }

  private static let urls =
    [
      "  https://a.example/1", "https://a.example/1 ", "https://a b/1", "https://a.example/1 2",
      "https://a.example/%4",
      "https://a.example/\u{E9}", "https:///1", "ftp://a.example/1", "https://a.example\\1",
    ].map { Case("recordings", "https://a.example/1", $0) }
    + [
      Case("connected_clients", "https://support.example.com/", "  https://support.example.com/"),
      Case("logged_in_reps", "https://a.example:8443", "https://a b"),
      Case("logged_in_reps", "https://a.example:8443", "https://"),
    ]

  private static let addresses =
    [
      "", "192.0.2.1", "192.0.2.1:0", "192.0.2.1:65536", "192.0.2.1:01", "192.0.2.256:1", "192.0.02.1:1",
      "192.0.2:1",
      "2001:db8::1:1", "[2001:db8::1]", "[192.0.2.1]:1", "[2001:db8:::1]:1", "[1::2::3]:1",
      "[1:2:3:4:5:6:7]:1",
      "[1:2:3:4:5:6:7:8:9]:1", "[12345::]:1", " 192.0.2.1:1", "host:1",
    ].map { Case("recordings", ">192.0.2.1:1<", ">\($0)<") }
    + ["10.0.0.1:1", "[::1]", "PC", " "].map {
      Case("recordings", "<private_ip>10.0.0.1<", "<private_ip>\($0)<")
    }
    + [
      Case("recordings", "<private_ip>10.0.0.2<", "<private_ip><"),
      Case("presentations", ">192.0.2.3:1<", ">192.0.2.3<"),
      Case("team_activity_list", ">10.0.0.2<", "><"),
      Case("connected_clients", ">10.0.0.1<", "><"),
      Case("health_check", ">192.0.2.1<", ">192.0.2.1:1<"),
    ]

  private static let repetitions: [Case] = {
    func twice(_ sample: String, _ text: String) -> Case { Case(sample, text, text + text) }
    let issue = "<issue id=\"1\"><title>It fails</title></issue>"
    let lsid = "<lsid>c69a8e10bea9428f816cfababe9815fe</lsid>"
    let attribute = "<custom_attribute display_name=\"B\" code_name=\"a\">2</custom_attribute>"
    func recording(_ kind: String) -> String {
      """
      <\(kind) instance="0"><download_url>https://a.example/9</download_url><view_url>https://a.example/9</view_url>\
      </\(kind)>
      """
    }
    return [
      twice("support_teams", issue),
      Case(
        "support_teams", "</representative>",
        "</representative><representative id=\"1\"><username/>"
          + "<display_name/><public_display_name/><private_display_name/></representative>"),
      Case(
        "support_teams", "<support_team id=\"1\">",
        "<support_team id=\"1\"><name>Team</name><issues/>"
          + "<support_session_count>0</support_session_count></support_team><support_team id=\"1\">"),
      Case("recordings", "<custom_attributes>", "<custom_attributes>\(attribute)"),
      Case(
        "recordings", "<show_my_screen_recordings>",
        "<show_my_screen_recordings>\(recording("show_my_screen_recording"))"),
      Case(
        "recordings", "<command_shell_recordings>",
        "<command_shell_recordings>\(recording("command_shell_recording"))"),
      Case(
        "recordings", "<cust_survey_list>",
        "<cust_survey_list><cust_exit_survey>"
          + "<submitted_by type=\"cust\">Bob</submitted_by><question_list/></cust_exit_survey>"),
      Case(
        "summary_list", "</summary_list>",
        "<summary id=\"1\" type=\"rep\"><display_name>Admin</display_name>"
          + "<total_sessions>1</total_sessions><avg_sessions_per_weekday>1.0</avg_sessions_per_weekday>"
          + "<avg_duration>00:12:30</avg_duration></summary></summary_list>"),
      Case(
        "connected_client_list", "</appliance_summary>",
        "</appliance_summary><appliance_summary id=\"\(SampleAnswers.guid)\"/>"),
      twice("connected_clients", lsid),
    ]
  }()

  private static let right: [Case] =
    [
      "Qkw=", "QkxB", String(repeating: "A", count: 76),
      String(repeating: String(repeating: "A", count: 76) + "\n", count: 30) + "QkxBQkw=",
    ].map { Case("presentations", ">Bw==<", ">\($0)<") }
    + ["-43200", "50400", "-1", "7", "19800", "-39600", "49999"].map {
      Case("connected_clients", "<timezone_offset>0", "<timezone_offset>\($0)")
    }
    + ["2000-02-29T00:00:00+00:00", "2015-12-31T23:59:59+00:00", "2015-04-30T20:00:00+00:00"].map {
      Case("logged_in_reps", "2016-02-29T23:59:59+00:00", $0)
    }
    + [
      "http://192.0.2.1:8080/", "https://[::1]:8443/a?b=c%20d&amp;e=f", "https://a_b.example",
      "https://a.example/~x(1)",
    ].map { Case("recordings", "https://a.example/1", $0) }
    + [
      "[::]:65535", "[::1]:1", "[1::]:1", "[1:2:3:4:5:6:7::]:1", "[::2:3:4:5:6:7:8]:1",
      "[2001:DB8::a:b]:49152",
      "[::ffff:192.0.2.1]:1", "[1:2:3:4:5:6:192.0.2.1]:1", "[1:2:3:4:5:6:7:8]:9999", "255.0.10.99:65499",
    ].map { Case("recordings", ">192.0.2.1:1<", ">\($0)<") }
    + [
      Case("recordings", "<private_ip>10.0.0.1<", "<private_ip><"),
      Case("recordings", "<private_ip>10.0.0.2<", "<private_ip>fe80::1<"),
      // A number may be another's later, and whoever logs in again has another one.
      Case(
        "presentations", "</attendee>",
        "</attendee><attendee gsnumber=\"9\"><username>Bo</username>"
          + "<public_ip>192.0.2.3:2</public_ip></attendee>"),
    ]
}
