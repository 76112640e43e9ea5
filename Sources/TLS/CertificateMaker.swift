import COpenSSL
import Determinism

/// Makes the certificates of our own authority (RFC 5280), as strict clients want them.
enum CertificateMaker {
  private static let curve = "P-256"
  private static let day: Int64 = 86_400
  /// Clients' clocks may be a little behind.
  private static let backdating: Int64 = 3600
  /// Ten years, so that clients need to trust it only once.
  private static let authorityDays: Int64 = 3650
  /// With the backdating less than the 398 days past which browsers refuse a server's certificate.
  private static let serverDays: Int64 = 397
  private static let serialCount = 16
  /// The longest common name (RFC 5280 appendix A, ub-common-name); a longer host name stands among the others only.
  private static let commonNameLimit = 64
  private static let organization = "mock-appliance"

  /// A new authority, which may sign servers' certificates and nothing else.
  static func authority(now: Timestamp, entropy: any EntropySource) throws(CertificateFault) -> TLSIdentity {
    let serial = serialNumber(entropy)
    // The number keeps apart the authorities of several appliances in a client's list.
    let name = "mock-appliance local CA \(Digest.hex(Array(serial.prefix(4))))"
    return try make(
      name: name, serial: serial, validity: validity(now, days: authorityDays), issuer: nil,
      extensions: [
        (NID_basic_constraints, "critical,CA:TRUE,pathlen:0"),
        (NID_key_usage, "critical,keyCertSign,cRLSign"),
        (NID_subject_key_identifier, "hash"),
      ])
  }

  /// A new server's certificate. It ends with its authority at the latest.
  static func server(
    names: [CertificateName], authority: TLSIdentity, now: Timestamp, entropy: any EntropySource
  ) throws(CertificateFault) -> TLSIdentity {
    let span = validity(now, days: serverDays)
    let commonName = names.first { $0.text.utf8.count <= commonNameLimit }?.text ?? organization
    return try make(
      name: commonName, serial: serialNumber(entropy),
      validity: span.lowerBound..<min(span.upperBound, authority.validity.upperBound), issuer: authority,
      extensions: [
        (NID_basic_constraints, "critical,CA:FALSE"),
        (NID_key_usage, "critical,digitalSignature"),
        (NID_ext_key_usage, "serverAuth"),
        (NID_subject_key_identifier, "hash"),
        (NID_authority_key_identifier, "keyid:always"),
        (NID_subject_alt_name, names.map(\.generalName).joined(separator: ",")),
      ])
  }

  private static func validity(_ now: Timestamp, days: Int64) -> Range<Timestamp> {
    now.advanced(bySeconds: -backdating)..<now.advanced(bySeconds: days * day)
  }

  /// Unpredictable, positive and of one length (RFC 5280 section 4.1.2.2).
  private static func serialNumber(_ entropy: any EntropySource) -> [UInt8] {
    var bytes = entropy.bytes(serialCount)
    bytes[0] = bytes[0] & 0x7F | 0x40
    return bytes
  }
}

// MARK: - Putting a certificate together

extension CertificateMaker {
  private static func make(
    name: String, serial: [UInt8], validity: Range<Timestamp>, issuer: TLSIdentity?,
    extensions: [(id: Int32, value: String)]
  ) throws(CertificateFault) -> TLSIdentity {
    ERR_clear_error()
    guard let key = c_EVP_EC_gen(curve) else { throw failure(name) }
    guard let certificate = X509_new() else {
      EVP_PKEY_free(key)
      throw failure(name)
    }
    let identity = TLSIdentity(owningLeaf: certificate, key: key)
    let issuerLeaf = issuer?.leaf ?? certificate
    guard X509_set_version(certificate, Int(X509_VERSION_3)) == 1,
      setSerial(serial, certificate), setValidity(validity, certificate), setSubject(name, certificate),
      X509_set_issuer_name(certificate, X509_get_subject_name(issuerLeaf)) == 1,
      X509_set_pubkey(certificate, key) == 1,
      extensions.allSatisfy({ add($0.id, $0.value, to: certificate, issuer: issuerLeaf) }),
      X509_sign(certificate, issuer?.key ?? key, EVP_sha256()) > 0
    else { throw failure(name) }
    return identity
  }

  private static func setSerial(_ serial: [UInt8], _ certificate: OpaquePointer) -> Bool {
    guard let number = BN_bin2bn(serial, Int32(serial.count), nil) else { return false }
    defer { BN_free(number) }
    return BN_to_ASN1_INTEGER(number, X509_get_serialNumber(certificate)) != nil
  }

  private static func setValidity(_ validity: Range<Timestamp>, _ certificate: OpaquePointer) -> Bool {
    ASN1_TIME_set(X509_getm_notBefore(certificate), Int(validity.lowerBound.seconds)) != nil
      && ASN1_TIME_set(X509_getm_notAfter(certificate), Int(validity.upperBound.seconds)) != nil
  }

  private static func setSubject(_ name: String, _ certificate: OpaquePointer) -> Bool {
    let subject = X509_get_subject_name(certificate)
    let parts: [(String, String)] = [("O", organization), ("CN", name)]
    return parts.allSatisfy { field, value in
      X509_NAME_add_entry_by_txt(subject, field, MBSTRING_UTF8, value, Int32(value.utf8.count), -1, 0) == 1
    }
  }

  private static func add(
    _ id: Int32, _ value: String, to certificate: OpaquePointer, issuer: OpaquePointer
  ) -> Bool {
    var context = X509V3_CTX()
    X509V3_set_ctx(&context, issuer, certificate, nil, nil, 0)
    guard let made = X509V3_EXT_nconf_nid(nil, &context, id, value) else { return false }
    defer { X509_EXTENSION_free(made) }
    return X509_add_ext(certificate, made, -1) == 1
  }

  private static func failure(_ name: String) -> CertificateFault {
    CertificateFault(
      file: "The certificate '\(name)'",
      cause: "cannot be made (\(ErrorQueue.drain() ?? "OpenSSL gave no reason"))",
      mend: "check this machine's clock and its OpenSSL, or give a certificate of your own")
  }
}
