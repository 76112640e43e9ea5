import COpenSSL
public import Determinism
import Glibc

/// A certificate with the chain above it and its private key: who the server is. Never changes.
public final class TLSIdentity: @unchecked Sendable {
  // OpenSSL counts their users with atomics, so that any thread may use and drop them.
  let key: OpaquePointer
  let leaf: OpaquePointer
  private let chain: [OpaquePointer]

  /// An identity of a certificate, followed by those above it, and its key, both in PEM.
  ///
  /// - Parameters:
  ///   - certificatePEM: the server's certificate first, then the chain without the root.
  ///   - keyPEM: its private key, not encrypted.
  ///   - certificateName: what messages call the certificate: its file.
  ///   - keyName: what messages call the key: its file.
  /// - Throws: where either is no PEM, or they do not belong together. Dates are not looked at.
  public init(
    certificatePEM: [UInt8], keyPEM: [UInt8], certificateName: String = "the certificate",
    keyName: String = "the private key"
  ) throws(CertificateFault) {
    guard let certificates = PEM.certificates(certificatePEM), let leaf = certificates.first else {
      throw CertificateFault(
        file: certificateName, cause: "holds no readable certificate",
        mend: "give a PEM file with the server's certificate first and its chain after it")
    }
    guard let key = PEM.privateKey(keyPEM) else {
      certificates.forEach { X509_free($0) }
      throw TLSIdentity.unreadableKey(keyPEM, keyName)
    }
    let isPair = X509_check_private_key(leaf, key) == 1
    ERR_clear_error()
    self.leaf = leaf
    chain = Array(certificates.dropFirst())
    self.key = key
    guard isPair else {
      throw CertificateFault(
        file: keyName, cause: "is not the key of the certificate in \(certificateName) (a wrong pair)",
        mend:
          "give the private key that the certificate was made for, with that certificate first in its file")
    }
  }

  /// An identity that frees these pointers in the end.
  init(owningLeaf leaf: OpaquePointer, key: OpaquePointer) {
    self.leaf = leaf
    self.key = key
    chain = []
  }

  deinit {
    EVP_PKEY_free(key)
    X509_free(leaf)
    chain.forEach { X509_free($0) }
  }

  /// Reads a pair from files, as the flags `--certificate` and `--private-key` name them.
  ///
  /// - Parameters:
  ///   - certificateFile: PEM: the server's certificate first, then the chain without the root.
  ///   - privateKeyFile: PEM: its key, not encrypted. It may be the same file.
  ///   - now: the real time, which the certificate must be valid at.
  /// - Throws: a sentence that names the file, the cause and the mend.
  public static func load(
    certificateFile: String, privateKeyFile: String, now: Timestamp
  ) throws(CertificateFault) -> TLSIdentity {
    let identity = try TLSIdentity(
      certificatePEM: read(certificateFile), keyPEM: read(privateKeyFile), certificateName: certificateFile,
      keyName: privateKeyFile)
    let validity = identity.validity
    guard validity.lowerBound <= now else {
      throw CertificateFault(
        file: certificateFile, cause: "is not valid before \(CivilDate(validity.lowerBound).text)",
        mend: "check this machine's clock, or give a certificate that is valid today")
    }
    guard now < validity.upperBound else {
      throw CertificateFault(
        file: certificateFile, cause: "has expired on \(CivilDate(validity.upperBound).text)",
        mend: "renew the certificate, or check this machine's clock")
    }
    return identity
  }

  /// From when until when the certificate is valid.
  public var validity: Range<Timestamp> {
    let start = CertificateTime.read(X509_get0_notBefore(leaf))
    let end = CertificateTime.read(X509_get0_notAfter(leaf))
    return start..<max(start, end)
  }

  /// Whether the certificate covers a host name or an IP address (RFC 6125 section 6.4).
  public func covers(_ name: String) -> Bool {
    if X509_check_ip_asc(leaf, name, 0) == 1 { return true }
    return name.withCString { covers($0) }
  }

  func covers(_ name: UnsafePointer<CChar>) -> Bool {
    X509_check_host(leaf, name, 0, UInt32(X509_CHECK_FLAG_NO_PARTIAL_WILDCARDS), nil) == 1
  }

  /// Whether the authority's key signed this certificate.
  func isSigned(by authority: TLSIdentity) -> Bool {
    defer { ERR_clear_error() }
    return X509_verify(leaf, authority.key) == 1
  }

  /// The certificate in PEM, without its chain.
  func certificateText() throws(CertificateFault) -> [UInt8] {
    try TLSIdentity.written(PEM.text(certificate: leaf))
  }

  /// The key in PEM (PKCS #8), not encrypted.
  func keyText() throws(CertificateFault) -> [UInt8] { try TLSIdentity.written(PEM.text(key: key)) }

  /// Makes an OpenSSL context serve this identity; false leaves the reason in OpenSSL's queue.
  func install(on context: OpaquePointer) -> Bool {
    SSL_CTX_use_certificate(context, leaf) == 1 && SSL_CTX_use_PrivateKey(context, key) == 1
      && chain.allSatisfy { c_SSL_CTX_add1_chain_cert(context, $0) == 1 }
  }

  private static func written(_ text: [UInt8]?) throws(CertificateFault) -> [UInt8] {
    guard let text else {
      throw CertificateFault(
        file: "The certificate",
        cause: "cannot be written as PEM (\(ErrorQueue.drain() ?? "OpenSSL gave no reason"))",
        mend: "check this machine's memory and its OpenSSL")
    }
    return text
  }

  private static func unreadableKey(_ pem: [UInt8], _ name: String) -> CertificateFault {
    guard PEM.isEncrypted(pem) else {
      return CertificateFault(
        file: name, cause: "holds no readable private key",
        mend: "give a PEM file with an unencrypted private key")
    }
    return CertificateFault(
      file: name, cause: "is encrypted, and nobody is there to type its password",
      mend: "decrypt it with 'openssl pkey -in \(name) -out decrypted.key' and give that file")
  }

  private static func read(_ file: String) throws(CertificateFault) -> [UInt8] {
    do throws(FileFault) {
      return try KeptFile.read(file)
    } catch {
      throw CertificateFault(
        file: file, cause: "cannot be read (\(error.reason))",
        mend: "check that the path is right and that this user may read the file")
    }
  }
}

/// Times as certificates hold them (RFC 5280 section 4.1.2.5).
enum CertificateTime {
  /// A time of a certificate; the epoch where it is malformed, which counts as expired.
  static func read(_ time: UnsafePointer<ASN1_TIME>?) -> Timestamp {
    var parts = tm()
    guard let time, ASN1_TIME_to_tm(time, &parts) == 1 else { return Timestamp(seconds: 0) }
    return Timestamp(seconds: Int64(timegm(&parts)))
  }
}
