/// A picture: brightness and two differences of colour.
struct DecodedPicture: Equatable {
  static let width = 640
  static let height = 368
  var luma = [UInt8](repeating: 0, count: width * height)
  var blue = [UInt8](repeating: 0, count: width * height / 4)
  var red = [UInt8](repeating: 0, count: width * height / 4)
}

/// Decodes the part of H.264 that the room writes, from the standard and not from the encoder: slices of I_PCM,
/// horizontal Intra 16x16 without residual, P_Skip and P_L0_16x16 by whole pixels.
struct SmallDecoder {
  private static let columns = 40
  private var picture = DecodedPicture()
  private var number = 0
  private var lastKeyID: Int?

  /// What is to the left of a macroblock in its slice.
  private enum Left { case nothing, samples, intra, inter(Int, Int) }

  init(sequence: [UInt8], picture: [UInt8]) throws {
    try Self.checkSequence(sequence)
    guard picture.first == 0x68 else { throw Misread("Not a picture parameter set") }
    var bits = try BitReader(payload: BitReader.payload(of: picture))
    for _ in 0..<2 { try bits.expect(0, "an ID") { try $0.unsigned() } }
    try bits.expect(0, "the entropy coding and the field order") { try $0.bits(2) }
    for _ in 0..<3 { try bits.expect(0, "slice groups and references") { try $0.unsigned() } }
    try bits.expect(0, "the weighting") { try $0.bits(3) }
    for _ in 0..<3 { try bits.expect(0, "a quantiser") { try $0.signed() } }
    try bits.expect(0b100, "the filter's control and two flags") { try $0.bits(3) }
    guard !bits.hasMore else { throw Misread("The picture parameter set is too long") }
  }

  private static func checkSequence(_ unit: [UInt8]) throws {
    guard Array(unit.prefix(4)) == [0x67, 66, 0xC0, 30] else { throw Misread("Not Constrained Baseline") }
    var bits = try BitReader(payload: BitReader.payload(of: unit))
    _ = try bits.bits(24)
    for (value, what) in [(0, "ID"), (0, "frame_num"), (2, "order"), (1, "references")] {
      try bits.expect(value, what) { try $0.unsigned() }
    }
    try bits.expect(0, "gaps") { try $0.bits(1) }
    try bits.expect(39, "the width") { try $0.unsigned() }
    try bits.expect(22, "the height") { try $0.unsigned() }
    try bits.expect(0b111, "frames, inference and cropping") { try $0.bits(3) }
    for value in [0, 0, 0, 4] { try bits.expect(value, "the cropping") { try $0.unsigned() } }
  }

  /// Decodes a picture as it stands in a file; every macroblock of it must be there, once and in its order.
  mutating func decode(_ sample: [UInt8]) throws -> DecodedPicture {
    var rest = sample[...]
    var next = 0
    let before = picture
    var isFirst = true
    while !rest.isEmpty {
      let length = rest.prefix(4).reduce(0) { $0 << 8 | Int($1) }
      guard length > 1, rest.count >= 4 + length else { throw Misread("A unit has a wrong length") }
      try slice(Array(rest.dropFirst(4).prefix(length)), before, &next, isFirst: isFirst)
      rest = rest.dropFirst(4 + length)
      isFirst = false
    }
    guard next == Self.columns * 23 else { throw Misread("A picture has \(next) macroblocks") }
    return picture
  }

  private mutating func slice(
    _ unit: [UInt8], _ before: DecodedPicture, _ next: inout Int, isFirst: Bool
  ) throws {
    let isKey = unit[0] == 0x65
    guard isKey || unit[0] == 0x61 else { throw Misread("A unit of kind \(unit[0])") }
    var bits = try BitReader(payload: BitReader.payload(of: unit))
    try bits.expect(next, "the first macroblock") { try $0.unsigned() }
    try bits.expect(isKey ? 7 : 5, "the slice's type") { try $0.unsigned() }
    try bits.expect(0, "the set's ID") { try $0.unsigned() }
    if isFirst { number = isKey ? 0 : (number + 1) % 16 }
    try bits.expect(number, "frame_num") { try $0.bits(4) }
    if isKey {
      let keyID = try bits.unsigned()
      guard isFirst ? keyID != lastKeyID : keyID == lastKeyID else { throw Misread("idr_pic_id") }
      lastKeyID = keyID
    }
    try bits.expect(0, "references") { try $0.bits(isKey ? 2 : 3) }
    try bits.expect(0, "the quantiser") { try $0.signed() }
    try bits.expect(1, "the filter") { try $0.unsigned() }
    let first = next
    var left = Left.nothing
    while bits.hasMore {
      if !isKey {
        for _ in 0..<(try bits.unsigned()) {
          try skip(next, first)
          next += 1
          left = .inter(0, 0)
        }
        guard bits.hasMore else { return }
      }
      if next % Self.columns == 0 { left = .nothing }
      guard next == first || next / Self.columns == first / Self.columns else {
        throw Misread("This decoder predicts within a row")
      }
      left = try macroblock(next, &bits, left, before, isKey: isKey)
      next += 1
    }
  }

  /// P_Skip takes its vector from the left and from above (H.264 section 8.4.1.1): none in the slice's first row, and
  /// none further down where nothing but skipped macroblocks is around.
  private func skip(_ place: Int, _ first: Int) throws {
    guard place < Self.columns * 23 else { throw Misread("Too many macroblocks") }
    guard first % Self.columns == 0 else { throw Misread("A slice begins with a row") }
  }

  private mutating func macroblock(
    _ place: Int, _ bits: inout BitReader, _ left: Left, _ before: DecodedPicture, isKey: Bool
  ) throws -> Left {
    guard place < Self.columns * 23 else { throw Misread("Too many macroblocks") }
    let type = try bits.unsigned()
    if !isKey, type == 0 {
      var vector = (0, 0)
      if case .inter(let x, let y) = left { vector = (x, y) }
      vector.0 += try bits.signed()
      vector.1 += try bits.signed()
      try bits.expect(0, "the coded block pattern") { try $0.unsigned() }
      try move(place, vector, before)
      return .inter(vector.0, vector.1)
    }
    switch isKey ? type : type - 5 {
    case 25:
      put(place, try bits.alignedBytes(384))
      return .samples
    case 2:
      try bits.expect(1, "the prediction of chroma") { try $0.unsigned() }
      try bits.expect(0, "the change of the quantiser") { try $0.signed() }
      switch left {
      case .nothing: throw Misread("Nothing to go on from")
      case .samples: try bits.expect(3, "the code of no coefficients beside 16") { try $0.bits(6) }
      case .intra, .inter: try bits.expect(1, "the code of no coefficients") { try $0.bits(1) }
      }
      goOn(place)
      return .intra
    default: throw Misread("A macroblock of type \(type)")
    }
  }

  // MARK: - Samples

  private typealias Plane = WritableKeyPath<DecodedPicture, [UInt8]>
  private static var planes: [(plane: Plane, size: Int, width: Int)] {
    [(\.luma, 16, 640), (\.blue, 8, 320), (\.red, 8, 320)]
  }

  private mutating func put(_ place: Int, _ samples: [UInt8]) {
    var source = 0
    for (plane, size, width) in Self.planes {
      for row in 0..<size {
        for column in 0..<size {
          picture[keyPath: plane][start(place, size, width) + row * width + column] = samples[source]
          source += 1
        }
      }
    }
  }

  private mutating func goOn(_ place: Int) {
    for (plane, size, width) in Self.planes {
      for row in 0..<size {
        let first = start(place, size, width) + row * width
        for column in 0..<size {
          picture[keyPath: plane][first + column] = picture[keyPath: plane][first - 1]
        }
      }
    }
  }

  private mutating func move(_ place: Int, _ vector: (Int, Int), _ before: DecodedPicture) throws {
    guard vector.0 == 0, vector.1 % 8 == 0, abs(vector.1) <= 1024 else {
      throw Misread("A vector of \(vector)")
    }
    for (plane, size, width) in Self.planes {
      let rows = vector.1 / 4 * size / 16
      let first = start(place, size, width)
      for row in 0..<size {
        let source = first + (row + rows) * width
        guard source >= 0, source + size <= before[keyPath: plane].count else {
          throw Misread("Out of the picture")
        }
        for column in 0..<size {
          picture[keyPath: plane][first + row * width + column] = before[keyPath: plane][source + column]
        }
      }
    }
  }

  private func start(_ place: Int, _ size: Int, _ width: Int) -> Int {
    place / Self.columns * size * width + place % Self.columns * size
  }
}
