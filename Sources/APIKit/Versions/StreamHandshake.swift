import ApplianceDomain

// Differences: stream-handshake, stream-credentials

/// The ways into the real-time stream (guides: "Protocol of the Real-Time State API", "Connection").
public struct StreamHandshake: Sendable {
  /// Whether a client that offers the subprotocol is served without a greeting (from 1.21.1).
  public let acceptsSubprotocol: Bool
  /// When `authenticate` accepts user name and password, besides a bearer token.
  public let passwords: Passwords

  /// When user name and password are accepted.
  public enum Passwords: Sendable {
    /// Always: there is no other documented way.
    case always
    /// While the setting `legacy_login` is on.
    case bySetting
  }

  /// Up to 18.1 a client greets with `NS01`; the 21.3 guide uses a WebSocket subprotocol instead, and a client that
  /// offers none and greets is served all the same. The 16.2 guide demands
  /// user name and password on the stream; since 17.1 they are there for those only who used them before. The library of
  /// the 18.1 guide, and the demonstration of the 21.3 guide, still log in with them.
  static func of(_ version: APIVersion) -> StreamHandshake {
    switch version {
    case .v1_15_1: StreamHandshake(acceptsSubprotocol: false, passwords: .always)
    case .v1_16_0: StreamHandshake(acceptsSubprotocol: false, passwords: .bySetting)
    case .v1_21_1: StreamHandshake(acceptsSubprotocol: true, passwords: .bySetting)
    }
  }
}
