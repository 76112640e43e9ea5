internal import Glibc
internal import HTTPTypes

/// Finds the end of a head, line by line, and never looks at a byte twice however slowly the bytes come.
///
/// Line ends are strictly CRLF: RFC 9112 section 2.2 lets a recipient take a bare LF, and the recipients that disagree
/// about it are how requests are smuggled.
struct HeadScanner {
  /// Where the request line starts, after empty lines.
  private(set) var requestLineStart = 0
  private var scanned = 0
  private var lineStart = 0
  private var emptyLines = 0
  private var isInRequestLine = true

  enum Result {
    case incomplete
    /// The head ends before this index.
    case end(Int)
    case refused(RequestRefusal)
  }

  /// Goes on with the bytes of the head so far, which begin where they began before.
  mutating func scan(_ bytes: UnsafeRawBufferPointer, _ limits: HTTPLimits) -> Result {
    while true {
      if isInRequestLine, lineStart < bytes.count, !mayBeginRequest(bytes[lineStart]) {
        return .refused(.malformed("The request does not begin with a method."))
      }
      guard let lineEnd = nextLineFeed(bytes) else {
        scanned = bytes.count
        if isInRequestLine, let problem = requestLineProblem(bytes, end: bytes.count, limits) {
          return .refused(problem)
        }
        return bytes.count >= limits.headBytes ? .refused(tooLarge) : .incomplete
      }
      if isInRequestLine, let problem = requestLineProblem(bytes, end: lineEnd, limits) {
        return .refused(problem)
      }
      if lineEnd >= limits.headBytes { return .refused(tooLarge) }
      guard lineEnd > lineStart, bytes[lineEnd - 1] == Ascii.carriageReturn else {
        return .refused(.malformed("A line of the head ends without a carriage return."))
      }
      let isEmpty = lineEnd - 1 == lineStart
      scanned = lineEnd + 1
      lineStart = scanned
      if isEmpty && !isInRequestLine { return .end(scanned) }
      if isEmpty {
        emptyLines += 1
        requestLineStart = scanned
        if emptyLines > limits.leadingEmptyLines {
          return .refused(.malformed("Too many empty lines stand before the request."))
        }
      } else if isInRequestLine {
        guard HeadScanner.namesVersion(bytes, lineEnd: lineEnd - 1) else {
          return .refused(.malformed("The request line does not end with an HTTP version."))
        }
        isInRequestLine = false
      }
    }
  }

  /// Whether a request line may end with a version; the parser reads which. Who speaks HTTP/0.9 sends nothing behind
  /// its line, and would wait for the end of a head that never comes.
  private static func namesVersion(_ bytes: UnsafeRawBufferPointer, lineEnd: Int) -> Bool {
    lineEnd >= 8 && matches(UnsafeRawBufferPointer(rebasing: bytes[(lineEnd - 8)..<(lineEnd - 3)]), "HTTP/")
  }

  private var tooLarge: RequestRefusal {
    RequestRefusal(.requestHeaderFieldsTooLarge, "The header section is too long.")
  }

  private func mayBeginRequest(_ byte: UInt8) -> Bool {
    byte == Ascii.carriageReturn || byte == Ascii.lineFeed || ByteClass.of(byte).contains(.token)
  }

  private func nextLineFeed(_ bytes: UnsafeRawBufferPointer) -> Int? {
    guard scanned < bytes.count, let base = bytes.baseAddress,
      let found = memchr(base + scanned, Int32(Ascii.lineFeed), bytes.count - scanned)
    else { return nil }
    return UnsafeRawPointer(found) - base
  }

  /// What is wrong with the length of a request line, whether it is all there or not.
  private func requestLineProblem(_ bytes: UnsafeRawBufferPointer, end: Int, _ limits: HTTPLimits)
    -> RequestRefusal?
  {
    let methodEnd = min(end, lineStart + limits.methodBytes + 1)
    guard let space = bytes[lineStart..<methodEnd].firstIndex(of: Ascii.space) else {
      guard methodEnd - lineStart > limits.methodBytes else { return nil }
      return RequestRefusal(.notImplemented, "The method is too long to be one.")
    }
    // After the target come " HTTP/1.1" and the carriage return.
    guard end - (space + 1) > limits.targetBytes + 10 else { return nil }
    return RequestRefusal(.uriTooLong, "The request target is too long.")
  }
}
