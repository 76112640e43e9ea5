public import Determinism

/// The appliance's own certificate authority and the server certificate that it signed, for those who bring none.
///
/// Kept as PEM files under `certificates/` of the data directory: `ca.pem`, `ca.key`, `server.pem`, `server.key`.
/// The authority is made once and stays, since clients trust it; the server's certificate is made anew when needed.
public struct CertificateAuthority: Sendable {
  /// What opening had to make, for the log.
  public enum Made: Sendable, Equatable {
    /// Everything was there.
    case nothing
    /// A new server's certificate; clients trust it as they did the last one.
    case serverCertificate
    /// A new authority too; clients must be told to trust it.
    case authority
  }

  /// What the server serves.
  public let identity: TLSIdentity
  /// The authority's certificate in PEM, for clients to trust.
  public let certificatePEM: [UInt8]
  /// What had to be made.
  public let made: Made

  /// A server's certificate is replaced this long before it ends, so that a server that runs on keeps a valid one.
  private static let renewalSeconds: Int64 = 30 * 86_400

  /// The directory of the files, within a data directory.
  public static func directory(inData dataDirectory: String) -> String { "\(dataDirectory)/certificates" }

  /// Reads the authority and its server's certificate, and makes what is missing.
  ///
  /// A new server's certificate is made where the last one is missing, damaged, of another authority, ends within
  /// thirty days or does not cover all names.
  ///
  /// - Parameters:
  ///   - dataDirectory: the appliance's data directory; it is made where it is missing.
  ///   - hostNames: the names to cover, the primary one first; `localhost`, 127.0.0.1 and ::1 are always covered.
  ///   - now: the real time, not the appliance's.
  ///   - entropy: where serial numbers come from. Keys come from OpenSSL's own.
  /// - Throws: a sentence that names the file, the cause and the mend.
  public static func open(
    dataDirectory: String, hostNames: [String], now: Timestamp, entropy: any EntropySource
  ) throws(CertificateFault) -> CertificateAuthority {
    let names = try CertificateName.all(hostNames)
    let files = AuthorityFiles(directory: directory(inData: dataDirectory))
    guard let authority = try files.authority(now: now) else {
      let authority = try CertificateMaker.authority(now: now, entropy: entropy)
      let server = try CertificateMaker.server(names: names, authority: authority, now: now, entropy: entropy)
      try files.write(authority, .authority)
      try files.write(server, .server)
      return try CertificateAuthority(server, authority, .authority)
    }
    if let server = files.server(), isGood(server, names, authority, now) {
      return try CertificateAuthority(server, authority, .nothing)
    }
    let server = try CertificateMaker.server(names: names, authority: authority, now: now, entropy: entropy)
    try files.write(server, .server)
    return try CertificateAuthority(server, authority, .serverCertificate)
  }

  /// An authority that lives in memory only, for a server that keeps nothing.
  public static func ephemeral(
    hostNames: [String], now: Timestamp, entropy: any EntropySource
  ) throws(CertificateFault) -> CertificateAuthority {
    let names = try CertificateName.all(hostNames)
    let authority = try CertificateMaker.authority(now: now, entropy: entropy)
    let server = try CertificateMaker.server(names: names, authority: authority, now: now, entropy: entropy)
    return try CertificateAuthority(server, authority, .authority)
  }

  private init(_ server: TLSIdentity, _ authority: TLSIdentity, _ made: Made) throws(CertificateFault) {
    identity = server
    certificatePEM = try authority.certificateText()
    self.made = made
  }

  private static func isGood(
    _ server: TLSIdentity, _ names: [CertificateName], _ authority: TLSIdentity, _ now: Timestamp
  ) -> Bool {
    server.validity.contains(now) && server.validity.contains(now.advanced(bySeconds: renewalSeconds))
      && names.allSatisfy { server.covers($0.text) } && server.isSigned(by: authority)
  }
}
