import COpenSSL
public import HTTPMessages

/// The opening handshake, client's side (RFC 6455 section 4.1).
public struct ClientHandshake: Sendable {
  /// Why a response is not the server's half of the handshake: what it says instead.
  public struct Fault: Error, Equatable, Sendable {
    /// The reason, a sentence.
    public var reason: String
  }

  /// How many bytes of entropy a key needs.
  public static let keyBytes = 16

  private let key: String
  private let subprotocol: String?

  /// A handshake that offers at most one subprotocol and no extension.
  ///
  /// - Parameter entropy: ``keyBytes`` fresh bytes of the system's entropy.
  public init(entropy: [UInt8], subprotocol: String?) {
    precondition(entropy.count == ClientHandshake.keyBytes, "A key has 16 bytes")
    // Four characters for every three bytes begun, and the zero that OpenSSL adds.
    var text = [UInt8](repeating: 0, count: 25)
    let count = EVP_EncodeBlock(&text, entropy, Int32(entropy.count))
    key = String(decoding: text.prefix(Int(count)), as: UTF8.self)
    self.subprotocol = subprotocol
  }

  /// The fields of the request, besides `Host`.
  public var fields: FieldBlock {
    var fields = FieldBlock([
      "Upgrade": "websocket", "Connection": "Upgrade", "Sec-WebSocket-Version": WebSocketHandshake.version,
      "Sec-WebSocket-Key": key,
    ])
    if let subprotocol { fields.append("Sec-WebSocket-Protocol", subprotocol) }
    return fields
  }

  /// Judges a response with status 101; throws where it is not the answer to this handshake. A server that chooses no
  /// subprotocol is accepted: what that means is the caller's business.
  ///
  /// - Returns: whether the server chose the subprotocol.
  @discardableResult
  public func check(_ fields: FieldLines) throws(Fault) -> Bool {
    guard fields.lists("upgrade", token: "websocket"), fields.lists("connection", token: "upgrade") else {
      throw Fault(reason: "The server switches to something else than WebSocket.")
    }
    guard fields.count("sec-websocket-accept") == 1,
      fields.text("sec-websocket-accept") == WebSocketHandshake.acceptValue(forKey: key)
    else {
      throw Fault(reason: "The server's Sec-WebSocket-Accept does not answer the key that was sent.")
    }
    guard fields.first("sec-websocket-extensions").map({ FieldLines.trim($0).isEmpty }) ?? true else {
      throw Fault(reason: "The server chose an extension that was not offered.")
    }
    let chosen = fields.all("sec-websocket-protocol")
    guard chosen.count <= 1, chosen.first == nil || chosen.first == subprotocol else {
      throw Fault(reason: "The server chose a subprotocol that was not offered.")
    }
    return !chosen.isEmpty
  }
}
