/// A point in the appliance's time, in milliseconds since the UNIX epoch (UTC).
///
/// The guides speak in whole seconds; the milliseconds keep causes before effects when the clock runs fast.
public struct Timestamp: Hashable, Comparable, Sendable, Codable {
  /// Milliseconds since 1970-01-01T00:00:00Z.
  public var milliseconds: Int64

  /// A point in time, in milliseconds since the epoch.
  public init(milliseconds: Int64) { self.milliseconds = milliseconds }

  /// A point in time, in whole seconds since the epoch.
  public init(seconds: Int64) { self.milliseconds = seconds * 1000 }

  /// The UNIX timestamp that the guides print: whole seconds, rounded down.
  public var seconds: Int64 {
    milliseconds >= 0 ? milliseconds / 1000 : (milliseconds - 999) / 1000
  }

  /// The earlier of two points comes first.
  public static func < (left: Timestamp, right: Timestamp) -> Bool {
    left.milliseconds < right.milliseconds
  }

  /// This point moved by some seconds; negative ones move it back.
  public func advanced(bySeconds seconds: Int64) -> Timestamp {
    Timestamp(milliseconds: milliseconds + seconds * 1000)
  }

  /// This point moved by some milliseconds.
  public func advanced(byMilliseconds amount: Int64) -> Timestamp {
    Timestamp(milliseconds: milliseconds + amount)
  }

  /// The latest multiple of `seconds` since the epoch that is not after this point.
  public func floored(toSeconds seconds: Int64) -> Timestamp {
    let step = seconds * 1000
    let remainder = ((milliseconds % step) + step) % step
    return Timestamp(milliseconds: milliseconds - remainder)
  }

  /// Reads the milliseconds.
  public init(from decoder: any Decoder) throws {
    milliseconds = try decoder.singleValueContainer().decode(Int64.self)
  }

  /// Writes the milliseconds.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(milliseconds)
  }
}
