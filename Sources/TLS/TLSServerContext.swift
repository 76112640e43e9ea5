import COpenSSL
import Glibc
import Locking

/// What all TLS sessions of the process share: certificates, ticket keys and the rules of the protocol.
///
/// TLS 1.2 and 1.3 with forward secrecy; no renegotiation, no compression. A client that offers protocols by ALPN
/// must offer `http/1.1` (RFC 7301). The certificate is chosen by the name that the client asks for (RFC 6066
/// section 3). Sessions resume by tickets, on any loop, without a memory of the server's.
///
/// Making a context sets SIGPIPE to be ignored in the process: OpenSSL writes to sockets whose peers may have gone.
public final class TLSServerContext: Sendable {
  private let state: Lock<ContextSet>
  /// The keys that tickets are sealed with; they outlive reloads.
  public let ticketKeys: TicketKeys

  /// A context that serves these identities.
  ///
  /// - Parameters:
  ///   - identities: at least one. The first serves clients that ask for no name, or for a name of none.
  ///   - ticketKeys: the keys of the session tickets.
  /// - Throws: where OpenSSL refuses one of the identities.
  public init(identities: [TLSIdentity], ticketKeys: TicketKeys) throws(TLSFault) {
    signal(SIGPIPE, SIG_IGN)
    self.ticketKeys = ticketKeys
    state = Lock(try ContextSet(identities: identities, ticketKeys: ticketKeys))
  }

  /// Serves other identities from now on. Sessions that exist keep theirs; where it throws, nothing changes.
  public func reload(identities: [TLSIdentity]) throws(TLSFault) {
    let fresh = try ContextSet(identities: identities, ticketKeys: ticketKeys)
    state.withLock { $0 = fresh }
  }

  var current: ContextSet { state.withLock { $0 } }
}

/// One OpenSSL context for each identity. Never changes once it is made; OpenSSL locks its own counters, so that
/// loops may share it.
final class ContextSet: @unchecked Sendable {
  /// The first identity's context, which new sessions begin with.
  let main: OpaquePointer
  private let identities: [TLSIdentity]
  private let all: [OpaquePointer]
  private let ticketKeys: TicketKeys

  init(identities: [TLSIdentity], ticketKeys: TicketKeys) throws(TLSFault) {
    guard !identities.isEmpty else {
      throw TLSFault(operation: "making a TLS context", cause: "there is no certificate to serve")
    }
    var made: [OpaquePointer] = []
    do throws(TLSFault) {
      for identity in identities { made.append(try ContextSet.make(identity)) }
    } catch {
      made.forEach { SSL_CTX_free($0) }
      throw error
    }
    self.identities = identities
    self.ticketKeys = ticketKeys
    all = made
    main = made[0]
    for context in all { TicketCallback.install(ticketKeys, on: context) }
    if all.count > 1 {
      // Only the context that a session begins with is asked. The set lives as long as any of its sessions.
      c_SSL_CTX_set_tlsext_servername_arg(main, Unmanaged.passUnretained(self).toOpaque())
      c_SSL_CTX_set_tlsext_servername_callback(main, chooseByServerName)
    }
  }

  deinit { all.forEach { SSL_CTX_free($0) } }

  /// The context whose certificate covers a name; nil where none does.
  func context(forName name: UnsafePointer<CChar>) -> OpaquePointer? {
    for (identity, context) in zip(identities, all) where identity.covers(name) { return context }
    return nil
  }
}

// MARK: - The rules

extension ContextSet {
  /// For TLS 1.2: forward secrecy and authenticated encryption only. The server's order counts: AES-128 first, which is
  /// strong enough for everything and whose SHA-256 the processor computes; a handshake with SHA-384 costs a tenth
  /// more.
  private static let ciphers =
    "ECDHE-ECDSA-AES128-GCM-SHA256:ECDHE-RSA-AES128-GCM-SHA256:ECDHE-ECDSA-AES256-GCM-SHA384:"
    + "ECDHE-RSA-AES256-GCM-SHA384:ECDHE-ECDSA-CHACHA20-POLY1305:ECDHE-RSA-CHACHA20-POLY1305"
  /// For TLS 1.3, which has nothing weaker, in the same order.
  private static let cipherSuites =
    "TLS_AES_128_GCM_SHA256:TLS_AES_256_GCM_SHA384:TLS_CHACHA20_POLY1305_SHA256"
  private static let groups = "X25519:P-256:P-384"
  /// Tickets of one application must not open sessions of another that shares its keys.
  private static let sessionContext = Array("mock-appliance".utf8)

  private static func make(_ identity: TLSIdentity) throws(TLSFault) -> OpaquePointer {
    ERR_clear_error()
    guard let context = SSL_CTX_new(TLS_server_method()) else { throw .fromQueue("making a TLS context") }
    let settings: [Bool] = [
      c_SSL_CTX_set_min_proto_version(context, TLS1_2_VERSION) == 1,
      c_SSL_CTX_set_max_proto_version(context, TLS1_3_VERSION) == 1,
      SSL_CTX_set_cipher_list(context, ciphers) == 1,
      SSL_CTX_set_ciphersuites(context, cipherSuites) == 1,
      c_SSL_CTX_set1_groups_list(context, groups) == 1,
      SSL_CTX_set_session_id_context(context, sessionContext, UInt32(sessionContext.count)) == 1,
      identity.install(on: context),
    ]
    guard settings.allSatisfy({ $0 }) else {
      SSL_CTX_free(context)
      throw .fromQueue("making a TLS context")
    }
    // A client that puts ChaCha20 first has no AES in its processor, and gets it.
    SSL_CTX_set_options(
      context,
      c_SSL_OP_NO_RENEGOTIATION | c_SSL_OP_NO_COMPRESSION | c_SSL_OP_CIPHER_SERVER_PREFERENCE
        | c_SSL_OP_PRIORITIZE_CHACHA)
    // An idle connection keeps no record buffers, and a write may be repeated from another address.
    c_SSL_CTX_set_mode(
      context,
      Int(SSL_MODE_RELEASE_BUFFERS) | Int(SSL_MODE_ENABLE_PARTIAL_WRITE)
        | Int(SSL_MODE_ACCEPT_MOVING_WRITE_BUFFER))
    // A read ends with what the socket gave at once: a client that sends nothing but key updates would hold the loop.
    c_SSL_CTX_clear_mode(context, Int(SSL_MODE_AUTO_RETRY))
    // A record's header and body in one read from the socket.
    c_SSL_CTX_set_read_ahead(context, 1)
    // Tickets hold the sessions, so that nothing is kept here.
    c_SSL_CTX_set_session_cache_mode(context, Int(SSL_SESS_CACHE_OFF))
    SSL_CTX_set_timeout(context, Int(TicketKeys.ticketSeconds))
    // One ticket for each connection is enough: each connection uses one and gets one (RFC 8446 appendix C.4), and a
    // client that opens several gets one from each.
    SSL_CTX_set_num_tickets(context, 1)
    SSL_CTX_set_alpn_select_cb(context, selectProtocol, nil)
    return context
  }
}

/// Picks the certificate by the client's server name; the first one where no name fits.
private func chooseByServerName(
  _ ssl: OpaquePointer?, _ alert: UnsafeMutablePointer<Int32>?, _ argument: UnsafeMutableRawPointer?
) -> Int32 {
  guard let ssl, let argument, let name = SSL_get_servername(ssl, TLSEXT_NAMETYPE_host_name) else {
    return SSL_TLSEXT_ERR_NOACK
  }
  let set = Unmanaged<ContextSet>.fromOpaque(argument).takeUnretainedValue()
  guard let context = set.context(forName: name) else { return SSL_TLSEXT_ERR_NOACK }
  SSL_set_SSL_CTX(ssl, context)
  return SSL_TLSEXT_ERR_OK
}

/// Picks `http/1.1`, else `http/1.0`, which is spoken here too (curl offers nothing else with `--http1.0`), or refuses
/// with no_application_protocol (RFC 7301 section 3.2). Not called where the client offers nothing.
private func selectProtocol(
  _ ssl: OpaquePointer?, _ chosen: UnsafeMutablePointer<UnsafePointer<UInt8>?>?,
  _ chosenCount: UnsafeMutablePointer<UInt8>?, _ offered: UnsafePointer<UInt8>?, _ offeredCount: UInt32,
  _ argument: UnsafeMutableRawPointer?
) -> Int32 {
  guard let offered else { return SSL_TLSEXT_ERR_ALERT_FATAL }
  let list = UnsafeBufferPointer(start: offered, count: Int(offeredCount))
  guard let name = place(of: "http/1.1", in: list) ?? place(of: "http/1.0", in: list) else {
    return SSL_TLSEXT_ERR_ALERT_FATAL
  }
  chosen?.pointee = offered + name.lowerBound
  chosenCount?.pointee = UInt8(name.count)
  return SSL_TLSEXT_ERR_OK
}

/// Where a name stands in a list of names, each of which has its length before it.
private func place(of wanted: StaticString, in list: UnsafeBufferPointer<UInt8>) -> Range<Int>? {
  var index = 0
  while index < list.count {
    let name = (index + 1)..<(index + 1 + Int(list[index]))
    guard name.upperBound <= list.count else { return nil }
    if list[name].elementsEqual(
      UnsafeBufferPointer(start: wanted.utf8Start, count: wanted.utf8CodeUnitCount))
    {
      return name
    }
    index = name.upperBound
  }
  return nil
}
