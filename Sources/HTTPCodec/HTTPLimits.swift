/// How much a peer may send. What happens past each limit stands at it; the connection ends then.
///
/// The statuses are a server's answers. Of a response there is nobody to answer: past a limit it is a fault.
public struct HTTPLimits: Sendable {
  /// The request line and all fields, with their line ends, in bytes; past it 431.
  public var headBytes = 16 * 1024
  /// The request target, in bytes; past it 414.
  public var targetBytes = 8 * 1024
  /// The method, in bytes; past it 501, as for any method that nobody implements (RFC 9112 section 3).
  public var methodBytes = 32
  /// Field lines of a message; past it 431.
  public var fieldCount = 100
  /// Empty lines before a request line, which RFC 9112 section 2.2 asks to ignore; past it 400.
  public var leadingEmptyLines = 4
  /// The content, without its transfer coding, in bytes; past it 413, before it is read where its length is known.
  public var bodyBytes = 1024 * 1024
  /// The chunk extensions of a request together, in bytes; past it 400 (RFC 9112 section 7.1.1).
  public var chunkExtensionBytes = 4 * 1024
  /// The trailer fields of a request together, in bytes; past it 431. They are dropped.
  public var trailerBytes = 8 * 1024

  /// Interim responses (1xx, RFC 9110 section 15.2) before the one that counts; past it the response is a fault.
  public var interimResponses = 16

  /// The limits that the server has if nobody says otherwise.
  public init() {}
}
