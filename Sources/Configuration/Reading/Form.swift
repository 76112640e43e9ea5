/// Why a text is not what it should be: the offending value and the mend.
package struct Misfit: Error {
  package let message: String

  init(_ text: String, _ complaint: String) { message = "\(Misfit.quote(text)) \(complaint)" }
  init(_ message: String) { self.message = message }

  /// A value as messages show it: in quotes, on one line, and not longer than a line.
  static func quote(_ text: String) -> String {
    let shown = text.unicodeScalars.prefix(60).map { scalar in
      scalar.value < 0x20 || scalar.value == 0x7F ? "\u{FFFD}" : String(scalar)
    }
    return "\"\(shown.joined())\(text.unicodeScalars.count > 60 ? "…" : "")\""
  }
}

/// How a value is written as text. Flags, the environment and YAML files share their forms.
struct Form<Value> {
  let read: (String) throws(Misfit) -> Value
}

extension Form where Value == Int {
  /// A whole number in decimal digits.
  static func integer(_ range: ClosedRange<Int>, example: Int) -> Form {
    Form { text throws(Misfit) in
      guard let value = Int(text), !text.hasPrefix("+") else {
        throw Misfit(text, "is not a whole number; write a number such as \(example)")
      }
      guard range.contains(value) else {
        throw Misfit(
          text, "is out of range; write a number from \(range.lowerBound) to \(range.upperBound)")
      }
      return value
    }
  }
}

extension Form where Value == Bool {
  /// `on` or `off`, as flags write it; `true` and `false` are taken too, since YAML means the same by them.
  static var onOff: Form { boolean("on or off") }
  /// `true` or `false`, as settings are written.
  static var trueFalse: Form { boolean("true or false") }

  private static func boolean(_ words: String) -> Form {
    Form { text throws(Misfit) in
      switch text {
      case "true", "on": return true
      case "false", "off": return false
      default: throw Misfit(text, "is neither; write \(words)")
      }
    }
  }
}

extension Form where Value: RawRepresentable & CaseIterable, Value.RawValue == String {
  /// One of some words.
  static var choice: Form {
    Form { text throws(Misfit) in
      if let value = Value(rawValue: text) { return value }
      let words = Value.allCases.map(\.rawValue)
      let list =
        words.dropLast().joined(separator: ", ") + (words.count > 1 ? " or " : "") + (words.last ?? "")
      throw Misfit(text, "is not known here; write \(list)")
    }
  }
}

extension Form where Value == String {
  /// A text of some characters, without control characters.
  static func text(_ count: ClosedRange<Int>, control: Bool = false) -> Form {
    Form { text throws(Misfit) in
      guard text.count >= count.lowerBound else { throw Misfit("is empty; write a text") }
      guard text.count <= count.upperBound else {
        throw Misfit(text, "has \(text.count) characters; write at most \(count.upperBound)")
      }
      guard control || !text.unicodeScalars.contains(where: { $0.value < 0x20 || $0.value == 0x7F }) else {
        throw Misfit(text, "has a control character; leave it out")
      }
      return text
    }
  }

  /// A code name. The stream joins some of them with commas, so that none may hold one.
  static var codeName: Form {
    Form { text throws(Misfit) in
      let name = try Form.text(1...100).read(text)
      guard !name.contains(",") else { throw Misfit(text, "has a comma; write a code name without") }
      return name
    }
  }

  /// So many lower-case hex digits.
  static func hex(_ count: ClosedRange<Int>, example: String) -> Form {
    Form { text throws(Misfit) in
      let fits = text.utf8.allSatisfy { (0x30...0x39).contains($0) || (0x61...0x66).contains($0) }
      guard fits, count.contains(text.utf8.count) else {
        let number =
          count.lowerBound == count.upperBound
          ? "\(count.lowerBound)" : "\(count.lowerBound) to \(count.upperBound)"
        throw Misfit(text, "is not \(number) lower-case hex digits; write a value such as \(example)")
      }
      return text
    }
  }
}
