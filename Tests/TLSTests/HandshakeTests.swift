import COpenSSL
import Glibc
import Testing

@testable import TLS

@Suite("TLS handshakes")
struct HandshakeTests {
  @Test("TLS 1.2 and 1.3 are spoken", arguments: [(TLS1_2_VERSION, "TLSv1.2"), (TLS1_3_VERSION, "TLSv1.3")])
  func versions(version: Int32, name: String) throws {
    let conversation = try Conversation(context("a.example"), .init(versions: version...version))
    conversation.shakeHands()
    #expect(conversation.server.version == name)
    #expect(!conversation.server.isResumed)
  }

  @Test("older versions are refused, with OpenSSL's words", arguments: [TLS1_VERSION, TLS1_1_VERSION])
  func oldVersions(version: Int32) throws {
    let conversation = try Conversation(context("a.example"), .init(versions: version...version))
    guard case .failed(let fault) = conversation.handshake().server else {
      Issue.record("not refused")
      return
    }
    #expect(fault.description == "TLS handshake failed: unsupported protocol")
    guard case .done = conversation.server.shutdown() else {
      Issue.record("a broken session has nothing to say at its end")
      return
    }
  }

  @Test(
    "the server chooses the cheapest cipher that both have, and ChaCha20 for who puts it first",
    arguments: [
      ("AES256:AES128", "256,128", "AES_128_GCM"), ("AES128", "128", "AES_128_GCM"),
      ("AES256", "256", "AES_256_GCM"), ("CHACHA20:AES128", "chacha,128", "CHACHA20_POLY1305"),
      ("AES256:CHACHA20", "256,chacha", "AES_256_GCM"),
    ])
  func ciphers(tls12: String, tls13: String, chosen: String) throws {
    let suites = [
      "128": "TLS_AES_128_GCM_SHA256", "256": "TLS_AES_256_GCM_SHA384",
      "chacha": "TLS_CHACHA20_POLY1305_SHA256",
    ]
    let offered = tls13.split(separator: ",").compactMap { suites[String($0)] }.joined(separator: ":")
    for version in [TLS1_2_VERSION, TLS1_3_VERSION] {
      let conversation = try Conversation(
        context("a.example"), .init(versions: version...version, ciphers: (tls12, offered)))
      conversation.shakeHands()
      let name = SSL_CIPHER_standard_name(SSL_get_current_cipher(conversation.client.ssl))
      #expect(name.map { String(cString: $0) }?.contains(chosen) == true, "version \(version)")
    }
  }

  @Test(
    "X25519, P-256 and P-384 are spoken, nothing else, and TLS 1.2 takes them in this order",
    arguments: [
      (TLS1_3_VERSION, "X25519", "X25519"), (TLS1_3_VERSION, "P-256", "prime256v1"),
      (TLS1_3_VERSION, "P-384", "secp384r1"), (TLS1_3_VERSION, "P-521:P-384", "secp384r1"),
      (TLS1_3_VERSION, "P-521", nil), (TLS1_2_VERSION, "P-521", nil),
      (TLS1_2_VERSION, "P-384:P-256:X25519", "X25519"), (TLS1_2_VERSION, "P-384:P-256", "prime256v1"),
    ])
  func groups(version: Int32, offered: String, chosen: String?) throws {
    let conversation = try Conversation(context("a.example"), .init(versions: version...version))
    #expect(c_SSL_set1_groups_list(conversation.client.ssl, offered) == 1)
    guard let chosen else {
      guard case .failed = conversation.handshake().server else {
        Issue.record("not refused")
        return
      }
      return
    }
    conversation.shakeHands()
    let group = OBJ_nid2sn(c_SSL_get_negotiated_group(conversation.client.ssl))
    #expect(group.map { String(cString: $0) } == chosen)
  }

  @Test(
    "http/1.1 is chosen wherever it is offered",
    arguments: [["http/1.1"], ["h2", "http/1.1"], ["x", "http/1.1", "h2"], ["http/1.0", "http/1.1"]])
  func protocols(offered: [String]) throws {
    let conversation = try Conversation(context("a.example"), .init(protocols: offered))
    conversation.shakeHands()
    #expect(conversation.client.chosenProtocol == "http/1.1")
  }

  @Test("http/1.0 is chosen where http/1.1 is not offered", arguments: [["http/1.0"], ["h2", "http/1.0"]])
  func olderProtocol(offered: [String]) throws {
    let conversation = try Conversation(context("a.example"), .init(protocols: offered))
    conversation.shakeHands()
    #expect(conversation.client.chosenProtocol == "http/1.0")
  }

  @Test(
    "a client that offers other protocols only is refused",
    arguments: [["h2"], ["http/0.9"], ["http/1.11", "h3"]])
  func otherProtocols(offered: [String]) throws {
    let conversation = try Conversation(context("a.example"), .init(protocols: offered))
    let ends = conversation.handshake()
    guard case .failed(let fault) = ends.server else {
      Issue.record("not refused")
      return
    }
    #expect(fault.cause == "no application protocol")
    #expect(ends.client == SSL_ERROR_SSL)
    #expect(ERR_GET_REASON(ERR_peek_error()) == SSL_R_TLSV1_ALERT_NO_APPLICATION_PROTOCOL)
  }

  @Test("a client that offers no protocol is served")
  func noProtocol() throws {
    let conversation = try Conversation(context("a.example"))
    conversation.shakeHands()
    #expect(conversation.client.chosenProtocol == nil)
  }

  @Test(
    "the certificate follows the server name; the first serves the others",
    arguments: [
      ("a.example", "a.example"), ("b.example", "b.example"), ("x.wild.example", "*.wild.example"),
      ("B.EXAMPLE", "b.example"), ("unknown.example", "a.example"), (nil, "a.example"),
    ])
  func serverNames(asked: String?, served: String) throws {
    let context = try context("a.example", "b.example", "*.wild.example")
    for version in [TLS1_2_VERSION, TLS1_3_VERSION] {
      let conversation = try Conversation(context, .init(versions: version...version, serverName: asked))
      conversation.shakeHands()
      #expect(conversation.client.serverCovers(served))
      #expect(served == "a.example" || !conversation.client.serverCovers("a.example"))
    }
  }

  @Test("after a reload new sessions get the new certificate, and old ones go on")
  func reload() throws {
    let context = try context("a.example", "b.example")
    let old = try Conversation(context, .init(serverName: "b.example"))
    try context.reload(identities: [identity("c.example")])
    old.shakeHands()
    #expect(old.client.serverCovers("b.example"))
    let new = try Conversation(context, .init(serverName: "b.example"))
    new.shakeHands()
    #expect(new.client.serverCovers("c.example"))
  }

  @Test("a context needs an identity")
  func noIdentity() throws {
    #expect(throws: TLSFault.self) {
      try TLSServerContext(identities: [], ticketKeys: TicketKeys(entropy: TestEntropy(), now: .june))
    }
  }

  @Test(
    "what is no TLS fails with a reason and harms nothing",
    arguments: [
      Array("GET / HTTP/1.1\r\nHost: a\r\n\r\n".utf8), [UInt8](repeating: 0, count: 600),
      [0x16, 0x03, 0x01, 0x00, 0x05, 0x01, 0x00, 0x00, 0x01, 0x00],
      [0x16, 0x03, 0x01, 0xFF, 0xFF] + [UInt8](repeating: 7, count: 600),
    ])
  func noise(input: [UInt8]) throws {
    let conversation = try Conversation(context("a.example"))
    #expect(write(conversation.client.descriptor, input, input.count) == input.count)
    guard case .failed(let fault) = conversation.server.handshake() else {
      Issue.record("not refused")
      return
    }
    #expect(!fault.cause.isEmpty)
    #expect(ERR_peek_error() == 0, "the error queue is left empty")
  }

  @Test("a client that goes before the handshake is no fault")
  func goneEarly() throws {
    let conversation = try Conversation(context("a.example"))
    conversation.client.closeSocket()
    guard case .closed = conversation.server.handshake() else {
      Issue.record("not seen")
      return
    }
    #expect(conversation.server.wasTruncated)
  }

  @Test("renegotiation is refused")
  func renegotiation() throws {
    let conversation = try Conversation(
      context("a.example"), .init(versions: TLS1_2_VERSION...TLS1_2_VERSION))
    conversation.shakeHands()
    #expect(SSL_renegotiate(conversation.client.ssl) == 1)
    _ = conversation.client.handshake()
    _ = conversation.serverRead()
    #expect(conversation.client.handshake() == SSL_ERROR_SSL)
    #expect(ERR_GET_REASON(ERR_peek_error()) == SSL_R_NO_RENEGOTIATION)
  }
}
