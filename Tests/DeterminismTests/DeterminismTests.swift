import Determinism
import Testing

@Suite("Dates") struct DateTests {
  @Test(
    "a day has its number, and a number its day",
    arguments: [
      ("1970-01-01", 0), ("1969-12-31", -1), ("1970-03-01", 59), ("1972-02-29", 789), ("1972-03-01", 790),
      ("1999-12-31", 10_956), ("2000-01-01", 10_957), ("2000-02-29", 11_016), ("2000-03-01", 11_017),
      ("1900-02-28", -25_509), ("1900-03-01", -25_508), ("2024-02-29", 19_782), ("2024-12-31", 20_088),
      ("2100-03-01", 47_541), ("0000-01-01", -719_528), ("0000-03-01", -719_468), ("9999-12-31", 2_932_896),
    ] as [(String, Int64)])
  func days(text: String, number: Int64) throws {
    let date = try #require(CivilDate(text))
    #expect(date.daysSinceEpoch == number)
    #expect(CivilDate(daysSinceEpoch: number).text == text)
    #expect(CivilDate(date.start) == date)
    #expect(CivilDate(date.start.advanced(byMilliseconds: 86_399_999)) == date)
    #expect(CivilDate(date.start.advanced(byMilliseconds: -1)) == date.advanced(byDays: -1))
  }

  @Test("every day of four centuries follows the one before it")
  func consecutive() {
    var (year, month, day) = (1800, 1, 1)
    let lengths = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
    var date = CivilDate(year: year, month: month, day: day)
    var wrong = 0
    for _ in 0..<146_097 {
      guard let today = date else { break }
      if (today.year, today.month, today.day) != (year, month, day) { wrong += 1 }
      date = today.advanced(byDays: 1)
      let isLeap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
      day += 1
      if day > lengths[month - 1] + (month == 2 && isLeap ? 1 : 0) { (month, day) = (month + 1, 1) }
      if month > 12 { (year, month) = (year + 1, 1) }
    }
    #expect(wrong == 0)
    #expect(date?.text == "2200-01-01")
  }

  @Test(
    "what is no day is refused",
    arguments: [
      "1900-02-29", "2023-02-29", "2024-02-30", "2024-04-31", "2024-00-10", "2024-13-01", "2024-01-00",
      "2024-01-32", "24-01-01", "2024-1-01", "2024-01-1", "2024/01/01", "+024-01-01", "2024-01-01 ", "",
      "２024-01-01",
    ])
  func refuses(text: String) { #expect(CivilDate(text) == nil) }

  @Test(
    "the week begins on Monday",
    arguments: [("1970-01-01", 3), ("1969-12-31", 2), ("2024-12-02", 0), ("2024-12-08", 6)])
  func weekdays(text: String, weekday: Int) throws {
    #expect(try #require(CivilDate(text)).weekday == weekday)
  }
}

@Suite("Times") struct TimeTests {
  @Test(
    "a time of RFC 3339 is read",
    arguments: [
      ("1970-01-01T00:00:00Z", 0), ("1985-04-12T23:20:50.52Z", 482_196_050_520),
      ("1996-12-19T16:39:57-08:00", 851_042_397_000), ("1990-12-31T23:59:60Z", 662_688_000_000),
      ("1990-12-31T15:59:60-08:00", 662_688_000_000), ("1937-01-01T12:00:27.87+00:20", -1_041_337_172_130),
      ("2024-12-03t15:26:05z", 1_733_239_565_000), ("2024-12-03 15:26:05Z", 1_733_239_565_000),
      ("2024-12-03T15:26:05.1Z", 1_733_239_565_100), ("2024-12-03T15:26:05.123999Z", 1_733_239_565_123),
      ("2024-12-03T15:26:05-00:00", 1_733_239_565_000), ("2024-02-29T23:59:59+23:59", 1_709_164_859_000),
      ("1969-12-31T23:59:59.999Z", -1),
    ] as [(String, Int64)])
  func reads(text: String, milliseconds: Int64) {
    #expect(Timestamp(rfc3339: text)?.milliseconds == milliseconds)
  }

  @Test(
    "what is no time of RFC 3339 is refused",
    arguments: [
      "", "2024-12-03", "2024-12-03T15:26:05", "2024-12-03T15:26Z", "2024-12-03T24:00:00Z",
      "2024-12-03T15:60:00Z", "2024-12-03T15:26:61Z", "2024-12-03T15:26:05.Z", "2024-12-03T15:26:05+0100",
      "2024-12-03T15:26:05+24:00", "2024-12-03T15:26:05+01:60", "2024-12-03T15:26:05 Z",
      "2024-12-03T15:26:05ZZ", "2024-12-03T15:26:05,5Z", "2023-02-29T00:00:00Z", "2024-12-03T15:26:05+1:00",
      "12024-12-03T15:26:05Z", "2024-12-03T15:26:05.123", "2024-12-03_15:26:05Z",
    ])
  func refuses(text: String) { #expect(Timestamp(rfc3339: text) == nil) }

  @Test(
    "times are written in whole seconds, rounded down",
    arguments: [
      (0, "1970-01-01T00:00:00"), (1_733_239_565_999, "2024-12-03T15:26:05"), (-1, "1969-12-31T23:59:59"),
      (951_782_400_000, "2000-02-29T00:00:00"), (253_402_300_799_000, "9999-12-31T23:59:59"),
    ] as [(Int64, String)])
  func writes(milliseconds: Int64, text: String) {
    let time = Timestamp(milliseconds: milliseconds)
    #expect(time.rfc3339 == text + "Z")
    #expect(time.iso8601 == text + "+00:00")
    #expect(Timestamp(rfc3339: time.rfc3339)?.seconds == time.seconds)
  }

  @Test(
    "a time is rounded down to a step, before the epoch too",
    arguments: [(0, 0), (599_999, 0), (600_000, 600_000), (-1, -600_000), (-600_000, -600_000)]
      as [(Int64, Int64)])
  func floors(milliseconds: Int64, expected: Int64) {
    let time = Timestamp(milliseconds: milliseconds).floored(toSeconds: 600)
    #expect(time.milliseconds == expected)
  }
}

@Suite("The appliance's clock") struct ClockTests {
  @Test("is a line through its origin, at any rate", arguments: [0, 0.5, 1, 60, 86_400] as [Double])
  func line(rate: Double) {
    let clock = ApplianceClock(start: Timestamp(seconds: 100), rate: rate, monotonic: 7_000_000_000)
    #expect(clock.now(monotonic: 7_000_000_000) == Timestamp(seconds: 100))
    #expect(clock.now(monotonic: 9_000_000_000).milliseconds == 100_000 + Int64(2000 * rate))
    let target = Timestamp(seconds: 160)
    #expect(clock.delay(until: target, monotonic: 7_000_000_000) == (rate == 0 ? nil : Int64(60e9 / rate)))
  }

  @Test("keeps its time when its rate changes, and its rate when its time does")
  func changes() {
    var clock = ApplianceClock(start: Timestamp(seconds: 0), rate: 1, monotonic: 0)
    clock.set(rate: 10, monotonic: 5_000_000_000)
    #expect(clock.now(monotonic: 6_000_000_000) == Timestamp(seconds: 15))
    clock.set(now: Timestamp(seconds: 1000), monotonic: 6_000_000_000)
    #expect(clock.rate == 10)
    #expect(clock.now(monotonic: 7_000_000_000) == Timestamp(seconds: 1010))
    #expect(clock.delay(until: Timestamp(seconds: 0), monotonic: 7_000_000_000) == 0)
  }
}
