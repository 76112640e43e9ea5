import APIKit
import ApplianceDomain
import Archives
import Determinism
import Documents
import HTTPMessages

/// Guide: "Download Reports with ArchiveListing".
///
/// The archives of a day whose delay is over, both kinds together in the order of their time; a state archive comes
/// before the event archive that starts at its moment.
extension ReportCall {
  func archiveListing() -> Response {
    let date: CivilDate
    do throws(ReportFault) { date = try archiveDate() } catch { return self.error(error.sentence) }
    let view = view()
    return deferred {
      let entries: [ArchiveEntry]
      do {
        entries = try api.archives.archives(on: date, upTo: view.number).filter(view.offers)
      } catch {
        return self.error("The archives of \(date.text) could not be read: \(error).")
      }
      guard !entries.isEmpty else {
        return emptyResult(root: "archives", known: ArchiveTexts.none)
      }
      let times = EventArchiveTimes(edition)
      return document("archives") { xml in
        for entry in entries.sorted(by: Self.precedes) { write(entry, times, to: &xml) }
      }
    }
  }

  /// The parameter `date` of both archive reports.
  func archiveDate() throws(ReportFault) -> CivilDate {
    guard let text = value("date") else {
      throw ReportFault(sentence: "date is missing: give a day as YYYY-MM-DD.")
    }
    return try DateParameter.parse("date", text)
  }

  private static func precedes(_ left: ArchiveEntry, _ right: ArchiveEntry) -> Bool {
    if left.time != right.time { return left.time < right.time }
    return left.kind == .state && right.kind == .event
  }

  private func write(_ entry: ArchiveEntry, _ times: EventArchiveTimes, to xml: inout XMLWriter) {
    switch entry.kind {
    case .state:
      xml.begin("state_archive")
      xml.time("time", entry.time)
      xml.element("index", Int64(entry.index))
      if let next = entry.eventArchiveIndex { xml.element("event_archive_index", Int64(next)) }
    case .event:
      xml.begin("event_archive")
      xml.time(times.beginning, entry.time)
      xml.time("end_time", entry.end)
      xml.element("index", Int64(entry.index))
    }
    xml.end()
  }
}

extension ReportView {
  /// Whether an archive can be had already: it takes a while after the time that it represents. The delay is compared
  /// with the archive's age, and not added to its time, so that no delay is too long.
  func offers(_ entry: ArchiveEntry) -> Bool {
    let age = Timestamp(milliseconds: now.milliseconds - entry.end.milliseconds).seconds
    return settings.archiveDelay <= age
  }
}

/// What clients in the field look for.
enum ArchiveTexts {
  static let none = "No archives found for the given search criteria."
}
