/// The encoded updates of consecutive batches, oldest dropped first.
struct FrameRing {
  private struct Entry {
    var frames: [UInt8]
    /// The bytes of all entries ever added, this one included.
    let total: Int
  }

  /// The number of the last batch before the oldest that is kept; what follows it can be had.
  private(set) var base: UInt64
  private var entries: [Entry] = []
  /// Entries before this one are dropped; they are cleared away now and then, so that a drop costs nothing.
  private var head = 0
  private var droppedTotal = 0

  /// A ring that begins after a batch.
  init(after base: UInt64) { self.base = base }

  /// The number of the newest batch.
  var last: UInt64 { base + UInt64(entries.count - head) }

  private var total: Int { entries.last?.total ?? droppedTotal }

  /// Adds the next batch, and drops old ones past a bound, but never the new one.
  mutating func append(_ frames: [UInt8], maximumBytes: Int, maximumBatches: Int) {
    entries.append(Entry(frames: frames, total: total + frames.count))
    while entries.count - head > 1,
      entries.count - head > maximumBatches || total - droppedTotal > maximumBytes
    {
      dropOldest()
    }
  }

  /// Begins anew after a batch.
  mutating func restart(after number: UInt64) {
    self = FrameRing(after: number)
  }

  /// What follows a batch, up to about `limit` bytes, and the batch that it reaches; nil where it has been dropped.
  func frames(after cursor: UInt64, limit: Int) -> (frames: [[UInt8]], reached: UInt64)? {
    guard cursor >= base else { return nil }
    var frames: [[UInt8]] = []
    var reached = cursor
    var bytes = 0
    while reached < last, bytes < limit {
      let next = entries[head + Int(reached - base)].frames
      reached += 1
      bytes += next.count
      if !next.isEmpty { frames.append(next) }
    }
    return (frames, reached)
  }

  /// What follows a batch in one piece, up to about `limit` bytes, and the batch that it reaches; nil where it has been
  /// dropped. A single batch is not copied.
  func joined(after cursor: UInt64, limit: Int) -> (bytes: [UInt8], reached: UInt64)? {
    guard let (frames, reached) = frames(after: cursor, limit: limit) else { return nil }
    if frames.count <= 1 { return (frames.first ?? [], reached) }
    var bytes: [UInt8] = []
    bytes.reserveCapacity(frames.reduce(0) { $0 + $1.count })
    for frames in frames { bytes += frames }
    return (bytes, reached)
  }

  /// The bytes that follow a batch; past all bounds where some of them have been dropped.
  func bytes(after cursor: UInt64) -> Int {
    guard cursor < last else { return 0 }
    guard cursor >= base else { return .max }
    guard cursor > base else { return total - droppedTotal }
    return total - entries[head + Int(cursor - base) - 1].total
  }

  private mutating func dropOldest() {
    droppedTotal = entries[head].total
    entries[head].frames = []
    head += 1
    base += 1
    if head >= 1024, head * 2 >= entries.count {
      entries.removeFirst(head)
      head = 0
    }
  }
}
