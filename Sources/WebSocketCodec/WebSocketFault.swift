/// Why a connection must fail (RFC 6455 section 7.1.7): the status to close with, and a sentence for the peer.
public struct WebSocketFault: Error, Equatable, CustomStringConvertible {
  /// The status code of the Close frame to send (RFC 6455 section 7.4.1).
  public var closeCode: UInt16
  /// What was wrong, in at most 123 bytes, so that it fits a Close frame.
  public var reason: String

  /// A fault with the status to close with.
  public init(closeCode: UInt16, reason: String) {
    self.closeCode = closeCode
    self.reason = reason
  }

  /// The status and the sentence, for a log.
  public var description: String { "WebSocket peer broke RFC 6455: \(reason) (close status \(closeCode))" }

  static func protocolError(_ reason: String) -> WebSocketFault { .init(closeCode: 1002, reason: reason) }
  static func invalidText(_ reason: String) -> WebSocketFault { .init(closeCode: 1007, reason: reason) }
  static func invalidDeflate() -> WebSocketFault {
    .init(closeCode: 1007, reason: "a compressed message is not deflate data")
  }
  /// The server's own fault (RFC 6455 section 7.4.1).
  static func noMemory() -> WebSocketFault { .init(closeCode: 1011, reason: "no memory to decompress") }
  static func tooBig(limit: Int) -> WebSocketFault {
    .init(closeCode: 1009, reason: "a message is longer than \(limit) bytes")
  }
}
