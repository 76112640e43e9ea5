import HTTPMessages
import WebSocketCodec

/// What integrations have in common that get the same bytes.
struct StreamEncoding: Hashable, Sendable {
  /// The tables that they have subscribed to.
  var tables: TableSet
  /// The window that messages are compressed with (RFC 7692 section 7.1.2.1); nil where they are not. The server never
  /// takes context over on the stream, so nothing else about compression matters.
  var windowBits: Int?
}

extension StreamEncoding {
  /// What compresses so; nil where nothing is compressed. It costs memory only when it is used.
  func makeDeflater() -> MessageDeflater? {
    windowBits.map {
      MessageDeflater(PerMessageDeflate(serverNoContextTakeover: true, serverMaxWindowBits: $0))
    }
  }
}
