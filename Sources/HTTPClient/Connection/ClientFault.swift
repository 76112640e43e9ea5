/// Why something that a client wanted did not come about.
public struct ClientFault: Error, Sendable, CustomStringConvertible {
  /// The kinds that callers treat differently.
  public enum Kind: Sendable, Equatable {
    /// The name leads nowhere.
    case unresolved
    /// Nobody can be reached there.
    case unreachable
    /// The server's certificate is not believed.
    case untrusted
    /// A deadline has passed.
    case late
    /// The connection has broken, or ended where it should not.
    case broken
    /// The server does not speak as it should.
    case nonsense
    /// The server said no.
    case refused
  }

  /// What kind of fault it is.
  public var kind: Kind
  /// One sentence, with the place.
  public var description: String

  /// A fault with its sentence.
  public init(_ kind: Kind, _ description: String) {
    self.kind = kind
    self.description = description
  }
}

/// The bounds of a client.
public struct ClientLimits: Sendable {
  /// For finding the addresses of a name, in real seconds; then the connection fails.
  public var resolveSeconds = 10.0
  /// For connecting to one address, in real seconds; then the next one is tried.
  public var connectSeconds = 5.0
  /// How many addresses of a name are tried; the others are not.
  public var addresses = 8
  /// For the TLS handshake, in real seconds; then the connection fails.
  public var handshakeSeconds = 10.0
  /// From a request to the end of its response, in real seconds; then the connection is cut.
  public var responseSeconds = 30.0
  /// For the server's Close after ours (RFC 6455 section 7.1.1), in real seconds; then the connection is cut.
  public var closeSeconds = 2.0
  /// How many bytes may wait to be written on a connection; past it the connection is cut.
  public var pendingBytes = 4 * 1024 * 1024
  /// The longest WebSocket message in bytes; a longer one ends the connection with status 1009.
  public var messageBytes = 16 * 1024 * 1024
  /// The longest line of a stream in bytes, over all its messages; a longer one ends the subscription.
  public var lineBytes = 64 * 1024 * 1024
  /// The greatest content of a response in bytes; a greater one is a fault.
  public var bodyBytes = 64 * 1024 * 1024

  /// The defaults, far beyond what an appliance sends.
  public init() {}
}
