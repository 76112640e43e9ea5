/// A line of what happened, as a recording shows it.
struct LogLine {
  /// The most lines that one happening takes; what does not fit ends in three points.
  static let most = 3
  private static let timeWidth = 10
  static let width = TextScreen.columns - timeWidth - 1
  private static let longestName = 24

  private let time: String?
  private let name: [UInt8]
  private let nameStyle: Style
  private let words: ArraySlice<UInt8>
  private let wordsStyle: Style

  func write(to screen: inout TextScreen, row: Int) {
    screen.clear(row: row)
    if let time { screen.write(time, row: row, column: 1, .quiet) }
    screen.write(name, row: row, column: Self.timeWidth, nameStyle)
    screen.write(words, row: row, column: Self.timeWidth + name.count, wordsStyle)
  }

  static func lines(of happening: ScreenRecording.Happening) -> [LogLine] {
    let nameStyle: Style =
      switch happening.side {
      case .customer: .customer
      case .representative: .representative
      case .system: .quiet
      }
    var name = Glyphs.codes(of: happening.name)
    if name.count > longestName { name = name.prefix(longestName - 1) + [0x2E] }
    if !name.isEmpty { name += (happening.kind == .said ? ": " : " ").utf8 }
    let all = Glyphs.codes(of: happening.words)
    let style: Style = happening.kind == .said ? .text : .quiet
    return wrapped(all, first: width - name.count).enumerated().map { place, words in
      LogLine(
        time: place == 0 ? RunningTime.text(happening.second) : nil, name: place == 0 ? name : [],
        nameStyle: nameStyle, words: words, wordsStyle: style)
    }
  }

  /// Breaks at spaces where a line has one, else where it is full.
  private static func wrapped(_ text: [UInt8], first: Int) -> [ArraySlice<UInt8>] {
    var lines: [ArraySlice<UInt8>] = []
    var rest = text[...]
    var room = first
    while rest.count > room, lines.count < most {
      let line = rest.prefix(room)
      let end = line.lastIndex(of: Glyphs.space).map { $0 + 1 } ?? line.endIndex
      lines.append(rest[rest.startIndex..<end])
      rest = rest[end...]
      room = width
    }
    if lines.count < most { return lines + [rest] }
    if !rest.isEmpty { lines[most - 1] = lines[most - 1].prefix(width - 3) + [0x2E, 0x2E, 0x2E] }
    return lines
  }
}
