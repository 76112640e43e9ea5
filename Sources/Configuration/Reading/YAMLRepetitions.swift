import Yams

/// Finds keys that are written twice. The parser gives up at the first, without its path and the second one's line; so
/// the first is given another name, which makes a document of the text, and is then looked for in it.
enum YAMLRepetitions {
  /// More repetitions than this in one file are not looked for.
  private static let limit = 32

  static func report(_ text: String, _ keys: [String], at mark: Mark, file: String, problems: ProblemList) {
    var lines = text.unicodeScalars.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    var (keys, mark) = (keys, mark)
    // A name that no key of the file has; the number tells which repetition it stands for.
    var alias = "repeated"
    while text.contains(alias) { alias += "-key" }
    var names: [String: String] = [:]
    for number in 0..<limit {
      let name = "\(alias)-\(number)"
      guard let key = keys.first, rename(key, to: name, at: mark, in: &lines) else { break }
      names[name] = key
      do {
        let parser = try Parser(yaml: lines.joined(separator: "\n"), resolver: .basic)
        guard let root = try parser.singleRoot() else { break }
        return tell(root, "", names, file, problems)
      } catch YamlError.duplicatedKeysInMapping(let more, let context) {
        (keys, mark) = (more, context.mark)
      } catch { break }
    }
    problems.add(
      "\(file):\(mark.line): \(keys.joined(separator: ", "))",
      "is written twice in one mapping; leave one of them out")
  }

  /// Writes another name where a key stands; false where it is not written there as it is.
  private static func rename(_ key: String, to name: String, at mark: Mark, in lines: inout [String]) -> Bool
  {
    guard lines.indices.contains(mark.line - 1), !key.isEmpty else { return false }
    let line = lines[mark.line - 1].unicodeScalars
    var rest = line.dropFirst(mark.column - 1)
    if let first = rest.first, first == "\"" || first == "'" { rest = rest.dropFirst() }
    guard rest.starts(with: key.unicodeScalars) else { return false }
    let before = String(line[..<rest.startIndex])
    lines[mark.line - 1] = before + name + String(rest.dropFirst(key.unicodeScalars.count))
    return true
  }

  /// Reports every key that has the name of an earlier one in its mapping.
  private static func tell(
    _ node: Node, _ path: String, _ names: [String: String], _ file: String, _ problems: ProblemList
  ) {
    switch node {
    case .mapping(let mapping):
      var first: [String: Int] = [:]
      for (key, value) in mapping {
        let written = key.string ?? ""
        let name = names[written] ?? written
        let full = path.isEmpty ? name : "\(path).\(name)"
        let line = key.mark?.line ?? 0
        if let earlier = first[name] {
          problems.add(
            "\(file):\(line): \(full)",
            "is written twice in one mapping, first in line \(earlier); leave one of them out")
        } else {
          first[name] = line
        }
        tell(value, full, names, file, problems)
      }
    case .sequence(let sequence):
      for (index, element) in sequence.enumerated() {
        tell(element, "\(path)[\(index)]", names, file, problems)
      }
    case .scalar, .alias: break
    }
  }
}
