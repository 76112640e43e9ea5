import Determinism

/// The files of a ``CertificateAuthority``.
struct AuthorityFiles {
  enum Pair: String {
    case authority = "ca"
    case server
  }

  let directory: String

  /// The authority; nil where none was ever finished. Its certificate is written after its key, so that a crash
  /// between leaves a key that nobody has trusted yet.
  func authority(now: Timestamp) throws(CertificateFault) -> TLSIdentity? {
    let certificateFile = path(.authority, "pem")
    guard KeptFile.exists(certificateFile) else { return nil }
    do throws(CertificateFault) {
      return try TLSIdentity.load(
        certificateFile: certificateFile, privateKeyFile: path(.authority, "key"), now: now)
    } catch {
      throw CertificateFault(
        file: error.file, cause: error.cause,
        mend:
          "bring the file or the clock back, or move the directory \(directory) away to have a new authority "
          + "made, which clients must then be told to trust")
    }
  }

  /// The server's certificate; nil where it is missing or damaged, since it can be made anew at any time.
  func server() -> TLSIdentity? {
    do {
      return try TLSIdentity(
        certificatePEM: KeptFile.read(path(.server, "pem")), keyPEM: KeptFile.read(path(.server, "key")))
    } catch {
      return nil
    }
  }

  /// Keeps a pair: the key first, readable by this user only from its first byte on.
  func write(_ identity: TLSIdentity, _ pair: Pair) throws(CertificateFault) {
    let key = try identity.keyText()
    let certificate = try identity.certificateText()
    do throws(FileFault) {
      try KeptFile.makeDirectory(directory)
      try KeptFile.write(key, directory: directory, name: "\(pair.rawValue).key", mode: 0o600)
      try KeptFile.write(certificate, directory: directory, name: "\(pair.rawValue).pem", mode: 0o644)
    } catch {
      throw CertificateFault(
        file: directory, cause: "cannot keep certificates (\(error.operation): \(error.reason))",
        mend: "check that the data directory is writable for this user and that its disk has room")
    }
  }

  private func path(_ pair: Pair, _ ending: String) -> String { "\(directory)/\(pair.rawValue).\(ending)" }
}
