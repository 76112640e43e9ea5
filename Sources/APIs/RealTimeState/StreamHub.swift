import APIKit
public import ApplianceDomain
public import Changes
import HTTPMessages
import Locking
import Synchronization

/// Brings the appliance's changes to the integrations that have subscribed to them.
///
/// The log tells it of every batch; it wakes each loop that has readers, once, and the loop sends them what is new. A
/// batch is encoded, and compressed, once for all who have subscribed to the same tables and agreed to the same window.
public final class StreamHub: Sendable {
  private struct State {
    var channels: [StreamEncoding: (channel: StreamChannel, readers: Int)] = [:]
    /// One for each loop that has ever had a reader.
    var loops: [LoopReaders] = []
    var progress: [ReaderProgress] = []
  }

  /// The bounds.
  public let limits: StreamLimits
  let projection: StreamProjection
  private let appliance: Appliance
  private let state = Lock(State())
  private let count = Atomic<Int>(0)
  private let barrier = ReaderBarrier()
  private let access = AccessChanges()

  /// A hub for an appliance that serves a version. It follows the log from now on.
  public init(appliance: Appliance, version: APIVersion, limits: StreamLimits = StreamLimits()) {
    precondition(limits.backlogBatches < ChangeLog.capacity, "The log keeps what a reader may still need")
    self.appliance = appliance
    self.limits = limits
    projection = .of(version)
    appliance.log.observe { [weak self] batch in
      if batch.touchesAccess { self?.access.change() }
      self?.wake()
    }
  }

  /// How many integrations receive updates now.
  public var integrationCount: Int { count.load(ordering: .sequentiallyConsistent) }

  /// Blocks the calling worker until every integration that keeps reading is near the end of the log, or until some
  /// real nanoseconds have passed. One that did not read in that time is not waited for again until it does.
  ///
  /// It must not be called on an event loop, nor under the appliance's lock.
  public func waitForReaders(within nanoseconds: Int64) {
    let (progress, loop) = state.withLock { ($0.progress, $0.loops.first?.loop) }
    guard let loop, !progress.isEmpty, progress.contains(where: isBehind) else { return }
    let inTime = barrier.wait(within: nanoseconds, on: loop) {
      !state.withLock { $0.progress }.contains(where: isBehind)
    }
    guard !inTime else { return }
    for progress in state.withLock({ $0.progress }) where isBehind(progress) {
      progress.stalledAt.store(progress.moves.load(ordering: .relaxed), ordering: .relaxed)
    }
  }

  // MARK: Integrations

  /// Takes one of the places for integrations; false where all are taken.
  func reservePlace(of limit: Int) -> Bool { count.takePlace(of: limit) }

  /// Sends a peer a full copy of some tables, then all that happens to them. A place has been reserved for it. On the
  /// peer's loop.
  func join(_ peer: any WebSocketPeer, _ tables: TableSet) -> StreamReader {
    let encoding = StreamEncoding(tables: tables, windowBits: peer.compression?.serverMaxWindowBits)
    let channel = state.withLock { state in
      let known = state.channels[encoding]
      let channel = known?.channel ?? StreamChannel(encoding, appliance.log, projection, limits)
      state.channels[encoding] = (channel, (known?.readers ?? 0) + 1)
      return channel
    }
    // After the channel: what comes between the two is in both, and the reader's number skips it.
    let reader = StreamReader(channel, channel.fullCopy(of: appliance), peer, limits, barrier)
    let (readers, progress) = (readers(of: peer.loop), reader.progress)
    readers.add(reader)
    state.withLock { $0.progress.append(progress) }
    reader.pump()
    return reader
  }

  /// Forgets a reader and frees its place. On its loop.
  func leave(_ reader: StreamReader) {
    let progress = reader.progress
    readers(of: reader.loop).remove(reader)
    state.withLock { state in
      state.progress.removeAll { $0 === progress }
      let encoding = progress.channel.encoding
      guard let known = state.channels[encoding] else { return }
      state.channels[encoding] = known.readers > 1 ? (known.channel, known.readers - 1) : nil
    }
    count.subtract(1, ordering: .sequentiallyConsistent)
    reader.stop()
  }

  private func readers(of loop: any LoopExecutor) -> LoopReaders {
    state.withLock { state in
      if let readers = state.loops.first(where: { $0.loop.index == loop.index }) { return readers }
      let readers = LoopReaders(loop, limits, access)
      state.loops.append(readers)
      return readers
    }
  }

  // MARK: The log

  /// Called under the appliance's lock: it only leaves word.
  private func wake() {
    for readers in state.withLock({ $0.loops }) { readers.wake() }
  }

  /// Whether a reader that may still be reading has a quarter of what it may be behind, or more.
  private func isBehind(_ progress: ReaderProgress) -> Bool {
    let moves = progress.moves.load(ordering: .relaxed)
    guard progress.stalledAt.load(ordering: .relaxed) != moves else { return false }
    let backlog = progress.channel.backlog(after: progress.cursor.load(ordering: .relaxed))
    return backlog.batches > limits.backlogBatches / 4 || backlog.bytes > limits.backlogBytes / 4
  }
}

// MARK: The stream's view of the model, for others

extension StreamHub {
  /// The tables that the stream shows, in the order of a full copy.
  public var shownTables: [TableName] { TableName.allCases.filter { !projection[$0].all.isEmpty } }

  /// The fields of a row that the stream shows, in their order; nil where its table is not on the stream.
  public func shownFields(of row: TableRow) -> [(name: String, value: FieldValue)]? {
    let bare = row.row
    let fields = projection[type(of: bare).table].all
    return fields.isEmpty ? nil : fields.map { ($0.name, bare.value(at: $0.index)) }
  }
}
