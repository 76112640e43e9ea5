internal import Reactor
internal import TLS

/// A connection's socket, with TLS or without.
struct Transport: ~Copyable {
  /// What a transfer came to.
  enum Transfer {
    case bytes(Int)
    /// Not before the socket is ready again.
    case blocked
    /// The peer has ended its direction.
    case ended
    case broken
  }

  // The session must go before the descriptor that it writes to; stored properties go in their order.
  private var session: TLSSession?
  private let descriptor: Descriptor

  init(_ descriptor: consuming Descriptor, tls: TLSServerContext?) throws(TLSFault) {
    let number = descriptor.number
    session = if let tls { try TLSSession(context: tls, descriptor: number) } else { nil }
    self.descriptor = descriptor
  }

  var number: Int32 { descriptor.number }
  var isSecure: Bool { session != nil }
  /// Whether bytes wait in the session, which no readiness of the socket will tell of.
  var hasPending: Bool { session?.hasPendingPlaintext ?? false }

  func handshake() -> TLSSession.Progress { session?.handshake() ?? .done }

  /// Has the session keep its record buffers between writes: it is going to write often.
  func keepBuffers() { session?.keepBuffers() }

  func read(into buffer: UnsafeMutableRawBufferPointer) -> Transfer {
    guard let session else {
      switch StreamSocket.read(number, into: buffer) {
      case .bytes(let count): return .bytes(count)
      case .wouldBlock: return .blocked
      case .ended: return .ended
      case .broken: return .broken
      }
    }
    return Transport.transfer(session.read(into: buffer))
  }

  func write(_ bytes: UnsafeRawBufferPointer) -> Transfer {
    guard let session else {
      switch StreamSocket.write(number, bytes) {
      case .bytes(let count): return .bytes(count)
      case .wouldBlock: return .blocked
      case .ended, .broken: return .broken
      }
    }
    return Transport.transfer(session.write(bytes))
  }

  private static func transfer(_ transfer: TLSSession.Transfer) -> Transfer {
    switch transfer {
    case .bytes(let count): .bytes(count)
    case .wantsRead, .wantsWrite: .blocked
    case .closed: .ended
    case .failed: .broken
    }
  }

  /// Goes on without TLS, after its handshake has failed.
  mutating func dropTLS() { session = nil }

  /// Ends our direction, with TLS's own farewell before TCP's. False where that farewell does not fit the socket
  /// now: to be repeated when it is writable.
  ///
  /// Before a close that follows at once, too: where bytes of the client are unread, that close alone would send a
  /// reset instead of TCP's farewell, and the reset could destroy the answer.
  func endWriting() -> Bool {
    if case .wantsWrite = session?.shutdown() { return false }
    StreamSocket.endWriting(number)
    return true
  }

  /// Has the close that follows reset the connection, so that an unfinished answer is not taken for a finished one.
  func resetOnClose() { StreamSocket.resetOnClose(number) }
}
