internal import HTTPMessages
internal import Logging
internal import Reactor
internal import TLS

/// Accepts the connections of one listener on one loop.
final class Acceptor: ReadinessHandler {
  /// Connections accepted at once; then the loop's other work has its turn.
  private static let batch = 64

  /// A pause is logged once in this time, in nanoseconds: pauses follow each other while descriptors are missing.
  private static let logInterval: Int64 = 10_000_000_000

  private let shared: ServerLoop
  private let listener: Listener
  private var socket: ListeningSocket?
  private let number: Int32
  private let port: Int
  private var resume: LoopTimer?
  private var nextLog = Int64.min

  init(_ listener: Listener, socket: consuming ListeningSocket, on shared: ServerLoop) {
    self.shared = shared
    self.listener = listener
    number = socket.descriptor.number
    port = socket.port
    self.socket = consume socket
  }

  func start() {
    do throws(SystemFault) {
      try shared.loop.watch(number, for: .readable, self)
    } catch {
      shared.logger.error("the port \(port) is not served by loop \(shared.loop.index): \(error)")
      socket = nil
    }
  }

  func stop() {
    guard socket != nil else { return }
    if let resume { shared.loop.set(resume, deadline: nil) }
    shared.loop.unwatch(number)
    socket = nil
  }

  func ready(_ readiness: Readiness) {
    for _ in 0..<Acceptor.batch {
      guard socket != nil else { return }
      if shared.census.isFull(ownPlaces: listener.ownPlaces) {
        pause("no more connections can be served or refused; clients wait in the kernel's queue")
        return
      }
      switch socket!.accept() {
      case .connection(let descriptor):
        serve(descriptor, shared.census.enter(ownPlaces: listener.ownPlaces))
      case .nobody:
        return
      case .exhausted(let fault):
        pause("\(fault); give the process more descriptors (ulimit -n)")
        return
      }
    }
  }

  private func serve(_ descriptor: consuming Descriptor, _ admission: Census.Admission) {
    let info = ConnectionInfo(isSecure: listener.tls != nil, loopIndex: shared.loop.index, localPort: port)
    do throws(TLSFault) {
      let transport = try Transport(descriptor, tls: listener.tls)
      Connection(transport, info, listener.responder, shared, admission).start()
    } catch {
      shared.logger.warning("a connection could not begin: \(error)")
      shared.census.left(admission)
    }
  }

  /// Without a pause a level-triggered listener would spin until descriptors come back.
  private func pause(_ reason: String) {
    if shared.loop.now >= nextLog {
      shared.logger.warning("accepting pauses: \(reason)")
      nextLog = shared.loop.now + Acceptor.logInterval
    }
    shared.loop.rewatch(number, for: [])
    let timer = LoopTimer { [unowned self] in
      resume = nil
      if socket != nil { shared.loop.rewatch(number, for: .readable) }
    }
    resume = timer
    shared.loop.set(timer, deadline: shared.loop.now + Int64(shared.configuration.acceptPauseSeconds * 1e9))
  }
}
