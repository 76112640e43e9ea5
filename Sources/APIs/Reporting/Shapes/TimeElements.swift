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
    let parts = [total / 3600, total / 60 % 60, total % 60]
    element(name, parts.map { $0 < 10 ? "0\($0)" : "\($0)" }.joined(separator: ":"))
  }

  /// An element with 1 or 0.
  mutating func flag(_ name: StaticString, _ value: Bool) { element(name, value ? 1 : 0) }
}
