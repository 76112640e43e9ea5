public import Logging
public import Reactor

/// An HTTP/1.1 and WebSocket server on a group of event loops.
///
/// A request is read by a ``Connection`` on its loop, answered there by the listener's responder, and written at the
/// end of the same turn. Nothing here knows a route. A server that has listened must be shut down before its loops
/// stop.
public final class HTTPServer: Sendable {
  private let group: EventLoopGroup
  private let loops: [LoopBound<ServerLoop>]
  private let census: Census
  private let logger: Logger

  /// Descriptors that connections leave to others: files, the database and listeners' own places, and for each loop its
  /// listeners.
  private static func reserved(loops: Int) -> Int { 32 + 4 * loops }

  /// A server that does not listen yet. Body streams are made on `workers`. Where the process may not have
  /// as many descriptors as the configuration has connections, the server takes fewer and says so.
  public init(configuration: ServerConfiguration, group: EventLoopGroup, workers: WorkerPool, logger: Logger)
  {
    let free = DescriptorLimit.free()
    let reserved = min(HTTPServer.reserved(loops: group.loops.count), free / 2)
    let wished = configuration
    let configuration = wished.fitting(descriptors: free - reserved)
    if configuration.connections < wished.connections {
      logger.notice(
        "the limit of connections is \(configuration.connections), not \(wished.connections): give the process more descriptors (ulimit -n)"
      )
    }
    let census = Census(served: configuration.connections, surplus: configuration.surplusConnections)
    self.group = group
    self.census = census
    self.logger = logger
    loops = group.loops.map { loop in
      LoopBound(
        ServerLoop(loop: loop, configuration: configuration, workers: workers, logger: logger, census: census)
      )
    }
  }

  /// Starts to listen and says on which port; each loop accepts for itself.
  public func listen(_ listener: Listener) throws(SystemFault) -> Int {
    var port = listener.port
    var acceptors: [LoopBound<Acceptor>] = []
    for (index, shared) in loops.enumerated() {
      let socket = try ListeningSocket.open(host: listener.host, port: port, exclusively: index == 0)
      port = socket.port
      acceptors.append(LoopBound(Acceptor(listener, socket: socket, on: shared.value)))
    }
    for (shared, acceptor) in zip(loops, acceptors) {
      shared.value.loop.execute { shared.value.add(acceptor.value) }
    }
    return port
  }

  /// Stops accepting, lets answers in flight finish and closes idle connections; cuts what is left after so many
  /// seconds. Blocks until no connection is left. Not to be called on a loop.
  public func shutdown(within seconds: Double) {
    for shared in loops { shared.value.loop.execute { shared.value.drain() } }
    // A connection accepted in the turn before is counted by then: each loop has drained when it says so.
    let drained = Monitor(0)
    for shared in loops { shared.value.loop.execute { drained.change { $0 += 1 } } }
    let all = loops.count
    drained.wait(seconds: seconds) { $0 == all ? true : nil }
    if census.waitUntilEmpty(seconds: seconds) { return }
    logger.warning("connections are cut: they did not finish within \(seconds) seconds of the shutdown")
    for shared in loops { shared.value.loop.execute { shared.value.cut() } }
    _ = census.waitUntilEmpty(seconds: seconds + 1)
  }

  /// Waits until no connection is open, for so many seconds at most; says whether that came about.
  public func waitUntilIdle(seconds: Double) -> Bool { census.waitUntilEmpty(seconds: seconds) }
}
