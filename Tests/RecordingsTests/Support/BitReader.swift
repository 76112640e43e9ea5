/// Why a test's own reader does not understand a video.
struct Misread: Error, CustomStringConvertible {
  let description: String
  init(_ description: String) { self.description = description }
}

/// Reads the bits of a payload (H.264 section 9.1), which is free of the bytes that prevent emulation.
struct BitReader {
  private let bytes: [UInt8]
  private var place = 0
  /// Behind the last bit before the stop bit.
  private let end: Int

  init(payload: [UInt8]) throws {
    guard let last = payload.lastIndex(where: { $0 != 0 }) else { throw Misread("A payload has a stop bit") }
    bytes = payload
    end = last * 8 + 7 - payload[last].trailingZeroBitCount
  }

  /// A unit's payload: its bytes behind the first, without those that prevent emulation.
  static func payload(of unit: [UInt8]) throws -> [UInt8] {
    var payload: [UInt8] = []
    var zeros = 0
    for byte in unit.dropFirst() {
      if zeros >= 2, byte == 3 {
        zeros = 0
        continue
      }
      if zeros >= 2, byte < 3 { throw Misread("A unit holds what looks like the beginning of another") }
      payload.append(byte)
      zeros = byte == 0 ? zeros + 1 : 0
    }
    return payload
  }

  var hasMore: Bool { place < end }

  mutating func bits(_ count: Int) throws -> Int {
    var value = 0
    for _ in 0..<count {
      guard place < end else { throw Misread("A payload ends too early") }
      value = value << 1 | Int(bytes[place / 8] >> UInt8(7 - place % 8) & 1)
      place += 1
    }
    return value
  }

  mutating func unsigned() throws -> Int {
    var zeros = 0
    while try bits(1) == 0 { zeros += 1 }
    guard zeros < 32 else { throw Misread("A number is too long") }
    return try (1 << zeros | bits(zeros)) - 1
  }

  mutating func signed() throws -> Int {
    let code = try unsigned()
    return code % 2 == 1 ? (code + 1) / 2 : -code / 2
  }

  /// Whole bytes, from the next full one on; the bits before it must be zeros.
  mutating func alignedBytes(_ count: Int) throws -> [UInt8] {
    while place % 8 != 0 { guard try bits(1) == 0 else { throw Misread("Alignment is by zeros") } }
    guard place / 8 + count <= end / 8 else { throw Misread("A payload ends too early") }
    defer { place += count * 8 }
    return Array(bytes[place / 8..<place / 8 + count])
  }

  mutating func expect(_ value: Int, _ what: String, _ read: (inout BitReader) throws -> Int) throws {
    let found = try read(&self)
    guard found == value else { throw Misread("\(what) is \(found), not \(value)") }
  }
}
