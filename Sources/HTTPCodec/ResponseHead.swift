internal import Glibc
internal import HTTPMessages
internal import HTTPTypes

/// A response without its content.
struct ResponseHead {
  var status: Int
  var isHTTP11: Bool
  var fields: FieldLines
  var framing: FramingFields
}

/// Finds the end of a response's head and never looks at a byte twice, as strict as ``HeadScanner`` about line ends.
struct ResponseHeadScanner {
  private var scanned = 0
  private var lineStart = 0

  /// Goes on with the bytes of the head so far, which begin where they began before; answers where the head ends, nil
  /// while it has not.
  mutating func scan(_ bytes: UnsafeRawBufferPointer, _ limits: HTTPLimits) throws(RequestRefusal) -> Int? {
    // At once, not at the end of a line that may never come: this is how a peer of another protocol is told.
    for (byte, expected) in zip(bytes, "HTTP/".utf8) where byte != expected {
      throw .malformed("The answer is not HTTP/1.1.")
    }
    while let lineEnd = nextLineFeed(bytes) {
      if lineEnd >= limits.headBytes { throw tooLarge }
      guard lineEnd > lineStart, bytes[lineEnd - 1] == Ascii.carriageReturn else {
        throw .malformed("A line of the head ends without a carriage return.")
      }
      let isEmpty = lineEnd - 1 == lineStart
      scanned = lineEnd + 1
      lineStart = scanned
      if isEmpty { return scanned }
    }
    scanned = bytes.count
    if bytes.count >= limits.headBytes { throw tooLarge }
    return nil
  }

  private var tooLarge: RequestRefusal {
    RequestRefusal(.requestHeaderFieldsTooLarge, "The header section is too long.")
  }

  private func nextLineFeed(_ bytes: UnsafeRawBufferPointer) -> Int? {
    guard scanned < bytes.count, let base = bytes.baseAddress,
      let found = memchr(base + scanned, Int32(Ascii.lineFeed), bytes.count - scanned)
    else { return nil }
    return UnsafeRawPointer(found) - base
  }
}

extension HeadParser {
  /// Reads the head of a response, which ends with an empty line (RFC 9112 sections 4 and 5).
  static func parseResponse(_ head: [UInt8], _ limits: HTTPLimits) throws(RequestRefusal) -> ResponseHead {
    let result: Result<ResponseHead, RequestRefusal> = head.withUnsafeBytes { bytes in
      var parser = HeadParser(bytes: bytes, limits: limits)
      do throws(RequestRefusal) {
        let (status, isHTTP11) = try parser.readStatusLine()
        let fields = try parser.readFields(of: head)
        return .success(
          ResponseHead(status: status, isHTTP11: isHTTP11, fields: fields, framing: parser.framing))
      } catch { return .failure(error) }
    }
    return try result.get()
  }

  /// `HTTP/1.1 200 OK`. The reason means nothing (RFC 9112 section 4), and some servers leave out the space before it.
  private mutating func readStatusLine() throws(RequestRefusal) -> (status: Int, isHTTP11: Bool) {
    let start = index
    while bytes[index] != Ascii.lineFeed { index += 1 }
    let line = UnsafeRawBufferPointer(rebasing: bytes[start..<(index - 1)])
    index += 1
    guard line.count >= 12, matches(UnsafeRawBufferPointer(rebasing: line[..<7]), "HTTP/1."),
      ByteClass.of(line[7]).contains(.digit), line[8] == Ascii.space,
      line[9...11].allSatisfy({ ByteClass.of($0).contains(.digit) }),
      line.count == 12 || line[12] == Ascii.space,
      line[12...].allSatisfy({ ByteClass.of($0).contains(.fieldValue) })
    else { throw .malformed("The status line is malformed.") }
    let status = line[9...11].reduce(0) { $0 * 10 + Int($1 - 0x30) }
    guard status >= 100 else { throw .malformed("The status line is malformed.") }
    return (status, line[7] != UInt8(ascii: "0"))
  }
}
