public import HTTPTypes

/// What a responder answers. The server adds `Date`, the framing fields and, where the connection ends,
/// `Connection: close`; for HEAD it sends everything but the content.
public struct Response: Sendable {
  /// The status (RFC 9110 section 15).
  public var status: HTTPResponse.Status
  /// Serialised header lines, each ending in CRLF, shared between answers: no allocation per field.
  public var preset: FieldBlock
  /// Serialised header lines of this answer alone.
  public var fields: FieldBlock
  /// The content.
  public var body: Body
  /// Where set, the answer leaves only when the gate opens: what it acknowledges is then durable.
  public var gate: (any Gate)?
  /// Whether the server closes the connection after this answer, whatever the client wished.
  public var closesConnection: Bool
  /// Whether a body of known length is sent in chunks all the same, as the appliance does for its XML.
  public var prefersChunked: Bool

  /// An answer with all its parts.
  public init(
    status: HTTPResponse.Status, preset: FieldBlock = .empty, fields: FieldBlock = .empty, body: Body = .none,
    gate: (any Gate)? = nil, closesConnection: Bool = false, prefersChunked: Bool = false
  ) {
    self.status = status
    self.preset = preset
    self.fields = fields
    self.body = body
    self.gate = gate
    self.closesConnection = closesConnection
    self.prefersChunked = prefersChunked
  }

  /// The content of an answer.
  public enum Body: Sendable {
    /// No content (`Content-Length: 0` where the status allows content).
    case none
    /// All of it at once.
    case bytes([UInt8])
    /// Piece by piece, made off the loop and only as fast as the client reads; always chunked (until close for 1.0).
    case stream(any BodySource)
    /// The whole answer is made off the loop, because making it may block: what it makes takes the place of the
    /// response that carried it, head and all.
    case deferred(any DeferredResponse)
    /// The connection leaves HTTP: status 101 and the WebSocket handshake (RFC 6455 section 4.2.2).
    case webSocket(WebSocketUpgrade)
  }
}

/// Header lines, already serialised as `Name: value` CRLF. Values come from our own code, never raw from a peer:
/// a CR or LF in one is a bug and stops the process in ``append(_:_:)``.
public struct FieldBlock: Sendable {
  /// The serialised lines.
  public private(set) var bytes: [UInt8] = []

  /// No lines.
  public static let empty = FieldBlock()

  /// No lines yet.
  public init() {}

  /// Lines made from pairs of name and value.
  public init(_ pairs: KeyValuePairs<String, String>) {
    for (name, value) in pairs { append(name, value) }
  }

  /// Adds one line.
  public mutating func append(_ name: String, _ value: String) {
    precondition(
      !value.utf8.contains { $0 == 0x0D || $0 == 0x0A || $0 == 0 },
      "A header value must not hold a line break")
    bytes += name.utf8
    bytes += [0x3A, 0x20]
    bytes += value.utf8
    bytes += [0x0D, 0x0A]
  }
}

/// Something that opens once, from any thread: the answer that waits for it leaves then.
public protocol Gate: Sendable {
  /// Calls `action` once when the gate is open: at once, on this thread, where it is open already.
  /// `action` says whether what was waited for succeeded.
  func whenOpen(_ action: @escaping @Sendable (_ succeeded: Bool) -> Void)
}

/// Makes an answer that cannot be made without blocking: its status, content type or form depends on something that
/// is only known on a worker thread, such as whether a file exists. Where only the content blocks, use ``BodySource``.
public protocol DeferredResponse: Sendable {
  /// The answer to send: of the response that carried it nothing is used. The server calls this once, on a worker
  /// thread, keeps the order of pipelined answers, and drops the answer where the client has gone meanwhile.
  /// What is made must not be deferred again; its body may be a stream.
  func makeResponse() -> Response
}

/// Makes a body piece by piece. The server calls ``next(into:limit:)`` on a worker thread, one call at a time, and
/// only while the client keeps reading; it drops the source when the body has ended or the client has gone.
public protocol BodySource: AnyObject, Sendable {
  /// Appends the next piece, of about `limit` bytes at most, and says whether more may follow.
  /// On an error the connection is cut without the last chunk, so that the client sees a broken body.
  func next(into buffer: inout [UInt8], limit: Int) throws -> Bool
}

/// Answers requests. Called on an event loop: it must not block, beyond short critical sections.
public protocol Responder: Sendable {
  /// The answer to a complete request.
  func respond(to request: Request) -> Response

  /// The answer to a request that the server refuses before anybody is asked, in the form in which the responder says
  /// that something is wrong; a sentence in plain text where it has none of its own.
  func refuse(_ status: HTTPResponse.Status, _ sentence: String) -> Response
}

extension Responder {
  /// The sentence as plain text.
  public func refuse(_ status: HTTPResponse.Status, _ sentence: String) -> Response {
    Response(
      status: status, fields: FieldBlock(["Content-Type": "text/plain; charset=utf-8"]),
      body: .bytes(Array((sentence + "\n").utf8)))
  }
}
