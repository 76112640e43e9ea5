import COpenSSL

/// Seals and opens session tickets (RFC 5077 section 4) with our own keys, so that all loops, and all contexts of a
/// reload, understand each other's tickets.
enum TicketCallback {
  /// Where a context keeps its ``TicketKeys``.
  private static let slot = c_SSL_CTX_get_ex_new_index()
  /// Looked up once: OpenSSL 3.0 searches its providers at each use otherwise.
  nonisolated(unsafe) private static let cipher = EVP_CIPHER_fetch(nil, "AES-256-CBC", nil)

  private static let nameCount = 16
  private static let blockCount = 16

  /// Makes a context use these keys, which must outlive it.
  static func install(_ keys: TicketKeys, on context: OpaquePointer) {
    SSL_CTX_set_ex_data(context, slot, Unmanaged.passUnretained(keys).toOpaque())
    SSL_CTX_set_tlsext_ticket_key_evp_cb(context) { ssl, name, vector, cipher, mac, isSealing in
      guard let ssl, let name, let vector, let cipher, let mac,
        let slot = SSL_CTX_get_ex_data(SSL_get_SSL_CTX(ssl), TicketCallback.slot)
      else { return -1 }
      let keys = Unmanaged<TicketKeys>.fromOpaque(slot).takeUnretainedValue()
      return isSealing == 1
        ? TicketCallback.seal(keys, name, vector, cipher, mac)
        : TicketCallback.open(keys, name, vector, cipher, mac, isReused: SSL_version(ssl) == TLS1_2_VERSION)
    }
  }

  /// 1: sealed; -1: a failure, which ends the handshake.
  private static func seal(
    _ keys: TicketKeys, _ name: UnsafeMutablePointer<UInt8>, _ vector: UnsafeMutablePointer<UInt8>,
    _ cipherContext: OpaquePointer, _ mac: OpaquePointer
  ) -> Int32 {
    let key = keys.newest
    guard RAND_bytes(vector, Int32(blockCount)) == 1 else { return -1 }
    name.update(from: key.name, count: nameCount)
    guard EVP_EncryptInit_ex(cipherContext, cipher, nil, key.cipherKey, vector) == 1, prepare(mac, key) else {
      return -1
    }
    return 1
  }

  /// 1: opened; 2: opened, and the client should get a newer one; 0: not ours, so a full handshake follows.
  ///
  /// - Parameter isReused: whether clients use a ticket more than once. In TLS 1.3 they should not (RFC 8446 appendix
  ///   C.4), so each resumption gives them the next one.
  private static func open(
    _ keys: TicketKeys, _ name: UnsafeMutablePointer<UInt8>, _ vector: UnsafeMutablePointer<UInt8>,
    _ cipherContext: OpaquePointer, _ mac: OpaquePointer, isReused: Bool
  ) -> Int32 {
    guard let found = keys.find(UnsafeBufferPointer(start: name, count: nameCount)) else { return 0 }
    guard EVP_DecryptInit_ex(cipherContext, cipher, nil, found.key.cipherKey, vector) == 1,
      prepare(mac, found.key)
    else { return -1 }
    return found.isNewest && isReused ? 1 : 2
  }

  private static func prepare(_ mac: OpaquePointer, _ key: TicketKey) -> Bool {
    var secret = key.macKey
    var digest = Array("SHA256".utf8CString)
    return secret.withUnsafeMutableBytes { secret in
      digest.withUnsafeMutableBufferPointer { digest in
        let parameters = [
          OSSL_PARAM_construct_octet_string(c_OSSL_MAC_PARAM_KEY, secret.baseAddress, secret.count),
          OSSL_PARAM_construct_utf8_string(c_OSSL_MAC_PARAM_DIGEST, digest.baseAddress, 0),
          OSSL_PARAM_construct_end(),
        ]
        return EVP_MAC_CTX_set_params(mac, parameters) == 1
      }
    }
  }
}
