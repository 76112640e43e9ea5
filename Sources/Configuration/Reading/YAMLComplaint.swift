import Yams

/// Says what keeps a text from being YAML, and what mends it.
enum YAMLComplaint {
  static func report(_ error: YamlError, in text: String, file: String, problems: ProblemList) {
    switch error {
    case .scanner(let context, let problem, let mark, _), .parser(let context, let problem, let mark, _),
      .composer(let context, let problem, let mark, _):
      let where_ = context.map { "\($0.text.isEmpty ? "" : "\($0.text): ")" } ?? ""
      let mend = mend(problem, context, isTab: character(at: mark, in: text) == "\t").map { "; \($0)" } ?? ""
      problems.add(
        "\(file):\(mark.line)", "is not YAML: \(where_)\(problem), in column \(mark.column)\(mend)")
    case .reader(let problem, _, _, _):
      problems.add(file, "is not YAML: \(problem); write it in UTF-8")
    default:
      problems.add(file, "is not YAML: \(error)")
    }
  }

  /// What to do about the scanner's commonest complaints; nil where its own words must do.
  private static func mend(_ problem: String, _ context: YamlError.Context?, isTab: Bool) -> String? {
    if isTab || problem.contains("tab character") {
      return "that is a tab, which YAML does not take here: write spaces"
    }
    let start = context.map { " that begins in line \($0.mark.line)" } ?? ""
    switch context?.text {
    case "while parsing a flow mapping"?: return "close the {\(start) with }, and put commas between its keys"
    case "while parsing a flow sequence"?:
      return "close the [\(start) with ], and put commas between its elements"
    case "while parsing a flow node"?: return "close the { or [ before it"
    case "while scanning a quoted scalar"?: return "close the quote\(start)"
    default: break
    }
    if problem.hasPrefix("mapping values are not allowed") {
      return "check the indentation, or put a text with a colon in quotes"
    }
    return nil
  }

  /// The character that a complaint is about. Lines and columns count from 1.
  private static func character(at mark: Mark, in text: String) -> Unicode.Scalar? {
    let lines = text.unicodeScalars.split(separator: "\n", omittingEmptySubsequences: false)
    guard lines.indices.contains(mark.line - 1) else { return nil }
    return lines[mark.line - 1].dropFirst(mark.column - 1).first
  }
}
