import Determinism

/// What is typed and printed in a command shell, and when. Everything follows from the recording's facts.
struct ShellScript {
  /// Something that appears in the terminal.
  enum Output {
    case text([UInt8])
    case newLine
  }

  /// What appears when, in milliseconds since the shell was opened.
  private(set) var steps: [(time: Int64, output: Output)] = []
  /// When the shell is closed.
  private(set) var milliseconds: Int64 = 0

  init(_ recording: ShellRecording) {
    // The LSID is drawn from the appliance's seed, so that nothing else is needed to repeat it.
    var dice = SeededGenerator(seed: 0, stream: "shell/\(recording.lsid)/\(recording.instance)")
    let system = ShellSystem(recording)
    var time: Int64 = 400
    for line in system.greeting { show(line, at: &time, after: 30) }
    for command in system.commands(&dice) {
      let output = system.output(of: command, &dice)
      type(system.prompt, command, at: &time, &dice)
      time += Int64(dice.int(in: 150...900))
      for line in output { show(line, at: &time, after: Int64(dice.int(in: 20...160))) }
      // Somebody reads.
      time += Int64(dice.int(in: 1200...5000))
    }
    type(system.prompt, "exit", at: &time, &dice)
    milliseconds = time + 600
  }

  /// All that was printed and typed, line by line.
  var text: [String] {
    var lines: [[UInt8]] = [[]]
    for step in steps {
      switch step.output {
      case .text(let codes): lines[lines.count - 1] += codes
      case .newLine: lines.append([])
      }
    }
    return lines.map { String(decoding: $0, as: UTF8.self) }
  }

  private mutating func show(_ line: String, at time: inout Int64, after pause: Int64) {
    time += pause
    steps.append((time, .text(Glyphs.codes(of: line))))
    steps.append((time, .newLine))
  }

  private mutating func type(
    _ prompt: String, _ command: String, at time: inout Int64, _ dice: inout SeededGenerator
  ) {
    time += 50
    steps.append((time, .text(Glyphs.codes(of: prompt))))
    time += Int64(dice.int(in: 500...1800))
    for code in Glyphs.codes(of: command) {
      time += Int64(dice.int(in: 60...210))
      steps.append((time, .text([code])))
    }
    time += Int64(dice.int(in: 150...600))
    steps.append((time, .newLine))
  }
}
