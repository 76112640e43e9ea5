import ApplianceDomain
import HTTPTypes
import History
import Testing

@testable import APIs

@Suite("who gets which report")
struct ReportAccessTests {
  static let session = "generate_report=SupportSession&start_time=0&duration=0"
  static let listing = "generate_report=SupportSessionListing&start_time=0&duration=0"
  static let teams = "generate_report=SupportTeam&start_time=0&duration=0"
  static let archives = "generate_report=ArchiveListing&date=2016-10-01"
  static let archive = "generate_report=Archive&type=state&date=2016-10-01&index=1"

  @Test("without a valid token the answer is 401", arguments: [nil, "bad"])
  func unauthorized(_ token: String?) throws {
    let answer = try ReportingBench().get(Self.session, token: token)
    #expect(answer.status == 401)
    #expect(answer.text.contains("access_denied"))
  }

  @Test("each report asks for its own permission")
  func permissions() throws {
    let support = ReportingBench(permissions: Permissions(granted: [.reportingSupport]))
    let archive = ReportingBench(permissions: Permissions(command: .fullAccess, granted: [.reportingArchive]))
    for (query, isSupport) in [
      (Self.session, true), (Self.listing, true), (Self.teams, true), (Self.archives, false),
      (Self.archive, false),
    ] {
      #expect(try support.get(query).status == (isSupport ? 200 : 403))
      #expect(try archive.get(query).status == (isSupport ? 403 : 200))
    }
  }

  @Test("the report on licences asks for its own permission, and belongs to the XML API")
  func licenses() throws {
    let query = "generate_report=LicenseUsage&start_time=0&duration=0&group_by=day"
    let allowed = Permissions(granted: [.reportingLicense])
    #expect(try ReportingBench(permissions: allowed).get(query).status == 200)
    let others = Permissions(command: .fullAccess, granted: [.reportingSupport, .reportingArchive])
    #expect(try ReportingBench(permissions: others).get(query).status == 403)
    let withoutXML = ReportingBench(settings: Settings(xmlAPI: false), permissions: allowed)
    #expect(try withoutXML.get(query).status == 403)
  }

  @Test("the two APIs are switched on and off independently")
  func settings() throws {
    let withoutXML = ReportingBench(settings: Settings(xmlAPI: false))
    let withoutArchives = ReportingBench(settings: Settings(stateArchiveAPI: false))
    for (query, isSupport) in [
      (Self.session, true), (Self.listing, true), (Self.teams, true), (Self.archives, false),
      (Self.archive, false),
    ] {
      #expect(try withoutXML.get(query).status == (isSupport ? 403 : 200))
      #expect(try withoutArchives.get(query).status == (isSupport ? 200 : 403))
    }
  }

  @Test(
    "a report that is not known is named in the error", arguments: ["Teams", "supportsession", "<&>"])
  func unknown(_ name: String) throws {
    let encoded = name == "<&>" ? "%3C%26%3E" : name
    let answer = try ReportingBench().get("generate_report=\(encoded)")
    #expect(answer.status == 200)
    #expect(answer.texts("/r:error")?.first?.contains(name) == true)
  }

  @Test("a request that names no report is told so")
  func nameless() throws {
    #expect(try ReportingBench().get("date=2016-10-01").errors.first?.contains("generate_report") == true)
  }

  @Test("report_type names the report where generate_report is absent, and only there")
  func reportType() throws {
    let bench = ReportingBench()
    #expect(try bench.get("report_type=ArchiveListing&date=2016-10-01").texts("/r:archives")?.count == 1)
    #expect(
      try bench.get("report_type=SupportSession&\(Self.archives)").texts("/r:archives")?.count == 1)
  }

  @Test("a form body, the query and the legacy path are all understood")
  func ways() throws {
    let bench = ReportingBench(history: FakeHistory(Samples.sessions))
    let expected = try bench.get(Self.session).body
    let form = "application/x-www-form-urlencoded"
    for path in ["/api/reporting", "/api/reporting.ns"] {
      #expect(try bench.get(Self.session, path: path).body == expected)
      #expect(try bench.send(bench.request(.post, path, body: Self.session, type: form)).body == expected)
      let mixed = bench.request(
        .post, path, query: "generate_report=Archive", body: Self.session, type: form)
      #expect(try bench.send(mixed).body == expected, "the body wins")
    }
    #expect(try bench.send(bench.request(.put, "/api/reporting", query: Self.session)).status == 405)
  }

  @Test("multipart bodies are refused where the guide says so")
  func multipart() throws {
    for (version, status) in [(APIVersion.v1_21_1, 415), (.v1_16_0, 200)] {
      let bench = ReportingBench(version)
      let request = bench.request(
        .post, "/api/reporting", query: Self.session, body: "--x--\r\n",
        type: "multipart/form-data; boundary=x")
      #expect(try bench.send(request).status == status)
    }
  }
}
