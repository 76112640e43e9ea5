/// What becomes of a NUL, which no text of the record can hold.
extension String {
  /// Whether there is one.
  var hasNUL: Bool {
    var text = self
    // The view of a text's UTF-8 makes ten times as much work of it.
    return text.withUTF8 { $0.contains(0) }
  }

  /// The same text with U+FFFD in place of each.
  var withoutNUL: String { hasNUL ? replacing("\0", with: "\u{FFFD}") : self }
}
