import Foundation

/// Something that code must not say, why, and what to say instead.
struct Ban: Sendable, CustomStringConvertible {
  /// A regular expression; `^` and `$` are the ends of a line.
  let pattern: String
  let reason: String
  let instead: String
  /// Where it holds: files whose paths begin with one of these.
  var places = ["Sources/"]
  /// Where it does not: beginnings of paths, each with the reason.
  var allowances: [String: String] = [:]
  /// Whether comments are searched too.
  var includingComments = false
  /// A line that breaks it, and one that comes close and does not: they test the ban itself.
  let breaks: String
  let keeps: String

  var description: String { pattern }

  /// One sentence for each line that breaks the ban.
  func findings(in file: TextFile) -> [String] {
    guard places.contains(where: file.isUnder), !allowances.keys.contains(where: file.isUnder) else {
      return []
    }
    return lineNumbers(in: includingComments ? file.text : file.code).map {
      "\(file.path):\($0): /\(pattern)/ is banned: \(reason). Instead: \(instead)."
    }
  }

  private func lineNumbers(in text: String) -> [Int] {
    let expression = "(?m)" + pattern
    // Nearly every file is free of it: one search decides.
    guard text.range(of: expression, options: .regularExpression) != nil else { return [] }
    return text.split(separator: "\n", omittingEmptySubsequences: false).enumerated()
      .filter { $0.element.range(of: expression, options: .regularExpression) != nil }
      .map { $0.offset + 1 }
  }
}
