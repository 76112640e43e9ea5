extension Timestamp {
  /// `2024-12-03T15:26:05+00:00`, the form in which the appliance writes times in its answers (seconds, UTC).
  public var iso8601: String { iso8601(suffix: "+00:00") }

  /// `2024-12-03T15:26:05Z`, the form of RFC 3339 that the control API and the log write.
  public var rfc3339: String { iso8601(suffix: "Z") }

  /// Written straight into the string: documents are full of times.
  private func iso8601(suffix: StaticString) -> String {
    let date = CivilDate(self)
    let secondOfDay = Int(seconds - date.start.seconds)
    return String(unsafeUninitializedCapacity: 19 + suffix.utf8CodeUnitCount) { text in
      var place = 0
      func put(_ value: Int, _ digits: Int, then separator: UInt8?) {
        var rest = value
        for digit in stride(from: place + digits - 1, through: place, by: -1) {
          text[digit] = UInt8(truncatingIfNeeded: 0x30 + rest % 10)
          rest /= 10
        }
        place += digits
        guard let separator else { return }
        text[place] = separator
        place += 1
      }
      put(date.year, 4, then: 0x2D)
      put(date.month, 2, then: 0x2D)
      put(date.day, 2, then: 0x54)
      put(secondOfDay / 3600, 2, then: 0x3A)
      put(secondOfDay / 60 % 60, 2, then: 0x3A)
      put(secondOfDay % 60, 2, then: nil)
      for index in 0..<suffix.utf8CodeUnitCount { text[place + index] = suffix.utf8Start[index] }
      return place + suffix.utf8CodeUnitCount
    }
  }

  /// Parses a date and time of RFC 3339 section 5.6, with or without a fraction, in any offset.
  /// Nil for anything else. Digits after the milliseconds are dropped; a leap second is taken for the next second.
  public init?(rfc3339 text: some StringProtocol) {
    var parser = RFC3339Parser(Array(text.utf8))
    guard let milliseconds = parser.parse() else { return nil }
    self.init(milliseconds: milliseconds)
  }
}

/// Walks once over the bytes of an RFC 3339 time.
private struct RFC3339Parser {
  let bytes: [UInt8]
  var position = 0

  init(_ bytes: [UInt8]) { self.bytes = bytes }

  mutating func parse() -> Int64? {
    guard let year = digits(4), take("-"), let month = digits(2), take("-"), let day = digits(2),
      let date = CivilDate(year: year, month: month, day: day),
      take("T") || take("t") || take(" "),
      let hour = digits(2), hour < 24, take(":"), let minute = digits(2), minute < 60,
      take(":"), let second = digits(2), second <= 60,
      let fraction = fraction(), let offset = offset(), position == bytes.count
    else { return nil }
    let seconds = date.start.seconds + Int64(hour * 3600 + minute * 60 + second) - Int64(offset * 60)
    return seconds * 1000 + Int64(fraction)
  }

  private mutating func take(_ character: Character) -> Bool {
    guard position < bytes.count, bytes[position] == character.asciiValue else { return false }
    position += 1
    return true
  }

  private mutating func digits(_ count: Int) -> Int? {
    guard position + count <= bytes.count else { return nil }
    var value = 0
    for byte in bytes[position..<position + count] {
      guard (0x30...0x39).contains(byte) else { return nil }
      value = value * 10 + Int(byte - 0x30)
    }
    position += count
    return value
  }

  /// The milliseconds of a fraction; 0 where there is none; nil where the point has no digits behind it.
  private mutating func fraction() -> Int? {
    guard take(".") else { return 0 }
    var value = 0
    var count = 0
    while let digit = digits(1) {
      if count < 3 { value = value * 10 + digit }
      count += 1
    }
    guard count > 0 else { return nil }
    for _ in min(count, 3)..<3 { value *= 10 }
    return value
  }

  /// Minutes east of UTC.
  private mutating func offset() -> Int? {
    if take("Z") || take("z") { return 0 }
    let sign = take("+") ? 1 : take("-") ? -1 : 0
    guard sign != 0, let hours = digits(2), hours < 24, take(":"), let minutes = digits(2), minutes < 60
    else {
      return nil
    }
    return sign * (hours * 60 + minutes)
  }
}
