internal import HTTPTypes

/// The chunked transfer coding (RFC 9112 section 7.1), bytes in, content out. Trailers are checked and dropped.
struct ChunkedDecoder {
  private enum Place {
    case size(digits: Int)
    case spaceBeforeExtension
    case chunkExtension
    case sizeLineFeed
    case data
    case dataReturn
    case dataLineFeed
    case trailerStart
    case trailerName
    case trailerValue
    case trailerLineFeed
    case lastLineFeed
  }

  private var place = Place.size(digits: 0)
  private var remaining = 0
  private var extensionBytes = 0
  private var trailerBytes = 0

  /// Takes bytes from `index` on, appends content to `body`, and says whether the message has ended.
  mutating func decode(
    _ bytes: UnsafeRawBufferPointer, _ index: inout Int, into body: inout [UInt8], _ limits: HTTPLimits
  ) throws(RequestRefusal) -> Bool {
    while index < bytes.count {
      if case .data = place {
        let count = min(remaining, bytes.count - index)
        body.append(contentsOf: bytes[index..<(index + count)])
        index += count
        remaining -= count
        if remaining == 0 { place = .dataReturn }
        continue
      }
      let byte = bytes[index]
      index += 1
      if case .lastLineFeed = place {
        try expect(byte, Ascii.lineFeed)
        return true
      }
      try step(byte, bodyCount: body.count, limits)
    }
    return false
  }

  private mutating func step(_ byte: UInt8, bodyCount: Int, _ limits: HTTPLimits) throws(RequestRefusal) {
    switch place {
    case .size(let digits): try sizeStep(byte, digits, bodyCount: bodyCount, limits)
    case .spaceBeforeExtension, .chunkExtension: try extensionStep(byte, limits)
    case .sizeLineFeed:
      try expect(byte, Ascii.lineFeed)
      place = remaining == 0 ? .trailerStart : .data
    case .dataReturn:
      try expect(byte, Ascii.carriageReturn)
      place = .dataLineFeed
    case .dataLineFeed:
      try expect(byte, Ascii.lineFeed)
      place = .size(digits: 0)
    case .trailerStart, .trailerName, .trailerValue: try trailerStep(byte, limits)
    case .trailerLineFeed:
      try expect(byte, Ascii.lineFeed)
      place = .trailerStart
    case .data, .lastLineFeed: preconditionFailure("Data and the end are taken by decode")
    }
  }

  private mutating func sizeStep(_ byte: UInt8, _ digits: Int, bodyCount: Int, _ limits: HTTPLimits)
    throws(RequestRefusal)
  {
    if let value = hexValue(byte) {
      // Fifteen digits fit an Int; more, zeros too, are nobody's honest size.
      guard digits < 15 else { throw .malformed("A chunk size has too many digits.") }
      remaining = remaining << 4 | Int(value)
      guard remaining <= limits.bodyBytes - bodyCount else {
        throw RequestRefusal(.contentTooLarge, "The content is too long.")
      }
      place = .size(digits: digits + 1)
      return
    }
    guard digits > 0 else { throw .malformed("A chunk has no size.") }
    switch byte {
    case Ascii.carriageReturn: place = .sizeLineFeed
    case Ascii.semicolon: place = .chunkExtension
    case Ascii.space, Ascii.tab: place = .spaceBeforeExtension
    default: throw .malformed("A chunk size is not a hexadecimal number.")
    }
  }

  private mutating func extensionStep(_ byte: UInt8, _ limits: HTTPLimits) throws(RequestRefusal) {
    extensionBytes += 1
    guard extensionBytes <= limits.chunkExtensionBytes else {
      throw .malformed("The chunk extensions are too long.")
    }
    if case .spaceBeforeExtension = place {
      // White space is only allowed before an extension, not instead of one (RFC 9112 section 7.1.1).
      if byte == Ascii.semicolon { place = .chunkExtension }
      guard byte == Ascii.semicolon || byte == Ascii.space || byte == Ascii.tab else {
        throw .malformed("A chunk size is followed by white space alone.")
      }
    } else if byte == Ascii.carriageReturn {
      place = .sizeLineFeed
    } else if !ByteClass.of(byte).contains(.fieldValue) {
      throw .malformed("A chunk extension holds a forbidden character.")
    }
  }

  private mutating func trailerStep(_ byte: UInt8, _ limits: HTTPLimits) throws(RequestRefusal) {
    if case .trailerStart = place, byte == Ascii.carriageReturn {
      place = .lastLineFeed
      return
    }
    trailerBytes += 1
    guard trailerBytes <= limits.trailerBytes else {
      throw RequestRefusal(.requestHeaderFieldsTooLarge, "The trailer section is too long.")
    }
    if case .trailerValue = place {
      if byte == Ascii.carriageReturn { place = .trailerLineFeed; return }
      if ByteClass.of(byte).contains(.fieldValue) { return }
    } else if ByteClass.of(byte).contains(.token) {
      place = .trailerName
      return
    } else if case .trailerName = place, byte == Ascii.colon {
      place = .trailerValue
      return
    }
    throw .malformed("A trailer field is malformed.")
  }

  private func expect(_ byte: UInt8, _ expected: UInt8) throws(RequestRefusal) {
    guard byte == expected else { throw .malformed("A chunk does not end where its size says.") }
  }
}
