import Determinism
import Testing

@testable import Recordings

@Suite("pictures as H.264")
struct EncoderTests {
  /// How a screen is drawn, put together cell by cell.
  private func drawn(_ screen: TextScreen) -> DecodedPicture {
    var picture = DecodedPicture()
    var glyphs = GlyphBook()
    for (row, cells) in screen.rows.enumerated() {
      for (column, cell) in cells.enumerated() {
        let block = glyphs.block(cell)
        for y in 0..<16 {
          let start = (row * 16 + y) * 640 + column * 8
          picture.luma.replaceSubrange(start..<start + 8, with: block.luma[y * 8..<y * 8 + 8])
        }
        for y in 0..<8 {
          let start = (row * 8 + y) * 320 + column * 4
          picture.blue.replaceSubrange(start..<start + 4, with: block.blue[y * 4..<y * 4 + 4])
          picture.red.replaceSubrange(start..<start + 4, with: block.red[y * 4..<y * 4 + 4])
        }
      }
    }
    return picture
  }

  private func decoder() throws -> SmallDecoder {
    try SmallDecoder(sequence: ParameterSets.sequence, picture: ParameterSets.picture)
  }

  @Test("every screen comes out as it was drawn, whatever was before it")
  func faithful() throws {
    var dice = SeededGenerator(seed: 7, stream: "screens")
    var encoder = FrameEncoder()
    var decoder = try decoder()
    var screen = TextScreen()
    let styles: [Style] = [.text, .quiet, .customer, .representative, .bar]
    for step in 0..<24 {
      for _ in 0..<dice.below(12) {
        let row = dice.below(TextScreen.rows)
        switch dice.below(5) {
        case 0: screen.clear(row: row, dice.pick(styles))
        case 1: screen.scroll(min(row, 10)..<TextScreen.rows)
        default:
          let codes = (0..<dice.below(30)).map { _ in UInt8(dice.int(in: 0x20...0xFF)) }
          screen.write(codes, row: row, column: dice.below(80), dice.pick(styles))
        }
      }
      let picture = encoder.encode(screen, asKey: step % 9 == 0)
      #expect(try decoder.decode(picture) == drawn(screen), "picture \(step)")
    }
  }

  @Test("what stays costs next to nothing, and so does text that scrolls")
  func small() throws {
    var encoder = FrameEncoder()
    var screen = TextScreen()
    for row in 4..<20 {
      screen.write("Line \(row) of some text that is long enough", row: row, column: 1, .text)
    }
    let key = encoder.encode(screen, asKey: true).count
    #expect(encoder.encode(screen, asKey: false).count < 20)
    screen.scroll(4..<20)
    #expect(encoder.encode(screen, asKey: false).count < 1200)
    screen.write("9", row: 21, column: 4, .text)
    #expect(encoder.encode(screen, asKey: false).count < 450)
    #expect(encoder.encode(screen, asKey: true).count > key / 2)
  }

  @Test("what looks like the beginning of a unit is kept apart, at every place")
  func emulation() throws {
    for payload in [[0, 0, 1], [0, 0, 0, 0, 0, 0], [5, 0, 0, 3, 0, 0, 2], [0, 0], [0, 0, 4]] as [[UInt8]] {
      for shift in 0..<4 {
        let whole = [UInt8](repeating: 9, count: shift) + payload + [0x80]
        let unit = NALUnit.make(.slice, whole)
        #expect(try BitReader.payload(of: unit) == whole)
        for place in 0..<unit.count - 2 {
          #expect(!(unit[place] == 0 && unit[place + 1] == 0 && unit[place + 2] < 3))
        }
      }
    }
  }

  @Test("numbers come back from their codes")
  func numbers() throws {
    let values: [UInt32] = [0, 1, 2, 3, 7, 8, 254, 255, 65_535, 1_000_000]
    var writer = BitWriter()
    for value in values {
      writer.unsigned(value)
      writer.signed(Int32(value))
      writer.signed(-Int32(value))
      writer.bits(value, 20)
    }
    writer.end()
    var reader = try BitReader(payload: writer.bytes)
    for value in values.map(Int.init) {
      #expect(try reader.unsigned() == value)
      #expect(try reader.signed() == value)
      #expect(try reader.signed() == -value)
      #expect(try reader.bits(20) == value % (1 << 20))
    }
    #expect(!reader.hasMore)
  }
}
