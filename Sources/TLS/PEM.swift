import COpenSSL

/// Reads and writes PEM (RFC 7468) through OpenSSL.
enum PEM {
  /// The certificates of a text, in their order; nil where one of them, or what stands between them, is damaged.
  /// The caller frees them. Empty where there is none.
  static func certificates(_ bytes: [UInt8]) -> [OpaquePointer]? {
    withReader(bytes) { reader in
      var found: [OpaquePointer] = []
      while let certificate = PEM_read_bio_X509(reader, nil, noPassword, nil) { found.append(certificate) }
      let reason = ERR_GET_REASON(ERR_peek_last_error())
      ERR_clear_error()
      if reason == PEM_R_NO_START_LINE { return found }
      found.forEach { X509_free($0) }
      return nil
    }
  }

  /// The private key of a text; nil where there is none that can be read without a password. The caller frees it.
  static func privateKey(_ bytes: [UInt8]) -> OpaquePointer? {
    withReader(bytes) { reader in
      let key = PEM_read_bio_PrivateKey(reader, nil, noPassword, nil)
      ERR_clear_error()
      return key
    }
  }

  /// Whether a text holds a key that needs a password: the two forms that PEM knows (RFC 7468 section 11, and the
  /// older RFC 1421 section 4.6.1.1).
  static func isEncrypted(_ bytes: [UInt8]) -> Bool {
    let text = String(decoding: bytes, as: UTF8.self)
    return text.contains("BEGIN ENCRYPTED PRIVATE KEY") || text.contains("Proc-Type: 4,ENCRYPTED")
  }

  static func text(certificate: OpaquePointer) -> [UInt8]? { write { PEM_write_bio_X509($0, certificate) } }

  static func text(key: OpaquePointer) -> [UInt8]? {
    write { PEM_write_bio_PKCS8PrivateKey($0, key, nil, nil, 0, nil, nil) }
  }

  private static func withReader<T>(_ bytes: [UInt8], _ body: (OpaquePointer) -> T?) -> T? {
    bytes.withUnsafeBytes { bytes in
      ERR_clear_error()
      // A memory reader takes its length as a C int; no certificate comes near it.
      guard let count = Int32(exactly: bytes.count), let reader = BIO_new_mem_buf(bytes.baseAddress, count)
      else {
        return nil
      }
      defer { BIO_free(reader) }
      return body(reader)
    }
  }

  private static func write(_ body: (OpaquePointer) -> Int32) -> [UInt8]? {
    ERR_clear_error()
    guard let writer = BIO_new(BIO_s_mem()) else { return nil }
    defer { BIO_free(writer) }
    guard body(writer) == 1 else { return nil }
    var start: UnsafeMutablePointer<CChar>?
    let count = c_BIO_get_mem_data(writer, &start)
    return Array(UnsafeRawBufferPointer(start: start, count: count))
  }
}

/// Refuses, where OpenSSL would ask at the terminal.
private func noPassword(
  _ buffer: UnsafeMutablePointer<CChar>?, _ count: Int32, _ isWriting: Int32,
  _ argument: UnsafeMutableRawPointer?
) -> Int32 { -1 }
