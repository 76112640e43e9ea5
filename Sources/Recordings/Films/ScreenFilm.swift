import Determinism

/// Makes the video of a ``ScreenRecording``: who and what above, what happens in the middle, the window in front and the
/// running time below.
struct ScreenFilm {
  /// The most steps of the clock: one a second for an hour. In a longer recording it goes in larger steps.
  private static let mostTicks: Int64 = 3600
  /// Where what happens is written.
  private static let log = 4..<20
  private static let windowRow = 20
  private static let clockRow = 21

  private let recording: ScreenRecording
  private let seconds: Int64
  private var screen = TextScreen()
  private var nextLine = ScreenFilm.log.lowerBound

  init(_ recording: ScreenRecording) {
    self.recording = recording
    seconds = min(max(recording.seconds, 1), ScreenRecording.longestSeconds)
    let bar = " \(recording.company) - \(recording.title)"
    screen.clear(row: 0, .bar)
    screen.write(bar, row: 0, column: 0, .bar, width: 52)
    screen.write(recording.start.rfc3339, row: 0, column: 59, .bar)
    screen.write(" Session  ", row: 1, column: 0, .quiet)
    screen.write(recording.lsid, row: 1, column: 10, .text)
    writePeople()
    let rule = [UInt8](repeating: Glyphs.rule, count: TextScreen.columns)
    screen.write(rule, row: 3, column: 0, .quiet)
    screen.write(rule, row: Self.windowRow, column: 0, .quiet)
  }

  private mutating func writePeople() {
    var column = 1
    for person in recording.people {
      let role = Glyphs.codes(of: person.role + " ")
      let name = Glyphs.codes(of: person.name).prefix(24)
      guard column + role.count + name.count < TextScreen.columns else { return }
      screen.write(role, row: 2, column: column, .quiet)
      screen.write(name, row: 2, column: column + role.count, .text)
      column += role.count + name.count + 2
    }
  }

  mutating func video() -> [UInt8] {
    var film = Film()
    let step = (seconds + Self.mostTicks - 1) / Self.mostTicks
    let happenings = shownHappenings
    var place = 0
    var second: Int64 = 0
    while second < seconds {
      while place < happenings.count, happenings[place].second <= second {
        add(happenings[place])
        place += 1
      }
      writeClock(second)
      film.show(screen, at: second * 1000)
      let tick = (second / step + 1) * step
      second = place < happenings.count ? min(tick, happenings[place].second) : tick
    }
    return film.finish(at: seconds * 1000, created: recording.start)
  }

  /// What is shown, its times within the film and in their order.
  private var shownHappenings: [ScreenRecording.Happening] {
    var shown = recording.happenings
    var earliest: Int64 = 0
    for place in shown.indices {
      earliest = min(max(earliest, shown[place].second), seconds - 1)
      shown[place].second = earliest
    }
    if recording.omitted > 0 {
      shown.append(
        ScreenRecording.Happening(
          second: earliest, side: .system, name: "", kind: .done,
          words: "\(recording.omitted) more are not shown here."))
    }
    return shown
  }

  private mutating func add(_ happening: ScreenRecording.Happening) {
    if happening.kind == .window {
      let rule = [UInt8](repeating: Glyphs.rule, count: TextScreen.columns)
      screen.write(rule, row: Self.windowRow, column: 0, .quiet)
      screen.write(" \(happening.words) ", row: Self.windowRow, column: 2, .text, width: 76)
      return
    }
    for line in LogLine.lines(of: happening) {
      if nextLine == Self.log.upperBound {
        screen.scroll(Self.log)
        nextLine -= 1
      }
      line.write(to: &screen, row: nextLine)
      nextLine += 1
    }
  }

  private mutating func writeClock(_ second: Int64) {
    let row = Self.clockRow
    let all = RunningTime.text(seconds)
    screen.write(RunningTime.text(second, like: all), row: row, column: 2, .text)
    screen.write("of " + all, row: row, column: 3 + all.utf8.count, .quiet)
    let start = 8 + 2 * all.utf8.count
    let width = Int64(TextScreen.columns - 2 - start)
    let done = Int(width * second / seconds)
    screen.write([UInt8](repeating: Glyphs.rule, count: Int(width)), row: row, column: start, .quiet)
    screen.write([UInt8](repeating: Glyphs.block, count: done), row: row, column: start, .representative)
  }
}

/// A time that runs.
enum RunningTime {
  /// `HH:MM:SS`; the hours take more digits where there are more.
  static func text(_ seconds: Int64, like other: String = "") -> String {
    let text = [seconds / 3600, seconds / 60 % 60, seconds % 60].map { $0 < 10 ? "0\($0)" : "\($0)" }
      .joined(separator: ":")
    return String(repeating: "0", count: max(0, other.utf8.count - text.utf8.count)) + text
  }
}
