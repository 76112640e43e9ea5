import Determinism

/// Makes the video of a ``ShellRecording``: a bar with the running time, and a terminal below it.
struct ShellFilm {
  private static let terminal = 1..<22

  private let recording: ShellRecording
  private let script: ShellScript
  private var screen = TextScreen()
  private var line = ShellFilm.terminal.lowerBound
  private var column = 0

  init(_ recording: ShellRecording) {
    self.recording = recording
    script = ShellScript(recording)
    screen.clear(row: 0, .bar)
    screen.write(
      " \(recording.company) - Command Shell \(recording.instance) - \(recording.lsid)", row: 0, column: 0,
      .bar, width: 69)
  }

  mutating func video() -> [UInt8] {
    var film = Film()
    let end = length
    var place = 0
    var time: Int64 = 0
    while time < end {
      while place < script.steps.count, script.steps[place].time <= time {
        add(script.steps[place].output)
        place += 1
      }
      screen.write(RunningTime.text(time / 1000), row: 0, column: 71, .bar)
      var picture = screen
      picture.write([Glyphs.block], row: line, column: column, .quiet)
      film.show(picture, at: time)
      let tick = (time / 1000 + 1) * 1000
      time = place < script.steps.count ? min(tick, script.steps[place].time) : tick
    }
    return film.finish(at: end, created: recording.start)
  }

  /// A video that would end sooner with its session shows the shell to its end all the same.
  private static let shortest: Int64 = 5000

  /// Milliseconds: to the end of the shell, or to that of the session.
  private var length: Int64 {
    guard let end = recording.end else { return script.milliseconds }
    let rest = end.milliseconds - recording.start.milliseconds
    return rest < Self.shortest ? script.milliseconds : min(rest, script.milliseconds)
  }

  private mutating func add(_ output: ShellScript.Output) {
    switch output {
    case .text(let codes):
      for code in codes { put(code) }
    case .newLine: breakLine()
    }
  }

  private mutating func put(_ code: UInt8) {
    if column == TextScreen.columns { breakLine() }
    screen.write([code], row: line, column: column, .text)
    column += 1
  }

  private mutating func breakLine() {
    column = 0
    line += 1
    guard line == Self.terminal.upperBound else { return }
    screen.scroll(Self.terminal)
    line -= 1
  }
}
