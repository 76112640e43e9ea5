import COpenSSL
import Glibc
import Testing

@testable import TLS

@Suite("Key updates (RFC 8446 section 4.6.3)")
struct KeyUpdateTests {
  private func connected() throws -> Conversation {
    let conversation = try Conversation(
      context("a.example"), .init(versions: TLS1_3_VERSION...TLS1_3_VERSION))
    conversation.shakeHands()
    _ = conversation.client.read()
    return conversation
  }

  @Test(
    "data flow on in both directions across key updates",
    arguments: [SSL_KEY_UPDATE_REQUESTED, SSL_KEY_UPDATE_NOT_REQUESTED])
  func dataFlow(kind: Int32) throws {
    let conversation = try connected()
    var received: [UInt8] = []
    var returned: [UInt8] = []
    var rest = (0..<300_000).map { UInt8(truncatingIfNeeded: $0 &* 31 &+ $0 >> 7) }[...]
    let sent = Array(rest)
    for round in 0..<200 {
      let piece = [UInt8](repeating: UInt8(round), count: 1000)
      conversation.client.write(piece)
      #expect(SSL_key_update(conversation.client.ssl, kind) == 1)
      conversation.client.write(piece)
      received += conversation.serverRead(pieceSize: 777).bytes
      // Full sockets and half-written answers among the updates.
      if case .bytes(let count) = conversation.serverWrite(rest.prefix(5000)) { rest = rest.dropFirst(count) }
      if round % 3 == 0 { returned += conversation.client.read().bytes }
    }
    while !rest.isEmpty {
      if case .bytes(let count) = conversation.serverWrite(rest) { rest = rest.dropFirst(count) }
      returned += conversation.client.read().bytes
    }
    returned += conversation.client.read().bytes
    let isWhole = received == (0..<200).flatMap { [UInt8](repeating: UInt8($0), count: 2000) }
    #expect(isWhole)
    let isReturned = returned == sent
    #expect(isReturned)
  }

  @Test(
    "a requested update is answered with the next data, an unrequested one is not", arguments: [true, false])
  func answer(isRequested: Bool) throws {
    let conversation = try connected()
    let kind = isRequested ? SSL_KEY_UPDATE_REQUESTED : SSL_KEY_UPDATE_NOT_REQUESTED
    SSL_key_update(conversation.client.ssl, kind)
    conversation.client.write([1])
    #expect(conversation.serverRead().bytes == [1])
    #expect((SSL_get_key_update_type(conversation.server.ssl) != SSL_KEY_UPDATE_NONE) == isRequested)
    guard case .bytes(1) = conversation.serverWrite([2]) else {
      Issue.record("not written")
      return
    }
    #expect(SSL_get_key_update_type(conversation.server.ssl) == SSL_KEY_UPDATE_NONE)
    #expect(conversation.client.read().bytes == [2])
  }

  @Test("a client that sends nothing but key updates does not hold the loop")
  func flood() throws {
    let conversation = try connected()
    // Through memory, since each small write would take a page of the socket's buffer.
    let memory = try #require(BIO_new(BIO_s_mem()))
    SSL_set0_wbio(conversation.client.ssl, memory)
    for _ in 0..<3000 {
      SSL_key_update(conversation.client.ssl, SSL_KEY_UPDATE_NOT_REQUESTED)
      #expect(conversation.client.handshake() == SSL_ERROR_NONE)
    }
    var start: UnsafeMutablePointer<CChar>?
    let count = c_BIO_get_mem_data(memory, &start)
    #expect(count > 3 * 16 * 1024, "more than one reading takes")
    #expect(write(conversation.client.descriptor, start, count) == count)
    SSL_set_fd(conversation.client.ssl, conversation.client.descriptor)
    var reads = 0
    while reads < 5000 {
      guard case .wantsRead = conversation.serverRead().end else {
        Issue.record("the session broke")
        return
      }
      reads += 1
      var left: Int32 = 0
      try #require(ioctl(SSL_get_fd(conversation.server.ssl), UInt(FIONREAD), &left) == 0)
      if left == 0 { break }
    }
    #expect(reads > 1, "each call takes what one reading of the socket brought")
    conversation.client.write([7])
    #expect(conversation.serverRead().bytes == [7])
  }
}
