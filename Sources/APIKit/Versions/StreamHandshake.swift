import ApplianceDomain

/// The ways into the real-time stream (guides: "Protocol of the Real-Time State API", "Connection").
public struct StreamHandshake: Sendable {
  /// Whether a client that offers the subprotocol is served without a greeting (from 1.21.1).
  public let acceptsSubprotocol: Bool
  /// Whether `authenticate` accepts user name and password, besides a bearer token (until 1.16.0).
  public let acceptsPassword: Bool

  /// Up to 18.1 a client greets with `NS01`; the 21.3 guide uses a WebSocket subprotocol instead, and a client that
  /// offers none and greets is served all the same. The 18.1 guide prints a bearer token, but its own library logs in
  /// with user name and password, as the 16.2 guide demands.
  static func of(_ version: APIVersion) -> StreamHandshake {
    switch version {
    case .v1_15_1, .v1_16_0: StreamHandshake(acceptsSubprotocol: false, acceptsPassword: true)
    case .v1_21_1: StreamHandshake(acceptsSubprotocol: true, acceptsPassword: false)
    }
  }
}
