/// The drawn cells of a video, each drawn once.
struct GlyphBook {
  private var blocks: [Int: GlyphBlock] = [:]

  /// How a cell looks.
  mutating func block(_ cell: Cell) -> GlyphBlock {
    let key = Int(cell.glyph) << 8 | Int(cell.style.rawValue)
    if let known = blocks[key] { return known }
    let block = GlyphBlock(GlyphShape(Glyphs.strokes(of: cell.glyph)), cell.style)
    blocks[key] = block
    return block
  }
}

/// A cell as samples: 8 by 16 of luma, 4 by 8 of each chroma.
struct GlyphBlock {
  let luma: [UInt8]
  let blue: [UInt8]
  let red: [UInt8]
  /// Whether its last columns show the background alone, so that an empty cell may go on from there.
  let endsEmpty: Bool

  init(_ shape: GlyphShape, _ style: Style) {
    let (front, back) = (style.foreground, style.background)
    luma = shape.coverage.map { Self.mix(back.luma, front.luma, $0, GlyphShape.full) }
    var sums: [Int] = []
    for row in stride(from: 0, to: 16, by: 2) {
      for column in stride(from: 0, to: 8, by: 2) {
        let places = [(row, column), (row, column + 1), (row + 1, column), (row + 1, column + 1)]
        sums.append(places.reduce(0) { $0 + shape.coverage[$1.0 * 8 + $1.1] })
      }
    }
    blue = sums.map { Self.mix(back.blue, front.blue, $0, GlyphShape.full * 4) }
    red = sums.map { Self.mix(back.red, front.red, $0, GlyphShape.full * 4) }
    endsEmpty = (0..<16).allSatisfy { shape.coverage[$0 * 8 + 6] == 0 && shape.coverage[$0 * 8 + 7] == 0 }
  }

  private static func mix(_ back: UInt8, _ front: UInt8, _ share: Int, _ whole: Int) -> UInt8 {
    UInt8((Int(back) * (whole - share) + Int(front) * share + whole / 2) / whole)
  }

  /// The samples of a macroblock from its two cells, in the order of I_PCM (H.264 section 7.3.5).
  static func joined(_ left: GlyphBlock, _ right: GlyphBlock) -> [UInt8] {
    var samples: [UInt8] = []
    samples.reserveCapacity(384)
    for plane in [\GlyphBlock.luma, \.blue, \.red] {
      let (first, second) = (left[keyPath: plane], right[keyPath: plane])
      let width = first.count == 128 ? 8 : 4
      for row in stride(from: 0, to: first.count, by: width) {
        samples += first[row..<row + width]
        samples += second[row..<row + width]
      }
    }
    return samples
  }
}
