import COpenSSL
import Determinism
import Glibc
import Testing

@testable import TLS

@Suite("A pair that the user brings")
struct TLSIdentityTests {
  private let directory: TestDirectory
  private let certificateFile: String
  private let keyFile: String

  init() throws {
    directory = try TestDirectory()
    _ = try CertificateAuthority.open(
      dataDirectory: directory.path, hostNames: ["a.example"], now: .june, entropy: TestEntropy())
    certificateFile = "\(directory.certificates)/server.pem"
    keyFile = "\(directory.certificates)/server.key"
  }

  private func load(
    certificate: String? = nil, key: String? = nil, at now: Timestamp = .june
  ) throws -> TLSIdentity {
    try TLSIdentity.load(
      certificateFile: certificate ?? certificateFile, privateKeyFile: key ?? keyFile, now: now)
  }

  private func fault(_ body: () throws -> TLSIdentity) -> String {
    do {
      _ = try body()
      return "none"
    } catch {
      return "\(error)"
    }
  }

  @Test("a good pair is read, from one file too")
  func good() throws {
    #expect(try load().covers("a.example"))
    try directory.write("both.pem", directory.read("server.pem") + directory.read("server.key"))
    let both = "\(directory.certificates)/both.pem"
    #expect(try load(certificate: both, key: both).covers("127.0.0.1"))
  }

  @Test("the chain is served after the certificate")
  func chain() throws {
    try directory.write("chain.pem", directory.read("server.pem") + directory.read("ca.pem"))
    let identity = try load(certificate: "\(directory.certificates)/chain.pem")
    let context = try TLSServerContext(
      identities: [identity], ticketKeys: TicketKeys(entropy: TestEntropy(), now: .june))
    let conversation = try Conversation(context)
    conversation.shakeHands()
    #expect(OPENSSL_sk_num(SSL_get_peer_cert_chain(conversation.client.ssl)) == 2)
  }

  @Test("a file that is missing is named")
  func missing() {
    let mend = "check that the path is right and that this user may read the file"
    #expect(
      fault { try load(certificate: "/none.pem") }
        == "/none.pem cannot be read (No such file or directory): \(mend)")
    #expect(
      fault { try load(key: "/none.key") } == "/none.key cannot be read (No such file or directory): \(mend)")
    #expect(fault { try load(key: "/tmp") } == "/tmp cannot be read (Is a directory): \(mend)")
  }

  @Test(
    "what is no PEM is named",
    arguments: [
      "", "nonsense", "-----BEGIN CERTIFICATE-----\n!!!\n-----END CERTIFICATE-----\n",
      "-----BEGIN CERTIFICATE-----\n",
    ])
  func noPEM(text: String) throws {
    try directory.write("x", Array(text.utf8))
    let file = "\(directory.certificates)/x"
    #expect(
      fault { try load(certificate: file) }
        == "\(file) holds no readable certificate: give a PEM file with the server's certificate first and its chain "
        + "after it")
    #expect(
      fault { try load(key: file) }
        == "\(file) holds no readable private key: give a PEM file with an unencrypted private key")
  }

  @Test("a chain that is damaged after its first certificate is refused")
  func damagedChain() throws {
    try directory.write(
      "x",
      directory.read("server.pem")
        + Array("-----BEGIN CERTIFICATE-----\nMII\n-----END CERTIFICATE-----\n".utf8))
    #expect(
      fault { try load(certificate: "\(directory.certificates)/x") }.contains("holds no readable certificate")
    )
  }

  @Test("a key of another certificate is a wrong pair")
  func wrongPair() {
    let other = "\(directory.certificates)/ca.key"
    #expect(
      fault { try load(key: other) }
        == "\(other) is not the key of the certificate in \(certificateFile) (a wrong pair): give the private key that "
        + "the certificate was made for, with that certificate first in its file")
  }

  @Test("a certificate outside its time is refused with the day")
  func time() {
    #expect(
      fault { try load(at: .june.days(400)) }
        == "\(certificateFile) has expired on 2027-07-03: renew the certificate, or check this machine's clock"
    )
    #expect(
      fault { try load(at: .june.days(-1)) }
        == "\(certificateFile) is not valid before 2026-05-31: check this machine's clock, or give a certificate that is "
        + "valid today")
  }

  @Test("an encrypted key is refused without asking for a password")
  func encrypted() throws {
    let identity = try load()
    let writer = try #require(BIO_new(BIO_s_mem()))
    defer { BIO_free(writer) }
    #expect(
      PEM_write_bio_PKCS8PrivateKey(writer, identity.key, EVP_aes_128_cbc(), "secret", 6, nil, nil) == 1)
    var start: UnsafeMutablePointer<CChar>?
    let count = c_BIO_get_mem_data(writer, &start)
    try directory.write("locked.key", Array(UnsafeRawBufferPointer(start: start, count: count)))
    let file = "\(directory.certificates)/locked.key"
    #expect(
      fault { try load(key: file) }
        == "\(file) is encrypted, and nobody is there to type its password: decrypt it with 'openssl pkey -in \(file) "
        + "-out decrypted.key' and give that file")
  }
}
