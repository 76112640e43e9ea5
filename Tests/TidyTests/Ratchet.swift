/// Today's longest file and function. A number above its target only ever goes down, and goes down as soon as
/// it can; at its target it stays.
struct Ratchet: Sendable, CustomStringConvertible {
  let what: String
  let limit: Int
  let target: Int
  let measure: @Sendable ([TextFile]) -> Measurement

  struct Measurement: Sendable {
    var length = 0
    var place = "nowhere"
  }

  var description: String { what }

  func finding(in files: [TextFile]) -> String? {
    let longest = measure(files)
    if longest.length > limit {
      return
        "\(longest.place) is \(longest.length) lines long; the longest \(what) may have \(limit). Split it."
    }
    if limit > target, longest.length < limit {
      return "The longest \(what) has \(longest.length) lines now: lower its limit from \(limit)."
    }
    return nil
  }
}

/// The only place with these numbers.
let ratchets = [
  Ratchet(what: "file of a room", limit: 300, target: 300) {
    longestFile($0.filter { $0.isUnder("Sources/") })
  },
  Ratchet(what: "function of a room", limit: 60, target: 60) {
    longestFunction($0.filter { $0.isUnder("Sources/") })
  },
  Ratchet(what: "file of tests", limit: 400, target: 400) { longestFile($0.filter { $0.isUnder("Tests/") }) },
]

func longestFile(_ files: [TextFile]) -> Ratchet.Measurement {
  longest(files.map { .init(length: $0.lines.count - 1, place: $0.path) })
}

func longestFunction(_ files: [TextFile]) -> Ratchet.Measurement {
  longest(files.flatMap(functionLengths))
}

private func longest(_ all: [Ratchet.Measurement]) -> Ratchet.Measurement {
  all.max { $0.length < $1.length } ?? .init()
}

/// The functions of a file. The formatter puts a function's last brace below the column of its first word, and
/// everything between further in, so the columns alone tell where it ends.
func functionLengths(_ file: TextFile) -> [Ratchet.Measurement] {
  let lines = file.lines
  return lines.indices.compactMap { start in
    guard let name = functionName(lines[start]) else { return nil }
    let column = indentation(lines[start])
    // The first line at the function's own column that does not continue its head ends it or is not its own.
    let end = lines.indices.dropFirst(start + 1).first { index in
      let line = lines[index].dropFirst(column)
      return !lines[index].isEmpty && indentation(lines[index]) <= column && !line.hasPrefix(")")
        && !line.hasPrefix("where ") && !line.hasPrefix("{")
    }
    guard let end, indentation(lines[end]) == column, lines[end].dropFirst(column).hasPrefix("}") else {
      return .init(length: 1, place: "\(file.path):\(start + 1) \(name)")
    }
    return .init(length: end - start + 1, place: "\(file.path):\(start + 1) \(name)")
  }
}

private func indentation(_ line: Substring) -> Int { line.prefix { $0 == " " }.count }

/// The name of the function whose declaration begins on this line.
private func functionName(_ line: Substring) -> Substring? {
  var words = line.drop { $0 == " " }.split(separator: " ")[...]
  while let word = words.first, modifiers.contains(word) || word.hasPrefix("@") { words.removeFirst() }
  guard let word = words.first else { return nil }
  if word == "func" { return words.dropFirst().first }
  if word.hasPrefix("init(") || word.hasPrefix("init?(") || word.hasPrefix("init<") { return word }
  return word == "deinit" ? word : nil
}

private let modifiers: Set<Substring> = [
  "public", "package", "internal", "fileprivate", "private", "static", "mutating", "consuming", "borrowing",
  "nonisolated", "override", "final", "class", "convenience", "required",
]
