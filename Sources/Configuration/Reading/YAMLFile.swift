import Yams

/// Reads one YAML document.
enum YAMLFile {
  /// A longer file is refused: nobody writes one by hand, and reading it would take all memory.
  static let maximumBytes = 4 << 20

  /// The document's root; nil where the file is empty, or is no YAML, which is reported.
  static func root(of text: String, file: String, problems: ProblemList) -> YAMLValue? {
    guard text.utf8.count <= maximumBytes else {
      problems.add(file, "has \(text.utf8.count) bytes; write at most \(maximumBytes)")
      return nil
    }
    do {
      // Without a resolver every plain word stays the text that was written; our forms say what it means.
      let parser = try Parser(yaml: text, resolver: .basic)
      guard let node = try parser.singleRoot() else { return nil }
      let value = YAMLValue(
        node: node, line: node.mark?.line, file: file, path: "", problems: problems)
      return value.isNull ? nil : value
    } catch let error as YamlError {
      report(error, file: file, problems: problems)
    } catch {
      problems.add(file, "is not YAML: \(error)")
    }
    return nil
  }

  private static func report(_ error: YamlError, file: String, problems: ProblemList) {
    switch error {
    case .scanner(let context, let problem, let mark, _), .parser(let context, let problem, let mark, _),
      .composer(let context, let problem, let mark, _):
      let where_ = context.map { "\($0.text.isEmpty ? "" : "\($0.text): ")" } ?? ""
      problems.add("\(file):\(mark.line)", "is not YAML: \(where_)\(problem), in column \(mark.column)")
    case .duplicatedKeysInMapping(let duplicates, let context):
      let keys = duplicates.sorted().joined(separator: ", ")
      problems.add(
        "\(file):\(context.mark.line): \(keys)", "is written twice in one mapping; leave one of them out")
    case .reader(let problem, _, _, _):
      problems.add(file, "is not YAML: \(problem); write it in UTF-8")
    default:
      problems.add(file, "is not YAML: \(error)")
    }
  }
}
