/// A place for one character.
struct Cell: Equatable {
  /// Which glyph: a code of Latin-1, or one of ``Glyphs``' own.
  var glyph: UInt8
  var style: Style

  var isEmpty: Bool { glyph == Glyphs.space }

  static func empty(_ style: Style) -> Cell { Cell(glyph: Glyphs.space, style: style) }
}

/// A screen of characters, 80 by 23; of the last row the upper half is visible.
struct TextScreen: Equatable {
  static let columns = 80
  static let rows = 23

  /// The cells. Rows that two screens have in common they share, so that comparing them costs little.
  private(set) var rows: [[Cell]]

  /// An empty screen.
  init(_ style: Style = .text) {
    rows = Array(repeating: Array(repeating: .empty(style), count: Self.columns), count: Self.rows)
  }

  /// Writes glyphs from a column on; what does not fit into the row, or into `width`, is left out.
  mutating func write(
    _ text: some Sequence<UInt8>, row: Int, column: Int, _ style: Style, width: Int = .max
  ) {
    var place = column
    for glyph in text {
      guard place < Self.columns, place - column < width else { return }
      let cell = Cell(glyph: glyph, style: style)
      if rows[row][place] != cell { rows[row][place] = cell }
      place += 1
    }
  }

  /// Writes a text.
  mutating func write(_ text: String, row: Int, column: Int, _ style: Style, width: Int = .max) {
    write(Glyphs.codes(of: text), row: row, column: column, style, width: width)
  }

  /// Empties a row.
  mutating func clear(row: Int, _ style: Style = .text) {
    rows[row] = Array(repeating: .empty(style), count: Self.columns)
  }

  /// Moves some rows up by one; the last of them is empty then.
  mutating func scroll(_ range: Range<Int>, _ style: Style = .text) {
    for row in range.dropLast() { rows[row] = rows[row + 1] }
    if let last = range.last { clear(row: last, style) }
  }
}
