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
    } catch YamlError.duplicatedKeysInMapping(let keys, let context) {
      YAMLRepetitions.report(text, keys, at: context.mark, file: file, problems: problems)
    } catch let error as YamlError {
      YAMLComplaint.report(error, in: text, file: file, problems: problems)
    } catch {
      problems.add(file, "is not YAML: \(error)")
    }
    return nil
  }
}
