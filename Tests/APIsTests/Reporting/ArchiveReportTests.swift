import APIKit
import ApplianceDomain
import Determinism
import Testing

@testable import APIs

@Suite("ArchiveListing and Archive")
struct ArchiveReportTests {
  static let today = CivilDate(ReportingBench.noon)
  static let known = "No archives found for the given search criteria."

  private func bench(
    _ fidelity: Fidelity = .documented, delay: Int64 = 120, events: Int = 72, states: Int = 25
  ) -> ReportingBench {
    ReportingBench(
      .v1_21_1, fidelity, settings: Settings(archiveDelay: delay),
      archives: FakeArchives(date: Self.today, states: states, events: events))
  }

  @Test("archives are listed in the order of their time, a state before the events that follow it")
  func order() throws {
    let answer = try bench(events: 4, states: 2).get("generate_report=ArchiveListing&date=2016-10-01")
    #expect(answer.texts("/r:archives/r:state_archive/r:index") == ["1", "2"])
    #expect(answer.texts("/r:archives/r:state_archive/r:event_archive_index") == ["1", "4"])
    #expect(
      answer.texts("/r:archives/*/r:time")?.map { $0.dropFirst(11).prefix(5) }
        == ["00:00", "00:00", "00:10", "00:20", "00:30", "00:30"])
    #expect(answer.texts("/r:archives/*[5]/r:event_archive_index") == ["4"])
    #expect(answer.texts("/r:archives/r:event_archive[1]/r:end_time") == ["2016-10-01T00:09:59+00:00"])
  }

  @Test("an archive is there once its delay is over", arguments: [(0, 72, 25), (1, 72, 24), (2, 71, 24)])
  func delay(_ delay: Int64, _ events: Int, _ states: Int) throws {
    let bench = bench(delay: delay)
    let answer = try bench.get("generate_report=ArchiveListing&date=2016-10-01")
    #expect(answer.texts("//r:event_archive")?.count == events)
    #expect(answer.texts("//r:state_archive")?.count == states)
    let file = "generate_report=Archive&date=2016-10-01"
    #expect(try bench.get("\(file)&type=event&index=\(events)").text == "event \(events)")
    #expect(try bench.get("\(file)&type=event&index=\(events + 1)").errors == [Self.known])
    #expect(try bench.get("\(file)&type=state&index=\(states + 1)").errors == [Self.known])
  }

  @Test("a day without archives is an empty list by the guides, and an error on the wire")
  func emptyDay() throws {
    let query = "generate_report=ArchiveListing&date=2016-09-30"
    #expect(try bench().get(query).texts("/r:archives") == [""])
    #expect(try bench(.observed).get(query).texts("/r:error") == [Self.known])
  }

  @Test("an archive comes as a gzip file with a name")
  func file() throws {
    let answer = try bench().get("generate_report=Archive&type=event&date=2016-10-01&index=50")
    #expect(answer.status == 200)
    #expect(answer.head.contains("Content-Type: application/gzip\r\n"))
    #expect(
      answer.head.contains(
        "Content-Disposition: attachment; filename=\"event-archive-2016-10-01-50.json.gz\"\r\n"))
    #expect(answer.text == "event 50")
  }

  @Test("an archive that does not exist is the known error in both fidelities", arguments: Fidelity.allCases)
  func missing(_ fidelity: Fidelity) throws {
    let answer = try bench(fidelity).get("generate_report=Archive&type=state&date=2016-10-01&index=50")
    #expect(answer.status == 200)
    #expect(answer.head.contains("Content-Type: text/xml; charset=UTF-8\r\n"))
    #expect(answer.texts("/r:error") == [Self.known])
  }

  @Test(
    "a parameter that cannot be understood is named",
    arguments: [
      ("ArchiveListing", "date"), ("ArchiveListing&date=01.10.2016", "01.10.2016"),
      ("Archive&date=2016-10-01&index=1", "type"), ("Archive&type=log&date=2016-10-01&index=1", "log"),
      ("Archive&type=state&index=1", "date"), ("Archive&type=state&date=2016-10-01", "index"),
      ("Archive&type=state&date=2016-10-01&index=0", "index"),
      ("Archive&type=state&date=2016-10-01&index=-1", "index"),
      ("Archive&type=state&date=2016-10-01&index=1e3", "1e3"),
    ])
  func refusal(_ query: String, _ word: String) throws {
    let errors = try bench().get("generate_report=\(query)").texts("/r:error")
    #expect(errors?.first?.contains(word) == true)
  }

  @Test("a delay of any length does not crash", arguments: [(Int64.max, 0), (.min, 72)])
  func longDelay(_ delay: Int64, _ events: Int) throws {
    let answer = try bench(delay: delay).get("generate_report=ArchiveListing&date=2016-10-01")
    #expect(answer.texts("//r:event_archive")?.count == events)
  }

  @Test("an index of any length does not crash")
  func longIndex() throws {
    let answer = try bench().get(
      "generate_report=Archive&type=state&date=2016-10-01&index=99999999999999999999999999")
    #expect(answer.errors == [Self.known])
  }
}
