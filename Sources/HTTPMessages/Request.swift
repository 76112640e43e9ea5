public import HTTPTypes

/// A complete request, as the codec read it: head and buffered body. A class, because everybody on its way holds it
/// and a copy would count each of its parts.
public final class Request: Sendable {
  /// The method (RFC 9110 section 9).
  public let method: HTTPRequest.Method
  /// The path, percent-decoded once (`%2F` too), without dot segments; always begins with `/`, but for `OPTIONS *`,
  /// where it is `*`.
  public let path: String
  /// The query's bytes without the `?`, still encoded; empty where there is none.
  public let query: ArraySlice<UInt8>
  /// Whether the client speaks HTTP/1.1 (false: 1.0).
  public let isHTTP11: Bool
  /// The header fields, trailers not included.
  public let fields: FieldLines
  /// The content, already free of its transfer coding; at most as long as the server's body limit.
  public let body: [UInt8]
  /// How the request came.
  public let connection: ConnectionInfo

  /// A request with all its parts.
  public init(
    method: HTTPRequest.Method, path: String, query: ArraySlice<UInt8> = [], isHTTP11: Bool = true,
    fields: FieldLines = .empty, body: [UInt8] = [], connection: ConnectionInfo = .init()
  ) {
    self.method = method
    self.path = path
    self.query = query
    self.isHTTP11 = isHTTP11
    self.fields = fields
    self.body = body
    self.connection = connection
  }

  /// The authority that the client asked: that of an absolute target, else the `Host` field; port included where
  /// the client gave one. The codec has checked its form (RFC 9112 section 3.2).
  public var authority: String? { connection.targetAuthority ?? fields.text("host") }
}

/// What a responder may know of the connection that a request came on.
public struct ConnectionInfo: Sendable {
  /// Whether it came over TLS.
  public var isSecure: Bool
  /// The index of the event loop that the connection lives on.
  public var loopIndex: Int
  /// The port that the client reached.
  public var localPort: Int
  /// The authority of an absolute-form target, where the request had one; it replaces `Host` (RFC 9112 section 3.2.2).
  public var targetAuthority: String?

  /// What is known of a connection.
  public init(isSecure: Bool = false, loopIndex: Int = 0, localPort: Int = 0, targetAuthority: String? = nil)
  {
    self.isSecure = isSecure
    self.loopIndex = loopIndex
    self.localPort = localPort
    self.targetAuthority = targetAuthority
  }
}
