import CLinuxIO
import COpenSSL
import Determinism
import Glibc
import Locking
import Testing

@testable import TLS

/// An OpenSSL client at the other end of a socket pair.
final class TestClient {
  /// What a client asks for.
  struct Wishes {
    var versions: ClosedRange<Int32> = TLS1_2_VERSION...TLS1_3_VERSION
    var protocols: [String] = []
    var serverName: String?
    /// In the client's order, for both versions; all that there are where it is nil.
    var ciphers: (tls12: String, tls13: String)?
    /// A session to resume. The caller keeps it.
    var session: OpaquePointer?
  }

  /// The last session that the server gave a ticket for; kept apart because OpenSSL hands it over in a callback.
  final class SessionBox {
    var session: OpaquePointer?
    deinit { SSL_SESSION_free(session) }
  }

  let ssl: OpaquePointer
  let descriptor: Int32
  let box = SessionBox()
  private let context: OpaquePointer
  private var isOpen = true

  init(descriptor: Int32, _ wishes: Wishes = Wishes()) throws {
    self.descriptor = descriptor
    context = try #require(SSL_CTX_new(TLS_client_method()))
    // Level 0, so that the client may offer even what the server must refuse.
    SSL_CTX_set_cipher_list(context, (wishes.ciphers?.tls12 ?? "ALL") + ":@SECLEVEL=0")
    if let suites = wishes.ciphers?.tls13 { SSL_CTX_set_ciphersuites(context, suites) }
    c_SSL_CTX_set_min_proto_version(context, wishes.versions.lowerBound)
    c_SSL_CTX_set_max_proto_version(context, wishes.versions.upperBound)
    // Not in the context too: what it keeps can no longer be resumed once it is freed.
    c_SSL_CTX_set_session_cache_mode(
      context, Int(SSL_SESS_CACHE_CLIENT) | Int(SSL_SESS_CACHE_NO_INTERNAL_STORE))
    SSL_CTX_set_ex_data(context, 0, Unmanaged.passUnretained(box).toOpaque())
    SSL_CTX_sess_set_new_cb(context) { ssl, session in
      guard let slot = SSL_CTX_get_ex_data(SSL_get_SSL_CTX(ssl), 0) else { return 0 }
      let box = Unmanaged<SessionBox>.fromOpaque(slot).takeUnretainedValue()
      SSL_SESSION_free(box.session)
      box.session = session
      return 1
    }
    ssl = try #require(SSL_new(context))
    SSL_set_fd(ssl, descriptor)
    SSL_set_connect_state(ssl)
    if !wishes.protocols.isEmpty {
      let list = wishes.protocols.flatMap { [UInt8($0.utf8.count)] + $0.utf8 }
      SSL_set_alpn_protos(ssl, list, UInt32(list.count))
    }
    if let name = wishes.serverName { c_SSL_set_tlsext_host_name(ssl, name) }
    if let session = wishes.session { SSL_set_session(ssl, session) }
  }

  deinit {
    SSL_free(ssl)
    SSL_CTX_free(context)
    closeSocket()
  }

  func closeSocket() {
    if isOpen { close(descriptor) }
    isOpen = false
  }

  /// One step of an operation: `SSL_ERROR_NONE`, or OpenSSL's error.
  func step(_ operation: () -> Int32) -> Int32 {
    ERR_clear_error()
    let result = operation()
    return result > 0 ? SSL_ERROR_NONE : SSL_get_error(ssl, result)
  }

  func handshake() -> Int32 { step { SSL_do_handshake(ssl) } }

  /// What can be read now, and the error that ended the reading.
  func read() -> (bytes: [UInt8], error: Int32) {
    var bytes: [UInt8] = []
    var piece = [UInt8](repeating: 0, count: 4096)
    while true {
      var count = 0
      let error = step { SSL_read_ex(ssl, &piece, piece.count, &count) }
      guard error == SSL_ERROR_NONE else { return (bytes, error) }
      bytes += piece[..<count]
    }
  }

  /// Writes all of some few bytes, which fit the socket's buffer.
  func write(_ bytes: [UInt8]) {
    var count = 0
    #expect(SSL_write_ex(ssl, bytes, bytes.count, &count) == 1)
    #expect(count == bytes.count)
  }

  var chosenProtocol: String? {
    var name: UnsafePointer<UInt8>?
    var count: UInt32 = 0
    SSL_get0_alpn_selected(ssl, &name, &count)
    guard let name else { return nil }
    return String(decoding: UnsafeBufferPointer(start: name, count: Int(count)), as: UTF8.self)
  }

  /// Whether the server's certificate covers a name.
  func serverCovers(_ name: String) -> Bool {
    guard let certificate = SSL_get1_peer_certificate(ssl) else { return false }
    defer { X509_free(certificate) }
    return X509_check_host(certificate, name, 0, 0, nil) == 1
  }
}

/// A client and a server's session that talk over a pair of sockets, in turns, on one thread.
final class Conversation {
  let client: TestClient
  let server: TLSSession
  private let serverDescriptor: Int32

  init(_ context: TLSServerContext, _ wishes: TestClient.Wishes = .init()) throws {
    var pair: [Int32] = [0, 0]
    let kind = Int32(SOCK_STREAM.rawValue) | Int32(SOCK_NONBLOCK.rawValue) | Int32(SOCK_CLOEXEC.rawValue)
    try #require(socketpair(AF_UNIX, kind, 0, &pair) == 0)
    serverDescriptor = pair[0]
    client = try TestClient(descriptor: pair[1], wishes)
    server = try TLSSession(context: context, descriptor: pair[0])
  }

  deinit { close(serverDescriptor) }

  /// Takes turns until both ends are done or have failed. A handshake needs three or four turns.
  func handshake() -> (server: TLSSession.Progress, client: Int32) {
    var server = TLSSession.Progress.wantsRead
    var client = SSL_ERROR_WANT_READ
    for _ in 0..<10 {
      if client == SSL_ERROR_WANT_READ { client = self.client.handshake() }
      if case .wantsRead = server { server = self.server.handshake() }
    }
    return (server, client)
  }

  /// A handshake that must succeed.
  func shakeHands(at location: SourceLocation = #_sourceLocation) {
    let ends = handshake()
    guard case .done = ends.server else {
      Issue.record("the server's end: \(ends.server)", sourceLocation: location)
      return
    }
    #expect(ends.client == SSL_ERROR_NONE, sourceLocation: location)
  }

  /// What the server reads now, and how the reading ended.
  func serverRead(pieceSize: Int = 4096) -> (bytes: [UInt8], end: TLSSession.Transfer) {
    var bytes: [UInt8] = []
    var piece = [UInt8](repeating: 0, count: pieceSize)
    while true {
      let result = piece.withUnsafeMutableBytes { server.read(into: $0) }
      guard case .bytes(let count) = result else { return (bytes, result) }
      bytes += piece[..<count]
    }
  }

  func serverWrite(_ bytes: some Collection<UInt8>) -> TLSSession.Transfer {
    // A fresh copy each time: the buffer moves between the attempts at one write.
    Array(bytes).withUnsafeBytes { server.write($0) }
  }
}

/// Chance that repeats from run to run.
final class TestEntropy: EntropySource {
  private let generator = Lock(SeededGenerator(seed: 1, stream: "tls tests"))

  func bytes(_ count: Int) -> [UInt8] {
    generator.withLock { generator in (0..<count).map { _ in UInt8(generator.below(256)) } }
  }
}

extension Timestamp {
  /// 2026-06-01, when the tests take place.
  static let june = Timestamp(seconds: 1_780_272_000)

  func days(_ count: Int64) -> Timestamp { advanced(bySeconds: count * 86_400) }
}

/// A context that serves certificates for these names, one each.
func context(_ names: String..., keys: TicketKeys? = nil) throws -> TLSServerContext {
  try TLSServerContext(
    identities: names.map(identity), ticketKeys: keys ?? TicketKeys(entropy: TestEntropy(), now: .june))
}

func identity(_ name: String) throws -> TLSIdentity {
  try CertificateAuthority.ephemeral(hostNames: [name], now: .june, entropy: TestEntropy()).identity
}
