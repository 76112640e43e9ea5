import Foundation

/// White space, titles and sizes: one sentence for each thing that is wrong with a file.
enum Formatting {
  /// Larger files make every clone pay; what may be larger stands here with the reason.
  static let largestFile = 200_000
  static let largeFiles: [String: String] = [:]

  static func findings(in file: TextFile) -> [String] {
    whiteSpace(file) + title(file) + size(file) + emptiness(file)
  }

  private static let textEndings = [".swift", ".md", ".py", ".sh", ".yaml", ".yml", ".h", ".c"]

  private static func whiteSpace(_ file: TextFile) -> [String] {
    guard textEndings.contains(where: file.path.hasSuffix) else { return [] }
    var findings: [String] = []
    for (index, line) in file.lines.enumerated() {
      if line.last == " " || line.last == "\t" || line.last == "\r" {
        findings.append("\(file.path):\(index + 1): white space at the end of the line.")
      }
      if line.contains("\t") { findings.append("\(file.path):\(index + 1): a tab; indent with spaces.") }
    }
    if !file.text.isEmpty, !file.text.hasSuffix("\n") {
      findings.append("\(file.path): the last line has no end.")
    }
    return findings
  }

  private static func title(_ file: TextFile) -> [String] {
    guard file.path.hasSuffix(".md") else { return [] }
    var inExample = false
    var titles = 0
    for line in file.lines {
      if line.hasPrefix("```") { inExample.toggle() }
      if !inExample, line.hasPrefix("# ") { titles += 1 }
    }
    return titles == 1 ? [] : ["\(file.path): \(titles) titles (`# `); a page has exactly one."]
  }

  private static func size(_ file: TextFile) -> [String] {
    guard file.size > largestFile, largeFiles[file.path] == nil else { return [] }
    return ["\(file.path): \(file.size) bytes; more than \(largestFile) needs a reason in largeFiles."]
  }

  /// A C target needs a source file to be one, even where its header says everything.
  private static func emptiness(_ file: TextFile) -> [String] {
    guard file.isUnder("Sources/"), file.isSwift else { return [] }
    let says = file.code.contains { !$0.isWhitespace }
    return says ? [] : ["\(file.path): holds no declaration; remove it."]
  }
}
