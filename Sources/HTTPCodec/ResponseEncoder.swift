public import HTTPMessages
internal import HTTPTypes

/// How an answer's content ends.
public enum ResponseFraming: Equatable, Sendable {
  /// The status allows no content: 1xx, 204, 304 (RFC 9110 section 6.4.1).
  case noContent
  /// After so many bytes.
  case length(Int)
  /// After the last chunk.
  case chunked
  /// When the connection ends: a stream for a client of HTTP/1.0.
  case untilClose

  /// The framing of an answer. It is the same for HEAD, whose answer has the fields but no content.
  public init(_ response: Response, isHTTP11: Bool) {
    guard ResponseFraming.allowsContent(response) else {
      self = .noContent
      return
    }
    switch response.body {
    case .none, .webSocket, .deferred: self = .length(0)
    case .bytes(let bytes): self.init(response, contentCount: bytes.count, isHTTP11: isHTTP11)
    case .stream: self = isHTTP11 ? .chunked : .untilClose
    }
  }

  /// The framing of an answer whose content is known, for who has it at hand.
  public init(_ response: Response, contentCount: Int, isHTTP11: Bool) {
    guard ResponseFraming.allowsContent(response) else {
      self = .noContent
      return
    }
    self = response.prefersChunked && isHTTP11 ? .chunked : .length(contentCount)
  }

  private static func allowsContent(_ response: Response) -> Bool {
    let code = response.status.code
    return code >= 200 && code != 204 && code != 304
  }
}

/// What an answer says about the connection's future.
public enum Persistence: Sendable {
  /// Nothing: HTTP/1.1 goes on by itself.
  case implied
  /// `Connection: keep-alive`, for a client of HTTP/1.0 that asked for it.
  case keepAlive
  /// `Connection: close`.
  case close
}

/// Writes answers (RFC 9112 section 4) into a byte buffer.
public enum ResponseEncoder {
  /// Appends the head of an answer with its empty line. `date` is the value of `Date`, as of ``HTTPDate``.
  public static func appendHead(
    _ response: Response, framing: ResponseFraming, persistence: Persistence, date: [UInt8],
    to output: inout [UInt8]
  ) {
    appendStatusLine(response.status, to: &output)
    output.append(text: "Date: ")
    output += date
    output.append(text: "\r\n")
    output += response.preset.bytes
    if !response.fields.bytes.isEmpty { output += response.fields.bytes }
    switch framing {
    case .noContent, .untilClose: break
    case .chunked: output.append(text: "Transfer-Encoding: chunked\r\n")
    case .length(let length):
      output.append(text: "Content-Length: ")
      appendDecimal(length, to: &output)
      output.append(text: "\r\n")
    }
    switch persistence {
    case .implied: break
    case .keepAlive: output.append(text: "Connection: keep-alive\r\n")
    case .close: output.append(text: "Connection: close\r\n")
    }
    output.append(text: "\r\n")
  }

  /// Appends all of a known content as chunks (one, and the last).
  public static func appendChunked(_ content: [UInt8], to output: inout [UInt8]) {
    if !content.isEmpty {
      appendHexadecimal(content.count, to: &output)
      output.append(text: "\r\n")
      output += content
      output.append(text: "\r\n")
    }
    output.append(text: "0\r\n\r\n")
  }

  /// The interim answer to `Expect: 100-continue`.
  public static let continueResponse = Array("HTTP/1.1 100 Continue\r\n\r\n".utf8)

  static func appendStatusLine(_ status: HTTPResponse.Status, to output: inout [UInt8]) {
    let code = status.code
    if code == 200 {
      // Nearly all answers; the other way makes a text of the reason.
      output.append(text: "HTTP/1.1 200 OK\r\n")
      return
    }
    output.append(text: "HTTP/1.1 ")
    output.append(0x30 + UInt8(code / 100))
    output.append(0x30 + UInt8(code / 10 % 10))
    output.append(0x30 + UInt8(code % 10))
    output.append(Ascii.space)
    output += status.reasonPhrase.utf8
    output.append(text: "\r\n")
  }

  static func appendDecimal(_ number: Int, to output: inout [UInt8]) {
    if number >= 10 { appendDecimal(number / 10, to: &output) }
    output.append(0x30 + UInt8(number % 10))
  }

  static func appendHexadecimal(_ number: Int, to output: inout [UInt8]) {
    if number >= 16 { appendHexadecimal(number / 16, to: &output) }
    let digit = UInt8(number % 16)
    output.append(digit < 10 ? 0x30 + digit : 0x61 + digit - 10)
  }
}

/// A chunk made in place: room for its size stands before the content, so that nothing is copied when the content's
/// length is known at last.
public enum ChunkFrame {
  /// The room: eight hexadecimal digits and CRLF.
  static let room = 10

  /// Makes room for the size; the content is to be appended then.
  public static func open(_ buffer: inout [UInt8]) {
    buffer.append(contentsOf: repeatElement(0x30, count: room))
  }

  /// Completes the chunk, and after the last piece the body. The frame begins at the index answered; a piece without
  /// content has no chunk, because an empty chunk would end the body.
  public static func close(_ buffer: inout [UInt8], isLast: Bool) -> Int {
    var start = room
    let count = buffer.count - room
    if count > 0 {
      var size: [UInt8] = []
      ResponseEncoder.appendHexadecimal(count, to: &size)
      size.append(text: "\r\n")
      start = room - size.count
      for (offset, byte) in size.enumerated() { buffer[start + offset] = byte }
      buffer.append(text: "\r\n")
    }
    if isLast { buffer.append(text: "0\r\n\r\n") }
    return start
  }
}

extension [UInt8] {
  /// Appends a literal without making a string of it.
  @inline(__always)
  mutating func append(text: StaticString) {
    append(contentsOf: UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
  }
}
