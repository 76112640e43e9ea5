import Determinism
import Documents

extension XMLWriter {
  /// An element with a time in ISO 8601, and the same as UNIX seconds in its attribute `timestamp`.
  mutating func time(_ name: StaticString, _ time: Timestamp) {
    begin(name)
    attribute("timestamp", time.seconds)
    text(time.iso8601)
    end()
  }

  /// An element with a length of time as `HH:MM:SS`; from 100 hours on the hours take more digits.
  mutating func duration(_ name: StaticString, seconds: Int64) {
    let total = max(0, seconds)
    begin(name)
    twoDigits(total / 3600)
    text(":")
    twoDigits(total / 60 % 60)
    text(":")
    twoDigits(total % 60)
    end()
  }

  private mutating func twoDigits(_ number: Int64) {
    if number < 10 { text("0") }
    text(number)
  }

  /// An element with 1 or 0.
  mutating func flag(_ name: StaticString, _ value: Bool) { element(name, value ? 1 : 0) }
}
