@testable import Recordings

/// Reads back what a video shows.
struct Reading {
  let file: MP4Reader
  let pictures: [DecodedPicture]

  init(_ bytes: [UInt8]) throws {
    let file = try MP4Reader(bytes)
    self.file = file
    var decoder = try SmallDecoder(sequence: file.sequence, picture: file.picture)
    pictures = try file.samples.map { try decoder.decode($0) }
  }

  /// The text of the picture that is shown at a time, line by line.
  func lines(at milliseconds: Int) throws -> [String] {
    var start = 0
    for (place, duration) in file.durations.enumerated() {
      start += duration
      if milliseconds < start { return try Self.lines(of: pictures[place]) }
    }
    throw Misread("The video is over by then")
  }

  /// What glyph a cell's brightness is, whatever its colours.
  private static let known: [[UInt8]: Character] = {
    var known: [[UInt8]: Character] = [:]
    let own: [UInt8: Character] = [Glyphs.box: "□", Glyphs.block: "█", Glyphs.rule: "─"]
    for code in Array(0x20...0x7E as ClosedRange<UInt8>) + Array(0xA1...0xFF) + own.keys.sorted() {
      let shape = GlyphShape(Glyphs.strokes(of: code))
      for style in [Style.text, .quiet, .customer, .representative, .bar] {
        let luma = GlyphBlock(shape, style).luma
        // The soft hyphen looks like the hyphen.
        known[luma] = known[luma] ?? own[code] ?? Character(UnicodeScalar(code))
      }
    }
    return known
  }()

  static func lines(of picture: DecodedPicture) throws -> [String] {
    try (0..<TextScreen.rows).map { row in
      var line = ""
      for column in 0..<TextScreen.columns {
        var luma: [UInt8] = []
        for y in row * 16..<row * 16 + 16 {
          let start = y * DecodedPicture.width + column * 8
          luma += picture.luma[start..<start + 8]
        }
        guard let character = known[luma] else { throw Misread("No glyph at \(column), \(row)") }
        line.append(character)
      }
      while line.last == " " { line.removeLast() }
      return line
    }
  }
}
