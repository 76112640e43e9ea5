import ApplianceDomain
import Determinism
import Documents
import HTTPMessages
import History
import Locking

/// Guide: "Download Reports with LicenseUsage".
///
/// For each hour, day or month of UTC in which nearly all licences were in use, the moment at which the most of them
/// were; of several such moments the first. Of several figures of one moment the last counts: the others never lasted.
/// `Undocumented:` which moment of an interval is meant, and that hours, days and months are UTC's.
extension ReportCall {
  func licenseUsage() -> Response {
    let view = view()
    let root: StaticString = "license_usage"
    let window: ReportWindow
    let grouping: LicenseGrouping
    do throws(ReportFault) {
      window = try ReportWindow(oneOf: [.startDate, .startTime], for: "time", parameters)
      grouping = try licenseGrouping()
    } catch {
      return self.error(error.sentence, in: root)
    }
    return deferred {
      do {
        let cursor = try api.licenses.licenseUsage(from: window.from, to: window.to, upTo: view.number)
        let peaks = LicensePeaks(cursor, by: grouping)
        let element = LicenseUsageElement(window: window, grouping: grouping, now: view.now)
        return xmlStream(root, begin: element.begin) { xml in
          guard let peak = try peaks.next() else {
            xml.end()
            return false
          }
          element.write(peak, to: &xml)
          return true
        }
      } catch {
        return self.error("The usage of licences could not be read: \(error).", in: root)
      }
    }
  }

  private func licenseGrouping() throws(ReportFault) -> LicenseGrouping {
    guard let text = value("group_by") else {
      throw ReportFault(sentence: "group_by is missing: give hour, day or month.")
    }
    guard let grouping = LicenseGrouping(rawValue: text) else {
      throw ReportFault(sentence: "group_by is \"\(text)\"; it may be hour, day or month.")
    }
    return grouping
  }
}

/// The values of `group_by`.
enum LicenseGrouping: String, Sendable, CaseIterable {
  case hour, day, month

  /// A number that all moments of one interval share, and no other.
  func interval(of time: Timestamp) -> Int64 {
    switch self {
    case .hour: return time.floored(toSeconds: 3600).seconds
    case .day: return time.floored(toSeconds: 86_400).seconds
    case .month:
      let date = CivilDate(time)
      return Int64(date.year * 12 + date.month)
    }
  }
}

/// The highest usage of each interval, in constant memory.
private final class LicensePeaks: Sendable {
  private let cursor: any LicenseUsageCursor
  private let grouping: LicenseGrouping
  /// The first figures of the next interval, once they have been read. Never contended: there is one reader.
  private let waiting = Lock<LicenseUsage?>(nil)

  init(_ cursor: any LicenseUsageCursor, by grouping: LicenseGrouping) {
    self.cursor = cursor
    self.grouping = grouping
  }

  func next() throws -> LicenseUsage? {
    let first = waiting.withLock { waiting in
      defer { waiting = nil }
      return waiting
    }
    guard var usage = try first ?? cursor.next() else { return nil }
    let interval = grouping.interval(of: usage.time)
    var peak: LicenseUsage?
    while true {
      let following = try cursor.next()
      // Only the last figures of a moment lasted.
      if following?.time != usage.time, usage.counts.total > peak?.counts.total ?? -1 { peak = usage }
      guard let following, grouping.interval(of: following.time) == interval else {
        waiting.withLock { $0 = following }
        return peak
      }
      usage = following
    }
  }
}

/// `/license_usage`, from its first elements to its intervals.
private struct LicenseUsageElement: Sendable {
  let window: ReportWindow
  let grouping: LicenseGrouping
  let now: Timestamp

  /// Everything before the first interval.
  func begin(_ xml: inout XMLWriter) {
    xml.time("start_time", window.from)
    xml.time("end_time", window.shownEnd(now: now))
    xml.element("group_by", grouping.rawValue)
    xml.begin("license_time_intervals")
  }

  /// A moment, with a count for each reason and, without one, that of all.
  func write(_ usage: LicenseUsage, to xml: inout XMLWriter) {
    xml.begin("license_time_interval")
    xml.attribute("timestamp", usage.time.seconds)
    xml.attribute("datetime", usage.time.iso8601)
    write(usage.counts.logins, reason: "login", to: &xml)
    write(usage.counts.extendedContacts, reason: "extended_contact", to: &xml)
    write(usage.counts.total, reason: nil, to: &xml)
    xml.end()
  }

  private func write(_ count: Int, reason: String?, to xml: inout XMLWriter) {
    xml.begin("license_count")
    xml.attribute("license_type", LicenseBook.type)
    if let reason { xml.attribute("reason", reason) }
    xml.text("\(count)")
    xml.end()
  }
}
