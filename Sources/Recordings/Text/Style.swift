/// How a character is coloured.
enum Style: UInt8 {
  case text, quiet, customer, representative, bar

  var foreground: Colour {
    switch self {
    case .text: Colour(red: 222, green: 226, blue: 232)
    case .quiet: Colour(red: 146, green: 156, blue: 168)
    case .customer: Colour(red: 255, green: 208, blue: 120)
    case .representative: Colour(red: 132, green: 208, blue: 255)
    case .bar: Colour(red: 255, green: 255, blue: 255)
    }
  }

  var background: Colour {
    switch self {
    case .text, .quiet, .customer, .representative: Colour(red: 16, green: 20, blue: 26)
    case .bar: Colour(red: 30, green: 70, blue: 110)
    }
  }
}

/// A colour as videos have it: brightness 16 to 235, two differences 16 to 240 (ITU-R BT.601), never 0.
struct Colour: Equatable {
  let luma: UInt8
  let blue: UInt8
  let red: UInt8

  init(red: Int, green: Int, blue: Int) {
    luma = UInt8(16 + (66 * red + 129 * green + 25 * blue + 128) / 256)
    // The sum may be negative, which an arithmetic shift rounds as it should.
    self.blue = UInt8(128 + ((-38 * red - 74 * green + 112 * blue + 128) >> 8))
    self.red = UInt8(128 + ((112 * red - 94 * green - 18 * blue + 128) >> 8))
  }
}
