internal import Reactor
internal import TLS

/// A connection's socket, with TLS or without: the client's end.
struct ClientTransport: ~Copyable {
  /// What a transfer came to.
  enum Transfer {
    case bytes(Int)
    /// Not before the socket is ready again.
    case blocked
    /// The server has ended its direction.
    case ended
    /// The reason, for a sentence.
    case broken(String)
  }

  // The session must go before the descriptor that it writes to; stored properties go in their order.
  private var session: TLSSession?
  private let descriptor: Descriptor

  init(_ descriptor: consuming Descriptor) { self.descriptor = descriptor }

  var number: Int32 { descriptor.number }
  var hasPending: Bool { session?.hasPendingPlaintext ?? false }

  mutating func beginTLS(_ context: TLSClientContext, host: String) throws(TLSFault) {
    session = try TLSSession(context: context, host: host, descriptor: descriptor.number)
  }

  func handshake() -> TLSSession.Progress { session?.handshake() ?? .done }

  func read(into buffer: UnsafeMutableRawBufferPointer) -> Transfer {
    guard let session else {
      switch StreamSocket.read(number, into: buffer) {
      case .bytes(let count): return .bytes(count)
      case .wouldBlock: return .blocked
      case .ended: return .ended
      case .broken(let code): return .broken(SystemFault(operation: "read", code: code).reason)
      }
    }
    return ClientTransport.transfer(session.read(into: buffer))
  }

  func write(_ bytes: UnsafeRawBufferPointer) -> Transfer {
    guard let session else {
      switch StreamSocket.write(number, bytes) {
      case .bytes(let count): return .bytes(count)
      case .wouldBlock: return .blocked
      case .ended: return .ended
      case .broken(let code): return .broken(SystemFault(operation: "write", code: code).reason)
      }
    }
    return ClientTransport.transfer(session.write(bytes))
  }

  /// Says farewell before a close: TLS's own, as far as the socket takes it, and TCP's.
  func endWriting() {
    _ = session?.shutdown()
    StreamSocket.endWriting(number)
  }

  private static func transfer(_ transfer: TLSSession.Transfer) -> Transfer {
    switch transfer {
    case .bytes(let count): .bytes(count)
    case .wantsRead, .wantsWrite: .blocked
    case .closed: .ended
    case .failed(let fault): .broken(fault.cause)
    }
  }
}
