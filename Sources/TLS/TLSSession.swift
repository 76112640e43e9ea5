import COpenSSL
import Glibc

/// One end of a TLS connection over a non-blocking socket: the server's, or the client's.
///
/// Bound to the loop of its connection. It reads and writes the socket itself, without a buffer of ours between; it
/// does not close the socket, which must live longer than the session. After `closed` or `failed` nothing more
/// comes: drop the session and close the socket.
public final class TLSSession {
  /// How far an operation without data got.
  public enum Progress: Sendable {
    /// It is complete.
    case done
    /// Call again when the socket is readable.
    case wantsRead
    /// Call again when the socket is writable.
    case wantsWrite
    /// The peer has gone.
    case closed
    /// The connection is broken; cut it.
    case failed(TLSFault)
  }

  /// How far an operation with data got.
  public enum Transfer: Sendable {
    /// So many bytes of plaintext were moved, at least one.
    case bytes(Int)
    /// Call again when the socket is readable.
    case wantsRead
    /// Call again when the socket is writable.
    case wantsWrite
    /// The peer has closed its side; see ``TLSSession/wasTruncated``.
    case closed
    /// The connection is broken; cut it.
    case failed(TLSFault)
  }

  /// Whether the connection ended without the peer's close_notify (RFC 8446 section 6.1), so that what was read may
  /// lack its end. Meaningful after `closed`.
  public private(set) var wasTruncated = false

  let ssl: OpaquePointer
  /// Keeps alive what OpenSSL's callbacks point to, also when the context is reloaded meanwhile.
  private let contexts: AnyObject
  /// Where this is the client's end.
  private let client: TLSClientContext?
  /// After a fatal error OpenSSL must not be asked to shut down.
  private var isBroken = false

  /// A session that waits for the client's first bytes.
  ///
  /// - Parameters:
  ///   - context: the process's context; what it holds now serves this session to its end.
  ///   - descriptor: a connected, non-blocking socket. It stays the caller's.
  /// - Throws: where OpenSSL has no memory.
  public init(context: TLSServerContext, descriptor: Int32) throws(TLSFault) {
    let contexts = context.current
    ssl = try TLSSession.make(contexts.main, descriptor)
    SSL_set_accept_state(ssl)
    self.contexts = contexts
    client = nil
  }

  /// A session that greets a server.
  ///
  /// - Parameters:
  ///   - context: whom to trust.
  ///   - host: the name, or the address without brackets, that the server's certificate must cover.
  ///   - descriptor: a connected, non-blocking socket. It stays the caller's.
  /// - Throws: where the name is none, or OpenSSL has no memory.
  public init(context: TLSClientContext, host: String, descriptor: Int32) throws(TLSFault) {
    let ssl = try TLSSession.make(context.context, descriptor)
    guard context.prepare(ssl, host: host) else {
      SSL_free(ssl)
      throw .fromQueue("preparing TLS for \(host)")
    }
    self.ssl = ssl
    contexts = context
    client = context
  }

  private static func make(_ context: OpaquePointer, _ descriptor: Int32) throws(TLSFault) -> OpaquePointer {
    clearErrors()
    guard let ssl = SSL_new(context) else { throw .fromQueue("making a TLS session") }
    guard SSL_set_fd(ssl, descriptor) == 1 else {
      SSL_free(ssl)
      throw .fromQueue("making a TLS session")
    }
    return ssl
  }

  deinit { SSL_free(ssl) }

  /// Keeps the buffers of records from now on, about 34 KB, instead of making new ones for each: for connections that
  /// are written to all the time.
  public func keepBuffers() { c_SSL_clear_mode(ssl, Int(SSL_MODE_RELEASE_BUFFERS)) }

  /// Goes on with the handshake; to be called until it is `done`.
  public func handshake() -> Progress {
    clearErrors()
    let result = SSL_do_handshake(ssl)
    return result == 1 ? .done : progress(result, "TLS handshake")
  }

  /// Reads plaintext into a buffer, which is not empty. One call reads one record at most: repeat it until
  /// `wantsRead`, or ask ``hasPendingPlaintext`` before waiting for the socket.
  public func read(into buffer: UnsafeMutableRawBufferPointer) -> Transfer {
    guard let base = buffer.baseAddress, !buffer.isEmpty else { return .bytes(0) }
    clearErrors()
    var count = 0
    let result = SSL_read_ex(ssl, base, buffer.count, &count)
    return result == 1 ? .bytes(count) : transfer(result, "reading from TLS")
  }

  /// Writes plaintext, which is not empty, and says how much of it is on its way: often less than all, one record at
  /// a time. After `wantsWrite` or `wantsRead` the call must be repeated with bytes that begin the same, at this
  /// address or another.
  public func write(_ bytes: UnsafeRawBufferPointer) -> Transfer {
    guard let base = bytes.baseAddress, !bytes.isEmpty else { return .bytes(0) }
    clearErrors()
    var count = 0
    let result = SSL_write_ex(ssl, base, bytes.count, &count)
    return result == 1 ? .bytes(count) : transfer(result, "writing to TLS")
  }

  /// Sends close_notify, and does not wait for the peer's. `done` at once where the connection is broken or the
  /// handshake was not finished: there is nothing to say then.
  public func shutdown() -> Progress {
    guard !isBroken, SSL_is_init_finished(ssl) == 1 else { return .done }
    clearErrors()
    let result = SSL_shutdown(ssl)
    return result >= 0 ? .done : progress(result, "closing TLS")
  }

  /// Whether bytes that were read from the socket wait inside the session, so that ``read(into:)`` should be called
  /// without waiting for the socket. They may turn out to be less than a record; the read answers `wantsRead` then,
  /// and the caller waits for the socket whatever this says.
  public var hasPendingPlaintext: Bool { SSL_has_pending(ssl) == 1 }

  /// Whether the handshake resumed an earlier session by its ticket.
  public var isResumed: Bool { SSL_session_reused(ssl) == 1 }

  /// The negotiated version, such as `TLSv1.3`.
  public var version: String { SSL_get_version(ssl).map { String(cString: $0) } ?? "" }
}

// MARK: - Errors

extension TLSSession {
  private func progress(_ result: Int32, _ operation: String) -> Progress {
    switch outcome(result, operation) {
    case .wantsRead: .wantsRead
    case .wantsWrite: .wantsWrite
    case .closed: .closed
    case .failed(let fault): .failed(fault)
    case .bytes: .done
    }
  }

  private func transfer(_ result: Int32, _ operation: String) -> Transfer { outcome(result, operation) }

  private func outcome(_ result: Int32, _ operation: String) -> Transfer {
    let number = errno
    switch SSL_get_error(ssl, result) {
    case SSL_ERROR_WANT_READ: return .wantsRead
    case SSL_ERROR_WANT_WRITE: return .wantsWrite
    case SSL_ERROR_ZERO_RETURN: return .closed
    case SSL_ERROR_SYSCALL:
      isBroken = true
      wasTruncated = true
      // The peer went away without a word, which is its right and no fault to log.
      if number == 0 || number == ECONNRESET || number == EPIPE { return .closed }
      return .failed(TLSFault(operation: operation, cause: String(cString: strerror(number))))
    default:
      isBroken = true
      if endsWithoutNotice() {
        ERR_clear_error()
        wasTruncated = true
        return .closed
      }
      let complaint = client?.complaint(ssl)
      var fault = TLSFault.fromQueue(operation)
      fault.certificateComplaint = complaint
      return .failed(fault)
    }
  }

  /// Whether the error is that the socket ended without close_notify.
  private func endsWithoutNotice() -> Bool {
    ERR_GET_REASON(ERR_peek_error()) == SSL_R_UNEXPECTED_EOF_WHILE_READING
  }
}

/// Empties the thread's error queue, which SSL_get_error reads. Nearly always there is nothing to empty, and looking
/// is much cheaper than emptying.
private func clearErrors() {
  if ERR_peek_error() != 0 { ERR_clear_error() }
}
