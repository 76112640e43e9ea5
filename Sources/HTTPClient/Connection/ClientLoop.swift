public import Determinism
internal import HTTPCodec
public import Reactor
public import TLS

/// What all connections of a client share, on whatever loop.
public final class ClientContext: Sendable {
  let limits: ClientLimits
  let tls: TLSClientContext
  let entropy: any EntropySource
  /// Finds addresses: that blocks.
  let resolver: WorkerPool

  /// Names that wait to be resolved; past it a connection fails at once.
  private static let resolverQueue = 16_384

  /// A client that trusts so.
  ///
  /// - Parameters:
  ///   - trust: whose certificates are believed.
  ///   - entropy: the system's, for WebSocket keys and masks.
  /// - Throws: a `CertificateFault` where the CA file cannot be used, a `SystemFault` where no thread can be started.
  public init(
    trust: TLSClientContext.Trust, entropy: any EntropySource, limits: ClientLimits = ClientLimits()
  ) throws {
    self.limits = limits
    self.entropy = entropy
    tls = try TLSClientContext(trust: trust)
    resolver = try WorkerPool(threads: 2, capacity: ClientContext.resolverQueue)
  }

  /// Fresh bits to mask a frame with.
  var maskKey: UInt32 { entropy.bytes(4).reduce(0) { $0 << 8 | UInt32($1) } }

  var httpLimits: HTTPLimits {
    var limits = HTTPLimits()
    // Servers say more about themselves than clients do.
    limits.headBytes = 64 * 1024
    limits.bodyBytes = self.limits.bodyBytes
    return limits
  }
}

/// A loop as connections of a client need it: with a buffer that all of them read into.
public final class ClientLoop: @unchecked Sendable {
  /// The loop. The buffer is touched on its thread only.
  public let loop: EventLoop
  let context: ClientContext
  let buffer: UnsafeMutableRawBufferPointer

  /// How much is read at once.
  private static let bufferBytes = 64 * 1024

  /// The client's side of a loop.
  public init(_ loop: EventLoop, _ context: ClientContext) {
    self.loop = loop
    self.context = context
    buffer = .allocate(byteCount: ClientLoop.bufferBytes, alignment: 16)
  }

  deinit { buffer.deallocate() }

  /// A deadline so many real seconds from now; on the loop.
  func deadline(_ seconds: Double) -> Int64 { SystemTime().nanoseconds() + Int64(seconds * 1e9) }
}
