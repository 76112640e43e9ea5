/// The characters that videos can show: ASCII, Latin-1, and a few signs of our own between them.
enum Glyphs {
  static let space: UInt8 = 0x20
  /// Stands for every character that has no glyph.
  static let box: UInt8 = 0x80
  /// A cell that is full, for bars and cursors.
  static let block: UInt8 = 0x81
  /// A line across the cell.
  static let rule: UInt8 = 0x82

  /// The codes of a text. What Latin-1 lacks is written in other letters where that is usual, and is a box otherwise;
  /// line breaks and tabs are spaces.
  static func codes(of text: String) -> [UInt8] {
    var codes: [UInt8] = []
    codes.reserveCapacity(text.utf8.count)
    for character in text {
      if let ascii = character.asciiValue {
        // A line break of two characters is one here, and a space as well.
        codes.append(ascii < 0x20 || ascii == 0x7F ? space : ascii)
      } else if let known = latin[character] {
        codes.append(known)
      } else if let others = transliterations[character] {
        codes += others.utf8
      } else {
        codes.append(box)
      }
    }
    return codes
  }

  /// How a glyph is drawn; see ``GlyphShape``.
  static func strokes(of glyph: UInt8) -> String {
    switch glyph {
    case 0x21...0x7E: Strokes.ascii[Int(glyph) - 0x21]
    case box: "0e8e8q0q0e"
    case block: GlyphShape.solid
    case rule: "/k<k"  // further than letters go: from cell to cell
    case 0xA1...0xFF: Strokes.latin(glyph)
    default: ""
    }
  }

  /// The upper half of Latin-1, also where a character came as a letter and a mark.
  private static let latin: [Character: UInt8] = Dictionary(
    uniqueKeysWithValues: (0xA0...0xFF).map { (Character(UnicodeScalar($0 as UInt8)), $0) })

  private static let transliterations: [Character: String] = [
    "–": "-", "—": "-", "‐": "-", "‑": "-", "−": "-", "‘": "'", "’": "'", "‚": "'", "“": "\"", "”": "\"",
    "„": "\"", "…": "...", "•": "*", "€": "EUR", "™": "(TM)", "←": "<-", "→": "->", "Œ": "OE", "œ": "oe",
    "Š": "S", "š": "s", "Ž": "Z", "ž": "z", "Č": "C", "č": "c", "Ć": "C", "ć": "c", "Đ": "D", "đ": "d",
    "Ą": "A", "ą": "a", "Ę": "E", "ę": "e", "Ł": "L", "ł": "l", "Ń": "N", "ń": "n", "Ś": "S", "ś": "s",
    "Ź": "Z", "ź": "z", "Ż": "Z", "ż": "z", "Ě": "E", "ě": "e", "Ř": "R", "ř": "r", "Ů": "U", "ů": "u",
    "Ő": "O", "ő": "o", "Ű": "U", "ű": "u", "Ğ": "G", "ğ": "g", "İ": "I", "ı": "i", "Ş": "S", "ş": "s",
    "Ț": "T", "ț": "t", "Ă": "A", "ă": "a", "Ÿ": "Y",
  ]
}
