/// Which part of each pixel of a cell a glyph covers, found from its strokes. Whole numbers only, so that every machine
/// draws the same.
///
/// Strokes are polylines on a grid: the first character of a point is its column, 0 to 8; the second its line, `a` to
/// `u`. Capitals stand between the lines `e` and `q`, small letters begin at `i`, and `u` is as low as a tail goes.
struct GlyphShape {
  /// The coverage of a pixel that is covered wholly: the number of its sample points.
  static let full = 16
  /// Half the thickness of a stroke, in 32nds of a pixel.
  private static let radius = 20

  /// 16 rows of 8 pixels, each 0 to ``full``.
  private(set) var coverage = [Int](repeating: 0, count: 128)

  /// `solid` fills the cell.
  static let solid = "solid"

  init(_ strokes: String) {
    guard strokes != Self.solid else {
      coverage = [Int](repeating: Self.full, count: 128)
      return
    }
    // A bit for each of a pixel's sample points.
    var points = [UInt16](repeating: 0, count: 128)
    for segment in Self.segments(strokes) { segment.cover(&points) }
    coverage = points.map(\.nonzeroBitCount)
  }

  /// A stroke's straight part, in 32nds of a pixel.
  private struct Segment {
    let x: Int, y: Int, width: Int, height: Int

    /// Whether a point is on the stroke: no further from the line between the ends than the radius.
    func covers(_ pointX: Int, _ pointY: Int) -> Bool {
      let (dx, dy) = (pointX - x, pointY - y)
      let length = width * width + height * height
      let along = dx * width + dy * height
      let limit = GlyphShape.radius * GlyphShape.radius
      if along <= 0 { return dx * dx + dy * dy <= limit }
      if along >= length {
        let (endX, endY) = (dx - width, dy - height)
        return endX * endX + endY * endY <= limit
      }
      let across = dx * height - dy * width
      return across * across <= limit * length
    }

    /// Adds the sample points that are on the stroke.
    func cover(_ points: inout [UInt16]) {
      let columns = Self.pixels(x, x + width, below: 8)
      for row in Self.pixels(y, y + height, below: 16) {
        for column in columns {
          let (left, top) = (column * 32 + 4, row * 32 + 4)
          for point in 0..<16 where covers(left + (point & 3) * 8, top + (point >> 2) * 8) {
            points[row * 8 + column] |= UInt16(1) << point
          }
        }
      }
    }

    /// The pixels that a stroke from one place to another can touch.
    private static func pixels(_ one: Int, _ other: Int, below end: Int) -> Range<Int> {
      let first = max(0, (min(one, other) - GlyphShape.radius) / 32)
      return first..<max(first, min(end, (max(one, other) + GlyphShape.radius) / 32 + 1))
    }
  }

  private static func segments(_ strokes: String) -> [Segment] {
    var segments: [Segment] = []
    for line in strokes.utf8.split(separator: 0x20) {
      let bytes = Array(line)
      var last: (x: Int, y: Int)?
      for place in stride(from: 0, to: bytes.count - 1, by: 2) {
        let x = 21 + 19 * (Int(bytes[place]) - 0x30)
        let y = 16 + 24 * (Int(bytes[place + 1]) - 0x61)
        if let last { segments.append(Segment(x: last.x, y: last.y, width: x - last.x, height: y - last.y)) }
        last = (x, y)
      }
    }
    return segments
  }
}
