internal import Determinism
internal import HTTPCodec
internal import HTTPMessages
internal import Logging
internal import Reactor
internal import Synchronization
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

/// How many connections a server has, over all its loops.
final class Census: Sendable {
  /// As what a connection was let in.
  enum Admission: Sendable {
    /// Within the limit.
    case served
    /// Beyond the limit, in one of its listener's own places.
    case ownPlace
    /// Beyond the limit: its first request is answered 503, and the connection ends.
    case surplus
  }

  private let served = Atomic<Int>(0)
  private let ownPlaces = Atomic<Int>(0)
  private let surplus = Atomic<Int>(0)
  private let servedLimit: Int
  private let surplusLimit: Int
  /// How often nobody was left: only to wake who waits for that.
  private let emptied = Monitor(0)

  init(served: Int, surplus: Int) {
    servedLimit = served
    surplusLimit = surplus
  }

  /// Counts a connection, also one in a place of its listener, which has so many; nil where it has no place even to be
  /// refused.
  func enter(ownPlaces places: Int) -> Admission? {
    if served.add(1, ordering: .relaxed).newValue <= servedLimit { return .served }
    served.subtract(1, ordering: .relaxed)
    if ownPlaces.add(1, ordering: .relaxed).newValue <= places { return .ownPlace }
    ownPlaces.subtract(1, ordering: .relaxed)
    if surplus.add(1, ordering: .relaxed).newValue <= surplusLimit { return .surplus }
    surplus.subtract(1, ordering: .relaxed)
    return nil
  }

  func left(_ admission: Admission) {
    let left =
      switch admission {
      case .served: served.subtract(1, ordering: .sequentiallyConsistent).newValue
      case .ownPlace: ownPlaces.subtract(1, ordering: .sequentiallyConsistent).newValue
      case .surplus: surplus.subtract(1, ordering: .sequentiallyConsistent).newValue
      }
    if left == 0 { emptied.change { $0 += 1 } }
  }

  /// Waits until nobody is left; false where that took longer than `seconds`.
  func waitUntilEmpty(seconds: Double) -> Bool {
    emptied.wait(seconds: seconds) { [self] _ in
      served.load(ordering: .sequentiallyConsistent) == 0
        && ownPlaces.load(ordering: .sequentiallyConsistent) == 0
        && surplus.load(ordering: .sequentiallyConsistent) == 0 ? true : nil
    } ?? false
  }
}
