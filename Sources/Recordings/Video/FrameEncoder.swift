/// Makes pictures of screens of text, exactly as they are drawn.
struct FrameEncoder {
  /// A vector reaches no further than 256 pixels at our level (H.264 table A-1).
  private static let farthestRows = 15

  private var shown: TextScreen?
  private var number: UInt32 = 0
  private var keyID: UInt32 = 0
  private var glyphs = GlyphBook()

  /// The units of the next picture, as MP4 files hold them. A key picture needs none before it; the first one must be
  /// one.
  mutating func encode(_ screen: TextScreen, asKey: Bool) -> [UInt8] {
    defer { shown = screen }
    guard !asKey, let shown else { return key(screen) }
    number = (number + 1) % 16
    var units: [UInt8] = []
    var first = 0
    for row in 0..<Picture.rows where screen.rows[row] != shown.rows[row] {
      units += kept(from: first, upTo: row)
      first = row + 1
      var slice = SliceWriter(row: row, number: number, keyID: nil)
      if let source = source(of: screen.rows[row], near: row, in: shown) {
        slice.copyRow(from: source - row)
      } else {
        change(screen.rows[row], from: shown.rows[row], &slice)
      }
      units += NALUnit.framed(slice.finish())
    }
    return units + kept(from: first, upTo: Picture.rows)
  }

  private mutating func key(_ screen: TextScreen) -> [UInt8] {
    number = 0
    keyID ^= 1
    var units: [UInt8] = []
    for row in 0..<Picture.rows {
      var slice = SliceWriter(row: row, number: 0, keyID: keyID)
      change(screen.rows[row], from: nil, &slice)
      units += NALUnit.framed(slice.finish())
    }
    return units
  }

  /// Rows in which nothing changes, as one slice.
  private func kept(from first: Int, upTo end: Int) -> [UInt8] {
    guard first < end else { return [] }
    var slice = SliceWriter(row: first, number: number, keyID: nil)
    slice.keep((end - first) * Picture.columns)
    return NALUnit.framed(slice.finish())
  }

  /// Where a row stood in the picture before: text scrolls.
  private func source(of row: [Cell], near place: Int, in old: TextScreen) -> Int? {
    let reach = max(0, place - Self.farthestRows)...min(Picture.rows - 1, place + Self.farthestRows)
    return reach.first { old.rows[$0] == row }
  }

  private mutating func change(_ row: [Cell], from old: [Cell]?, _ slice: inout SliceWriter) {
    for left in stride(from: 0, to: row.count, by: 2) {
      let pair = (row[left], row[left + 1])
      if let old, old[left] == pair.0, old[left + 1] == pair.1 {
        slice.keep(1)
      } else if left > 0, continues(pair, row[left - 1]) {
        slice.continueLeft()
      } else {
        let (first, second) = (glyphs.block(pair.0), glyphs.block(pair.1))
        slice.samples { $0.append(contentsOf: GlyphBlock.joined(first, second)) }
      }
    }
  }

  /// Whether two empty cells go on as the cell to their left ends.
  private mutating func continues(_ pair: (Cell, Cell), _ left: Cell) -> Bool {
    let ground = left.style.background
    return pair.0.isEmpty && pair.1.isEmpty && pair.0.style.background == ground
      && pair.1.style.background == ground && glyphs.block(left).endsEmpty
  }
}
