public import HTTPMessages
internal import HTTPTypes

/// A request and what it means for its connection.
public struct DecodedRequest: Sendable {
  /// The request.
  public var request: Request
  /// Whether another request may follow (RFC 9112 section 9.3).
  public var keepsAlive: Bool
}

/// Bytes of a connection in, requests out (RFC 9112); no I/O, no clock. After a refusal it must not be used again.
public struct RequestDecoder {
  /// What some bytes came to.
  public enum Outcome: Sendable {
    /// All bytes are taken and more are needed.
    case incomplete
    /// The client waits for `100 Continue` before it sends the content; go on decoding after having answered that.
    case continueExpected
    /// A whole request; bytes may be left.
    case request(DecodedRequest)
    /// Not a request, or not one that is served here.
    case refused(RequestRefusal)
  }

  /// How far the current request has come, for deadlines.
  public enum Stage: Sendable {
    /// Nothing of a request has come.
    case idle
    /// Some of its head.
    case head
    /// Its head, and not all of its content.
    case body
  }

  private enum Place {
    case head(HeadScanner)
    case fixedBody(remaining: Int)
    case chunkedBody(ChunkedDecoder)
  }

  private let limits: HTTPLimits
  private let connection: ConnectionInfo
  private var place = Place.head(HeadScanner())
  /// The head so far, where it did not come at once.
  private var partialHead: [UInt8] = []
  private var head: RequestHead?
  private var body: [UInt8] = []

  /// A decoder at the start of a connection.
  public init(limits: HTTPLimits, connection: ConnectionInfo) {
    self.limits = limits
    self.connection = connection
  }

  /// How far the current request has come.
  public var stage: Stage {
    if head != nil { return .body }
    return partialHead.isEmpty ? .idle : .head
  }

  /// Takes bytes from `index` on and moves it behind those that belong to the outcome.
  public mutating func decode(_ bytes: UnsafeRawBufferPointer, from index: inout Int) -> Outcome {
    do throws(RequestRefusal) {
      if head == nil {
        guard try decodeHead(bytes, &index) else { return .incomplete }
        if head?.expectsContinue == true, hasBodyToCome, index == bytes.count {
          return .continueExpected
        }
      }
      return try decodeBody(bytes, &index) ? .request(finish()) : .incomplete
    } catch {
      // What was refused at once is kept, as far as ``isHead`` looks.
      if head == nil && partialHead.isEmpty { partialHead = Array(bytes[index...].prefix(64)) }
      return .refused(error)
    }
  }

  /// Whether the request that is being read, or was refused, is a HEAD, whose answer has no content (RFC 9110
  /// section 9.3.2).
  public var isHead: Bool {
    if let head { return head.method == .head }
    let start = partialHead.drop { $0 == Ascii.carriageReturn || $0 == Ascii.lineFeed }
    return start.starts(with: "HEAD ".utf8)
  }

  private var hasBodyToCome: Bool {
    if case .fixedBody(remaining: 0) = place { return false }
    return true
  }

  /// Takes the bytes of the head; true when it is complete.
  private mutating func decodeHead(_ bytes: UnsafeRawBufferPointer, _ index: inout Int) throws(RequestRefusal)
    -> Bool
  {
    guard case .head(var scanner) = place, index < bytes.count else { return false }
    let known = partialHead.count
    let result: HeadScanner.Result
    if known == 0 {
      result = scanner.scan(UnsafeRawBufferPointer(rebasing: bytes[index...]), limits)
    } else {
      let room = max(1, limits.headBytes + 1 - known)
      partialHead.append(contentsOf: bytes[index..<min(bytes.count, index + room)])
      result = partialHead.withUnsafeBytes { scanner.scan($0, limits) }
    }
    switch result {
    case .refused(let refusal): throw refusal
    case .incomplete:
      if known == 0 { partialHead = Array(bytes[index...]) }
      index = bytes.count
      place = .head(scanner)
      return false
    case .end(let end):
      let start = scanner.requestLineStart
      let headBytes =
        known == 0 ? Array(bytes[(index + start)..<(index + end)]) : Array(partialHead[start..<end])
      let head = try HeadParser.parse(headBytes, limits)
      // RFC 9110 section 7.4: a resource of https is not served over a connection without TLS.
      if head.target.isHTTPS && !connection.isSecure {
        throw RequestRefusal(.misdirectedRequest, "A target of https came without TLS.")
      }
      index += end - known
      partialHead = []
      try begin(head)
      return true
    }
  }

  private mutating func begin(_ head: RequestHead) throws(RequestRefusal) {
    switch head.framing {
    case .chunked: place = .chunkedBody(ChunkedDecoder())
    case .length(let length):
      // What a client announces is not yet worth memory; the array grows as bytes come.
      if length > 0 { body.reserveCapacity(min(length, 16 * 1024)) }
      place = .fixedBody(remaining: length)
    }
    self.head = head
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
    }
  }

  private mutating func finish() -> DecodedRequest {
    guard let head else { preconditionFailure("A request has a head") }
    var connection = connection
    connection.targetAuthority = head.target.authority
    let request = Request(
      method: head.method, path: head.target.path, query: head.fields.bytes[head.target.query],
      isHTTP11: head.isHTTP11, fields: head.fields, body: body, connection: connection)
    body = []
    self.head = nil
    place = .head(HeadScanner())
    return DecodedRequest(request: request, keepsAlive: head.keepsAlive)
  }
}
