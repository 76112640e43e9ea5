/// How much a client may send. What happens past each limit stands at it; the connection ends then.
public struct HTTPLimits: Sendable {
  /// The request line and all fields, with their line ends, in bytes; past it 431.
  public var headBytes = 16 * 1024
  /// The request target, in bytes; past it 414.
  public var targetBytes = 8 * 1024
  /// The method, in bytes; past it 501, as for any method that nobody implements (RFC 9112 section 3).
  public var methodBytes = 32
  /// Field lines of a request; past it 431.
  public var fieldCount = 100
  /// Empty lines before a request line, which RFC 9112 section 2.2 asks to ignore; past it 400.
  public var leadingEmptyLines = 4
  /// The content, without its transfer coding, in bytes; past it 413, before it is read where its length is known.
  public var bodyBytes = 1024 * 1024
  /// The chunk extensions of a request together, in bytes; past it 400 (RFC 9112 section 7.1.1).
  public var chunkExtensionBytes = 4 * 1024
  /// The trailer fields of a request together, in bytes; past it 431. They are dropped.
  public var trailerBytes = 8 * 1024

  /// The limits that the server has if nobody says otherwise.
  public init() {}
}
