import Determinism

/// When which shift is on.
struct Roster: Sendable {
  /// A shift on a day. One that follows another without a gap goes on with it.
  struct Window: Sendable, Equatable {
    var start: Timestamp
    var end: Timestamp

    /// Its middle.
    var middle: Timestamp { Timestamp(milliseconds: start.milliseconds / 2 + end.milliseconds / 2) }
  }

  /// Days that are looked at ahead: a shift that is on at all is on within a week.
  private static let horizon: Int64 = 8

  private let offices: [Office]

  init(_ offices: [Office] = []) { self.offices = offices }

  /// The shift at a time; nil outside of it.
  func window(office: Int, shift: Int, at time: Timestamp) -> Window? {
    let today = day(of: time, office)
    for day in [today - 1, today] {
      guard var window = window(office, shift, day), window.start <= time, time < window.end else { continue }
      for later in 1...Self.horizon {
        guard let next = self.window(office, shift, day + later), next.start <= window.end else { break }
        window.end = next.end
      }
      return window
    }
    return nil
  }

  /// When the next shift begins; nil where none ever does.
  func nextStart(office: Int, shift: Int, after time: Timestamp) -> Timestamp? {
    let today = day(of: time, office)
    for day in (today - 1)...(today + Self.horizon) {
      if let window = window(office, shift, day), window.start > time { return window.start }
    }
    return nil
  }

  private func day(of time: Timestamp, _ office: Int) -> Int64 {
    let local = time.advanced(bySeconds: Int64(offices[office].utcOffset) * 60)
    return local.floored(toSeconds: 86_400).seconds / 86_400
  }

  private func window(_ place: Int, _ shift: Int, _ day: Int64) -> Window? {
    let office = offices[place]
    guard office.days.contains(CivilDate(daysSinceEpoch: day).weekday) else { return nil }
    let hours = office.shifts[shift]
    let midnight = Timestamp(seconds: day * 86_400 - Int64(office.utcOffset) * 60)
    let start = midnight.advanced(bySeconds: Int64(hours.start) * 60)
    return Window(start: start, end: start.advanced(bySeconds: Int64(hours.length) * 60))
  }
}
