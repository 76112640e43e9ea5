/// A calendar day in UTC, by the proleptic Gregorian calendar, without a time zone database.
public struct CivilDate: Hashable, Comparable, Sendable {
  /// The year, as in ISO 8601.
  public var year: Int
  /// 1 for January to 12.
  public var month: Int
  /// 1 to 31.
  public var day: Int

  /// The day that holds a point in time.
  public init(_ timestamp: Timestamp) {
    self.init(daysSinceEpoch: timestamp.floored(toSeconds: 86_400).seconds / 86_400)
  }

  /// The day so many days after 1970-01-01.
  public init(daysSinceEpoch days: Int64) {
    // Days are counted from 0000-03-01, so that the leap day is the last of its year.
    let shifted = days + 719_468
    let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
    let dayOfEra = shifted - era * 146_097
    let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let monthFromMarch = (5 * dayOfYear + 2) / 153
    day = Int(dayOfYear - (153 * monthFromMarch + 2) / 5 + 1)
    month = Int(monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9)
    year = Int(yearOfEra + era * 400) + (month <= 2 ? 1 : 0)
  }

  /// The day of these numbers, or nil where no such day exists.
  public init?(year: Int, month: Int, day: Int) {
    guard (1...12).contains(month), (1...31).contains(day), (0...9999).contains(year) else { return nil }
    let candidate = CivilDate(daysSinceEpoch: CivilDate.days(year: year, month: month, day: day))
    guard candidate.year == year, candidate.month == month, candidate.day == day else { return nil }
    self = candidate
  }

  /// Parses `YYYY-MM-DD`, the form of the guides' date parameters; nil for anything else.
  public init?(_ text: some StringProtocol) {
    let bytes = Array(text.utf8)
    guard bytes.count == 10, bytes[4] == 0x2D, bytes[7] == 0x2D,
      let year = CivilDate.number(bytes[0..<4]), let month = CivilDate.number(bytes[5..<7]),
      let day = CivilDate.number(bytes[8..<10])
    else { return nil }
    self.init(year: year, month: month, day: day)
  }

  /// Days since 1970-01-01.
  public var daysSinceEpoch: Int64 { CivilDate.days(year: year, month: month, day: day) }

  /// Midnight UTC, when the day begins.
  public var start: Timestamp { Timestamp(seconds: daysSinceEpoch * 86_400) }

  /// The day so many days later.
  public func advanced(byDays days: Int64) -> CivilDate {
    CivilDate(daysSinceEpoch: daysSinceEpoch + days)
  }

  /// 0 for Monday to 6 for Sunday.
  public var weekday: Int { Int(((daysSinceEpoch + 3) % 7 + 7) % 7) }

  /// `YYYY-MM-DD`.
  public var text: String {
    String(
      decoding: DigitPair.four(year) + [0x2D] + DigitPair.two(month) + [0x2D] + DigitPair.two(day),
      as: UTF8.self)
  }

  /// The earlier day comes first.
  public static func < (left: CivilDate, right: CivilDate) -> Bool {
    (left.year, left.month, left.day) < (right.year, right.month, right.day)
  }

  private static func days(year: Int, month: Int, day: Int) -> Int64 {
    let y = Int64(month <= 2 ? year - 1 : year)
    let era = (y >= 0 ? y : y - 399) / 400
    let yearOfEra = y - era * 400
    let monthFromMarch = Int64(month > 2 ? month - 3 : month + 9)
    let dayOfYear = (153 * monthFromMarch + 2) / 5 + Int64(day) - 1
    let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
    return era * 146_097 + dayOfEra - 719_468
  }

  private static func number(_ digits: ArraySlice<UInt8>) -> Int? {
    var value = 0
    for digit in digits {
      guard (0x30...0x39).contains(digit) else { return nil }
      value = value * 10 + Int(digit - 0x30)
    }
    return value
  }
}

/// Decimal digits of fixed width, for dates.
enum DigitPair {
  static func two(_ value: Int) -> [UInt8] { [UInt8(0x30 + value / 10 % 10), UInt8(0x30 + value % 10)] }
  static func four(_ value: Int) -> [UInt8] { two(value / 100) + two(value % 100) }
}
