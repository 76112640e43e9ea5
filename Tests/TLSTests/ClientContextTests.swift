import CLinuxIO
import Determinism
import Glibc
import Testing

@testable import TLS

/// Our own two ends over a pair of sockets, in turns, on one thread.
private final class TwoEnds {
  let client: TLSSession
  let server: TLSSession
  private let descriptors: [Int32]

  init(_ serverContext: TLSServerContext, _ clientContext: TLSClientContext, host: String) throws {
    var pair: [Int32] = [0, 0]
    let kind = Int32(SOCK_STREAM.rawValue) | Int32(SOCK_NONBLOCK.rawValue) | Int32(SOCK_CLOEXEC.rawValue)
    try #require(socketpair(AF_UNIX, kind, 0, &pair) == 0)
    descriptors = pair
    server = try TLSSession(context: serverContext, descriptor: pair[0])
    client = try TLSSession(context: clientContext, host: host, descriptor: pair[1])
  }

  deinit { for descriptor in descriptors { close(descriptor) } }

  /// Takes turns until both ends are done or have failed; answers the client's end.
  func handshake() -> TLSSession.Progress {
    var client = TLSSession.Progress.wantsRead
    var server = TLSSession.Progress.wantsRead
    for _ in 0..<10 {
      if case .wantsRead = client { client = self.client.handshake() }
      if case .wantsRead = server { server = self.server.handshake() }
    }
    return client
  }
}

@Suite("TLS as a client speaks it")
struct ClientContextTests {
  /// A handshake of a client with a server that has a certificate for `a.example`, of an authority that lies in a file.
  private func shakeHands(
    _ trust: (String) -> TLSClientContext.Trust, host: String
  ) throws -> (progress: TLSSession.Progress, ends: TwoEnds) {
    // OpenSSL compares with the real time.
    let now = Timestamp(seconds: Int64(time(nil)))
    let authority = try CertificateAuthority.ephemeral(
      hostNames: ["a.example"], now: now, entropy: TestEntropy())
    var path = Array("/tmp/tls-client-XXXXXX".utf8CString)
    let descriptor = mkstemp(&path)
    try #require(descriptor >= 0)
    let file = String(decoding: path.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    defer {
      close(descriptor)
      unlink(file)
    }
    let pem = authority.certificatePEM
    try #require(write(descriptor, pem, pem.count) == pem.count)
    let server = try TLSServerContext(
      identities: [authority.identity], ticketKeys: TicketKeys(entropy: TestEntropy(), now: now))
    let ends = try TwoEnds(server, TLSClientContext(trust: trust(file)), host: host)
    return (ends.handshake(), ends)
  }

  @Test(
    "a certificate of a trusted CA is believed where it covers the host",
    arguments: ["a.example", "127.0.0.1", "::1"])
  func trusted(host: String) throws {
    let (progress, ends) = try shakeHands({ .file($0) }, host: host)
    guard case .done = progress else {
      Issue.record("\(host): \(progress)")
      return
    }
    #expect(ends.client.version == "TLSv1.3")
    // The server's ticket comes before its first data, and must not hide it.
    _ = Array("hello".utf8).withUnsafeBytes { ends.server.write($0) }
    var buffer = [UInt8](repeating: 0, count: 100)
    guard case .bytes(5) = buffer.withUnsafeMutableBytes({ ends.client.read(into: $0) }) else {
      Issue.record("the data behind a ticket did not come")
      return
    }
    #expect(buffer.prefix(5) == Array("hello".utf8)[...])
  }

  @Test(
    "a certificate that does not cover the host is not believed",
    arguments: [
      ("b.example", "hostname mismatch"), ("example", "hostname mismatch"),
      ("127.0.0.2", "IP address mismatch"),
    ])
  func otherHost(host: String, complaint: String) throws {
    guard case .failed(let fault) = try shakeHands({ .file($0) }, host: host).progress else {
      Issue.record("believed")
      return
    }
    #expect(fault.certificateComplaint == complaint)
  }

  @Test("a certificate of an unknown CA is not believed, unless anybody is")
  func unknown() throws {
    guard case .failed(let fault) = try shakeHands({ _ in .system }, host: "a.example").progress else {
      Issue.record("believed")
      return
    }
    #expect(fault.certificateComplaint == "unable to get local issuer certificate")
    guard case .done = try shakeHands({ _ in .anybody }, host: "b.example").progress else {
      Issue.record("not believed")
      return
    }
  }
}
