import Glibc
import HTTPMessages
import HTTPTypes
import Reactor
import TLS
import Testing

@testable import HTTPClient

@Suite("requests of a client")
struct RequestTests {
  @Test("requests follow each other on one connection")
  func keepAlive() throws {
    let place = try Place()
    let (answers, connections) = place.ask(
      try place.url(),
      [
        ClientRequest(.get, "/a?b"), ClientRequest(.post, "/c", body: Array("d".utf8)),
        ClientRequest(.get, "/e"),
      ])
    #expect(answers == ["200 GET /a ", "200 POST /c d", "200 GET /e "])
    #expect(connections == 1)
  }

  @Test("a server that closes gets a new connection for the next request")
  func closing() throws {
    let place = try Place { request in
      var response = Place.echo(request)
      response.closesConnection = true
      response.prefersChunked = true
      return response
    }
    let (answers, connections) = place.ask(
      try place.url(),
      [ClientRequest(.get, "/1"), ClientRequest(.post, "/2", body: []), ClientRequest(.head, "/3")])
    #expect(answers == ["200 GET /1 ", "200 POST /2 ", "200 "])
    #expect(connections == 3)
  }

  @Test("a body longer than every buffer arrives whole")
  func long() throws {
    let text = String(repeating: "0123456789abcdef", count: 40_000)
    let place = try Place { _ in Response(status: .ok, body: .bytes(Array(text.utf8))) }
    #expect(place.ask(try place.url(), [ClientRequest(.get, "/")]).answers == ["200 " + text])
  }

  @Test("a place where nobody listens, and a name that leads nowhere, are named")
  func nobody() throws {
    let place = try Place()
    let refused = place.ask(try ClientURL("http://127.0.0.1:1"), [ClientRequest(.get, "/")]).answers
    #expect(
      refused == [
        "unreachable: Cannot connect to 127.0.0.1 port 1: Connection refused; nothing listens there"
      ])
    let unknown = place.ask(try ClientURL("http://no-such-host.invalid"), [ClientRequest(.get, "/")]).answers
    #expect(
      unknown.first?.hasPrefix("unresolved: The host no-such-host.invalid cannot be found: ") == true,
      "\(unknown)")
  }

  @Test("a server that does not answer is given up at the deadline")
  func late() throws {
    final class Never: Gate { func whenOpen(_ action: @escaping @Sendable (Bool) -> Void) {} }
    var limits = ClientLimits()
    limits.responseSeconds = 0.05
    let place = try Place(limits) { _ in Response(status: .ok, gate: Never()) }
    let answers = place.ask(try place.url(), [ClientRequest(.get, "/")]).answers
    #expect(answers.first?.hasPrefix("late: ") == true, "\(answers)")
  }

  @Test("a content past the limit is a fault and not kept")
  func tooLong() throws {
    var limits = ClientLimits()
    limits.bodyBytes = 10
    let place = try Place(limits) { _ in
      Response(status: .ok, body: .bytes(Array(repeating: 0x61, count: 11)))
    }
    let answers = place.ask(try place.url(), [ClientRequest(.get, "/")]).answers
    #expect(answers.first?.hasSuffix("The content is too long.") == true, "\(answers)")
  }
}

@Suite("TLS of a client")
struct ClientTLSTests {
  /// A TLS server for `localhost`, and a file with its CA.
  private static func secure(_ trust: (String) -> TLSClientContext.Trust) throws -> (Place, file: String) {
    let entropy = SystemEntropy()
    let now = SystemTime.wallClock()
    let authority = try CertificateAuthority.ephemeral(hostNames: ["a.example"], now: now, entropy: entropy)
    var name = Array("/tmp/client-ca-XXXXXX".utf8CString)
    let descriptor = mkstemp(&name)
    try #require(descriptor >= 0)
    defer { close(descriptor) }
    let pem = authority.certificatePEM
    try #require(write(descriptor, pem, pem.count) == pem.count)
    let file = name.withUnsafeBufferPointer { String(cString: $0.baseAddress!) }
    let tls = try TLSServerContext(
      identities: [authority.identity], ticketKeys: TicketKeys(entropy: entropy, now: now))
    return (try Place(tls: tls, trust: trust(file)), file)
  }

  @Test("a CA file is trusted, for names and for addresses, and requests go on over sessions' tickets")
  func trusted() throws {
    let (place, file) = try Self.secure { .file($0) }
    defer { unlink(file) }
    for host in ["localhost", "127.0.0.1"] {
      let request = ClientRequest(.get, "/x")
      let (answers, connections) = place.ask(
        try place.url(secure: true, host: host), [request, request, request])
      #expect(answers == Array(repeating: "200 GET /x ", count: 3))
      #expect(connections == 1)
    }
  }

  @Test("a CA that the system does not know is not trusted, and OpenSSL's word is told")
  func untrusted() throws {
    let (place, file) = try Self.secure { _ in .system }
    defer { unlink(file) }
    let answers = place.ask(try place.url(secure: true), [ClientRequest(.get, "/")]).answers
    #expect(
      answers == [
        "untrusted: The certificate of 127.0.0.1 port \(place.port) is not trusted: unable to get local issuer certificate"
      ])
  }

  @Test("without the check anybody is believed")
  func insecure() throws {
    let (place, file) = try Self.secure { _ in .anybody }
    defer { unlink(file) }
    #expect(place.ask(try place.url(secure: true), [ClientRequest(.get, "/x")]).answers == ["200 GET /x "])
  }

  @Test("a server without TLS is told apart")
  func plain() throws {
    let place = try Place()
    let answers = place.ask(try place.url(secure: true), [ClientRequest(.get, "/")]).answers
    #expect(
      answers.first?.hasPrefix("nonsense: 127.0.0.1 port \(place.port) does not speak TLS") == true,
      "\(answers)")
  }

  @Test("a CA file that is none is refused with its mend", arguments: ["/nowhere/ca.pem", #filePath])
  func noFile(file: String) throws {
    let fault = try #require(throws: CertificateFault.self) {
      try ClientContext(trust: .file(file), entropy: SystemEntropy())
    }
    #expect(fault.description.hasPrefix(file))
  }
}
