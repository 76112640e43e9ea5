internal import Determinism
internal import HTTPCodec
internal import HTTPMessages
internal import Logging
internal import Reactor
internal import WebSocketCodec

/// What all connections of one loop share. Bound to the loop.
final class ServerLoop {
  /// Fewer connections than this leave little behind.
  private static let notedCrowd = 500
  /// From the moment when half of a crowd has gone until its memory is given back, in nanoseconds.
  private static let crowdPause: Int64 = 1_000_000_000

  let loop: EventLoop
  let configuration: ServerConfiguration
  /// For surplus connections, whose places are few: they may not dawdle.
  let surplusConfiguration: ServerConfiguration
  let workers: WorkerPool
  let logger: Logger
  let census: Census

  /// What is read goes here first; idle connections hold no buffer.
  let readBuffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 64 * 1024, alignment: 16)
  /// Where small pieces are gathered for one write.
  let gatherBuffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 64 * 1024, alignment: 16)
  /// Answers of the connection that is being served; written, or moved to its queue, before the next one is served.
  var staging: [UInt8] = []

  private(set) var isDraining = false
  private var connections: [Connection] = []
  /// The most connections since memory was last given back.
  private var peak = 0
  private var returningMemory: LoopTimer?
  private var acceptors: [Acceptor] = []
  private var date: [UInt8] = []
  private var deflaters: [Int: MessageDeflater] = [:]
  private var dateEnd = Int64.min

  init(
    loop: EventLoop, configuration: ServerConfiguration, workers: WorkerPool, logger: Logger, census: Census
  ) {
    self.loop = loop
    self.configuration = configuration
    surplusConfiguration = configuration.forSurplus
    self.workers = workers
    self.logger = logger
    self.census = census
  }

  deinit {
    readBuffer.deallocate()
    gatherBuffer.deallocate()
  }

  /// The value of `Date`, made once a second.
  func currentDate() -> [UInt8] {
    if loop.now >= dateEnd {
      let wall = SystemTime.wallClock()
      date = HTTPDate.bytes(secondsSinceEpoch: wall.seconds)
      dateEnd = loop.now + (1000 - wall.milliseconds % 1000) * 1_000_000
    }
    return date
  }

  /// What compresses a connection's messages. Where no context is taken over, one for each window serves all
  /// connections of the loop; else a connection has its own.
  func deflater(by agreed: PerMessageDeflate) -> MessageDeflater {
    guard agreed.serverNoContextTakeover else { return MessageDeflater(agreed) }
    if let deflater = deflaters[agreed.serverMaxWindowBits] { return deflater }
    let made = MessageDeflater(agreed)
    deflaters[agreed.serverMaxWindowBits] = made
    return made
  }

  func add(_ acceptor: Acceptor) {
    if isDraining { return }
    acceptors.append(acceptor)
    acceptor.start()
  }

  func add(_ connection: Connection) {
    connection.slot = connections.count
    connections.append(connection)
    peak = max(peak, connections.count)
  }

  func remove(_ connection: Connection) {
    let last = connections.removeLast()
    if last !== connection {
      connections[connection.slot] = last
      last.slot = connection.slot
    }
    census.left(connection.admission)
    if peak >= ServerLoop.notedCrowd && connections.count <= peak / 2 { crowdHasGone() }
  }

  /// Many connections have gone: soon, when the others of them have, too, their memory goes back to the system.
  private func crowdHasGone() {
    guard returningMemory == nil else { return }
    let timer = LoopTimer { [unowned self] in
      returningMemory = nil
      peak = connections.count
      // Where the workers have no room, the next crowd's end gives it back.
      _ = workers.submit { FreeMemory.giveBack() }
    }
    returningMemory = timer
    loop.set(timer, deadline: loop.now + ServerLoop.crowdPause)
  }

  /// Stops accepting, closes what is idle, and lets the rest finish.
  func drain() {
    isDraining = true
    for acceptor in acceptors { acceptor.stop() }
    acceptors = []
    for connection in connections { connection.drain() }
  }

  /// Cuts what is left.
  func cut() {
    for connection in connections { connection.abort() }
  }
}
