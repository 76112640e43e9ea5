/// `IMF-fixdate` of RFC 9110 section 5.6.7: `Sun, 06 Nov 1994 08:49:37 GMT`.
public enum HTTPDate {
  private static let weekdays = Array("ThuFriSatSunMonTueWed".utf8)
  private static let months = Array("JanFebMarAprMayJunJulAugSepOctNovDec".utf8)

  /// The 29 bytes for a time in seconds since the epoch, of the years 1970 to 9999.
  public static func bytes(secondsSinceEpoch seconds: Int64) -> [UInt8] {
    let days = Int(seconds / 86_400)
    let second = Int(seconds % 86_400)
    let (year, month, day) = civil(days)
    var text: [UInt8] = []
    text.reserveCapacity(29)
    text += weekdays[(days % 7 * 3)..<(days % 7 * 3 + 3)]
    text.append(text: ", ")
    twoDigits(day, &text)
    text.append(Ascii.space)
    text += months[((month - 1) * 3)..<(month * 3)]
    text.append(Ascii.space)
    twoDigits(year / 100, &text)
    twoDigits(year % 100, &text)
    text.append(Ascii.space)
    twoDigits(second / 3600, &text)
    text.append(Ascii.colon)
    twoDigits(second / 60 % 60, &text)
    text.append(Ascii.colon)
    twoDigits(second % 60, &text)
    text.append(text: " GMT")
    return text
  }

  private static func twoDigits(_ number: Int, _ text: inout [UInt8]) {
    text.append(0x30 + UInt8(number / 10))
    text.append(0x30 + UInt8(number % 10))
  }

  /// Year, month and day of a day since the epoch, in the Gregorian calendar. Years are counted from March, so that
  /// the leap day is the last of its year and months have a fixed rhythm.
  private static func civil(_ days: Int) -> (year: Int, month: Int, day: Int) {
    let shifted = days + 719_468
    let era = shifted / 146_097
    let dayOfEra = shifted % 146_097
    let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let monthFromMarch = (5 * dayOfYear + 2) / 153
    let day = dayOfYear - (153 * monthFromMarch + 2) / 5 + 1
    let month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9
    return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, day)
  }
}
