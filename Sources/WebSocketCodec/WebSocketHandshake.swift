import COpenSSL
public import HTTPMessages
public import HTTPTypes

/// The opening handshake, server's side (RFC 6455 section 4.2).
public enum WebSocketHandshake {
  /// What is to be done with a request for a WebSocket endpoint.
  public enum Check: Sendable {
    /// It is a handshake: answer 101 with ``WebSocketHandshake/acceptValue(forKey:)`` of this key. Of the extensions
    /// any may be chosen, and none has to be.
    case accept(key: String, extensions: [ExtensionOffer])
    /// It is none: answer with this status and these fields.
    case refuse(HTTPResponse.Status, FieldBlock)
  }

  /// The version that we speak (RFC 6455 section 4.1).
  public static let version = "13"

  /// Judges a request.
  ///
  /// Refused are: another method than GET (405), but HEAD as the GET that is no handshake (426, RFC 9110 section
  /// 9.3.2); no `Upgrade` to `websocket`, or another version than 13 (426, which names both); HTTP/1.0, `Connection`
  /// without `upgrade`, a key that is missing, repeated or not 16 bytes in base64, and extensions that break the
  /// grammar (400; RFC 6455 section 9.1). That `Host` is there and well formed is the HTTP codec's business. `Origin`
  /// is not looked at, as section 4.2.2 leaves open: our endpoints trust no cookies, so a foreign page that opens them
  /// has no more rights than any other client.
  public static func check(_ request: Request) -> Check {
    guard request.method == .get || request.method == .head else {
      return .refuse(.methodNotAllowed, FieldBlock(["Allow": "GET, HEAD"]))
    }
    guard request.isHTTP11 else { return .refuse(.badRequest, .empty) }
    guard request.method == .get, request.fields.lists("upgrade", token: "websocket") else {
      return .refuse(.upgradeRequired, upgradeFields)
    }
    guard request.fields.lists("connection", token: "upgrade") else { return .refuse(.badRequest, .empty) }
    guard let asked = single("sec-websocket-version", request) else { return .refuse(.badRequest, .empty) }
    guard asked == version else { return .refuse(.upgradeRequired, upgradeFields) }
    guard let key = single("sec-websocket-key", request), isKey(key) else {
      return .refuse(.badRequest, .empty)
    }
    guard let extensions = ExtensionOffer.all(of: request.fields) else { return .refuse(.badRequest, .empty) }
    return .accept(key: key, extensions: extensions)
  }

  /// The value of `Sec-WebSocket-Accept`: the SHA-1 of the key and a fixed text, in base64
  /// (RFC 6455 section 4.2.2, item 5.4).
  public static func acceptValue(forKey key: String) -> String {
    let input = Array((key + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11").utf8)
    var digest = [UInt8](repeating: 0, count: Int(SHA_DIGEST_LENGTH))
    var state = SHA_CTX()
    SHA1_Init(&state)
    SHA1_Update(&state, input, input.count)
    SHA1_Final(&digest, &state)
    // Four characters for every three bytes begun, and the zero that OpenSSL adds.
    var text = [UInt8](repeating: 0, count: (digest.count + 2) / 3 * 4 + 1)
    let count = EVP_EncodeBlock(&text, digest, Int32(digest.count))
    return String(decoding: text.prefix(Int(count)), as: UTF8.self)
  }

  /// The subprotocols that the client offers, the best first: the members of all `Sec-WebSocket-Protocol` fields,
  /// without surrounding white space and empty ones.
  ///
  /// A member may hold spaces inside, which no token does: the documented name of the real-time state API's protocol
  /// has some. Whoever wants tokens only (RFC 6455 section 4.1, item 10) checks for that.
  public static func offeredSubprotocols(_ request: Request) -> [String] {
    var offered: [String] = []
    for line in request.fields.lines where request.fields.matches(line, "sec-websocket-protocol") {
      for member in request.fields.bytes[line.value].split(separator: 0x2C) {
        let member = FieldLines.trim(member)
        if !member.isEmpty { offered.append(String(decoding: member, as: UTF8.self)) }
      }
    }
    return offered
  }

  /// What 426 must name (RFC 9110 section 15.5.22, RFC 6455 section 4.4).
  private static let upgradeFields = FieldBlock([
    "Upgrade": "websocket", "Connection": "Upgrade", "Sec-WebSocket-Version": version,
  ])

  /// The value of a field that must occur exactly once (RFC 6455 section 11.3).
  private static func single(_ name: StaticString, _ request: Request) -> String? {
    request.fields.count(name) == 1 ? request.fields.text(name) : nil
  }

  /// Whether a key is 16 bytes in base64: 22 characters of the alphabet and two of padding.
  private static func isKey(_ key: String) -> Bool {
    let bytes = key.utf8
    guard bytes.count == 24, key.hasSuffix("==") else { return false }
    return bytes.dropLast(2).allSatisfy { byte in
      switch byte {
      case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2B, 0x2F: true
      default: false
      }
    }
  }
}
