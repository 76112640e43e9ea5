import Yams

/// A value in a YAML file that knows where it stands, and reports what is wrong with it there.
struct YAMLValue {
  let node: Node
  /// The line of its key, or of its beginning where it has none.
  let line: Int?
  let file: String
  let path: String
  let problems: ProblemList

  /// `file.yaml:12: settings.licenses`.
  var place: String {
    let line = line.map { ":\($0)" } ?? ""
    return path.isEmpty ? "\(file)\(line)" : "\(file)\(line): \(path)"
  }

  func fail(_ message: String) { problems.add(place, message) }

  /// Whether nothing is written here.
  var isNull: Bool {
    guard case .scalar(let scalar) = node, scalar.style == .plain else { return false }
    return ["", "~", "null"].contains(scalar.string)
  }

  /// Whether it is the one word.
  func isScalar(_ word: String) -> Bool {
    guard case .scalar(let scalar) = node else { return false }
    return scalar.string == word
  }

  /// The scalar's text, whatever it is; nil for anything else, which is not reported.
  var word: String? {
    guard case .scalar(let scalar) = node else { return nil }
    return scalar.string
  }

  /// Whether it is a mapping.
  var isMapping: Bool {
    guard case .mapping = node else { return false }
    return true
  }

  /// Whether it is a list.
  var isList: Bool {
    guard case .sequence = node else { return false }
    return true
  }

  /// The value under a key, where this is a mapping that has it.
  func entry(_ key: String) -> YAMLValue? {
    guard case .mapping = node else { return nil }
    return pairs.first { $0.key == key }?.value
  }

  /// The scalar's text as written; nil, and a problem, for anything else.
  var text: String? {
    switch node {
    case .scalar(let scalar):
      guard !isNull else {
        fail("has no value; write one, or leave the key out")
        return nil
      }
      return scalar.string
    case .sequence: fail("is a list; write a single value")
    case .mapping: fail("has keys of its own; write a single value")
    case .alias: fail("is an alias; write the value itself")
    }
    return nil
  }

  /// The value in some form; nil, and a problem, where it does not fit.
  func read<Value>(_ form: Form<Value>) -> Value? {
    guard let text else { return nil }
    do throws(Misfit) { return try form.read(text) } catch {
      fail(error.message)
      return nil
    }
  }

  /// The elements of a list.
  var elements: [YAMLValue] {
    guard case .sequence(let sequence) = node else {
      fail("is not a list; begin each element with a dash")
      return []
    }
    return sequence.enumerated().map { index, node in
      YAMLValue(
        node: node, line: node.mark?.line, file: file, path: "\(path)[\(index)]", problems: problems)
    }
  }

  /// The keys and values of a mapping with free keys, in their order.
  var pairs: [(key: String, value: YAMLValue)] {
    guard case .mapping(let mapping) = node else {
      fail("is not a mapping; write keys and values, such as name: value")
      return []
    }
    var seen: Set<String> = []
    return mapping.compactMap { key, node in
      guard case .scalar(let scalar) = key else {
        fail("has a key that is no plain word; write keys as plain words")
        return nil
      }
      let value = YAMLValue(
        node: node, line: key.mark?.line, file: file,
        path: path.isEmpty ? scalar.string : "\(path).\(scalar.string)",
        problems: problems)
      guard seen.insert(scalar.string).inserted else {
        value.fail("is written twice; leave one of them out")
        return nil
      }
      return (scalar.string, value)
    }
  }
}
