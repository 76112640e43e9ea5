import APIKit
import ApplianceDomain
import HTTPTypes
import Testing

@testable import APIs

@Suite("the schemas of the XML answers")
struct SchemaTests {
  static let editions = APIVersion.allCases.flatMap { version in
    Fidelity.allCases.map { Edition(version: version, fidelity: $0) }
  }

  @Test("libxml2 compiles every edition's schemas", arguments: editions)
  func compiling(_ edition: Edition) {
    let schemas = Schemas(edition)
    #expect(CompiledSchema(schemas.command).faults == [])
    #expect(CompiledSchema(schemas.reporting).faults == [])
  }

  @Test("nothing in a schema stands for anything, and no name of a part is left", arguments: editions)
  func strictness(_ edition: Edition) {
    for schema in [Schemas(edition).command, Schemas(edition).reporting] {
      let text = String(decoding: schema, as: UTF8.self)
      for loose in [
        "xs:any ", "xs:any/", "xs:anyAttribute", "xs:anyType", "{{", "}}", "lax", "skip", "mixed",
      ] {
        #expect(!text.contains(loose), "\(loose)")
      }
      #expect(text.contains("elementFormDefault=\"qualified\""))
    }
  }

  @Test("they are served as they are kept, without a token", arguments: APIVersion.allCases)
  func goldens(_ version: APIVersion) throws {
    let bench = APIBench(version)
    for name in ["command", "reporting"] {
      let answer = bench.send(bench.request(.get, "/api/\(name).xsd"))
      #expect(answer.status == 200)
      #expect(answer.field("Content-Type") == "text/xml; charset=UTF-8")
      try Goldens.check(answer.body, "\(version.rawValue)/\(name).xsd")
    }
  }

  /// The lines that one text has and another lacks.
  private func lines(_ schema: [UInt8], butNot other: [UInt8]) -> [String] {
    func lines(_ schema: [UInt8]) -> [Substring] {
      String(decoding: schema, as: UTF8.self).split(separator: "\n")
    }
    let known = Set(lines(other))
    return lines(schema).filter { !known.contains($0) }.map { String($0.drop { $0 == " " }) }
  }

  @Test("what was observed differs from the guides in the names of times, in keys and in the namespace")
  func observed() {
    let documented = Schemas(Edition(version: .v1_16_0, fidelity: .documented))
    let observed = Schemas(Edition(version: .v1_16_0, fidelity: .observed))
    let head = "<xs:schema xmlns:xs=\"http://www.w3.org/2001/XMLSchema\" "
    #expect(
      lines(observed.command, butNot: documented.command) == [
        head + "xmlns=\"http://www.bomgar.com/namespaces/API/command\" "
          + "targetNamespace=\"http://www.bomgar.com/namespaces/API/command\"",
        "<xs:field xpath=\"s:name\" xmlns:s=\"http://www.bomgar.com/namespaces/API/command\"/>",
        "<xs:field xpath=\"s:embassy\" xmlns:s=\"http://www.bomgar.com/namespaces/API/command\"/>",
        "<xs:element name=\"ttl\" type=\"positive\" minOccurs=\"0\"/>",
        "<xs:element name=\"queue_id\" type=\"count\" minOccurs=\"0\"/>",
      ])
    #expect(
      lines(observed.reporting, butNot: documented.reporting).filter { !$0.contains("namespaces") } == [
        "<xs:element name=\"start_time\" type=\"timestamped\"/>"
      ])
  }

  @Test("1.15.1 and 1.16.0 differ in nothing but the version, and 1.21.1 has no embassies")
  func versions() {
    func schemas(_ version: APIVersion) -> Schemas {
      Schemas(Edition(version: version, fidelity: .documented))
    }
    let (oldest, middle, latest) = (schemas(.v1_15_1), schemas(.v1_16_0), schemas(.v1_21_1))
    #expect(
      lines(oldest.command, butNot: middle.command) == ["<xs:enumeration value=\"1.15.1\"/>"])
    #expect(oldest.reporting == middle.reporting)
    let gone = lines(middle.command, butNot: latest.command).filter { !$0.contains("namespaces") }
    #expect(
      gone == [
        "<xs:unique name=\"team_name\">", "<xs:unique name=\"embassy_id\">",
        "<xs:element name=\"embassy\" type=\"one\" minOccurs=\"0\"/>", "<xs:enumeration value=\"master\"/>",
        "<xs:enumeration value=\"master\"/>", "<xs:enumeration value=\"1.16.0\"/>",
        "<xs:element name=\"permission\" minOccurs=\"6\" maxOccurs=\"6\">",
        "<xs:enumeration value=\"Embassy\"/>",
        "<xs:enumeration value=\"embassy\"/>",
      ])
    #expect(
      lines(middle.reporting, butNot: latest.reporting).filter { !$0.contains("namespaces") } == [
        "<xs:element name=\"embassy\" type=\"one\" minOccurs=\"0\"/>", "<xs:field xpath=\"@name\"/>",
      ])
  }

  @Test("what belongs together stands together, and nothing twice", arguments: editions)
  func together(_ edition: Edition) throws {
    let samples = SampleAnswers.all(edition)
    func isFine(_ name: String, _ text: String, _ other: String) throws -> Bool {
      let answer = try #require(samples.first { $0.name == name }?.text)
      try #require(answer.contains(text), "\(name): \(text)")
      return SchemaCheck.problems(Array(answer.replacing(text, with: other).utf8), edition).isEmpty
    }
    func url(_ name: String, _ number: Int) -> String {
      "<session_\(name)_url>https://a.example/\(number)</session_\(name)_url>"
    }
    let chat = url("chat_view", 1) + url("chat_download", 2)
    let (view, download) = (url("recording_view", 3), url("recording_download", 4))
    for name in ["recordings", "presentations"] {
      #expect(try !isFine(name, chat, ""))
      #expect(try !isFine(name, view, ""))
      #expect(try isFine(name, download, ""))
      #expect(try isFine(name, view + download, ""))
      #expect(try isFine(name, chat + view + download, ""))
    }
    let team = "<team id=\"1\" primary_team=\"1\">Team</team>"
    let embassy = "<team id=\"1\" primary_team=\"0\">Embassy</team>"
    let login = "<license_count license_type=\"full\" reason=\"login\">8</license_count>"
    for name in ["recordings", "exit_survey_list"] {
      #expect(try !isFine(name, team, team + team))
      #expect(try isFine(name, team, embassy + team))
      #expect(try !isFine(name, "<question_list>", "<question_list>\(Self.question)"))
    }
    #expect(try !isFine("license_usage", login, ""))
    #expect(try !isFine("license_usage", "extended_contact", "login"))
    #expect(try isFine("license_usage", login, login + Self.otherLicenses))
  }

  private static let question = """
    <question id="1"><name>p</name><type>text</type><label>Why?</label><report_header>Why</report_header>\
    <answer_list><answer/></answer_list></question>
    """
  private static let otherLicenses = """
    <license_count license_type="chat">2</license_count>\
    <license_count license_type="chat" reason="login">1</license_count>\
    <license_count license_type="chat" reason="extended_contact">1</license_count>
    """

  @Test("every answer that the guides describe is valid", arguments: editions)
  func samples(_ edition: Edition) {
    for (name, text) in SampleAnswers.all(edition) {
      #expect(SchemaCheck.problems(Array(text.utf8), edition) == [], "\(name)")
    }
  }

  @Test("an answer in another namespace, or in none, is refused, but for the failed login")
  func namespaces() {
    let edition = Edition(version: .v1_21_1, fidelity: .documented)
    func isFine(_ text: String) -> Bool { SchemaCheck.problems(Array(text.utf8), edition).isEmpty }
    #expect(isFine("<error>Login failed</error>"))
    #expect(!isFine("<error>Login denied</error>"))
    #expect(!isFine("<success>Login failed</success>"))
    #expect(!isFine("<error xmlns=\"https://www.bomgar.com/namespaces/API/command\">No.</error>"))
    #expect(isFine("<error xmlns=\"\(edition.namespaces.command)\">No.</error>"))
    #expect(!isFine("<error xmlns=\"\(edition.namespaces.command)\"/>"))
  }
}
