import ApplianceDomain
import Changes
import Locking
import WebSocketCodec

/// The updates for everybody who gets the same bytes: each batch is encoded, and compressed where that was agreed,
/// once, when the first of them is ready for it. A subscriber holds a number into it and no queue of its own.
final class StreamChannel: Sendable {
  /// What a subscriber gets.
  enum Next {
    /// Frames, and the batch that they reach.
    case frames([[UInt8]], reached: UInt64)
    /// There is nothing new.
    case upToDate
    /// What comes next is no longer kept.
    case lost
  }

  private struct Encoded {
    var ring: FrameRing
    /// Compresses what goes into the ring.
    var deflater: MessageDeflater?
    /// Whether the last line was `truncate_model`: another one right after it would say nothing.
    var isTruncated = false
  }

  private struct SharedCopy: Sendable { weak var copy: FullCopy? }

  /// How many batches are fetched from the log and encoded at a time; readers of other loops wait meanwhile.
  private static let fetchCount = 128

  /// What the subscribers have in common.
  let encoding: StreamEncoding
  private let log: ChangeLog
  private let projection: StreamProjection
  private let limits: StreamLimits
  private let encoded: Lock<Encoded>
  private let shared = Lock(SharedCopy())

  /// A channel that holds whatever comes after now. Whoever uses it takes the full copy afterwards.
  init(_ encoding: StreamEncoding, _ log: ChangeLog, _ projection: StreamProjection, _ limits: StreamLimits) {
    self.encoding = encoding
    self.log = log
    self.projection = projection
    self.limits = limits
    encoded = Lock(Encoded(ring: FrameRing(after: log.last), deflater: encoding.makeDeflater()))
  }

  /// What follows a batch, about `limit` bytes of it at most.
  func next(after cursor: UInt64, limit: Int) -> Next {
    encoded.withLock { encoded in
      // The subscriber's full copy may be newer than what anybody has asked for yet.
      while encoded.ring.last <= cursor, encodeMore(&encoded, for: cursor) {}
      guard let (frames, reached) = encoded.ring.frames(after: cursor, limit: limit) else { return .lost }
      return reached == cursor ? .upToDate : .frames(frames, reached: reached)
    }
  }

  /// What follows a batch, in one piece of about `limit` bytes at most: for those who share it, so that joining it once
  /// spares each of them the gathering.
  func joined(after cursor: UInt64, limit: Int) -> SharedUpdates.Found {
    encoded.withLock { encoded in
      while encoded.ring.last <= cursor, encodeMore(&encoded, for: cursor) {}
      let joined = encoded.ring.joined(after: cursor, limit: limit)
      return SharedUpdates.Found(
        channel: self, cursor: cursor, frames: joined?.bytes ?? [], reached: joined?.reached)
    }
  }

  /// The number of the newest batch, encoded or not.
  var newest: UInt64 { log.last }

  /// How far behind a cursor is: in batches of the log, and in bytes as far as they are encoded.
  func backlog(after cursor: UInt64) -> (batches: UInt64, bytes: Int) {
    let last = log.last
    return (last > cursor ? last - cursor : 0, encoded.withLock { $0.ring.bytes(after: cursor) })
  }

  /// A full copy: one that is being sent to somebody else just now where it is young enough, else a new one.
  func fullCopy(of appliance: Appliance) -> FullCopy {
    if let copy = shared.withLock({ $0.copy }), log.last - copy.number <= limits.sharedCopyAge {
      return copy
    }
    let (model, number, _) = appliance.snapshot()
    let copy = FullCopy(of: model, number: number, encoding, projection, limits)
    shared.withLock { $0.copy = copy }
    return copy
  }

  /// Encodes the next batches of the log; false where there are none.
  private func encodeMore(_ encoded: inout Encoded, for cursor: UInt64) -> Bool {
    switch log.batches(after: encoded.ring.last, limit: Self.fetchCount) {
    case .batches(let batches):
      let start = encoded.ring.last
      for batch in batches {
        encoded.ring.append(
          encode(batch, &encoded), maximumBytes: limits.backlogBytes,
          maximumBatches: ChangeLog.capacity)
        // What is encoded at a time never drives out what the reader who asked is about to be sent.
        if encoded.ring.bytes(after: start) > limits.backlogBytes / 4 { break }
      }
      return !batches.isEmpty
    case .lost:
      // Nobody has read for so long that the log went past the channel. Whoever holds a newer copy can go on from
      // there; all others have lost what they needed.
      encoded.ring.restart(after: cursor > encoded.ring.last ? cursor : log.last)
      encoded.isTruncated = false
      return true
    }
  }

  private func encode(_ batch: Batch, _ encoded: inout Encoded) -> [UInt8] {
    var writer = ModelUpdateWriter(projection, encoding.tables, limits)
    func truncate() {
      if !encoded.isTruncated { writer.truncate() }
      encoded.isTruncated = true
    }
    switch batch.content {
    case .archiveBoundary: return []
    case .reset: truncate()
    case .entries(let entries):
      for entry in entries {
        switch entry {
        case .change(let change):
          writer.add(change)
          encoded.isTruncated = false
        case .truncateModel: truncate()
        case .sessionEvent, .record: break
        }
      }
      writer.end()
    }
    let frames = writer.takeFrames()
    return encoded.deflater?.compressed(frames: frames) ?? frames
  }
}
