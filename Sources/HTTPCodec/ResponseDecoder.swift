public import HTTPMessages
internal import HTTPTypes

/// A response and what it means for its connection.
public struct DecodedResponse: Sendable {
  /// The status code, 100 to 999.
  public var status: Int
  /// The header fields, trailers not included.
  public var fields: FieldLines
  /// The content, already free of its transfer coding.
  public var body: [UInt8]
  /// Whether another request may follow (RFC 9112 section 9.3).
  public var keepsAlive: Bool
}

/// Why a response cannot be believed. The connection ends then: where the next one would begin is unknown.
public struct ResponseFault: Error, Equatable, Sendable {
  /// The reason, a sentence.
  public var reason: String
}

/// Bytes of a connection in, responses out (RFC 9112); no I/O, no clock. After a fault it must not be used again.
///
/// Interim responses are passed over. Where the fields contradict each other about the end of the content, the response
/// is a fault and not repaired.
public struct ResponseDecoder {
  /// What some bytes came to.
  public enum Outcome: Sendable {
    /// All bytes are taken and more are needed.
    case incomplete
    /// A whole response; bytes may be left.
    case response(DecodedResponse)
    /// Not a response, or one that nobody can tell the end of.
    case refused(ResponseFault)
  }

  /// What was asked, because that decides whether a response has content (RFC 9112 section 6.3).
  public enum Question: Sendable {
    /// Any request but the following.
    case usual
    /// HEAD, whose response has no content.
    case head
    /// A request to leave HTTP. After 101 all further bytes belong to the other protocol.
    case upgrade
  }

  private enum Place {
    case head(ResponseHeadScanner)
    case fixedBody(remaining: Int)
    case chunkedBody(ChunkedDecoder)
    case untilEnd
  }

  private let limits: HTTPLimits
  private var question = Question.usual
  private var place = Place.head(ResponseHeadScanner())
  /// The head so far, where it did not come at once.
  private var partialHead: [UInt8] = []
  private var head: ResponseHead?
  private var body: [UInt8] = []
  private var interimCount = 0

  /// A decoder at the start of a connection.
  public init(limits: HTTPLimits) { self.limits = limits }

  /// Says what the next response answers.
  public mutating func expect(_ question: Question) { self.question = question }

  /// Takes bytes from `index` on and moves it behind those that belong to the outcome.
  public mutating func decode(_ bytes: UnsafeRawBufferPointer, from index: inout Int) -> Outcome {
    do throws(RequestRefusal) {
      while head == nil {
        guard try decodeHead(bytes, &index) else { return .incomplete }
      }
      return try decodeBody(bytes, &index) ? .response(finish()) : .incomplete
    } catch { return .refused(ResponseFault(reason: error.reason)) }
  }

  /// The connection has ended: content without another end ends so. Incomplete where nothing of a response had come.
  public mutating func end() -> Outcome {
    if case .untilEnd = place { return .response(finish()) }
    if head == nil && partialHead.isEmpty { return .incomplete }
    return .refused(ResponseFault(reason: "The connection ended inside a response."))
  }

  /// Takes the bytes of a head; true when it is complete.
  private mutating func decodeHead(_ bytes: UnsafeRawBufferPointer, _ index: inout Int) throws(RequestRefusal)
    -> Bool
  {
    guard case .head(var scanner) = place, index < bytes.count else { return false }
    let known = partialHead.count
    let end: Int?
    if known == 0 {
      end = try scanner.scan(UnsafeRawBufferPointer(rebasing: bytes[index...]), limits)
    } else {
      let room = max(1, limits.headBytes + 1 - known)
      partialHead.append(contentsOf: bytes[index..<min(bytes.count, index + room)])
      let limits = limits
      let result: Result<Int?, RequestRefusal> = partialHead.withUnsafeBytes { bytes in
        do throws(RequestRefusal) { return .success(try scanner.scan(bytes, limits)) } catch {
          return .failure(error)
        }
      }
      end = try result.get()
    }
    guard let end else {
      if known == 0 { partialHead = Array(bytes[index...]) }
      index = bytes.count
      place = .head(scanner)
      return false
    }
    let headBytes = known == 0 ? Array(bytes[index..<(index + end)]) : Array(partialHead[..<end])
    index += end - known
    partialHead = []
    try begin(HeadParser.parseResponse(headBytes, limits))
    return true
  }

  private mutating func begin(_ head: ResponseHead) throws(RequestRefusal) {
    let isSwitch = head.status == 101
    if isSwitch && question != .upgrade {
      throw .malformed("The server leaves HTTP without having been asked.")
    }
    if head.status < 200 && !isSwitch {
      interimCount += 1
      guard interimCount <= limits.interimResponses else {
        throw .malformed("Too many interim responses came.")
      }
      place = .head(ResponseHeadScanner())
      return
    }
    self.head = head
    if isSwitch || head.status == 204 || head.status == 304 || question == .head {
      place = .fixedBody(remaining: 0)
    } else if !head.framing.areGiven {
      place = .untilEnd
    } else {
      switch try head.framing.bodyFraming(isHTTP11: head.isHTTP11, limits) {
      case .chunked: place = .chunkedBody(ChunkedDecoder())
      case .length(let length):
        // What a server announces is not yet worth memory; the array grows as bytes come.
        if length > 0 { body.reserveCapacity(min(length, 64 * 1024)) }
        place = .fixedBody(remaining: length)
      }
    }
  }

  private mutating func decodeBody(_ bytes: UnsafeRawBufferPointer, _ index: inout Int) throws(RequestRefusal)
    -> Bool
  {
    switch place {
    case .head: preconditionFailure("A body follows a head")
    case .fixedBody(let remaining):
      let count = min(remaining, bytes.count - index)
      if count > 0 { body.append(contentsOf: bytes[index..<(index + count)]) }
      index += count
      place = .fixedBody(remaining: remaining - count)
      return count == remaining
    case .chunkedBody(var decoder):
      let isComplete = try decoder.decode(bytes, &index, into: &body, limits)
      place = .chunkedBody(decoder)
      return isComplete
    case .untilEnd:
      guard bytes.count - index <= limits.bodyBytes - body.count else {
        throw RequestRefusal(.contentTooLarge, "The content is too long.")
      }
      body.append(contentsOf: bytes[index...])
      index = bytes.count
      return false
    }
  }

  private mutating func finish() -> DecodedResponse {
    guard let head else { preconditionFailure("A response has a head") }
    let isUntilEnd = if case .untilEnd = place { true } else { false }
    let response = DecodedResponse(
      status: head.status, fields: head.fields, body: body,
      keepsAlive: !isUntilEnd && head.status != 101 && head.framing.keepsAlive(isHTTP11: head.isHTTP11))
    body = []
    self.head = nil
    interimCount = 0
    question = .usual
    place = .head(ResponseHeadScanner())
    return response
  }
}
