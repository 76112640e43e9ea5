import COpenSSL
import Testing

@testable import TLS

@Suite("Resuming TLS sessions by ticket")
struct ResumptionTests {
  private let entropy = TestEntropy()

  /// A session of a first connection, once its ticket has come.
  private func firstSession(_ context: TLSServerContext, _ version: Int32) throws -> TestClient.SessionBox {
    let conversation = try Conversation(context, .init(versions: version...version))
    conversation.shakeHands()
    // In TLS 1.3 the ticket comes after the handshake, where the client reads.
    _ = conversation.client.read()
    // OpenSSL's client forgets the session of a connection that it did not close.
    SSL_shutdown(conversation.client.ssl)
    return conversation.client.box
  }

  private func resumes(
    _ context: TLSServerContext, _ box: TestClient.SessionBox, _ version: Int32
  ) throws -> Bool {
    let conversation = try Conversation(context, .init(versions: version...version, session: box.session))
    conversation.shakeHands()
    #expect((SSL_session_reused(conversation.client.ssl) == 1) == conversation.server.isResumed)
    return conversation.server.isResumed
  }

  @Test("a second connection resumes", arguments: [TLS1_2_VERSION, TLS1_3_VERSION])
  func second(version: Int32) throws {
    let context = try context("a.example")
    let box = try firstSession(context, version)
    #expect(try resumes(context, box, version))
  }

  @Test("another context with the same keys resumes too", arguments: [TLS1_2_VERSION, TLS1_3_VERSION])
  func otherContext(version: Int32) throws {
    let keys = TicketKeys(entropy: entropy, now: .june)
    let identities = [try identity("a.example")]
    let first = try TLSServerContext(identities: identities, ticketKeys: keys)
    // As after a restart that kept the keys.
    let again = TicketKeys(keys.all.compactMap { TicketKey($0.bytes, made: $0.made) })
    let second = try TLSServerContext(identities: identities, ticketKeys: again)
    #expect(try resumes(second, firstSession(first, version), version))
  }

  @Test("another key leads to a full handshake", arguments: [TLS1_2_VERSION, TLS1_3_VERSION])
  func otherKey(version: Int32) throws {
    let box = try firstSession(context("a.example", keys: TicketKeys(entropy: entropy, now: .june)), version)
    #expect(try !resumes(context("a.example", keys: TicketKeys(entropy: entropy, now: .june)), box, version))
  }

  @Test(
    "tickets survive rotations until their key is forgotten", arguments: [TLS1_2_VERSION, TLS1_3_VERSION])
  func rotation(version: Int32) throws {
    let context = try context("a.example", keys: TicketKeys(entropy: entropy, now: .june))
    for rotations in 0...TicketKeys.limit {
      let box = try firstSession(context, version)
      for _ in 0..<rotations { context.ticketKeys.rotate(entropy: entropy, now: .june) }
      #expect(try resumes(context, box, version) == (rotations < TicketKeys.limit))
    }
  }

  @Test("a ticket of a rotated key is renewed")
  func renewal() throws {
    let context = try context("a.example", keys: TicketKeys(entropy: entropy, now: .june))
    let version = TLS1_2_VERSION
    let box = try firstSession(context, version)
    context.ticketKeys.rotate(entropy: entropy, now: .june)
    let conversation = try Conversation(context, .init(versions: version...version, session: box.session))
    conversation.shakeHands()
    #expect(conversation.server.isResumed)
    // OpenSSL's client does not call back for a session that it resumed.
    let renewed = TestClient.SessionBox()
    renewed.session = SSL_get1_session(conversation.client.ssl)
    SSL_shutdown(conversation.client.ssl)
    for _ in 1..<TicketKeys.limit { context.ticketKeys.rotate(entropy: entropy, now: .june) }
    #expect(try resumes(context, renewed, version))
    #expect(try !resumes(context, box, version))
  }

  @Test("a client that uses each ticket once goes on resuming (RFC 8446 appendix C.4)")
  func chain() throws {
    let context = try context("a.example")
    var box = try firstSession(context, TLS1_3_VERSION)
    for _ in 0..<5 {
      let conversation = try Conversation(
        context, .init(versions: TLS1_3_VERSION...TLS1_3_VERSION, session: box.session))
      conversation.shakeHands()
      _ = conversation.client.read()
      #expect(conversation.server.isResumed)
      SSL_shutdown(conversation.client.ssl)
      box = conversation.client.box
      try #require(box.session != nil, "a resumed connection gives the next ticket")
    }
  }

  @Test("tickets of before a reload resume after it", arguments: [TLS1_2_VERSION, TLS1_3_VERSION])
  func afterReload(version: Int32) throws {
    let context = try context("a.example")
    let box = try firstSession(context, version)
    try context.reload(identities: [identity("a.example")])
    #expect(try resumes(context, box, version))
  }

  @Test("a ticket says for how long it resumes", arguments: [TLS1_2_VERSION, TLS1_3_VERSION])
  func lifetime(version: Int32) throws {
    let box = try firstSession(context("a.example"), version)
    #expect(SSL_SESSION_get_ticket_lifetime_hint(box.session) == UInt(TicketKeys.ticketSeconds))
  }

  @Test("a connection gets one ticket")
  func oneTicket() throws {
    let conversation = try Conversation(
      context("a.example"), .init(versions: TLS1_3_VERSION...TLS1_3_VERSION))
    conversation.shakeHands()
    #expect(SSL_get_num_tickets(conversation.server.ssl) == 1)
  }

  @Test("a key has exactly 80 bytes")
  func keyCount() {
    #expect(TicketKey(entropy.bytes(79), made: .june) == nil)
    #expect(TicketKey(entropy.bytes(81), made: .june) == nil)
    let bytes = entropy.bytes(80)
    #expect(TicketKey(bytes, made: .june)?.bytes == bytes)
  }
}
