import Determinism

/// Whole numbers in parameters: decimal digits and nothing else.
enum WholeNumber {
  /// The number, cut to the largest that there is; nil for anything but digits, a sign included.
  static func parse(_ text: String) -> Int64? {
    guard !text.isEmpty, text.utf8.allSatisfy({ (0x30...0x39).contains($0) }) else { return nil }
    return Int64(text) ?? .max
  }
}

/// Dates in parameters.
enum DateParameter {
  static func parse(_ name: String, _ text: String) throws(ReportFault) -> CivilDate {
    guard let date = CivilDate(text) else {
      throw ReportFault(sentence: "\(name) is \"\(text)\"; it must be a day of the calendar as YYYY-MM-DD.")
    }
    return date
  }
}

/// Points in time in parameters.
enum TimeParameter {
  /// The last second that four digits of a year can show. A window that would reach further ends there.
  static let last: Int64 = 253_402_300_799

  static func parse(_ name: String, _ text: String) throws(ReportFault) -> Timestamp {
    guard let seconds = WholeNumber.parse(text), seconds <= last else {
      throw ReportFault(
        sentence: "\(name) is \"\(text)\"; it must be a UNIX timestamp, a whole number from 0 to \(last).")
    }
    return Timestamp(seconds: seconds)
  }

  /// The time so many units later, at most the last one.
  static func end(of start: Timestamp, _ count: Int64, unit: Int64) -> Timestamp {
    let (length, isTooLong) = count.multipliedReportingOverflow(by: unit)
    let room = last - start.seconds
    return start.advanced(bySeconds: isTooLong ? room : min(length, room))
  }
}
