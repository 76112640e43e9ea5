/// The four parameters of the extension permessage-deflate (RFC 7692 section 7.1).
///
/// Of an endpoint it is what the endpoint agrees to at most: a switch that is on is on for every client, and no window
/// becomes larger than its bits say. Of a connection it is what was agreed.
public struct PerMessageDeflate: Sendable, Equatable {
  /// `server_no_context_takeover`: each of our messages is compressed by itself, so that one may serve many peers.
  public var serverNoContextTakeover: Bool
  /// `client_no_context_takeover`: each of the peer's messages is compressed by itself, so that nothing of it is kept.
  public var clientNoContextTakeover: Bool
  /// `server_max_window_bits`: our messages look back over two to the power of so many bytes, 9 to 15. The RFC knows
  /// 8 as well, but zlib cannot compress so, and a client that asks for it goes without the extension.
  public var serverMaxWindowBits: Int
  /// `client_max_window_bits`: the same of the peer's messages, 8 to 15. A client that does not speak of it cannot be
  /// limited, and has 15.
  public var clientMaxWindowBits: Int

  /// The numbers of bits that we can compress with.
  public static let serverWindowBits = 9...15
  /// The numbers of bits that a peer may compress with.
  public static let clientWindowBits = 8...15

  /// All four parameters; what is not said is left open.
  public init(
    serverNoContextTakeover: Bool = false, clientNoContextTakeover: Bool = false,
    serverMaxWindowBits: Int = 15, clientMaxWindowBits: Int = 15
  ) {
    precondition(PerMessageDeflate.serverWindowBits.contains(serverMaxWindowBits), "zlib compresses so")
    precondition(PerMessageDeflate.clientWindowBits.contains(clientMaxWindowBits), "RFC 7692 allows so")
    self.serverNoContextTakeover = serverNoContextTakeover
    self.clientNoContextTakeover = clientNoContextTakeover
    self.serverMaxWindowBits = serverMaxWindowBits
    self.clientMaxWindowBits = clientMaxWindowBits
  }
}
