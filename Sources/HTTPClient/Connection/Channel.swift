internal import Reactor
internal import TLS

/// Who uses a channel. Every call comes from its loop.
protocol ChannelOwner: AnyObject {
  /// Bytes may be written, and will come.
  func channelOpened()
  /// Bytes came; they are good for this call.
  func channelReceived(_ bytes: UnsafeRawBufferPointer)
  /// The connection is over: without a fault where the server ended it in good order. The last call; not made where
  /// the owner closed it.
  func channelEnded(_ fault: ClientFault?)
}

/// One connection to a server: finds addresses, connects to them in turn, speaks TLS, and carries bytes. Bound to its
/// loop, on which it is made, used and dropped.
final class Channel: ReadinessHandler {
  private enum Phase {
    case resolving
    case connecting
    case handshake
    case open
    case over
  }

  /// Reads of one turn; then the loop's other connections have theirs.
  private static let readsInTurn = 8

  private let url: ClientURL
  private let client: ClientLoop
  private weak var owner: (any ChannelOwner)?
  private var phase = Phase.resolving
  private var addresses: ArraySlice<SocketAddress> = []
  private var transport: ClientTransport?
  private var timer: LoopTimer?
  private var outbound: [UInt8] = []
  private var written = 0
  private var interest = Readiness.readable
  /// Why the last address did not answer.
  private var lastFault: SystemFault?

  private var limits: ClientLimits { client.context.limits }
  private var place: String { "\(url.host) port \(url.port)" }

  /// A connection that begins to be made. The owner is told how that ended, in a later turn.
  init(to url: ClientURL, on client: ClientLoop, owner: any ChannelOwner) {
    self.url = url
    self.client = client
    self.owner = owner
    timer = LoopTimer { [weak self] in self?.late() }
    setDeadline(limits.resolveSeconds)
    resolve()
  }

  /// Queues bytes and writes what the socket takes at once.
  func write(_ bytes: [UInt8]) {
    guard phase == .open else { return }
    guard outbound.count - written + bytes.count <= limits.pendingBytes else {
      return fail(.broken, "\(place) does not read what it is sent")
    }
    if written == outbound.count {
      outbound = bytes
      written = 0
    } else {
      outbound += bytes
    }
    flush()
  }

  /// Ends the connection; the owner hears no more.
  func close() {
    if phase == .open { transport?.endWriting() }
    finish()
  }

  // MARK: Making it

  private func resolve() {
    let (host, port, loop) = (url.host, url.port, client.loop)
    let box = Box(self)
    let isQueued = client.context.resolver.submit {
      let result: Result<[SocketAddress], SocketAddress.Unresolved>
      do throws(SocketAddress.Unresolved) {
        result = .success(try SocketAddress.resolve(host: host, port: port))
      } catch { result = .failure(error) }
      loop.execute { box.value?.resolved(result) }
    }
    if !isQueued {
      loop.execute { box.value?.fail(.unresolved, "Too many names wait to be resolved") }
    }
  }

  private func resolved(_ result: Result<[SocketAddress], SocketAddress.Unresolved>) {
    guard phase == .resolving else { return }
    switch result {
    case .success(let found):
      addresses = found.prefix(limits.addresses)
      phase = .connecting
      connectNext()
    case .failure(let fault):
      fail(.unresolved, "The host \(url.host) cannot be found: \(fault.reason)")
    }
  }

  private func connectNext() {
    drop()
    while let address = addresses.popFirst() {
      do throws(SystemFault) {
        transport = ClientTransport(try address.connect())
        interest = .writable
        if let number = transport?.number { try client.loop.watch(number, for: interest, self) }
        setDeadline(limits.connectSeconds)
        return
      } catch {
        lastFault = error
        transport = nil
      }
    }
    let reason = lastFault?.reason ?? "no answer within \(Int(limits.connectSeconds.rounded(.up))) s"
    let hint = lastFault?.isRefusal == true ? "; nothing listens there" : ""
    fail(.unreachable, "Cannot connect to \(place): \(reason)\(hint)")
  }

  private func connected() {
    guard let number = transport?.number else { return }
    if let fault = StreamSocket.connectFailure(number) {
      lastFault = fault
      return connectNext()
    }
    guard url.isSecure else { return opened() }
    do throws(TLSFault) {
      try transport?.beginTLS(client.context.tls, host: url.host)
    } catch { return fail(.nonsense, "TLS with \(place) cannot begin: \(error.cause)") }
    phase = .handshake
    setDeadline(limits.handshakeSeconds)
    continueHandshake()
  }

  private func continueHandshake() {
    guard let progress = transport?.handshake() else { return }
    switch progress {
    case .done: opened()
    case .wantsRead: watch(.readable)
    case .wantsWrite: watch([.readable, .writable])
    case .closed: fail(.broken, "\(place) ended the connection during the TLS handshake; does it speak TLS?")
    case .failed(let fault):
      if let complaint = fault.certificateComplaint {
        fail(.untrusted, "The certificate of \(place) is not trusted: \(complaint)")
      } else if fault.isNoTLS {
        fail(
          .nonsense,
          "\(place) does not speak TLS. Give the appliance's HTTPS port (a mock-appliance has 8443 unless it was told "
            + "otherwise, and its control API, usually 8444, has no TLS), or http:// where plain HTTP is meant"
        )
      } else {
        fail(.nonsense, "The TLS handshake with \(place) failed: \(fault.cause)")
      }
    }
  }

  private func opened() {
    phase = .open
    timer.map { client.loop.set($0, deadline: nil) }
    watch(.readable)
    owner?.channelOpened()
    if phase == .open, transport?.hasPending == true { receive() }
  }

  // MARK: Carrying bytes

  func ready(_ readiness: Readiness) {
    switch phase {
    case .connecting: connected()
    case .handshake: continueHandshake()
    case .open:
      if readiness.contains(.writable) { flush() }
      if phase == .open, readiness != .writable { receive() }
    case .resolving, .over: break
    }
  }

  private func receive() {
    for _ in 0..<Channel.readsInTurn {
      guard phase == .open, let transfer = transport?.read(into: client.buffer) else { return }
      switch transfer {
      case .bytes(let count):
        owner?.channelReceived(UnsafeRawBufferPointer(rebasing: client.buffer[..<count]))
        guard count == client.buffer.count || transport?.hasPending == true else { return }
      case .blocked: return
      case .ended: return end(nil)
      case .broken(let reason): return fail(.broken, "The connection to \(place) broke: \(reason)")
      }
    }
    // OpenSSL may hold the rest, which no readiness tells of: the loop's others first.
    if phase == .open, transport?.hasPending == true {
      let box = Box(self)
      client.loop.execute { box.value?.receive() }
    }
  }

  private func flush() {
    while phase == .open, written < outbound.count {
      let transfer = outbound.withUnsafeBytes { bytes in
        transport?.write(UnsafeRawBufferPointer(rebasing: bytes[written...]))
      }
      switch transfer {
      case .bytes(let count)?: written += count
      case .blocked?: return watch([.readable, .writable])
      case .broken(let reason)?: return fail(.broken, "The connection to \(place) broke: \(reason)")
      case .ended?: return end(nil)
      case nil: return
      }
    }
    outbound = []
    written = 0
    if phase == .open { watch(.readable) }
  }

  private func watch(_ wanted: Readiness) {
    guard wanted != interest, let number = transport?.number else { return }
    interest = wanted
    client.loop.rewatch(number, for: wanted)
  }

  // MARK: Ending it

  private func setDeadline(_ seconds: Double) {
    timer.map { client.loop.set($0, deadline: client.deadline(seconds)) }
  }

  private func late() {
    switch phase {
    case .resolving: fail(.late, "The name server did not say where \(url.host) is in time")
    case .connecting:
      lastFault = nil
      connectNext()
    case .handshake: fail(.late, "\(place) did not finish the TLS handshake in time; does it speak TLS?")
    case .open, .over: break
    }
  }

  private func fail(_ kind: ClientFault.Kind, _ sentence: String) { end(ClientFault(kind, sentence)) }

  private func end(_ fault: ClientFault?) {
    guard phase != .over else { return }
    finish()
    owner?.channelEnded(fault)
  }

  private func finish() {
    phase = .over
    drop()
    timer.map { client.loop.set($0, deadline: nil) }
    timer = nil
  }

  private func drop() {
    if let number = transport?.number { client.loop.unwatch(number) }
    transport = nil
  }
}

/// Carries a value that belongs to a loop through other threads, which do not touch it.
struct Box<Value: AnyObject>: @unchecked Sendable {
  private(set) weak var value: Value?
  init(_ value: Value) { self.value = value }
}
