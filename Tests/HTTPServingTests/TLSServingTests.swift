import COpenSSL
import Determinism
import Glibc
import HTTPMessages
import HTTPServing
import HTTPTypes
import Reactor
import TLS
import Testing

/// OpenSSL's client over a blocking connection; it trusts anybody, because trust is the TLS room's matter.
private final class SecureClient {
  private let client: TestClient
  private let context: OpaquePointer
  private let ssl: OpaquePointer

  init?(port: Int) {
    client = TestClient(port: port)
    context = SSL_CTX_new(TLS_client_method())
    ssl = SSL_new(context)
    SSL_set_fd(ssl, client.descriptor)
    if SSL_connect(ssl) != 1 { return nil }
  }

  deinit {
    SSL_free(ssl)
    SSL_CTX_free(context)
  }

  func send(_ bytes: [UInt8]) { _ = SSL_write(ssl, bytes, Int32(bytes.count)) }

  /// At least so many bytes, or all up to the end.
  func read(atLeast count: Int) -> [UInt8] {
    var result: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 32_768)
    while result.count < count {
      let got = SSL_read(ssl, &buffer, Int32(buffer.count))
      if got <= 0 { break }
      result += buffer[..<Int(got)]
    }
    return result
  }

  /// Whether the end came with close_notify.
  func endsProperly() -> Bool {
    var byte: UInt8 = 0
    let result = SSL_read(ssl, &byte, 1)
    return result == 0 && SSL_get_error(ssl, result) == SSL_ERROR_ZERO_RETURN
  }
}

@Suite("The server, over TLS")
struct TLSServingTests {
  private func server(
    _ setup: Setup = Setup { _ in }, respond: @escaping @Sendable (Request) -> Response = TestServer.echo
  ) throws -> TestServer {
    let authority = try CertificateAuthority.ephemeral(
      hostNames: ["localhost"], now: SystemTime.wallClock(), entropy: SystemEntropy())
    let context = try TLSServerContext(
      identities: [authority.identity],
      ticketKeys: TicketKeys(entropy: SystemEntropy(), now: SystemTime.wallClock()))
    return try TestServer(tls: context, setup, respond: respond)
  }

  @Test("requests are answered one by one, pipelined and in many records, and the end is announced")
  func serves() throws {
    let server = try server()
    let client = try #require(SecureClient(port: server.port))
    let request = Array("GET /x HTTP/1.1\r\nHost: a\r\n\r\n".utf8)
    client.send(request)
    let one = client.read(atLeast: 10)
    #expect(String(decoding: one, as: UTF8.self).hasSuffix("GET /x "))
    client.send(request + request)
    #expect(client.read(atLeast: 2 * one.count).count == 2 * one.count)
    // A body over several records: what OpenSSL has read ahead is not announced by the socket.
    client.send(
      Array("POST /big HTTP/1.1\r\nHost: a\r\nContent-Length: 200000\r\nConnection: close\r\n\r\n".utf8))
    client.send([UInt8](repeating: 0x61, count: 200_000))
    #expect(client.read(atLeast: 200_000).count > 200_000)
    #expect(client.endsProperly())
  }

  @Test("a stream goes through TLS whole")
  func streams() throws {
    let server = try server { _ in Response(status: .ok, body: .stream(CountingSource(pieces: 30))) }
    let client = try #require(SecureClient(port: server.port))
    client.send(Array("GET / HTTP/1.0\r\n\r\n".utf8))
    #expect(client.read(atLeast: .max).count > 30 * 65_536)
  }

  @Test("plain HTTP on the TLS port is answered in plain text, whole although the client goes on sending")
  func plainHTTP() throws {
    let server = try server()
    let client = TestClient(port: server.port)
    client.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 200000\r\n\r\n")
    client.send([UInt8](repeating: 0x61, count: 200_000))
    let answer = client.readAnswer()
    #expect(answer.head.hasPrefix("HTTP/1.1 400 "))
    #expect(answer.head.contains("Connection: close"))
    #expect(answer.body.contains("HTTPS"))
    #expect(client.readSome() == [])
  }

  @Test("what is no TLS at all is ended without a reset, which could destroy the alert")
  func noTLS() throws {
    let server = try server()
    let client = TestClient(port: server.port)
    client.send([UInt8](repeating: 0, count: 200_000))
    client.endWriting()
    #expect(client.readSome().map { $0.count < 8 } == true)
    let typed = TestClient(port: server.port)
    typed.send([0x16, 3, 1, 0xFF, 0xFF] + [UInt8](repeating: 0x61, count: 100_000))
    #expect(typed.readSome()?.first == 21)
    #expect(typed.readSome() == [])
  }

  @Test("a handshake that does not come is cut")
  func noHandshake() throws {
    let server = try server(Setup { $0.handshakeSeconds = 0.1 })
    #expect(TestClient(port: server.port).seesEnd())
  }

  @Test("past the limit of connections the answer is 503 over TLS too, and the end is announced")
  func surplus() throws {
    let server = try server(Setup { $0.connections = 1 })
    let request = Array("GET /x HTTP/1.1\r\nHost: a\r\n\r\n".utf8)
    let first = try #require(SecureClient(port: server.port))
    first.send(request)
    #expect(first.read(atLeast: 10).starts(with: "HTTP/1.1 200 ".utf8))
    let second = try #require(SecureClient(port: server.port))
    second.send(request)
    #expect(second.read(atLeast: 10).starts(with: "HTTP/1.1 503 ".utf8))
    #expect(second.endsProperly())
    first.send(request)
    #expect(first.read(atLeast: 10).starts(with: "HTTP/1.1 200 ".utf8))
  }

  @Test("a client that does not go on with its handshake is cut")
  func silentHandshake() throws {
    let server = try server(Setup { $0.handshakeSeconds = 0.1 })
    let silent = server.client()
    #expect(silent.seesEnd())
    let stuck = server.client()
    // The beginning of a ClientHello.
    stuck.send([0x16, 3, 1, 2, 0, 1, 0])
    #expect(stuck.seesEnd())
    #expect(server.server.waitUntilIdle(seconds: 5))
  }
}
