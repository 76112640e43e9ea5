/// Our own letters, as strokes; ``GlyphShape`` says how they are written.
enum Strokes {
  /// From `!` to `~`.
  static let ascii = [
    "4e4m 4p4q",  // !
    "2e2h 6e6h",  // "
    "2e1q 7e6q 0i8i 0m8m",  // #
    "8g6f2f0g0i1k7k8m8o6p2p0o 4d4r",  // $
    "8e0q 1e0f0h1i2h2f1e 7m6n6p7q8p8n7m",  // %
    "8q1h1f3e5f5h0n0p2q5q8m",  // &
    "4e4h",  // '
    "5d3g3o5r",  // (
    "3d5g5o3r",  // )
    "4g4m 1h7l 7h1l",  // *
    "4i4o 1l7l",  // +
    "4p4q2t",  // ,
    "1l7l",  // -
    "4p4q",  // .
    "8e0r",  // /
    "2e6e8g8o6q2q0o0g2e 6h2n",  // 0
    "1g4e4q 1q7q",  // 1
    "0g2e6e8g8i0q8q",  // 2
    "0f2e6e8g8i6k3k 6k8m8o6q2q0p",  // 3
    "6q6e0m8m",  // 4
    "8e0e0j6j8l8o6q2q0p",  // 5
    "7e3e0h0o2q6q8o8l6j2j0l",  // 6
    "0e8e3q",  // 7
    "2e6e8g8i6k2k0i0g2e 2k0m0o2q6q8o8m6k",  // 8
    "1q5q8n8g6e2e0g0j2l6l8j",  // 9
    "4i4j 4p4q",  // :
    "4i4j 4p4q2t",  // ;
    "7h1l7p",  // <
    "1j7j 1n7n",  // =
    "1h7l1p",  // >
    "0g2e6e8g8i4l4m 4p4q",  // ?
    "8q2q0o0g2e6e8g8n5n4m4k5j8j",  // @
    "0q4e8q 1m7m",  // A
    "0e0q6q8o8m6k0k 6k7i7g5e0e",  // B
    "8g6e2e0g0o2q6q8o",  // C
    "0e0q5q8n8h5e0e",  // D
    "8e0e0q8q 0k6k",  // E
    "8e0e0q 0k6k",  // F
    "8g6e2e0g0o2q6q8o8l4l",  // G
    "0e0q 8e8q 0k8k",  // H
    "1e7e 4e4q 1q7q",  // I
    "7e7o5q2q0o",  // J
    "0e0q 8e0l 3j8q",  // K
    "0e0q8q",  // L
    "0q0e4k8e8q",  // M
    "0q0e8q8e",  // N
    "2e6e8g8o6q2q0o0g2e",  // O
    "0q0e6e8g8j6l0l",  // P
    "2e6e8g8o6q2q0o0g2e 5n8r",  // Q
    "0q0e6e8g8j6l0l 4l8q",  // R
    "8g6e2e0g0i2k6k8m8o6q2q0o",  // S
    "0e8e 4e4q",  // T
    "0e0o2q6q8o8e",  // U
    "0e4q8e",  // V
    "0e2q4k6q8e",  // W
    "0e8q 8e0q",  // X
    "0e4k8e 4k4q",  // Y
    "0e8e0q8q",  // Z
    "6d3d3r6r",  // [
    "0e8r",  // \
    "2d5d5r2r",  // ]
    "1i4e7i",  // ^
    "0s8s",  // _
    "3d5f",  // `
    "1i6i8k8q 8m2m0n0p2q6q8o",  // a
    "0e0q 0k2i6i8k8o6q2q0o",  // b
    "8k6i2i0k0o2q6q8o",  // c
    "8e8q 8k6i2i0k0o2q6q8o",  // d
    "0m8m8k6i2i0k0o2q6q8p",  // e
    "7e5e3g3q 0i6i",  // f
    "8i8s6u2u0t 8k6i2i0k0o2q6q8o",  // g
    "0e0q 0k2i6i8k8q",  // h
    "2i4i4q 1q7q 4e4f",  // i
    "3i5i5s3u1u 5e5f",  // j
    "0e0q 7i0n 3l8q",  // k
    "2e4e4q 1q7q",  // l
    "0i0q 0j2i3i4j4q 4j6i7i8j8q",  // m
    "0i0q 0k2i6i8k8q",  // n
    "2i6i8k8o6q2q0o0k2i",  // o
    "0i0u 0k2i6i8k8o6q2q0o",  // p
    "8i8u 8k6i2i0k0o2q6q8o",  // q
    "1i1q 1l3i6i8j",  // r
    "8j6i2i0j0l2m6m8n8p6q2q0p",  // s
    "3f3o5q7q 0i7i",  // t
    "0i0o2q5q8n 8i8q",  // u
    "0i4q8i",  // v
    "0i2q4k6q8i",  // w
    "0i8q 8i0q",  // x
    "0i4p 8i3u0u",  // y
    "0i8i0q8q",  // z
    "6d4e4j2l4n4q6r",  // {
    "4d4r",  // |
    "2d4e4j6l4n4q2r",  // }
    "0m2k6m8k",  // ~
  ]

  /// From code 0xA1 on: signs as strokes, letters with marks as a letter, a space and the mark.
  static func latin(_ glyph: UInt8) -> String {
    if let own = signs[glyph] { return own }
    guard let (letter, mark) = composed[glyph] else { return "" }
    guard let drawn = marks[mark] else { return "" }
    if letter == "i" { return dotless + " " + drawn }
    let strokes = ascii[Int(letter.value) - 0x21]
    return strokes + " " + (letter.value < 0x61 && mark != "," ? raised(drawn) : drawn)
  }

  private static let dotless = "2i4i4q 1q7q"

  /// Marks above small letters, and the one below.
  private static let marks: [Character: String] = [
    "`": "3d5g", "'": "5d3g", "^": "2g4d6g", "~": "1f3d5f7d", ":": "2e2f 6e6f", "o": "4d5e5f4g3f3e4d",
    ",": "4q5s3u",
  ]

  /// A mark as it stands above a capital: three lines higher.
  private static func raised(_ strokes: String) -> String {
    String(
      decoding: strokes.utf8.map { $0 >= 0x61 ? max(0x61, $0 - 3) : $0 }, as: UTF8.self)
  }

  /// Letters with their marks, by code.
  private static let composed: [UInt8: (letter: UnicodeScalar, mark: Character)] = {
    let rows: [(first: UInt8, letters: String, marks: String)] = [
      (0xC0, "AAAAAA", "`'^~:o"), (0xC7, "C", ","), (0xC8, "EEEE", "`'^:"), (0xCC, "IIII", "`'^:"),
      (0xD1, "N", "~"), (0xD2, "OOOOO", "`'^~:"), (0xD9, "UUUU", "`'^:"), (0xDD, "Y", "'"),
      (0xE0, "aaaaaa", "`'^~:o"), (0xE7, "c", ","), (0xE8, "eeee", "`'^:"), (0xEC, "iiii", "`'^:"),
      (0xF1, "n", "~"), (0xF2, "ooooo", "`'^~:"), (0xF9, "uuuu", "`'^:"), (0xFD, "y", "'"), (0xFF, "y", ":"),
    ]
    var found: [UInt8: (UnicodeScalar, Character)] = [:]
    for row in rows {
      for (offset, pair) in zip(row.letters.unicodeScalars, row.marks).enumerated() {
        found[row.first + UInt8(offset)] = pair
      }
    }
    return found
  }()

  private static let signs: [UInt8: String] = [
    0xA1: "4i4j 4m4u", 0xA2: "8k6i2i0k0o2q6q8o 4g4s", 0xA3: "8g6e4e2g2q 0l5l 0q8q",
    0xA4: "2j6j6n2n2j 0h2j 8h6j 0p2n 8p6n", 0xA5: "0e4k8e 4k4q 1l7l 1o7o", 0xA6: "4d4j 4m4r",
    0xA7: "7g5e3e1g7m5o 3i1k7q5s3s1r", 0xA8: "2e2f 6e6f", 0xA9: "2e6e8g8o6q2q0o0g2e 6j3j2k2m3n6n",
    0xAA: "2e6e6i 6g2g2i6i 2k6k", 0xAB: "4i0m4q 8i4m8q", 0xAC: "0l8l8o", 0xAD: "1l7l",
    0xAE: "2e6e8g8o6q2q0o0g2e 3n3i5i6j5k3k 4k6n", 0xAF: "1e7e", 0xB0: "3e5e6f6h5i3i2h2f3e",
    0xB1: "4h4n 1k7k 1q7q", 0xB2: "2f3e5e6f2j6j", 0xB3: "2e6e4g6h5j2j", 0xB4: "5d3g",
    0xB5: "0i0u 0o2q5q8n 8i8q", 0xB6: "8q8e3e1g1i3k5k 5e5q", 0xB7: "4l4m", 0xB8: "4q5s3u", 0xB9: "3f4e4j",
    0xBA: "3e5e6f6h5i3i2h2f3e 2k6k", 0xBB: "0i4m0q 4i8m4q", 0xBC: "1f2e2j 7f1q 6q6l4o8o",
    0xBD: "1f2e2j 7f1q 5m6l8m5q8q", 0xBE: "0e3e1g3h0j 7f1q 6q6l4o8o", 0xBF: "4i4j 4m0p0s2u6u8s",
    0xC6: "0q3e8e 4e4q8q 1m4m 4k7k", 0xD0: "0e0q5q8n8h5e0e 0k4k", 0xD7: "1i7o 7i1o",
    0xD8: "2e6e8g8o6q2q0o0g2e 8e0q", 0xDE: "0e0q 0h6h8j8l6n0n", 0xDF: "0q0g2e5e7g7i5k 5k8m8o6q3q",
    0xE6: "0i3i4k4q 4m1m0o2q4o 4m8m8k6i4k 4o6q8p", 0xF0: "2i6i8k8o6q2q0o0k2i 8k3e 2g6e",
    0xF7: "4h4i 1l7l 4o4p", 0xF8: "2i6i8k8o6q2q0o0k2i 8i0q", 0xFE: "0e0u 0k2i6i8k8o6q2q0o",
  ]
}
