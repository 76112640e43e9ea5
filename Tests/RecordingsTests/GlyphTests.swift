import Testing

@testable import Recordings

@Suite("the letters of videos")
struct GlyphTests {
  private let codes = Array(0x21...0x7E as ClosedRange<UInt8>) + Array(0xA1...0xFF)

  @Test("every character of Latin-1 has a shape of its own, with room behind it")
  func shapes() {
    var seen: [[Int]: UInt8] = [:]
    for code in codes where code != 0xAD {
      let shape = GlyphShape(Glyphs.strokes(of: code))
      #expect(shape.coverage.contains { $0 > GlyphShape.full / 2 }, "\(code) is hardly seen")
      #expect(GlyphBlock(shape, .text).endsEmpty, "\(code) touches the next cell")
      if let other = seen.updateValue(code, forKey: shape.coverage) {
        Issue.record("\(code) looks like \(other)")
      }
    }
  }

  @Test("a stroke covers what is near it, from left to right and from top to bottom")
  func strokes() {
    let shape = GlyphShape("0e0q")
    for row in 0..<16 {
      #expect((shape.coverage[row * 8] > 12) == (4...11).contains(row) || [3, 12].contains(row))
      #expect(shape.coverage[row * 8 + 3...row * 8 + 7].allSatisfy { $0 == 0 })
    }
    #expect(GlyphShape("0e0q").coverage == GlyphShape("0q0e").coverage)
    #expect(GlyphShape("").coverage.allSatisfy { $0 == 0 })
    #expect(GlyphShape(GlyphShape.solid).coverage.allSatisfy { $0 == GlyphShape.full })
  }

  @Test(
    "letters with marks are found as one character or as two, and others are written otherwise or are boxes")
  func found() {
    #expect(Glyphs.codes(of: "Ä\u{e9}e\u{301}ß") == [0xC4, 0xE9, 0xE9, 0xDF])
    #expect(String(decoding: Glyphs.codes(of: "“Žižkov” – 5 €…"), as: UTF8.self) == "\"Zizkov\" - 5 EUR...")
    #expect(Glyphs.codes(of: "語🙂👨‍👩‍👧") == [Glyphs.box, Glyphs.box, Glyphs.box])
    #expect(Glyphs.codes(of: "a\tb\r\nc\u{0}\u{7F}") == Array("a b c  ".utf8))
  }

  @Test("samples are never 0, and colours are where they should be")
  func colours() {
    let white = Colour(red: 255, green: 255, blue: 255)
    #expect((white.luma, white.blue, white.red) == (235, 128, 128))
    #expect(Colour(red: 0, green: 0, blue: 0).luma == 16)
    let red = Colour(red: 255, green: 0, blue: 0)
    #expect(red.red > 230 && red.blue < 100)
    for style in [Style.text, .quiet, .customer, .representative, .bar] {
      for code in [0x40, 0x81] as [UInt8] {
        let block = GlyphBlock(GlyphShape(Glyphs.strokes(of: code)), style)
        #expect(GlyphBlock.joined(block, block).allSatisfy { (16...240).contains($0) })
      }
    }
  }
}
