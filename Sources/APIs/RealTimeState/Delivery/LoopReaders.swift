import HTTPMessages
import Synchronization

/// The readers of one event loop. However many batches come, the loop has at most one wake-up waiting.
///
/// The list of readers is bound to the loop: it is touched by work of that loop only, which is why the class may be
/// shared without a lock around it.
final class LoopReaders: @unchecked Sendable {
  /// The loop.
  let loop: any LoopExecutor
  /// Whether a wake-up, or the end of a pause, is on its way.
  private let isAwake = Atomic<Bool>(false)
  private let count = Atomic<Int>(0)
  private var readers: [StreamReader] = []
  private let limits: StreamLimits
  private let access: AccessChanges
  /// How many changes of accounts and settings the readers have been asked about.
  private var accessSeen: UInt64

  init(_ loop: any LoopExecutor, _ limits: StreamLimits, _ access: AccessChanges) {
    self.loop = loop
    self.limits = limits
    self.access = access
    accessSeen = access.count
  }

  /// Something is new. Any thread may call it.
  func wake() {
    guard count.load(ordering: .sequentiallyConsistent) > 0,
      !isAwake.exchange(true, ordering: .sequentiallyConsistent)
    else { return }
    loop.execute { [self] in deliver() }
  }

  /// Brings everybody up to the newest batch, and pauses: what comes meanwhile wakes nobody, and leaves together.
  private func deliver() {
    // Cleared first where there is no pause: what comes from here on needs a wake-up of its own.
    if limits.pauseNanoseconds <= 0 { isAwake.store(false, ordering: .sequentiallyConsistent) }
    askWhoMayStay()
    let newest = newest
    var shared = SharedUpdates(upTo: newest, limit: limits.joinedBytes)
    for reader in readers { reader.pump(&shared) }
    guard limits.pauseNanoseconds > 0 else { return }
    _ = loop.schedule(afterNanoseconds: limits.pauseNanoseconds) { [self] in pauseEnded(newest) }
  }

  /// Where accounts or settings have changed, has each reader's integration find out whether it may stay.
  private func askWhoMayStay() {
    let count = access.count
    guard count != accessSeen else { return }
    accessSeen = count
    for reader in readers { reader.accessChanged?() }
  }

  private func pauseEnded(_ delivered: UInt64) {
    isAwake.store(false, ordering: .sequentiallyConsistent)
    guard newest > delivered, !isAwake.exchange(true, ordering: .sequentiallyConsistent) else { return }
    deliver()
  }

  /// The number of the newest batch; 0 where there are no readers.
  private var newest: UInt64 { readers.first?.progress.channel.newest ?? 0 }

  /// Adds a reader. On the loop.
  func add(_ reader: StreamReader) {
    readers.append(reader)
    count.add(1, ordering: .sequentiallyConsistent)
  }

  /// Takes a reader out. On the loop.
  func remove(_ reader: StreamReader) {
    guard let index = readers.firstIndex(where: { $0 === reader }) else { return }
    readers.remove(at: index)
    count.subtract(1, ordering: .sequentiallyConsistent)
  }
}

/// How often accounts or settings have changed, for loops that ask.
final class AccessChanges: Sendable {
  private let changes = Atomic<UInt64>(0)

  /// How often so far.
  var count: UInt64 { changes.load(ordering: .acquiring) }

  /// Once more.
  func change() { changes.add(1, ordering: .releasing) }
}
