/// What came from the peer, whole and checked.
public enum WebSocketEvent: Equatable, Sendable {
  /// A text message; the bytes are valid UTF-8 (RFC 6455 section 5.6).
  case text([UInt8])
  /// A binary message.
  case binary([UInt8])
  /// A ping; the pong must carry the same bytes (RFC 6455 section 5.5.3).
  case ping([UInt8])
  /// A pong, asked for or not.
  case pong([UInt8])
  /// A Close frame; `code` is nil where the frame had no status. What follows it is ignored.
  case close(code: UInt16?, reason: String)
}

extension WebSocketDecoder {
  /// Whose frames are read.
  public enum Peer: Sendable {
    /// A client's, which are masked.
    case client
    /// A server's, which must not be (RFC 6455 section 5.1).
    case server
  }
}
