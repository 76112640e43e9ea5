import COpenSSL
import Determinism
import Glibc
import Testing

@testable import TLS

/// A directory of a test's own, gone with it.
final class TestDirectory {
  let path: String

  init() throws {
    var template = Array("/tmp/appliance-tls-XXXXXX".utf8CString)
    try #require(mkdtemp(&template) != nil)
    path = template.withUnsafeBytes { String(decoding: $0.dropLast(), as: UTF8.self) }
  }

  deinit {
    for directory in [certificates, "\(path)/deep/certificates", "\(path)/deep", path] {
      for name in names(directory) { unlink("\(directory)/\(name)") }
      rmdir(directory)
    }
  }

  var certificates: String { CertificateAuthority.directory(inData: path) }

  func names(_ directory: String) -> [String] {
    guard let listing = opendir(directory) else { return [] }
    defer { closedir(listing) }
    var names: [String] = []
    while let entry = readdir(listing) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) {
        $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
      }
      if name != "." && name != ".." { names.append(name) }
    }
    return names.sorted()
  }

  func mode(_ path: String) -> mode_t {
    var status = stat()
    return stat(path, &status) == 0 ? status.st_mode & 0o777 : 0
  }

  func read(_ name: String) throws -> [UInt8] { try KeptFile.read("\(certificates)/\(name)") }

  func write(_ name: String, _ text: [UInt8]) throws {
    try KeptFile.write(text, directory: certificates, name: name, mode: 0o600)
  }
}

/// How OpenSSL judges a certificate as a strict client does; `ok` for a good one.
func verdict(
  _ server: TLSIdentity, trusting authorityPEM: [UInt8], host: String? = nil, address: String? = nil,
  at now: Timestamp
) throws -> String {
  let authorities = try #require(PEM.certificates(authorityPEM))
  defer { authorities.forEach { X509_free($0) } }
  let store = try #require(X509_STORE_new())
  defer { X509_STORE_free(store) }
  for authority in authorities { X509_STORE_add_cert(store, authority) }
  let context = try #require(X509_STORE_CTX_new())
  defer { X509_STORE_CTX_free(context) }
  X509_STORE_CTX_init(context, store, server.leaf, nil)
  X509_STORE_CTX_set_default(context, "ssl_server")
  let parameters = X509_STORE_CTX_get0_param(context)
  X509_VERIFY_PARAM_set_flags(parameters, UInt(X509_V_FLAG_X509_STRICT))
  X509_VERIFY_PARAM_set_time(parameters, Int(now.seconds))
  if let host { X509_VERIFY_PARAM_set1_host(parameters, host, 0) }
  if let address { X509_VERIFY_PARAM_set1_ip_asc(parameters, address) }
  X509_verify_cert(context)
  return String(cString: X509_verify_cert_error_string(Int(X509_STORE_CTX_get_error(context))))
}

@Suite("The appliance's own certificates")
struct CertificateAuthorityTests {
  private let entropy = TestEntropy()
  private let directory: TestDirectory

  init() throws { directory = try TestDirectory() }

  @discardableResult
  private func open(
    _ hostNames: [String] = ["support.example.com"], at now: Timestamp = .june
  ) throws -> CertificateAuthority {
    try CertificateAuthority.open(
      dataDirectory: directory.path, hostNames: hostNames, now: now, entropy: entropy)
  }

  private func fault(_ body: () throws -> Void) -> String {
    do {
      try body()
      return "none"
    } catch {
      return "\(error)"
    }
  }

  @Test("strict clients trust the first certificate for all its names, and for no other")
  func strict() throws {
    let authority = try open(["support.example.com", "10.1.2.3", "*.wild.example"])
    #expect(authority.made == .authority)
    func judge(host: String? = nil, address: String? = nil) throws -> String {
      try verdict(
        authority.identity, trusting: authority.certificatePEM, host: host, address: address, at: .june)
    }
    for host in ["support.example.com", "localhost", "x.wild.example"] {
      #expect(try judge(host: host) == "ok", "\(host)")
    }
    for address in ["127.0.0.1", "::1", "10.1.2.3"] {
      #expect(try judge(address: address) == "ok", "\(address)")
    }
    #expect(try judge(host: "other.example.com") == "hostname mismatch")
    #expect(try judge(address: "10.1.2.4") == "IP address mismatch")
  }

  @Test("the certificate is valid for 397 days and its authority for ten years")
  func validity() throws {
    let authority = try open()
    func judge(_ now: Timestamp) throws -> String {
      try verdict(authority.identity, trusting: authority.certificatePEM, host: "localhost", at: now)
    }
    #expect(try judge(.june.advanced(bySeconds: -3600)) == "ok")
    #expect(try judge(.june.advanced(bySeconds: -3601)) == "certificate is not yet valid")
    #expect(try judge(.june.days(397).advanced(bySeconds: -1)) == "ok")
    #expect(try judge(.june.days(397)) == "certificate has expired")
    let root = try TLSIdentity(certificatePEM: authority.certificatePEM, keyPEM: directory.read("ca.key"))
    #expect(root.validity.upperBound == .june.days(3650))
  }

  @Test("the files are private from the beginning, and nothing else is left")
  func modes() throws {
    let authority = try CertificateAuthority.open(
      dataDirectory: "\(directory.path)/deep", hostNames: [], now: .june, entropy: entropy)
    let certificates = "\(directory.path)/deep/certificates"
    #expect(authority.made == .authority)
    #expect(directory.names(certificates) == ["ca.key", "ca.pem", "server.key", "server.pem"])
    #expect(directory.mode(certificates) == 0o700)
    for key in ["ca.key", "server.key"] { #expect(directory.mode("\(certificates)/\(key)") == 0o600) }
  }

  @Test("a later start reads the same certificates back")
  func again() throws {
    let first = try open()
    let files = try ["ca.pem", "ca.key", "server.pem", "server.key"].map { try directory.read($0) }
    let second = try open(at: .june.days(300))
    #expect(second.made == .nothing)
    #expect(second.certificatePEM == first.certificatePEM)
    #expect(try ["ca.pem", "ca.key", "server.pem", "server.key"].map { try directory.read($0) } == files)
  }

  @Test(
    "a certificate that ends within thirty days is made anew by the same authority",
    arguments: [368, 400, 3000] as [Int64])
  func renewal(days: Int64) throws {
    let first = try open()
    #expect(try open(at: .june.days(366)).made == .nothing)
    let now = Timestamp.june.days(days)
    let second = try open(at: now)
    #expect(second.made == .serverCertificate)
    #expect(second.certificatePEM == first.certificatePEM)
    #expect(try verdict(second.identity, trusting: first.certificatePEM, host: "localhost", at: now) == "ok")
    #expect(try open(at: now).made == .nothing)
  }

  @Test("other names need another certificate; fewer do not")
  func names() throws {
    let first = try open(["a.example", "b.example"])
    #expect(try open(["b.example"]).made == .nothing)
    let second = try open(["c.example"])
    #expect(second.made == .serverCertificate)
    #expect(
      try verdict(second.identity, trusting: first.certificatePEM, host: "c.example", at: .june) == "ok")
  }

  @Test("a damaged or foreign server certificate is made anew")
  func damaged() throws {
    try open()
    try directory.write("server.pem", Array("damaged".utf8))
    #expect(try open().made == .serverCertificate)
    unlink("\(directory.certificates)/server.key")
    #expect(try open().made == .serverCertificate)
    let foreign = try CertificateAuthority.ephemeral(
      hostNames: ["support.example.com"], now: .june, entropy: entropy)
    try directory.write("server.pem", foreign.identity.certificateText())
    try directory.write("server.key", foreign.identity.keyText())
    #expect(try open().made == .serverCertificate)
    #expect(try open().made == .nothing)
  }

  @Test("an authority that was never finished is begun again")
  func unfinished() throws {
    try open()
    unlink("\(directory.certificates)/ca.pem")
    #expect(try open().made == .authority)
    #expect(try open().made == .nothing)
  }

  @Test("an authority without its key, or damaged, is refused with the way out")
  func lostKey() throws {
    try open()
    let directoryName = directory.certificates
    let mend =
      "bring the file or the clock back, or move the directory \(directoryName) away to have a new authority made, "
      + "which clients must then be told to trust"
    let key = try directory.read("ca.key")
    unlink("\(directoryName)/ca.key")
    #expect(
      fault { try open() } == "\(directoryName)/ca.key cannot be read (No such file or directory): \(mend)")
    try directory.write("ca.key", key)
    #expect(
      fault { try open(at: .june.days(3650)) } == "\(directoryName)/ca.pem has expired on 2036-05-29: \(mend)"
    )
    try directory.write("ca.pem", [1, 2, 3])
    #expect(fault { try open() } == "\(directoryName)/ca.pem holds no readable certificate: \(mend)")
  }

  @Test(
    "names that could not stand in a certificate are refused",
    arguments: [
      "", "a b", "a,DNS:evil.example", "a..b", ".a", "a.", "*", "a.*.b", "ä.example",
      String(repeating: "a", count: 64),
      String(repeating: "abcdefg.", count: 32) + "x",
    ])
  func badNames(name: String) {
    #expect(fault { try open([name]) }.hasPrefix("The host name '\(name)' cannot stand in a certificate: "))
  }

  @Test("a host name too long for a common name still works")
  func longName() throws {
    let name = String(repeating: "abcdefg.", count: 15) + "example"
    let authority = try open([name])
    #expect(
      try verdict(authority.identity, trusting: authority.certificatePEM, host: name, at: .june) == "ok")
  }

  @Test("a directory that cannot be made is named")
  func unwritable() throws {
    let fault = fault {
      _ = try CertificateAuthority.open(
        dataDirectory: "/proc/nowhere", hostNames: [], now: .june, entropy: entropy)
    }
    #expect(fault.hasPrefix("/proc/nowhere/certificates cannot keep certificates (making the directory "))
  }

  @Test("an authority in memory leaves no files, and no two are alike")
  func ephemeral() throws {
    let first = try CertificateAuthority.ephemeral(hostNames: [], now: .june, entropy: entropy)
    let second = try CertificateAuthority.ephemeral(hostNames: [], now: .june, entropy: entropy)
    #expect(try verdict(first.identity, trusting: first.certificatePEM, host: "localhost", at: .june) == "ok")
    #expect(
      try verdict(first.identity, trusting: second.certificatePEM, host: "localhost", at: .june) != "ok")
    #expect(directory.names(directory.path).isEmpty)
  }
}
