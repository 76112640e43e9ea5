import HTTPMessages
import Synchronization

/// Where a reader stands, for those who look from other threads.
final class ReaderProgress: Sendable {
  /// What it reads.
  let channel: StreamChannel
  /// The last batch that it has been sent.
  let cursor: Atomic<UInt64>
  /// How often it has been sent something; one that reads makes it grow.
  let moves = Atomic<UInt64>(0)
  /// The value of ``moves`` when a wait for it ended in vain; it is not waited for until that has grown.
  let stalledAt = Atomic<UInt64>(.max)

  init(_ channel: StreamChannel, after number: UInt64) {
    self.channel = channel
    cursor = Atomic(number)
  }
}

/// An integration that receives updates: its connection and its place in the channel. Lives on the connection's loop.
final class StreamReader {
  /// Its place.
  let progress: ReaderProgress
  /// The connection's loop.
  var loop: any LoopExecutor { peer.loop }

  /// Called when accounts or settings have changed. On the loop.
  var accessChanged: (() -> Void)?

  private let peer: any WebSocketPeer
  private let limits: StreamLimits
  private let barrier: ReaderBarrier
  private var copy: FullCopy?
  /// The last batch that it has been sent.
  private(set) var cursor: UInt64
  /// Whether everything that it was sent has left, so that nothing need be asked before it is sent more.
  private var isClear = false
  private var position = FullCopy.Position.start
  private var isPumping = false
  private var isOver = false

  init(
    _ channel: StreamChannel, _ copy: FullCopy, _ peer: any WebSocketPeer, _ limits: StreamLimits,
    _ barrier: ReaderBarrier
  ) {
    progress = ReaderProgress(channel, after: copy.number)
    self.peer = peer
    self.copy = copy
    cursor = copy.number
    self.limits = limits
    self.barrier = barrier
  }

  /// Sends what is new; called for all readers of a loop, one after the other, when something is. Those to whom
  /// everything before has left, which is nearly everybody nearly always, get what one of them has looked up.
  func pump(_ shared: inout SharedUpdates) {
    guard !isPumping, !isOver else { return }
    while cursor < shared.newest {
      guard copy == nil, isClear else { return pump() }
      shared.find(progress.channel, after: cursor)
      guard let reached = shared.found.reached else { return fallBehind() }
      guard reached > cursor else { return }
      if !shared.found.frames.isEmpty {
        isPumping = true
        isClear = peer.send(encodedFrames: shared.found.frames)
        isPumping = false
      }
      move(to: reached)
    }
  }

  /// Sends what is new, as far as the connection takes it; called when the connection takes more.
  func pump() {
    // A peer may report that it is drained while it is being sent something.
    guard !isPumping, !isOver else { return }
    isPumping = true
    defer { isPumping = false }
    // Never below the peer's own mark: it does not report that it is drained before it has been above that.
    let sendAhead = max(limits.sendAheadBytes, peer.lowWatermark)
    while peer.pendingBytes < sendAhead {
      guard sendNext(sendAhead - peer.pendingBytes) else { return }
    }
    let backlog = progress.channel.backlog(after: cursor)
    if backlog.batches > limits.backlogBatches || backlog.bytes > limits.backlogBytes { fallBehind() }
  }

  /// The connection is gone.
  func stop() {
    isOver = true
    copy = nil
    accessChanged = nil
    barrier.moved()
  }

  /// Sends the next message of the full copy, or the next updates; false where there is nothing more.
  private func sendNext(_ limit: Int) -> Bool {
    if let copy {
      if let frames = copy.next(&position) {
        peer.send(encodedFrames: frames)
        move(to: copy.number)
        return true
      }
      self.copy = nil
    }
    switch progress.channel.next(after: cursor, limit: limit) {
    case .frames(let frames, let reached):
      for frames in frames { peer.send(encodedFrames: frames) }
      move(to: reached)
      return true
    case .upToDate:
      isClear = peer.pendingBytes == 0
      return false
    case .lost:
      fallBehind()
      return false
    }
  }

  private func move(to number: UInt64) {
    cursor = number
    progress.cursor.store(number, ordering: .relaxed)
    // Nobody else writes it.
    progress.moves.store(progress.moves.load(ordering: .relaxed) &+ 1, ordering: .relaxed)
    barrier.moved()
  }

  /// The guides: integrations that get too far behind are disconnected. 1013 asks them to come again.
  private func fallBehind() {
    stop()
    peer.close(code: CloseCode.tryAgainLater, reason: "Too far behind the real-time stream")
  }
}
